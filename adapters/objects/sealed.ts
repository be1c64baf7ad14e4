import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { ContentHasher, chunkSize } from '#domain/evidence/chunks.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Content, ObjectStore, SealedObjects } from '#usecases/ports/objects.ts';

const tagLength = 16;
export const sealedChunk = chunkSize + tagLength;

/**
 * Encrypts each object under a fresh key in chunks of 1 MiB (AES-256-GCM, the STREAM construction of Hoang, Reyhanitabar,
 * Rogaway and Vizár 2015): the nonce counts the chunks and marks the last, so none can be moved, dropped or cut off, and
 * any part opens without the rest.
 */
export function sealedObjects(store: ObjectStore): SealedObjects {
  return {
    async put(content, options = {}) {
      const key = randomBytes(32);
      const hasher = new ContentHasher(nodeCrypto, { sm3: options.sm3 ?? false, chunks: options.chunks ?? true });
      const cipher = await store.put(encrypted(key, content, hasher, options.limitBytes), { chunks: false });
      const marks = hasher.marks();
      if (options.expectedSha256 !== undefined && options.expectedSha256 !== marks.sha256) {
        await store.remove(cipher.sha256);
        throw new DomainError('evidence.object_differs', `expected content with SHA-256 ${options.expectedSha256}, got ${marks.sha256}`);
      }
      return { marks, object: { sha256: cipher.sha256, size: cipher.size, key } };
    },
    async *read({ sha256, key }, range) {
      const size = await store.size(sha256);
      if (size === undefined)
        throw new DomainError('evidence.missing_object', `expected the object ${sha256} in the store, it is not there`, { sha256 });
      const chunks = Math.max(1, Math.ceil(size / sealedChunk));
      const plainSize = size - chunks * tagLength;
      const from = Math.min(range?.from ?? 0, plainSize);
      const to = Math.min(range?.to ?? plainSize, plainSize);
      const first = Math.floor(from / chunkSize);
      const last = Math.min(chunks - 1, Math.floor(Math.max(from, to - 1) / chunkSize));
      const bytes = store.read(sha256, { from: first * sealedChunk, to: Math.min(size, (last + 1) * sealedChunk) });
      let at = first;
      for await (const sealed of inPieces(bytes, sealedChunk)) {
        const plain = openChunk(key, at, at === chunks - 1, sealed);
        const start = at * chunkSize;
        yield plain.subarray(Math.max(0, from - start), Math.max(0, to - start));
        at += 1;
      }
    },
    remove: (sha256) => store.remove(sha256),
  };
}

async function* encrypted(key: Buffer, content: Content, hasher: ContentHasher, limitBytes: number | undefined): AsyncIterable<Uint8Array> {
  let index = 0;
  let size = 0;
  let held: Uint8Array | undefined;
  for await (const piece of inPieces(content, chunkSize)) {
    size += piece.length;
    if (limitBytes !== undefined && size > limitBytes) {
      throw new DomainError('evidence.object_too_large', `expected at most ${limitBytes} bytes, got more`, { limitBytes });
    }
    hasher.update(piece);
    if (held) yield sealChunk(key, index++, false, held);
    held = piece;
  }
  yield sealChunk(key, index, true, held ?? new Uint8Array(0));
}

/** One chunk as it lies in the store; `last` marks the end of the object. */
export function sealChunk(key: Uint8Array, index: number, last: boolean, plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(index, last));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

export function openChunk(key: Uint8Array, index: number, last: boolean, sealed: Uint8Array): Uint8Array {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(index, last));
    decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagLength)), decipher.final()]);
  } catch (cause) {
    throw new DomainError(
      'evidence.object_differs',
      `chunk ${index} of an encrypted object does not open: changed bytes or another key`,
      { index },
      cause,
    );
  }
}

function nonce(index: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes[0] = last ? 1 : 0;
  bytes.writeBigUInt64BE(BigInt(index), 4);
  return bytes;
}

/** Cuts a stream into pieces of exactly `size` bytes, the last one shorter. */
async function* inPieces(content: Content, size: number): AsyncIterable<Uint8Array> {
  let piece = Buffer.allocUnsafe(size);
  let filled = 0;
  for await (const bytes of content) {
    for (let at = 0; at < bytes.length; ) {
      const take = Math.min(size - filled, bytes.length - at);
      piece.set(bytes.subarray(at, at + take), filled);
      filled += take;
      at += take;
      if (filled < size) continue;
      yield piece;
      piece = Buffer.allocUnsafe(size);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
