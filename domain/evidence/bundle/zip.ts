import { DomainError } from '#domain/kernel/error.ts';
import { concat, sameBytes, textOf, utf8 } from '../bytes.ts';

/**
 * One ZIP for one content: stored entries without gaps, fixed times, ZIP64 where a number needs it (APPNOTE 6.3.10).
 * The reader rebuilds every header from what it read and compares the bytes, so nothing can hide in a field, between
 * entries or behind the end, nothing overlaps, and nothing inflates.
 */
export type ZipEntry = {
  readonly name: string;
  /** Bytes; stored as they are. */
  readonly size: number;
  readonly crc: number;
  /** Where the local header begins. */
  readonly offset: number;
};

const full32 = 0xffff_ffff;
const full16 = 0xffff;
/** 1980-01-01 00:00:00 in DOS form. */
const fixedDate = 0x0021;
const utf8Names = 0x0800;
/** Regular file, rw-r--r--, made on Unix. */
const unixFile = 0o100644 * 0x10000;

export function localHeader(entry: ZipEntry): Uint8Array {
  const name = utf8(entry.name);
  const big = entry.size >= full32;
  const extra = big ? zip64Extra([entry.size, entry.size]) : new Uint8Array(0);
  const size = big ? full32 : entry.size;
  return concat(
    fields([4, 0x04034b50], [2, big ? 45 : 20], [2, utf8Names], [2, 0], [2, 0], [2, fixedDate]),
    fields([4, entry.crc], [4, size], [4, size], [2, name.length], [2, extra.length]),
    name,
    extra,
  );
}

/** Where in a local header the CRC stands: a writer that streams content fills it in afterwards. */
export const crcOffset = 14;

export function centralHeader(entry: ZipEntry): Uint8Array {
  const name = utf8(entry.name);
  const bigSize = entry.size >= full32;
  const bigOffset = entry.offset >= full32;
  const big = bigSize || bigOffset;
  const extra = big ? zip64Extra([...(bigSize ? [entry.size, entry.size] : []), ...(bigOffset ? [entry.offset] : [])]) : new Uint8Array(0);
  const size = bigSize ? full32 : entry.size;
  return concat(
    fields([4, 0x02014b50], [2, 0x0300 + (big ? 45 : 20)], [2, big ? 45 : 20], [2, utf8Names], [2, 0], [2, 0], [2, fixedDate]),
    fields([4, entry.crc], [4, size], [4, size], [2, name.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, unixFile]),
    fields([4, bigOffset ? full32 : entry.offset]),
    name,
    extra,
  );
}

export function endOfZip(count: number, offset: number, size: number): Uint8Array {
  const big = count >= full16 || offset >= full32 || size >= full32;
  const end = fields(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, Math.min(count, full16)],
    [2, Math.min(count, full16)],
    [4, Math.min(size, full32)],
    [4, Math.min(offset, full32)],
    [2, 0],
  );
  if (!big) return end;
  const end64 = fields([4, 0x06064b50], [8, 44], [2, 0x0300 + 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count], [8, size], [8, offset]);
  return concat(end64, fields([4, 0x07064b50], [4, 0], [8, offset + size], [4, 1]), end);
}

const zip64Extra = (values: readonly number[]): Uint8Array => fields([2, 1], [2, values.length * 8], ...values.map((value) => [8, value] as const));

/** Little-endian numbers: [bytes, value]. */
function fields(...given: readonly (readonly [2 | 4 | 8, number])[]): Uint8Array {
  const out = new DataView(new ArrayBuffer(given.reduce((length, [bytes]) => length + bytes, 0)));
  let at = 0;
  for (const [bytes, value] of given) {
    if (bytes === 2) out.setUint16(at, value, true);
    else if (bytes === 4) out.setUint32(at, value, true);
    else out.setBigUint64(at, BigInt(value), true);
    at += bytes;
  }
  return new Uint8Array(out.buffer);
}

/**
 * Random access to a file: on disk, in memory, or a File of the browser. `read` gives exactly [from, to); it may fill
 * `into` (at least that long) and give a part of it, which spares fresh memory for every piece of a long file.
 */
export type Source = { readonly size: number; read(from: number, to: number, into?: Uint8Array): Promise<Uint8Array> };

export type PlacedEntry = ZipEntry & { readonly contentAt: number };

const endLength = 22;
const end64Length = 56 + 20;
const longestDirectory = 64 * 1024 * 1024;

/** Reads a ZIP of exactly the form above; anything else is refused with `evidence.hostile_zip`. */
export async function readZip(source: Source): Promise<readonly PlacedEntry[]> {
  const { count, offset, size, tail } = await readEnd(source);
  const directory = await source.read(offset, offset + size);
  const entries: PlacedEntry[] = [];
  let at = 0;
  let expected = 0;
  const names = new Set<string>();
  while (at < directory.length) {
    const entry = readCentral(directory.subarray(at));
    const header = centralHeader(entry);
    if (!sameBytes(header, directory.subarray(at, at + header.length)))
      throw hostile(`the directory entry of "${shown(entry.name)}" is not in the fixed form`);
    if (entry.offset !== expected)
      throw hostile(`"${shown(entry.name)}" begins at ${entry.offset}, expected ${expected}: entries overlap or leave a gap`);
    const folded = entry.name.normalize('NFC').toLowerCase();
    if (names.has(folded)) throw hostile(`the name "${shown(entry.name)}" stands twice`);
    names.add(folded);
    const local = localHeader(entry);
    const contentAt = entry.offset + local.length;
    expected = contentAt + entry.size;
    if (expected > offset) throw hostile(`"${shown(entry.name)}" reaches into the directory`);
    if (!sameBytes(local, await source.read(entry.offset, contentAt)))
      throw hostile(`the header of "${shown(entry.name)}" differs from the directory`);
    entries.push({ ...entry, contentAt });
    at += header.length;
  }
  if (expected !== offset || entries.length !== count) throw hostile('there are bytes that belong to no entry');
  if (!sameBytes(tail, endOfZip(count, offset, size))) throw hostile('the end record is not in the fixed form');
  return entries;
}

async function readEnd(source: Source): Promise<{ count: number; offset: number; size: number; tail: Uint8Array }> {
  if (source.size < endLength) throw hostile(`${source.size} bytes are no ZIP`);
  const end = await source.read(source.size - endLength, source.size);
  const view = viewOf(end);
  if (view.getUint32(0, true) !== 0x06054b50) throw hostile('it does not end with an end record; comments and trailing bytes are refused');
  let [count, size, offset] = [view.getUint16(10, true), view.getUint32(12, true), view.getUint32(16, true)];
  let tailLength = endLength;
  if (count === full16 || size === full32 || offset === full32) {
    tailLength += end64Length;
    if (source.size < tailLength) throw hostile('the ZIP64 end record is missing');
    const end64 = viewOf(await source.read(source.size - tailLength, source.size - endLength));
    [count, size, offset] = [safe(end64, 32), safe(end64, 40), safe(end64, 48)];
  }
  if (size > longestDirectory) throw hostile(`the directory has ${size} bytes, at most ${longestDirectory} are read`);
  if (offset + size + tailLength !== source.size) throw hostile('the directory does not stand right before the end record');
  return { count, offset, size, tail: await source.read(source.size - tailLength, source.size) };
}

function readCentral(bytes: Uint8Array): ZipEntry {
  if (bytes.length < 46) throw hostile('the directory is cut off');
  const view = viewOf(bytes);
  const [nameLength, extraLength] = [view.getUint16(28, true), view.getUint16(30, true)];
  if (bytes.length < 46 + nameLength + extraLength) throw hostile('the directory is cut off');
  const name = textOf(bytes.subarray(46, 46 + nameLength));
  checkName(name);
  const extra = viewOf(bytes.subarray(46 + nameLength, 46 + nameLength + extraLength));
  let [size, offset] = [view.getUint32(24, true), view.getUint32(42, true)];
  let at = 4;
  const next64 = (): number => {
    if (at + 8 > extra.byteLength) throw hostile(`the ZIP64 field of "${shown(name)}" is cut off`);
    at += 8;
    return safe(extra, at - 8);
  };
  if (size === full32) {
    size = next64();
    next64();
  }
  if (offset === full32) offset = next64();
  return { name, size, crc: view.getUint32(16, true), offset };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those must not be in a name
const forbidden = /[\u0000-\u001f\u007f\\:*?"<>|]/;

/** Names that any system can unpack and that stay inside the folder they are unpacked into. */
export function checkName(name: string): void {
  const parts = name.split('/');
  const sound = parts.every(
    (part) => part !== '' && part !== '.' && part !== '..' && !forbidden.test(part) && !/[ .]$|^ /.test(part) && utf8(part).length <= 200,
  );
  if (!sound || parts.length > 8 || name !== name.normalize('NFC')) throw hostile(`the name "${shown(name)}" is not allowed`);
}

const safe = (view: DataView, at: number): number => {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw hostile(`${value} is no length`);
  return Number(value);
};
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const shown = (name: string): string => JSON.stringify(name).slice(1, 80);
const hostile = (why: string): DomainError =>
  new DomainError(
    'evidence.hostile_zip',
    `expected a ZIP as quittance writes it: ${why}. If you repacked it, unpack it and check the folder instead`,
  );
