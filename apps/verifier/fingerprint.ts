import { hex } from '#domain/evidence/bytes.ts';
import { largestPagedFile, type PageMarks, pageMarks } from '#domain/evidence/pages/marks.ts';
import { portableCrypto } from './portable-crypto.ts';
import { prepareSha256 } from './wasm-sha256.ts';

// A web worker: what stands for a file (SHA-256, and digests of its pages) is made here, beside the page, so that a large
// file neither stops the page nor leaves the computer.

export type FingerprintAsked = { readonly id: number; readonly file: File };
export type FingerprintSaid =
  | { readonly id: number; readonly kind: 'progress'; readonly done: number }
  | { readonly id: number; readonly kind: 'mark'; readonly mark: { readonly sha256: string; readonly size: number; readonly pages?: PageMarks } }
  | { readonly id: number; readonly kind: 'failed'; readonly why: string };

const piece = 4 * 1024 * 1024;
const say = (message: FingerprintSaid): void => globalThis.postMessage(message);

globalThis.addEventListener('message', (event: MessageEvent<FingerprintAsked>) => {
  const { id, file } = event.data;
  fingerprint(id, file).catch((error: unknown) => say({ id, kind: 'failed', why: error instanceof Error ? error.message : String(error) }));
});

/** Read in pieces; only a PDF or an OFD of a bounded size is held whole. */
async function fingerprint(id: number, file: File): Promise<void> {
  await prepareSha256();
  const hasher = portableCrypto.hasher('sha256');
  const head = new TextDecoder('latin1').decode(await file.slice(0, 5).arrayBuffer());
  const paged = file.size <= largestPagedFile && (head === '%PDF-' || head.startsWith('PK\u0003\u0004'));
  const whole = new Uint8Array(paged ? file.size : 0);
  for (let at = 0; at < file.size; at += piece) {
    const bytes = new Uint8Array(await file.slice(at, at + piece).arrayBuffer());
    hasher.update(bytes);
    if (paged) whole.set(bytes, at);
    say({ id, kind: 'progress', done: Math.min(at + piece, file.size) / file.size });
  }
  const pages = paged ? await pageMarks(portableCrypto, whole) : undefined;
  say({ id, kind: 'mark', mark: { sha256: hex(hasher.digest()), size: file.size, ...(pages ? { pages } : {}) } });
}
