import { DomainError } from '#domain/kernel/error.ts';
import type { SignatureChecks } from './asn1/algorithms.ts';
import { type Certificate, nameOf } from './asn1/certificate.ts';
import { type Chain, chainTo } from './asn1/chain.ts';
import type { OfdSignatureVerdict } from './ofd/verify.ts';
import type { PdfSignatureVerdict } from './pdf/verify.ts';
import { type RevocationMaterial, type RevocationVerdict, revocationOfPath } from './revocation/check.ts';
import { rfc3339 } from './rfc3339.ts';
import { parseToken, verifyToken } from './timestamp/token.ts';

/** Whom the caller trusts. Nothing of it ever comes from the paper. */
export type SignedPaperTrust = {
  readonly roots: readonly Certificate[];
  readonly timeRoots: readonly Certificate[];
  /** Certificates between, and lists and status answers, that the caller has at hand: material, as is what the paper itself brings. */
  readonly others?: readonly Certificate[];
  readonly revocation?: RevocationMaterial;
  /** Milliseconds since 1970: when a certificate must be valid if no time is proven or claimed. */
  readonly now: number;
};

/** proven: by a time-stamp under a trusted root. claimed: the signer's own word. Times are RFC 3339. */
export type SignerTime =
  | { readonly kind: 'proven' | 'claimed'; readonly at: string; readonly authority?: string; readonly root?: string }
  | { readonly kind: 'none' };

/** `root` is the name of what the caller trusts at the end of the chain. */
export type Identity = {
  readonly identity: 'trusted' | 'unknown' | 'broken';
  readonly root?: string;
  readonly why?: string;
  readonly revocation?: RevocationVerdict;
};

/** Does the certificate lead to a root that the caller trusts, and does nothing at hand say that it was revoked by then? */
export async function identityOf(
  checks: SignatureChecks,
  certificate: Certificate,
  others: readonly Certificate[],
  trust: SignedPaperTrust,
  at: number,
): Promise<Identity> {
  const chain = await chainOrWhy(checks, certificate, [...others, ...(trust.others ?? [])], trust.roots, at);
  if (chain.kind === 'broken') return { identity: 'broken', why: chain.why };
  if (chain.kind === 'unknown') return { identity: 'unknown', ...('why' in chain ? { why: chain.why } : {}) };
  const root = nameOf((chain.path.at(-1) as Certificate).subject);
  const revocation = await revocationOfPath(checks, chain.path, trust.revocation ?? nothingAtHand, at);
  return revocation.kind === 'revoked'
    ? { identity: 'broken', root, why: `a certificate was revoked at ${revocation.at}`, revocation }
    : { identity: 'trusted', root, revocation };
}

const nothingAtHand: RevocationMaterial = { crls: [], answers: [] };

/** An authority that signs in a way unknown here leaves the signer unknown; what the signer signed stands on its own. */
async function chainOrWhy(...asked: Parameters<typeof chainTo>): Promise<Chain | { readonly kind: 'unknown'; readonly why: string }> {
  try {
    return await chainTo(...asked);
  } catch (cause) {
    if (!(cause instanceof DomainError) || cause.code !== 'evidence.unknown_algorithm') throw cause;
    return { kind: 'unknown', why: cause.message };
  }
}

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
    const verdict = await verifyToken(checks, parsed, digest, [...others, ...(trust.others ?? [])], trust.timeRoots, parsed.imprint.hash);
    if (verdict.kind !== 'proven') return undefined;
    const revocation = await revocationOfPath(checks, verdict.path, trust.revocation ?? nothingAtHand, parsed.time);
    return revocation.kind !== 'revoked'
      ? { kind: 'proven', at: rfc3339(parsed.time + parsed.accuracy), authority: verdict.authority, root: verdict.root }
      : undefined;
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    return undefined;
  }
}
