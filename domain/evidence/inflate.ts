import { DomainError } from '#domain/kernel/error.ts';

/**
 * RFC 1950 (`deflate`) and RFC 1951 (`deflate-raw`) by the standard streams that Node and browsers both have. Reading
 * stops at `limit` bytes, so that a bomb costs no more than that. Throws `evidence.bad_deflate`.
 */
export async function inflate(bytes: Uint8Array, format: 'deflate' | 'deflate-raw', limit: number): Promise<Uint8Array> {
  const stream = new DecompressionStream(format);
  const writer = stream.writable.getWriter();
  // What goes wrong while writing comes out again while reading.
  void writer.write(Uint8Array.from(bytes)).catch(() => {});
  void writer.close().catch(() => {});
  const reader = stream.readable.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > limit) throw tooLarge(limit);
      pieces.push(value);
    }
  } catch (cause) {
    void reader.cancel().catch(() => {});
    if (cause instanceof DomainError) throw cause;
    throw new DomainError('evidence.bad_deflate', 'expected compressed data (RFC 1950, RFC 1951), got bytes that are not', {}, cause);
  }
  const out = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

const tooLarge = (limit: number): DomainError =>
  new DomainError('evidence.bad_deflate', `expected at most ${limit} bytes after decompression, there are more`, { limitBytes: limit });
