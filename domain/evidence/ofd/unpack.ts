import type { Crypto } from '../crypto.ts';
import { inflate } from '../inflate.ts';
import { badOfd, type OfdPackage } from './package.ts';

/** Everything is held in memory to be hashed: more than this inside is refused. */
export const ofdLimits = { files: 10_000, bytes: 256 * 1024 * 1024, ratio: 500, ratioFrom: 16 * 1024 * 1024 } as const;

type Entry = {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
};

/** Is this a ZIP with an OFD.xml? Only the directory is read. */
export function isOfd(file: Uint8Array): boolean {
  try {
    return entriesOf(file).some(({ name }) => name === 'OFD.xml');
  } catch {
    return false;
  }
}

/**
 * Unpacks an OFD (a ZIP, APPNOTE 6.3.10) strictly: what two readers could read in two ways is refused, such as a name that
 * stands twice, a header that differs from the directory, or entries that overlap. Throws `evidence.bad_ofd`.
 */
export async function unpackOfd(crypto: Crypto, file: Uint8Array): Promise<OfdPackage> {
  const entries = entriesOf(file);
  if (!entries.some(({ name }) => name === 'OFD.xml')) throw badOfd('there is no OFD.xml');
  const names = new Set<string>();
  let [left, end] = [ofdLimits.bytes as number, 0];
  const files = new Map<string, Uint8Array>();
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    const folded = entry.name.normalize('NFC').toLowerCase();
    if (names.has(folded)) throw badOfd(`the name "${shown(entry.name)}" stands twice`);
    names.add(folded);
    if (entry.at < end) throw badOfd(`"${shown(entry.name)}" overlaps the file before it`);
    const { content, to } = await contentOf(file, entry, left);
    end = to;
    left -= content.length;
    if (entry.name.endsWith('/')) continue;
    if (crypto.crc32(content, 0) !== entry.crc) throw badOfd(`"${shown(entry.name)}" is not what its checksum says`);
    files.set(entry.name, content);
  }
  return files;
}

function entriesOf(file: Uint8Array): readonly Entry[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const from = endRecord(file, view);
  const [count, size, start] = [view.getUint16(from + 10, true), view.getUint32(from + 12, true), view.getUint32(from + 16, true)];
  if (count > ofdLimits.files) throw badOfd(`at most ${ofdLimits.files} files are read, it has ${count}`);
  if (start + size > from) throw badOfd('its directory does not lie before its end');
  const entries: Entry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > from || view.getUint32(at, true) !== 0x02014b50) throw badOfd('its directory is cut off');
    const flags = view.getUint16(at + 8, true);
    if (flags & 1) throw badOfd('it is protected by a password');
    const [nameLength, extra, comment] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    entries.push({
      name: nameIn(file.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + extra + comment;
  }
  if (at !== start + size) throw badOfd('its directory has another length than said');
  return entries;
}

function endRecord(file: Uint8Array, view: DataView): number {
  for (let at = file.length - 22; at >= 0 && at >= file.length - 65_557; at--) {
    if (view.getUint32(at, true) === 0x06054b50 && at + 22 + view.getUint16(at + 20, true) === file.length) return at;
  }
  throw badOfd('it has no end of a ZIP');
}

async function contentOf(file: Uint8Array, entry: Entry, left: number): Promise<{ readonly content: Uint8Array; readonly to: number }> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (entry.at + 30 > file.length || view.getUint32(entry.at, true) !== 0x04034b50)
    throw badOfd(`"${shown(entry.name)}" is not where it is said to be`);
  const [nameLength, extra] = [view.getUint16(entry.at + 26, true), view.getUint16(entry.at + 28, true)];
  const start = entry.at + 30 + nameLength + extra;
  const to = start + entry.packed;
  if (to > file.length || entry.size > left) throw badOfd(`"${shown(entry.name)}" has ${entry.size} bytes, ${left} are left to be read`);
  if (entry.size > ofdLimits.ratioFrom && entry.size > entry.packed * ofdLimits.ratio)
    throw badOfd(`"${shown(entry.name)}" grows ${Math.round(entry.size / Math.max(entry.packed, 1))} times`);
  if (nameIn(file.subarray(entry.at + 30, entry.at + 30 + nameLength)) !== entry.name || view.getUint16(entry.at + 8, true) !== entry.method) {
    throw badOfd(`the header of "${shown(entry.name)}" differs from the directory`);
  }
  const packed = file.subarray(start, to);
  const content = entry.method === 0 ? packed : entry.method === 8 ? await inflate(packed, 'deflate-raw', entry.size) : undefined;
  if (!content) throw badOfd(`"${shown(entry.name)}" is packed by method ${entry.method}`);
  if (content.length !== entry.size) throw badOfd(`"${shown(entry.name)}" has ${content.length} bytes, ${entry.size} were said`);
  return { content, to };
}

/** UTF-8, or GB 18030 where a Chinese program wrote no UTF-8; backslashes as slashes; nothing that leaves the package. */
function nameIn(bytes: Uint8Array): string {
  let name: string;
  try {
    name = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    name = new TextDecoder('gb18030').decode(bytes);
  }
  const plain = name.replaceAll('\\', '/').replace(/^\/+/, '');
  if (plain === '' || plain.split('/').some((part) => part === '..' || part === '.')) throw badOfd(`the name "${shown(name)}"`);
  return plain;
}

const shown = (name: string): string => name.slice(0, 100);
