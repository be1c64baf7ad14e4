import { sha256 } from '@noble/hashes/sha2.js';
import { DomainError } from '#domain/kernel/error.ts';
import { fromHex } from '../bytes.ts';

/** What a proof needs of a Bitcoin block header: 80 bytes of version, previous block, Merkle root, time, target, nonce. */
export type BlockHeader = { readonly merkleRoot: Uint8Array /** POSIX seconds, as the miner wrote them. */; readonly time: number };

/** Reads a header and holds it to its own target: its hash costs work to forge. */
export function parseHeader(bytes: Uint8Array): BlockHeader {
  if (bytes.length !== 80) throw new DomainError('evidence.bad_block_header', `expected a Bitcoin block header of 80 bytes, got ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const bits = view.getUint32(72, true);
  const target = BigInt(bits & 0x7fffff) << BigInt(Math.max(0, 8 * ((bits >>> 24) - 3)));
  const hash = sha256(sha256(bytes)).reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
  if (hash > target)
    throw new DomainError('evidence.bad_block_header', 'expected a block header with its proof of work, its hash is above its target');
  return { merkleRoot: bytes.slice(36, 68), time: view.getUint32(68, true) };
}

/** The verifier's own headers: lines of height and 160 hexadecimal digits. */
export function parseHeaders(text: string): ReadonlyMap<number, BlockHeader> {
  const found = new Map<number, BlockHeader>();
  for (const line of text.split('\n')) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const [, height, header] = /^\s*(\d{1,9})\s+([0-9a-f]{160})\s*$/.exec(line) ?? [];
    if (height === undefined || header === undefined) {
      throw new DomainError('evidence.bad_block_header', `expected lines of a height and 160 hexadecimal digits, got "${line.slice(0, 60)}"`);
    }
    found.set(Number(height), parseHeader(fromHex(header)));
  }
  return found;
}
