import type { SignatureChecks } from './asn1/algorithms.ts';
import type { Crypto } from './crypto.ts';
import { isOfd, unpackOfd } from './ofd/unpack.ts';
import { verifyOfd } from './ofd/verify.ts';
import { verifyPdf } from './pdf/verify.ts';
import type { SignedPaper, SignedPaperTrust } from './signed-paper.ts';

/** A file is held whole to be checked; contracts and invoices stay far below. */
export const largestSignedPaper = 64 * 1024 * 1024;

/** How much of a file's beginning tells what it is: a PDF's header may stand anywhere in the first kilobyte (ISO 32000-1, annex H.3.4.1). */
export const headOfPaper = 1024;

/** What the first bytes say: a PDF, a ZIP that may be an OFD, or neither. */
export function mayBePaper(head: Uint8Array): 'pdf' | 'zip' | undefined {
  if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4) return 'zip';
  return String.fromCharCode(...head.subarray(0, headOfPaper)).includes('%PDF-') ? 'pdf' : undefined;
}

/**
 * The signatures of a PDF or an OFD, told apart by content; undefined for any other file. Throws `evidence.bad_ofd`
 * where a package cannot be unpacked or read.
 */
export async function readSignedPaper(
  crypto: Crypto,
  checks: SignatureChecks,
  bytes: Uint8Array,
  trust: SignedPaperTrust,
): Promise<SignedPaper | undefined> {
  const kind = mayBePaper(bytes.subarray(0, headOfPaper));
  if (kind === 'pdf') return { form: 'pdf', signatures: await verifyPdf(checks, bytes, trust) };
  if (kind !== 'zip' || !isOfd(bytes)) return undefined;
  return { form: 'ofd', signatures: await verifyOfd(checks, await unpackOfd(crypto, bytes), trust) };
}
