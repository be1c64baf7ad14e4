import { ed25519 } from '@noble/curves/ed25519.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import type { HashName, SignatureChecks, SignatureScheme } from '#domain/evidence/asn1/algorithms.ts';
import { bitsOf, oidOf, readDer, sequenceOf } from '#domain/evidence/asn1/der.ts';
import { type Sm3, verifySm2 } from '#domain/evidence/asn1/sm2.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { verifyEcdsa } from './ecdsa.ts';
import { verifyRsa } from './rsa.ts';
import { sm3 as sm3Hasher } from './sm3.ts';

const sm3: Sm3 = (data) => {
  const hasher = sm3Hasher();
  hasher.update(data);
  return hasher.digest();
};

const digests: Readonly<Record<HashName, (data: Uint8Array) => Uint8Array>> = { sha1, sha256, sha384, sha512, sm3 };
const webNames: Readonly<Partial<Record<HashName, string>>> = { sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };
/** Below this handing bytes over costs more than hashing them. */
const worthHandingOver = 64 * 1024;

const digest = async (hash: HashName, data: Uint8Array): Promise<Uint8Array> => {
  const name = data.length >= worthHandingOver && globalThis.crypto?.subtle ? webNames[hash] : undefined;
  if (name) return new Uint8Array(await globalThis.crypto.subtle.digest(name, data as Uint8Array<ArrayBuffer>));
  return digests[hash](data);
};

/**
 * Signatures in plain JavaScript, the same in every browser and without WebCrypto, which a page from a file may lack and
 * which knows neither SM2 nor the curves of many signature cards. Held against OpenSSL in the tests.
 */
export const portableSignatures: SignatureChecks = {
  digest,
  verify: async (scheme, spki, message, signature) => {
    try {
      return await verify(scheme, spki, message, signature);
    } catch (cause) {
      if (scheme.kind === 'ecdsa' && cause instanceof DomainError && cause.code === 'evidence.unknown_algorithm') throw cause;
      // Malformed keys and signatures verify nothing.
      return false;
    }
  },
};

async function verify(scheme: SignatureScheme, spki: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  switch (scheme.kind) {
    case 'rsa':
      return verifyRsa(digest, { kind: 'rsa', hash: scheme.hash }, spki, message, signature);
    case 'rsa-pss':
      return verifyRsa(digest, scheme, spki, message, signature);
    case 'ecdsa':
      return verifyEcdsa(spki, await digest(scheme.hash, message), signature);
    case 'ed25519':
      if (oidOf(sequenceOf(sequenceOf(readDer(spki), 'a public key')[0], 'a key algorithm')[0]) !== '1.3.101.112') return false;
      return ed25519.verify(signature, message, bitsOf(sequenceOf(readDer(spki), 'a public key')[1]), { zip215: false });
    case 'sm2':
      return verifySm2(sm3, spki, message, signature);
  }
}
