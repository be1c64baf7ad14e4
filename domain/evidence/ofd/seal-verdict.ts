import { DomainError } from '#domain/kernel/error.ts';
import { type HashName, type SignatureChecks, schemeOf } from '../asn1/algorithms.ts';
import { type Certificate, nameOf } from '../asn1/certificate.ts';
import { sameBytes } from '../bytes.ts';
import { rfc3339 } from '../rfc3339.ts';
import { identityOf, type SignedPaperTrust } from '../signed-paper.ts';
import type { Seal } from './seal.ts';

/** What the seal itself is worth: an image with a name that its maker signed for certain signers. */
export type SealVerdict = {
  readonly id: string;
  readonly name: string;
  readonly maker?: string;
  /** holds: the maker's key signed name, validity and signers. */
  readonly integrity: 'holds' | 'false' | 'not-supported';
  /** Does the maker lead to a root that the caller trusts? */
  readonly identity: 'trusted' | 'unknown' | 'broken' | 'not-checked';
  readonly root?: string;
  /** Is the signer among those the seal was made for? not-said: the seal lists nobody that can be read. */
  readonly signer: 'listed' | 'not-listed' | 'not-said';
  readonly validFrom: string;
  readonly validTo: string;
  /** Was the signature made while the seal was valid, by the time that is known of it? */
  readonly inForce: boolean;
};

export async function judgeSeal(checks: SignatureChecks, seal: Seal, signer: Certificate, trust: SignedPaperTrust, at: number): Promise<SealVerdict> {
  const { maker } = seal;
  const chain = maker ? await identityOf(checks, maker, [], trust, at) : undefined;
  return {
    id: seal.id,
    name: seal.name,
    ...(maker ? { maker: nameOf(maker.subject) } : {}),
    integrity: await makerSigned(checks, seal),
    identity: chain?.identity ?? 'not-checked',
    ...(chain?.root === undefined ? {} : { root: chain.root }),
    signer: await listed(checks, seal, signer),
    validFrom: rfc3339(seal.validFrom),
    validTo: rfc3339(seal.validTo),
    inForce: at >= seal.validFrom && at <= seal.validTo,
  };
}

async function makerSigned(checks: SignatureChecks, seal: Seal): Promise<SealVerdict['integrity']> {
  if (!seal.maker) return 'not-supported';
  try {
    const scheme = schemeOf(seal.algorithm);
    for (const signed of seal.signed) if (await checks.verify(scheme, seal.maker.spki, signed, seal.signature)) return 'holds';
    return 'false';
  } catch (cause) {
    if (cause instanceof DomainError && cause.code === 'evidence.unknown_algorithm') return 'not-supported';
    throw cause;
  }
}

/** By the certificate itself, or by its digest in the hash that the digest's length allows. */
async function listed(checks: SignatureChecks, seal: Seal, signer: Certificate): Promise<SealVerdict['signer']> {
  if (seal.certificates.length + seal.digests.length === 0) return 'not-said';
  if (seal.certificates.some((each) => sameBytes(each, signer.bytes))) return 'listed';
  for (const each of seal.digests) {
    const hashes: readonly HashName[] = each.length === 32 ? ['sm3', 'sha256'] : each.length === 20 ? ['sha1'] : [];
    for (const hash of hashes) if (sameBytes(each, await checks.digest(hash, signer.bytes))) return 'listed';
  }
  return 'not-listed';
}
