import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { nodeSignatures } from '#adapters/timestamp/signatures.ts';
import { readSignedPaper as read } from '#domain/evidence/read-paper.ts';
import type { SignedPaper, SignedPaperTrust } from '#domain/evidence/signed-paper.ts';

export { largestSignedPaper } from '#domain/evidence/read-paper.ts';

/** The signatures of a PDF or an OFD by OpenSSL; the rest as in the verifier page. */
export const readSignedPaper = (bytes: Uint8Array, trust: SignedPaperTrust): Promise<SignedPaper | undefined> =>
  read(nodeCrypto, nodeSignatures, bytes, trust);
