import { createHash } from 'node:crypto';

/** Any part of one endless stream that everybody can compute: blocks of 32 bytes, each the hash of its number. */
export function knownBytes(from: number, length: number): Buffer {
  const first = Math.floor(from / 32);
  const blocks = Array.from({ length: Math.ceil((from + length) / 32) - first }, (_, i) =>
    createHash('sha256')
      .update(String(first + i))
      .digest(),
  );
  return Buffer.concat(blocks).subarray(from - first * 32, from - first * 32 + length);
}
