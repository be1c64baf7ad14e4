import { DomainError } from '#domain/kernel/error.ts';

// POSIX ustar (IEEE Std 1003.1-2024, pax, "ustar Interchange Format"), as far as we write it: files and folders. Any tar
// reads it. Sizes from 8 GiB on are written in base 256, as GNU tar and bsdtar do.

export type Entry = {
  readonly name: string;
  readonly mode: number;
  /** Bytes; the content must yield exactly as many. Absent for a folder. */
  readonly size?: number;
};

const block = 512;

/** The header of one entry. */
export function headerOf(entry: Entry, modifiedSeconds: number): Buffer {
  const header = Buffer.alloc(block);
  const folder = entry.size === undefined;
  const { prefix, name } = split(folder ? `${entry.name}/` : entry.name);
  header.write(name, 0, 100);
  octal(header, entry.mode, 100, 8);
  octal(header, 0, 108, 8);
  octal(header, 0, 116, 8);
  sizeInto(header, entry.size ?? 0);
  octal(header, modifiedSeconds, 136, 12);
  header.write(folder ? '5' : '0', 156);
  header.write('ustar\0' + '00', 257, 'latin1');
  header.write(prefix, 345, 155);
  header.fill(0x20, 148, 156);
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** What follows the content up to the next block. */
export const paddingOf = (size: number): Buffer => Buffer.alloc((block - (size % block)) % block);

/** Two empty blocks end an archive. */
export const ending = Buffer.alloc(2 * block);

/** Reads an archive piece by piece. Each entry's content must be read to its end before the next one is asked for. */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<Entry & { readonly content: AsyncIterable<Uint8Array> }> {
  const reader = new ByteReader(source);
  for (;;) {
    const header = await reader.take(block);
    if (header.every((byte) => byte === 0)) return;
    const entry = entryOf(header);
    const size = entry.size ?? 0;
    let read = 0;
    async function* content(): AsyncGenerator<Uint8Array> {
      while (read < size) {
        const piece = await reader.some(size - read);
        read += piece.length;
        yield piece;
      }
    }
    yield { ...entry, content: content() };
    for await (const _ of content()) {
      // Whatever the caller left unread.
    }
    await reader.take((block - (size % block)) % block);
  }
}

function entryOf(header: Buffer): Entry {
  const claimed = Number.parseInt(textAt(header, 148, 8), 8);
  const copy = Buffer.from(header);
  copy.fill(0x20, 148, 156);
  if (checksum(copy) !== claimed) throw damaged('a header whose checksum does not hold');
  const prefix = textAt(header, 345, 155);
  const name = (prefix ? `${prefix}/` : '') + textAt(header, 0, 100);
  const type = String.fromCharCode(header[156] ?? 0);
  const mode = Number.parseInt(textAt(header, 100, 8), 8);
  // An archive from elsewhere must not write outside the folder it is unpacked into.
  if (name.startsWith('/') || name.split('/').includes('..')) throw damaged(`an entry outside the archive: ${name.slice(0, 80)}`);
  if (type === '5') return { name: name.replace(/\/$/, ''), mode };
  if (type !== '0' && type !== '\0') throw damaged(`an entry that is neither file nor folder: ${name.slice(0, 80)}`);
  return { name, mode, size: sizeOf(header) };
}

class ByteReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#pieces = source[Symbol.asyncIterator]();
  }

  /** At least one byte, at most `limit`. */
  async some(limit: number): Promise<Buffer> {
    while (this.#held.length === 0) {
      const next = await this.#pieces.next();
      if (next.done) throw damaged('an early end');
      this.#held = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    }
    const piece = this.#held.subarray(0, limit);
    this.#held = this.#held.subarray(piece.length);
    return piece;
  }

  async take(length: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for (let left = length; left > 0; ) {
      const piece = await this.some(left);
      pieces.push(piece);
      left -= piece.length;
    }
    return Buffer.concat(pieces);
  }
}

function split(name: string): { prefix: string; name: string } {
  if (Buffer.byteLength(name) <= 100) return { prefix: '', name };
  for (let at = name.indexOf('/'); at !== -1; at = name.indexOf('/', at + 1)) {
    const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)];
    if (rest !== '' && Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(rest) <= 100) return { prefix, name: rest };
  }
  throw new DomainError('platform.name_too_long', `expected a path that fits a tar header (255 bytes), got ${name.length} characters`, { name });
}

function sizeInto(header: Buffer, size: number): void {
  if (size < 8 ** 11) {
    octal(header, size, 124, 12);
  } else {
    header.writeBigUInt64BE(BigInt(size), 128);
    header[124] = 0x80;
  }
}

function sizeOf(header: Buffer): number {
  if (((header[124] ?? 0) & 0x80) !== 0) return Number(header.readBigUInt64BE(128));
  return Number.parseInt(textAt(header, 124, 12), 8);
}

function octal(header: Buffer, value: number, at: number, length: number): void {
  header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
}

function textAt(header: Buffer, at: number, length: number): string {
  const end = header.indexOf(0, at);
  return header.toString('utf8', at, end === -1 ? at + length : Math.min(end, at + length)).trim();
}

const checksum = (header: Buffer): number => header.reduce((sum, byte) => sum + byte, 0);

const damaged = (got: string): DomainError => new DomainError('platform.backup_damaged', `expected a whole backup archive, got ${got}`);
