import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import yauzl from 'yauzl';
import { DomainError } from '#domain/kernel/error.ts';

/** A bulk file as bytes; .gz, .zst and the first file of a .zip are unpacked while they are read. `fingerprint` knows it again. */
export type OpenFile = { readonly bytes: AsyncIterable<Uint8Array>; readonly fingerprint: string; readonly size: number };

export async function openRegisterFile(path: string): Promise<OpenFile> {
  const about = await stat(path).catch((cause) => {
    throw new DomainError('registry.no_file', `expected a file, found none at ${path}`, {}, cause);
  });
  if (!about.isFile()) throw new DomainError('registry.no_file', `expected a file, got a folder: ${path}`);
  const head = await firstMegabyte(path);
  const fingerprint = `${about.size}-${createHash('sha256').update(head).digest('hex').slice(0, 32)}`;
  return { bytes: await unpacked(path, head), fingerprint, size: about.size };
}

async function firstMegabyte(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1024 * 1024), 0, 1024 * 1024, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function unpacked(path: string, head: Buffer): Promise<AsyncIterable<Uint8Array>> {
  const source = () => createReadStream(path, { highWaterMark: 256 * 1024 });
  const through = (unpack: NodeJS.ReadWriteStream) => whole(pipeline(source(), unpack, () => {}) as unknown as AsyncIterable<Uint8Array>);
  if (head[0] === 0x1f && head[1] === 0x8b) return through(createGunzip());
  if (head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528) return through(createZstdDecompress());
  if (head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return firstOfZip(path);
  return source();
}

/** What comes out of an archive; one that is cut or broken says so in words. */
async function* whole(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (cause) {
    throw new DomainError('registry.bad_archive', `expected a whole archive, it breaks off: ${(cause as Error).message}`, {}, cause);
  }
}

function firstOfZip(path: string): Promise<AsyncIterable<Uint8Array>> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(new DomainError('registry.bad_archive', `expected a zip, could not open it: ${error.message}`, {}, error));
      zip.on('error', reject);
      zip.on('end', () => reject(new DomainError('registry.bad_archive', 'expected a file in the zip, found none')));
      zip.on('entry', (entry: yauzl.Entry) => {
        if (entry.fileName.endsWith('/')) return zip.readEntry();
        zip.openReadStream(entry, (failed, stream) => (failed ? reject(failed) : resolve(whole(stream))));
      });
      zip.readEntry();
    });
  });
}
