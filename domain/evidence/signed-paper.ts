import { DomainError } from '#domain/kernel/error.ts';
import type { SignatureChecks } from './asn1/algorithms.ts';
import type { Certificate } from './asn1/certificate.ts';
import type { OfdSignatureVerdict } from './ofd/verify.ts';
import type { PdfSignatureVerdict } from './pdf/verify.ts';
import { parseToken, verifyToken } from './timestamp/token.ts';

/** Whom the caller trusts. Nothing of it ever comes from the paper. */
export type SignedPaperTrust = {
  readonly roots: readonly Certificate[];
  readonly timeRoots: readonly Certificate[];
  /** Milliseconds since 1970: when a certificate must be valid if no time is proven or claimed. */
  readonly now: number;
};

/** proven: by a time-stamp under a trusted root. claimed: the signer's own word. Times are RFC 3339. */
export type SignerTime = { readonly kind: 'proven' | 'claimed'; readonly at: string; readonly authority?: string } | { readonly kind: 'none' };

/** The signatures of one file, by the form of the file. */
export type SignedPaper =
  | { readonly form: 'pdf'; readonly signatures: readonly PdfSignatureVerdict[] }
  | { readonly form: 'ofd'; readonly signatures: readonly OfdSignatureVerdict[] };

/** The time of a token over a signature value, where it holds under a trusted root; anything less proves no time. */
export async function provenTime(
  checks: SignatureChecks,
  token: Uint8Array,
  signature: Uint8Array,
  others: readonly Certificate[],
  trust: SignedPaperTrust,
): Promise<SignerTime | undefined> {
  try {
    const parsed = parseToken(token);
    const digest = await checks.digest(parsed.imprint.hash, signature);
    const verdict = await verifyToken(checks, parsed, digest, others, trust.timeRoots, parsed.imprint.hash);
    return verdict.kind === 'proven' ? { kind: 'proven', at: rfc3339(parsed.time + parsed.accuracy), authority: verdict.authority } : undefined;
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    return undefined;
  }
}

/** Whole seconds; a fraction is rounded up, so that a bound stays a bound. */
export const rfc3339 = (milliseconds: number): string => new Date(Math.ceil(milliseconds / 1000) * 1000).toISOString().replace('.000Z', 'Z');
