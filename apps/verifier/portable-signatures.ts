import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import type { HashName, SignatureChecks, SignatureScheme } from '#domain/evidence/asn1/algorithms.ts';
import { integerOf, oidOf, readDer, sequenceOf } from '#domain/evidence/asn1/der.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { sm3 } from './sm3.ts';

const digests: Readonly<Record<HashName, (data: Uint8Array) => Uint8Array>> = {
  sha1,
  sha256,
  sha384,
  sha512,
  sm3: (data) => {
    const hasher = sm3();
    hasher.update(data);
    return hasher.digest();
  },
};
const webNames = { sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' } as const;
const curves: Readonly<Record<string, { readonly name: string; readonly bytes: number }>> = {
  '1.2.840.10045.3.1.7': { name: 'P-256', bytes: 32 },
  '1.3.132.0.34': { name: 'P-384', bytes: 48 },
  '1.3.132.0.35': { name: 'P-521', bytes: 66 },
};

/** Signatures by WebCrypto, which browsers also give a page from a file. What they lack (SM2) is said, not guessed. */
export const portableSignatures: SignatureChecks = {
  digest: async (hash, data) => digests[hash](data),
  verify: async (scheme, spki, message, signature) => {
    const { key, how, proper } = parameters(scheme, spki, signature);
    try {
      const imported = await crypto.subtle.importKey('spki', Uint8Array.from(spki), key, false, ['verify']);
      return await crypto.subtle.verify(how, imported, Uint8Array.from(proper), Uint8Array.from(message));
    } catch {
      // Malformed keys and signatures verify nothing.
      return false;
    }
  },
};

type Parameters = {
  readonly key: RsaHashedImportParams | EcKeyImportParams | Algorithm;
  readonly how: Algorithm | RsaPssParams | EcdsaParams;
  readonly proper: Uint8Array;
};

function parameters(scheme: SignatureScheme, spki: Uint8Array, signature: Uint8Array): Parameters {
  if (scheme.kind === 'ed25519') return { key: { name: 'Ed25519' }, how: { name: 'Ed25519' }, proper: signature };
  if (scheme.kind === 'sm2' || scheme.hash === 'sm3') {
    throw new DomainError('evidence.unknown_algorithm', 'expected an algorithm that this browser knows, got SM2 or SM3; use the command line', {
      name: scheme.kind,
    });
  }
  const hash = webNames[scheme.hash];
  if (scheme.kind === 'rsa') return { key: { name: 'RSASSA-PKCS1-v1_5', hash }, how: { name: 'RSASSA-PKCS1-v1_5' }, proper: signature };
  if (scheme.kind === 'rsa-pss')
    return { key: { name: 'RSA-PSS', hash }, how: { name: 'RSA-PSS', saltLength: scheme.saltLength }, proper: signature };
  const curve = curves[oidOf(sequenceOf(sequenceOf(readDer(spki), 'a public key')[0], 'a key algorithm')[1])];
  if (!curve) throw new DomainError('evidence.unknown_algorithm', 'expected P-256, P-384 or P-521 for ECDSA, got another curve', { name: 'ecdsa' });
  return { key: { name: 'ECDSA', namedCurve: curve.name }, how: { name: 'ECDSA', hash }, proper: fixed(signature, curve.bytes) };
}

/** r and s side by side, as WebCrypto wants them (IEEE P1363). */
function fixed(signature: Uint8Array, bytes: number): Uint8Array {
  const out = new Uint8Array(2 * bytes);
  sequenceOf(readDer(signature), 'a signature').forEach((part, i) => {
    let left = integerOf(part);
    for (let at = (i + 1) * bytes - 1; at >= i * bytes; at--, left >>= 8n) out[at] = Number(left & 0xffn);
  });
  return out;
}
