import { randomBytes } from 'node:crypto';

/** One system call serves many askers: a batch of ten thousand records needs 100 bytes for each, a request an id. */
const pool = { bytes: Buffer.alloc(0), at: 0 };

/** `length` bytes of the system's cryptographic randomness, given once and wiped behind. */
export function random(length: number): Uint8Array<ArrayBuffer> {
  if (pool.at + length > pool.bytes.length) {
    pool.bytes = randomBytes(Math.max(16_384, length));
    pool.at = 0;
  }
  const taken = new Uint8Array(pool.bytes.subarray(pool.at, pool.at + length));
  pool.bytes.fill(0, pool.at, pool.at + length);
  pool.at += length;
  return taken;
}
