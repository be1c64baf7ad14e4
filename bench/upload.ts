import { randomBytes } from 'node:crypto';
import { type House, withHouse } from './house.ts';
import { atMost, figure, type Row } from './row.ts';

const megabytes = 500;

/** A file of 500 MB into the real server; its resident memory is read every 20 ms, from before the first byte to after the answer. */
export function run(): Promise<readonly Row[]> {
  return withHouse(async (house) => {
    await sent(house, 5);
    const before = house.residentBytes();
    let peak = before;
    const watch = setInterval(() => (peak = Math.max(peak, house.residentBytes())), 20);
    const seconds = await sent(house, megabytes);
    clearInterval(watch);
    peak = Math.max(peak, house.residentBytes());
    return [
      atMost(`memory that a ${megabytes} MB upload adds to the server at its peak`, (peak - before) / 1e6, 'MB', 200),
      figure(`the server's resident memory at that peak`, peak / 1e6, 'MB'),
      figure(`upload of ${megabytes} MB, hashed, encrypted, kept and sealed`, megabytes / seconds, 'MB/s'),
    ];
  });
}

async function sent(house: House, size: number): Promise<number> {
  const begun = performance.now();
  const answer = await house.upload('/v1/uploads', 'recording.bin', 'application/octet-stream', noise(size * 1_000_000));
  const { bytes } = JSON.parse(answer.bytes.toString()) as { bytes: number };
  if (bytes !== size * 1_000_000) throw new Error(`expected ${size * 1_000_000} bytes to be kept, got ${bytes}`);
  return (performance.now() - begun) / 1000;
}

function* noise(size: number): Iterable<Uint8Array> {
  const piece = randomBytes(250_000);
  for (let at = 0; at < size; at += piece.length) yield piece.subarray(0, Math.min(piece.length, size - at));
}
