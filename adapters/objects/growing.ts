import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '#domain/kernel/error.ts';
import type { GrowingObjects } from '#usecases/ports/growing.ts';
import type { AdoptingStore } from './files.ts';
import { GrowingFile, takeAlone } from './growing-file.ts';

const mostBytesAtOnce = 16 * 1024 * 1024;

/** So many are kept open with their hashes; each holds one chunk of 1 MiB. The least used is read again when it is needed. */
const mostOpen = 48;

/** So long nobody asked for it, and another process may go on with it: a worker beside the API that seals it. */
const idleMs = 30_000;

/** Growing objects as folders `<folder>/<id>`, beside the store that takes them in when they end. */
export function growingObjects(folder: string, store: AdoptingStore, letGoAfterMs = idleMs): GrowingObjects {
  const open = new Map<string, Promise<GrowingFile>>();
  const turns = new Map<string, Promise<unknown>>();
  const resting = new Map<string, NodeJS.Timeout>();

  /** One after another for each object: two appends at once would both believe to stand at the end. */
  function inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    clearTimeout(resting.get(id));
    resting.delete(id);
    const turn = (turns.get(id) ?? Promise.resolve()).then(work, work);
    const settled = turn.catch(() => {});
    turns.set(id, settled);
    void settled.then(() => {
      if (turns.get(id) !== settled) return;
      turns.delete(id);
      if (open.has(id)) resting.set(id, setTimeout(() => void inTurn(id, () => forget(id)).catch(() => {}), letGoAfterMs).unref());
    });
    return turn;
  }

  async function fileOf(id: string, key: Uint8Array): Promise<GrowingFile> {
    const known = open.get(id);
    open.delete(id);
    const file = known ?? GrowingFile.open(folderOf(folder, id), key);
    open.set(id, file);
    file.catch(() => open.delete(id));
    for (const other of open.keys()) {
      if (open.size <= mostOpen) break;
      // In its turn: whoever asks for it meanwhile waits until it is let go of. One that is busy is not waited for.
      if (!turns.has(other)) await inTurn(other, () => forget(other));
    }
    return file;
  }

  async function withFile<T>(id: string, key: Uint8Array, work: (file: GrowingFile) => Promise<T>): Promise<T> {
    const file = await fileOf(id, key);
    try {
      return await work(file);
    } catch (cause) {
      // Unless it only said no, what stands in memory may be ahead of the disk now: the next one reads the disk.
      if (!(cause instanceof DomainError && cause.code.startsWith('calls.'))) await forget(id);
      throw cause;
    }
  }

  async function forget(id: string): Promise<void> {
    const file = await open.get(id)?.catch(() => undefined);
    open.delete(id);
    await file?.close();
  }

  return {
    finishesAtOnce: store.adoptsAtOnce,
    size: (id, key) => inTurn(id, async () => (await fileOf(id, key)).size),
    append(id, key, bytes, at) {
      if (bytes.length > mostBytesAtOnce) {
        throw new DomainError('calls.piece_too_large', `expected at most ${mostBytesAtOnce} bytes at once, got ${bytes.length}`, {
          limitBytes: mostBytesAtOnce,
        });
      }
      return inTurn(id, () => withFile(id, key, (file) => file.append(bytes, at)));
    },
    finish: (id, key) =>
      inTurn(id, () =>
        withFile(id, key, async (file) => {
          const finished = await file.finish();
          await file.handOver((path) => store.adopt(path, finished.object.sha256));
          await forget(id);
          return { marks: finished.marks, object: { ...finished.object, key } };
        }),
      ),
    discard: (id) =>
      inTurn(id, async () => {
        await forget(id);
        const path = folderOf(folder, id);
        if (!existsSync(path)) return;
        const release = takeAlone(path);
        await rm(path, { recursive: true, force: true }).finally(release);
      }),
    ids: async () => (await readdir(folder).catch(() => [])).filter((name) => form.test(name)),
    close: async () => {
      await Promise.all([...open.keys()].map((id) => inTurn(id, () => forget(id))));
    },
  };
}

const form = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function folderOf(folder: string, id: string): string {
  if (!form.test(id)) throw new DomainError('evidence.bad_object_name', `expected a UUID, got "${id.slice(0, 80)}"`);
  return join(folder, id);
}
