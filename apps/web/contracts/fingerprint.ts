import type { PageMarks } from '#contract/operations/contracts.ts';

/** A file as it was chosen: its name, or its path inside the chosen folder. */
export type Chosen = { readonly path: string; readonly file: File };
export type Mark = { readonly path: string; readonly sha256: string; readonly size: number; readonly pages?: PageMarks };
export type Reading = { readonly path: string; readonly size: number; readonly done: number; readonly mark?: Mark; readonly failed?: string };

type Said = { readonly id: number } & (
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'mark'; readonly mark: Omit<Mark, 'path'> }
  | { readonly kind: 'failed'; readonly why: string }
);

/** Hashes files one after another in a worker; nothing leaves the computer. `onChange` is told how far each is. */
export function fingerprint(chosen: readonly Chosen[], onChange: (readings: readonly Reading[]) => void): () => void {
  const readings: Reading[] = chosen.map(({ path, file }) => ({ path, size: file.size, done: 0 }));
  const worker = new Worker('/fingerprint.js');
  const change = (id: number, more: Partial<Reading>): void => {
    readings[id] = { ...(readings[id] as Reading), ...more };
    onChange([...readings]);
  };
  let next = 0;
  const askNext = (): void => {
    const one = chosen[next];
    if (one) worker.postMessage({ id: next++, file: one.file });
    else worker.terminate();
  };
  worker.addEventListener('message', ({ data }: MessageEvent<Said>) => {
    if (data.kind === 'progress') return change(data.id, { done: data.done });
    if (data.kind === 'mark') change(data.id, { done: 1, mark: { path: readings[data.id]?.path ?? '', ...data.mark } });
    else change(data.id, { done: 1, failed: data.why });
    askNext();
  });
  worker.addEventListener('error', (event) => {
    worker.terminate();
    for (const [id, { mark }] of readings.entries()) if (!mark) change(id, { done: 1, failed: event.message || 'worker' });
  });
  onChange([...readings]);
  askNext();
  return () => worker.terminate();
}

const mostFiles = 500;

/** Files of a drop, folders opened. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly Chosen[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return [...transfer.files].map((file) => ({ path: file.name, file }));
  const found: Chosen[] = [];
  const alone = entries.length === 1 && entries[0]?.isDirectory;
  for (const entry of entries) await gather(entry, alone ? 1 : 0, found);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function gather(entry: FileSystemEntry, above: number, found: Chosen[]): Promise<void> {
  if (found.length >= mostFiles) return;
  if (entry.isFile) {
    const file = await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail));
    found.push({
      path: entry.fullPath
        .split('/')
        .slice(1 + above)
        .join('/'),
      file,
    });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return;
    for (const each of some) await gather(each, above, found);
  }
}

/** Files chosen one by one, or a folder through its own button. */
export const pickedFiles = (files: FileList): readonly Chosen[] =>
  [...files]
    .slice(0, mostFiles)
    .map((file) => ({ path: file.webkitRelativePath ? file.webkitRelativePath.split('/').slice(1).join('/') : file.name, file }));
