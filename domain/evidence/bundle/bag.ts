import { DomainError } from '#domain/kernel/error.ts';
import { hex, textOf } from '../bytes.ts';
import type { Crypto } from '../crypto.ts';
import { comparePaths } from './layout.ts';
import { checkName, type PlacedEntry, readZip, type Source } from './zip.ts';

/** A BagIt bag (RFC 8493) to look into: paths relative to the bag's own folder. */
export type Bag = {
  /** The folder that the bag stands in, where that is a part of the bundle: in a ZIP. An unpacked one may be renamed by anybody. */
  readonly name?: string;
  readonly paths: readonly string[];
  size(path: string): number;
  /** Streams a file; a piece is valid until the next one is asked for. A ZIP checks the CRC at the end. */
  stream(path: string): AsyncIterable<Uint8Array>;
};

/** Small enough to stay in the processor's cache while it is hashed more than once. */
const pieceSize = 512 * 1024;
/** Everything but data/ is read whole; nothing legitimate is larger. */
const largestTagFile = 32 * 1024 * 1024;

export async function bagInZip(crypto: Crypto, source: Source): Promise<Bag> {
  const entries = await readZip(source);
  const top = entries[0]?.name.split('/')[0];
  if (top === undefined || !entries.every(({ name }) => name.startsWith(`${top}/`))) {
    throw new DomainError('evidence.not_a_bag', 'expected one folder with a BagIt bag in the ZIP');
  }
  const byPath = new Map(entries.map((entry) => [entry.name.slice(top.length + 1), entry]));
  const entryAt = (path: string): PlacedEntry => {
    const entry = byPath.get(path);
    if (!entry) throw new DomainError('evidence.missing_file', `expected the file ${path} in the bundle, it is not there`, { path });
    return entry;
  };
  const paths = [...byPath.keys()];
  if (paths.some((path, i) => i > 0 && comparePaths(paths[i - 1] as string, path) >= 0))
    throw new DomainError('evidence.not_a_bag', 'expected the files of the bundle in their fixed order');
  return {
    name: top,
    paths,
    size: (path) => entryAt(path).size,
    async *stream(path) {
      const { contentAt, size, crc: stated } = entryAt(path);
      let crc = 0;
      // The next piece is read while this one is hashed.
      const buffers = [0, 1].map(() => new Uint8Array(Math.min(pieceSize, size)));
      const read = (at: number, turn: number): Promise<Uint8Array> =>
        source.read(contentAt + at, contentAt + Math.min(size, at + pieceSize), buffers[turn & 1] as Uint8Array);
      let next = read(0, 0);
      for (let at = 0, turn = 1; at < size; at += pieceSize, turn++) {
        const piece = await next;
        if (at + pieceSize < size) {
          next = read(at + pieceSize, turn);
          // Whoever stops reading early leaves this one unawaited.
          next.catch(() => {});
        }
        crc = crypto.crc32(piece, crc);
        yield piece;
      }
      await next;
      if (crc !== stated) throw new DomainError('evidence.changed_bytes', `the bytes of ${path} differ from their CRC-32 in the ZIP`, { path });
    },
  };
}

export async function readAll(bag: Bag, path: string, largest: number = largestTagFile): Promise<Uint8Array> {
  const size = bag.size(path);
  if (size > largest) throw new DomainError('evidence.not_a_bag', `expected ${path} to have at most ${largest} bytes, it has ${size}`, { path });
  const out = new Uint8Array(size);
  let at = 0;
  for await (const piece of bag.stream(path)) {
    if (at + piece.length > size) throw new DomainError('evidence.changed_bytes', `${path} grew while it was read`, { path });
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

/** bag-info.txt, whole: the bag's name and how many bytes and files it carries (RFC 8493 2.2.2). */
export const bagInfoText = (name: string, bytes: number, files: number): string => `External-Identifier: ${name}\nPayload-Oxum: ${bytes}.${files}\n`;

export const bagitText = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** One line for each file, sorted by path: hash, two spaces, path with %, CR and LF percent-encoded (RFC 8493 2.1.3). */
export function formatManifest(hashes: ReadonlyMap<string, string>): string {
  const lines = [...hashes].sort(([a], [b]) => (a < b ? -1 : 1));
  return lines.map(([path, hash]) => `${hash}  ${path.replaceAll('%', '%25')}\n`).join('');
}

/** Only the form above: one text for one set of files. */
export function parseManifest(bytes: Uint8Array): Map<string, string> {
  const text = textOf(bytes);
  const hashes = new Map<string, string>();
  for (const line of text.split('\n').slice(0, -1)) {
    const [hash, path] = [line.slice(0, 64), line.slice(66).replaceAll('%25', '%')];
    checkName(path);
    hashes.set(path, hash);
  }
  if (![...hashes.values()].every((hash) => /^[0-9a-f]{64}$/.test(hash)) || formatManifest(hashes) !== text) {
    throw new DomainError('evidence.bad_manifest', 'expected a BagIt manifest, sorted, one "sha256  path" on a line');
  }
  return hashes;
}

export const sha256Hex = (crypto: Crypto, bytes: Uint8Array): string => hex(crypto.sha256(bytes));
