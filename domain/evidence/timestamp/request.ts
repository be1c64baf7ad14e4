import { oidOfHash } from '../asn1/algorithms.ts';
import { booleanOf, der, expectTag, flag, integer, integerOf, octets, oid, oidOf, readDer, sequence, sequenceOf, tags } from '../asn1/der.ts';

/** TimeStampReq (RFC 3161 2.4.1) over a SHA-256 digest; asks for the certificates of the authority. */
export const timestampRequest = (digest: Uint8Array, nonce: bigint, policy?: string): Uint8Array =>
  sequence(integer(1), messageImprint(digest), ...(policy === undefined ? [] : [oid(policy)]), integer(nonce), flag(true));

export const messageImprint = (digest: Uint8Array): Uint8Array => sequence(sequence(oid(oidOfHash('sha256')), der(tags.null)), octets(digest));

export type TimestampRequest = { readonly imprint: Uint8Array; readonly nonce?: bigint; readonly policy?: string; readonly certificates: boolean };

/** What an authority reads. `imprint` is the DER of the message imprint, any hash. */
export function parseRequest(bytes: Uint8Array): TimestampRequest {
  const [version, imprint, ...rest] = sequenceOf(readDer(bytes), 'a time-stamp request');
  integerOf(version);
  const policy = rest.find(({ tag }) => tag === tags.oid);
  const nonce = rest.find(({ tag }) => tag === tags.integer);
  const wants = rest.find(({ tag }) => tag === tags.boolean);
  return {
    imprint: expectTag(imprint, tags.sequence, 'a message imprint').whole,
    ...(policy ? { policy: oidOf(policy) } : {}),
    ...(nonce ? { nonce: integerOf(nonce) } : {}),
    certificates: wants !== undefined && booleanOf(wants),
  };
}
