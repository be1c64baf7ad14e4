import { createHash, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Crypto, Signer } from '#domain/evidence/crypto.ts';
import { ChunkTreeThread } from './chunk-tree.ts';

/** The evidence core's algorithms by node:crypto (OpenSSL). */
export const nodeCrypto: Crypto = {
  sha256: (data) => hash('sha256', data, 'buffer'),
  // A thread takes as long to start as some megabytes take to hash.
  chunkTree: (size) => (size >= 32 * 1024 * 1024 ? new ChunkTreeThread(nodeCrypto) : undefined),
  hasher: (algorithm) => {
    const running = createHash(algorithm);
    return { update: (data) => void running.update(data), digest: () => running.digest() };
  },
  crc32: (data, before) => crc32(data, before),
  verifyEd25519: (publicKey, message, signature) =>
    publicKey.length === 32 && signature.length === 64 && verifies(ed25519Spki, publicKey, message, signature),
  verifyMlDsa44: (publicKey, message, signature) =>
    publicKey.length === 1312 && signature.length === 2420 && verifies(mlDsa44Spki, publicKey, message, signature),
};

/** SubjectPublicKeyInfo up to the raw key: RFC 8410 for Ed25519, RFC 9881 for ML-DSA-44. */
const ed25519Spki = Buffer.from('302a300506032b6570032100', 'hex');
const mlDsa44Spki = Buffer.from('30820532300b06096086480165030403110382052100', 'hex');

function verifies(prefix: Buffer, publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    const key = createPublicKey({ key: Buffer.concat([prefix, publicKey]), format: 'der', type: 'spki' });
    return verify(null, message, key, signature);
  } catch {
    // OpenSSL throws for bytes that are no point on the curve: such a key verifies nothing.
    return false;
  }
}

export function signerOf(privateKey: KeyObject): Signer {
  const type = privateKey.asymmetricKeyType as string;
  if (type !== 'ed25519' && type !== 'ml-dsa-44') throw new TypeError(`expected an ed25519 or ml-dsa-44 key, got ${type}`);
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const prefix = type === 'ed25519' ? ed25519Spki : mlDsa44Spki;
  return { algorithm: type, publicKey: Uint8Array.from(spki.subarray(prefix.length)), sign: (message) => sign(null, message, privateKey) };
}
