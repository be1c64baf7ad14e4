import { DomainError } from '#domain/kernel/error.ts';
import { oidOf, readDer, sequenceOf, tags } from './der.ts';

/** Curves of ECDSA keys that every verifier here knows: FIPS 186-4, SEC 2, and RFC 5639 (German signature cards). */
export type Curve = 'P-256' | 'P-384' | 'P-521' | 'secp256k1' | 'brainpoolP256r1' | 'brainpoolP384r1' | 'brainpoolP512r1';

const curves: Readonly<Record<string, Curve>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
  '1.3.132.0.10': 'secp256k1',
  '1.3.36.3.3.2.8.1.1.7': 'brainpoolP256r1',
  '1.3.36.3.3.2.8.1.1.11': 'brainpoolP384r1',
  '1.3.36.3.3.2.8.1.1.13': 'brainpoolP512r1',
};

/**
 * The curve of a SubjectPublicKeyInfo. Throws `evidence.unknown_algorithm` for one that cannot be judged in Node and page alike,
 * `evidence.bad_der` for what is no such key.
 */
export function curveOf(spki: Uint8Array): Curve {
  const [kind, parameters] = sequenceOf(sequenceOf(readDer(spki), 'a public key')[0], 'a key algorithm');
  if (oidOf(kind) !== '1.2.840.10045.2.1') throw new DomainError('evidence.bad_der', `expected an elliptic curve key, got ${oidOf(kind)}`);
  const name = parameters?.tag === tags.oid ? oidOf(parameters) : 'none by name';
  const curve = curves[name];
  if (!curve) {
    throw new DomainError('evidence.unknown_algorithm', `expected an elliptic curve that is known here, got ${name}`, { name });
  }
  return curve;
}
