import { hex } from '#domain/evidence/bytes.ts';
import { largestPagedFile, type PageMarks, pageMarks } from '#domain/evidence/pages/marks.ts';
import { portableCrypto } from './portable-crypto.ts';
import { prepareSha256 } from './wasm-sha256.ts';

const piece = 4 * 1024 * 1024;

/** What stands for a file: SHA-256, and digests of its pages. Read in pieces; only a PDF or an OFD of a bounded size is held whole. */
export async function markFile(
  file: File,
  progress: (done: number) => void = () => {},
): Promise<{ readonly sha256: string; readonly size: number; readonly pages?: PageMarks }> {
  await prepareSha256();
  const hasher = portableCrypto.hasher('sha256');
  const head = new TextDecoder('latin1').decode(await file.slice(0, 5).arrayBuffer());
  const paged = file.size <= largestPagedFile && (head === '%PDF-' || head.startsWith('PK\u0003\u0004'));
  const whole = new Uint8Array(paged ? file.size : 0);
  for (let at = 0; at < file.size; at += piece) {
    const bytes = new Uint8Array(await file.slice(at, at + piece).arrayBuffer());
    hasher.update(bytes);
    if (paged) whole.set(bytes, at);
    progress(Math.min(at + piece, file.size) / file.size);
  }
  const sha256 = hex(hasher.digest());
  const pages = paged ? await pageMarks(portableCrypto, whole) : undefined;
  return { sha256, size: file.size, ...(pages ? { pages } : {}) };
}
