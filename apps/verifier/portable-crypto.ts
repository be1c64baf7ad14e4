import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { ChunksBeside } from '#domain/evidence/chunks.ts';
import type { Crypto } from '#domain/evidence/crypto.ts';
import { sm3 } from './sm3.ts';
import { wasmSha256 } from './wasm-sha256.ts';

/** The evidence core's algorithms without Node, for a page opened from a file without network; faster after `prepareSha256`. */
export const portableCrypto: Crypto = {
  sha256: (data) => sha256(data),
  // A page opened from a file may or may not have WebCrypto (browsers differ): without it the hasher below does all.
  ...(globalThis.crypto?.subtle ? { chunkTree: () => new ChunksBeside({ sha256: (data) => sha256(data) }, native) } : {}),
  hasher: (algorithm) => {
    if (algorithm === 'sm3') return sm3();
    const ready = wasmSha256();
    if (ready) return ready;
    const running = sha256.create();
    return { update: (data) => void running.update(data), digest: () => running.digest() };
  },
  crc32,
  verifyEd25519: (publicKey, message, signature) => held(() => ed25519.verify(signature, message, publicKey, { zip215: false })),
  verifyMlDsa44: (publicKey, message, signature) => held(() => ml_dsa44.verify(signature, message, publicKey)),
};

async function native(data: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', data as Uint8Array<ArrayBuffer>));
}

/** The libraries throw for malformed keys and signatures: those verify nothing. */
function held(verify: () => boolean): boolean {
  try {
    return verify();
  } catch {
    return false;
  }
}

/** Eight tables at once ("slicing by 8", Kounavis and Berry 2005): one look-up per byte, eight bytes a step. */
const tables = Array.from({ length: 8 }, () => new Uint32Array(256));
for (let n = 0; n < 256; n++) {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  (tables[0] as Uint32Array)[n] = c;
}
const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as [
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
];
for (let n = 0; n < 256; n++) {
  for (let k = 1; k < 8; k++) {
    const before = (tables[k - 1] as Uint32Array)[n] as number;
    (tables[k] as Uint32Array)[n] = (before >>> 8) ^ (t0[before & 255] as number);
  }
}

function crc32(data: Uint8Array, before: number): number {
  let crc = ~before;
  let at = 0;
  const byte = (i: number): number => data[i] as number;
  for (; at + 8 <= data.length; at += 8) {
    const low = crc ^ (byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24));
    crc =
      (t7[low & 255] as number) ^
      (t6[(low >>> 8) & 255] as number) ^
      (t5[(low >>> 16) & 255] as number) ^
      (t4[low >>> 24] as number) ^
      (t3[byte(at + 4)] as number) ^
      (t2[byte(at + 5)] as number) ^
      (t1[byte(at + 6)] as number) ^
      (t0[byte(at + 7)] as number);
  }
  for (; at < data.length; at++) crc = (crc >>> 8) ^ (t0[(crc ^ byte(at)) & 255] as number);
  return ~crc >>> 0;
}
