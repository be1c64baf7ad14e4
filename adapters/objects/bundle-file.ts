import { createReadStream } from 'node:fs';
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Bag } from '#domain/evidence/bundle/bag.ts';
import { checkName, type Source } from '#domain/evidence/bundle/zip.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { BundleSink } from '#usecases/seal/zip-writer.ts';

/** A bundle being written to a file that must not exist yet. */
export async function bundleFile(path: string): Promise<BundleSink & { close(): Promise<void> }> {
  const file = await open(path, 'wx', 0o600);
  return {
    append: async (bytes) => void (await file.appendFile(bytes)),
    patch: async (at, bytes) => void (await file.write(bytes, 0, bytes.length, at)),
    close: async () => {
      await file.sync();
      await file.close();
    },
  };
}

/** A bundle in memory: small ones, and tests. */
export function bundleInMemory(): BundleSink & { bytes(): Uint8Array } {
  let held = Buffer.alloc(0);
  return {
    append: async (bytes) => {
      held = Buffer.concat([held, bytes]);
    },
    patch: async (at, bytes) => void held.set(bytes, at),
    bytes: () => held,
  };
}

export const memorySource = (bytes: Uint8Array): Source => ({ size: bytes.length, read: async (from, to) => bytes.subarray(from, to) });

export async function fileSource(path: string): Promise<Source & { close(): Promise<void> }> {
  const file: FileHandle = await open(path, 'r');
  const { size } = await file.stat();
  return {
    size,
    async read(from, to, into) {
      const length = Math.max(0, to - from);
      const bytes = into?.subarray(0, length) ?? Buffer.allocUnsafe(length);
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, from + filled);
        if (bytesRead === 0) throw new DomainError('evidence.hostile_zip', `the file ends at ${from + filled}, expected ${to} bytes`);
        filled += bytesRead;
      }
      return bytes;
    },
    close: () => file.close(),
  };
}

/** A bag that somebody unpacked. Links and special files are refused: they could show bytes from elsewhere. */
export async function folderBag(folder: string): Promise<Bag> {
  const sizes = new Map<string, number>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
    checkName(path);
    const facts = await lstat(join(folder, path));
    if (!facts.isFile()) throw new DomainError('evidence.not_a_bag', `expected only plain files in the folder, ${path} is none`, { path });
    sizes.set(path, facts.size);
  }
  const known = (path: string): number => {
    const size = sizes.get(path);
    if (size === undefined) throw new DomainError('evidence.missing_file', `expected the file ${path} in the bundle, it is not there`, { path });
    return size;
  };
  return {
    paths: [...sizes.keys()].sort(),
    size: known,
    async *stream(path) {
      known(path);
      yield* createReadStream(join(folder, path), { highWaterMark: 1 << 22 }) as AsyncIterable<Buffer>;
    },
  };
}
