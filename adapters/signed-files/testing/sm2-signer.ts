import { randomBytes } from 'node:crypto';
import { sm3 } from '#adapters/timestamp/signatures.ts';
import { bits, integer, oid, sequence } from '#domain/evidence/asn1/der.ts';
import { sm2Digest, sm2Order, sm2Point } from '#domain/evidence/asn1/sm2.ts';

/** A key that signs SM2 with SM3 under the standard id, for test files: node:crypto cannot be told the id. */
export type TestSigner = {
  /** AlgorithmIdentifier of its signatures, and the bare object identifier that seals use. */
  readonly algorithm: Uint8Array;
  readonly algorithmOid: Uint8Array;
  readonly hash: 'sm3' | 'sha256';
  readonly spki: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
};

export function sm2Signer(): TestSigner {
  const d = (BigInt(`0x${randomBytes(40).toString('hex')}`) % (sm2Order - 2n)) + 1n;
  const point = sm2Point.BASE.multiply(d);
  const spki = sequence(sequence(oid('1.2.840.10045.2.1'), oid('1.2.156.10197.1.301')), bits(point.toBytes(false)));
  const algorithmOid = oid('1.2.156.10197.1.501');
  return {
    algorithm: sequence(algorithmOid),
    algorithmOid,
    hash: 'sm3',
    spki,
    sign(message) {
      const e = sm2Digest(sm3, point, message);
      const k = (BigInt(`0x${randomBytes(40).toString('hex')}`) % (sm2Order - 1n)) + 1n;
      const r = mod(e + sm2Point.BASE.multiply(k).toAffine().x);
      const s = mod(inverse(1n + d) * (k - r * d));
      return sequence(integer(r), integer(s));
    },
  };
}

const mod = (value: bigint): bigint => ((value % sm2Order) + sm2Order) % sm2Order;

/** Fermat: the order is prime. */
function inverse(value: bigint): bigint {
  let [result, base, exponent] = [1n, mod(value), sm2Order - 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = mod(result * base);
    base = mod(base * base);
  }
  return result;
}
