import type { PageMarks } from '#domain/evidence/pages/marks.ts';
import { markFile } from './mark-file.ts';

// A web worker: what stands for a file (SHA-256, and digests of its pages) is made here, beside the page, so that a large
// file neither stops the page nor leaves the computer.

export type FingerprintAsked = { readonly id: number; readonly file: File };
export type FingerprintSaid =
  | { readonly id: number; readonly kind: 'progress'; readonly done: number }
  | { readonly id: number; readonly kind: 'mark'; readonly mark: { readonly sha256: string; readonly size: number; readonly pages?: PageMarks } }
  | { readonly id: number; readonly kind: 'failed'; readonly why: string };

const say = (message: FingerprintSaid): void => globalThis.postMessage(message);

globalThis.addEventListener('message', (event: MessageEvent<FingerprintAsked>) => {
  const { id, file } = event.data;
  markFile(file, (done) => say({ id, kind: 'progress', done }))
    .then((mark) => say({ id, kind: 'mark', mark }))
    .catch((error: unknown) => say({ id, kind: 'failed', why: error instanceof Error ? error.message : String(error) }));
});
