import { containerOf } from '#adapters/formats/container.ts';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { nodeSignatures } from '#adapters/timestamp/signatures.ts';
import { isOfd, unpackOfd } from '#domain/evidence/ofd/unpack.ts';
import { verifyOfd } from '#domain/evidence/ofd/verify.ts';
import { verifyPdf } from '#domain/evidence/pdf/verify.ts';
import type { SignedPaper, SignedPaperTrust } from '#domain/evidence/signed-paper.ts';

/** A file is held whole to be checked; contracts and invoices stay far below. */
export const largestSignedPaper = 64 * 1024 * 1024;

/**
 * The signatures of a PDF or an OFD, told apart by content; undefined for any other file. Throws `evidence.bad_ofd`
 * where a package cannot be unpacked or read.
 */
export async function readSignedPaper(bytes: Uint8Array, trust: SignedPaperTrust): Promise<SignedPaper | undefined> {
  const { kind } = containerOf(bytes);
  if (kind === 'pdf') return { form: 'pdf', signatures: await verifyPdf(nodeSignatures, bytes, trust) };
  if (kind !== 'zip') return undefined;
  if (!isOfd(bytes)) return undefined;
  return { form: 'ofd', signatures: await verifyOfd(nodeSignatures, await unpackOfd(nodeCrypto, bytes), trust) };
}
