import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';

export type ByteRange = { readonly from: number; readonly to: number };

/**
 * One range of `size` bytes out of a Range header (RFC 9110 section 14): undefined where there is none to honour (no header,
 * another unit, several ranges, not readable), `unsatisfiable` where it lies beyond the end.
 */
export function rangeIn(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d{0,16})-(\d{0,16})$/.exec(header?.replace(/\s/g, '') ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (!match || (first === '' && last === '')) return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { from: size - length, to: size };
  }
  const from = Number(first);
  if (last !== '' && Number(last) < from) return undefined;
  if (from >= size) return 'unsatisfiable';
  return { from, to: last === '' ? size : Math.min(Number(last) + 1, size) };
}

/** Answers bytes, or the asked part of them with 206; memory is a chunk at a time. `etag` never changes for the same bytes. */
export async function sendRanged(
  request: FastifyRequest,
  reply: FastifyReply,
  { size, etag }: { readonly size: number; readonly etag: string },
  open: (range: ByteRange) => Promise<AsyncIterable<Uint8Array>>,
) {
  void reply.header('accept-ranges', 'bytes').header('etag', `"${etag}"`);
  const ifRange = request.headers['if-range'];
  const wanted = ifRange === undefined || ifRange === `"${etag}"` ? rangeIn(request.headers.range, size) : undefined;
  if (wanted === 'unsatisfiable') return reply.status(416).header('content-range', `bytes */${size}`).type('text/plain').send('');
  const range = wanted ?? { from: 0, to: size };
  if (wanted) void reply.status(206).header('content-range', `bytes ${range.from}-${range.to - 1}/${size}`);
  void reply.header('content-length', range.to - range.from);
  return reply.send(range.to > range.from ? Readable.from(await open(range), { objectMode: false, highWaterMark: 1 << 16 }) : '');
}
