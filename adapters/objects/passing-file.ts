import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { BundleSink } from '#usecases/seal/zip-writer.ts';

export type PassingFile = { readonly size: number; readonly content: Readable };

/**
 * Lets `write` fill a file in `folder` and answers a stream of it. The file loses its name before the first byte is written,
 * so that a crash at any moment leaves nothing behind; where the system does not allow that, it goes when the stream
 * ends, and what a crash left goes with the next one. Nothing is sent before all of it is known to be sound, and memory does
 * not grow with its size.
 */
export async function passingFile<T>(folder: string, write: (sink: BundleSink) => Promise<T>): Promise<PassingFile & { readonly written: T }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await sweep(folder);
  const path = join(folder, `${randomBytes(12).toString('hex')}.zip`);
  const gone = (): Promise<void> => unlink(path).catch(() => {});
  const file = await open(path, 'wx+', 0o600);
  try {
    await gone();
    let end = 0;
    const written = await write({
      async append(bytes) {
        await file.write(bytes, 0, bytes.length, end);
        end += bytes.length;
      },
      patch: async (at, bytes) => void (await file.write(bytes, 0, bytes.length, at)),
    });
    const content = file.createReadStream({ start: 0, highWaterMark: 1 << 20 });
    content.once('close', () => void gone());
    return { size: end, content, written };
  } catch (cause) {
    await file.close();
    await gone();
    throw cause;
  }
}

const hour = 3_600_000;

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const facts = await stat(path).catch(() => undefined);
    if (/^[0-9a-f]{24}\.zip$/.test(name) && facts && Date.now() - facts.mtimeMs > hour) await unlink(path).catch(() => {});
  }
}
