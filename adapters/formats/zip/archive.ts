import type { Readable } from 'node:stream';
import { DomainError } from '#domain/kernel/error.ts';

export const zipBounds = { entries: 10_000, totalBytes: 2 * 1024 ** 3, ratio: 500, ratioFrom: 16 * 1024 * 1024 } as const;

/** A ZIP's files by name. Sizes are the declared ones; the reader stops where a file inflates beyond its declared size. */
export type Archive = {
  readonly names: readonly string[];
  has(name: string): boolean;
  open(name: string): Promise<Readable>;
  /** The whole file; more than `limit` bytes are refused before inflating. */
  read(name: string, limit: number): Promise<Uint8Array>;
};

/** Opens a ZIP held in memory. Too many entries, too much content or an absurd ratio (a zip bomb) is refused unread. */
export async function openArchive(bytes: Uint8Array): Promise<Archive> {
  const { fromBufferPromise } = await import('yauzl');
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), { lazyEntries: true, autoClose: false });
    if (zip.entryCount > zipBounds.entries) throw bomb(`${zip.entryCount} entries`);
    const entries = new Map<string, Parameters<typeof zip.openReadStreamPromise>[0]>();
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      total += entry.uncompressedSize;
      const ratio = entry.uncompressedSize / Math.max(entry.compressedSize, 1);
      if (total > zipBounds.totalBytes) throw bomb(`more than ${zipBounds.totalBytes} bytes inside`);
      if (entry.uncompressedSize > zipBounds.ratioFrom && ratio > zipBounds.ratio) throw bomb(`a file that grows ${Math.round(ratio)} times`);
      if (entry.isEncrypted()) throw new DomainError('intake.encrypted', 'expected an open archive, got one protected by a password');
      entries.set(entry.fileName.replace(/^\/+/, ''), entry);
    }
    const open = async (name: string): Promise<Readable> => {
      const entry = entries.get(name.replace(/^\/+/, ''));
      if (entry === undefined) throw new DomainError('intake.broken_zip', `expected a file ${name.slice(0, 100)} in the archive, got none`);
      return zip.openReadStreamPromise(entry);
    };
    return {
      names: [...entries.keys()],
      has: (name) => entries.has(name.replace(/^\/+/, '')),
      open,
      async read(name, limit) {
        const size = entries.get(name.replace(/^\/+/, ''))?.uncompressedSize ?? 0;
        if (size > limit) throw bomb(`${name.slice(0, 100)} of ${size} bytes`);
        const chunks: Uint8Array[] = [];
        try {
          for await (const chunk of await open(name)) chunks.push(chunk as Uint8Array);
        } catch (cause) {
          // What only shows while inflating: a damaged stream, or one longer than declared.
          throw cause instanceof DomainError ? cause : brokenZip(cause);
        }
        return Buffer.concat(chunks);
      },
    };
  } catch (cause) {
    throw cause instanceof DomainError ? cause : brokenZip(cause);
  }
}

export const brokenZip = (cause: unknown): DomainError =>
  new DomainError(
    'intake.broken_zip',
    `expected a complete ZIP archive, got a damaged one: ${cause instanceof Error ? cause.message.slice(0, 200) : 'unknown'}`,
    {},
    cause,
  );

const bomb = (what: string): DomainError => new DomainError('intake.too_complex', `expected an archive of reasonable size, got ${what}`, { what });
