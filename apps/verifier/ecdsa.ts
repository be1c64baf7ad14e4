import type { ECDSA } from '@noble/curves/abstract/weierstrass.js';
import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { type Curve, curveOf } from '#domain/evidence/asn1/curves.ts';
import { bitsOf, integerOf, readDer, sequenceOf } from '#domain/evidence/asn1/der.ts';

const mathematics: Readonly<Record<Curve, ECDSA>> = {
  'P-256': p256,
  'P-384': p384,
  'P-521': p521,
  secp256k1,
  brainpoolP256r1,
  brainpoolP384r1,
  brainpoolP512r1,
};

/** ECDSA (FIPS 186-5, 6.4.2) over a digest. Throws for malformed bytes, and `evidence.unknown_algorithm` for another curve. */
export function verifyEcdsa(spki: Uint8Array, digest: Uint8Array, signature: Uint8Array): boolean {
  const curve = mathematics[curveOf(spki)];
  const key = bitsOf(sequenceOf(readDer(spki), 'a public key')[1]);
  const parts = sequenceOf(readDer(signature), 'a signature').map((part) => integerOf(part));
  const { ORDER, BYTES } = curve.Point.Fn;
  if (parts.length !== 2 || parts.some((part) => part < 1n || part >= ORDER)) return false;
  // r and s side by side; high values of s are as good as low ones, as in every X.509 verifier.
  const sides = Uint8Array.from({ length: 2 * BYTES }, (_, i) =>
    Number(((parts[i < BYTES ? 0 : 1] as bigint) >> BigInt(8 * (BYTES - 1 - (i % BYTES)))) & 0xffn),
  );
  return curve.verify(sides, digest, Uint8Array.from(key), { prehash: false, lowS: false });
}
