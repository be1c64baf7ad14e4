import { concat } from '#domain/evidence/bytes.ts';
import { saltLength } from '#domain/evidence/record.ts';
import { DomainError } from '#domain/kernel/error.ts';

/** What a sealed row holds once opened: the salt, the record and, when it was small, the content itself. */
export type Closed = { readonly salt: Uint8Array; readonly record: Uint8Array; readonly content?: Uint8Array | undefined };

/** Salt, record length (32 bits, big-endian), record, one byte that says whether content follows, content. */
export function packClosed({ salt, record, content }: Closed): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, record.length);
  return concat(salt, length, record, Uint8Array.of(content ? 1 : 0), content ?? new Uint8Array(0));
}

export function unpackClosed(bytes: Uint8Array): Closed {
  const length = bytes.length > saltLength + 4 ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(saltLength) : -1;
  const end = saltLength + 4 + length;
  if (length < 0 || end + 1 > bytes.length)
    throw new DomainError('evidence.bad_record', `expected a sealed record, got ${bytes.length} bytes of another form`);
  return {
    salt: bytes.slice(0, saltLength),
    record: bytes.slice(saltLength + 4, end),
    ...(bytes[end] === 1 ? { content: bytes.slice(end + 1) } : {}),
  };
}
