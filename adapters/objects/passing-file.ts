import { randomBytes } from 'node:crypto';
import { mkdir, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { BundleSink } from '#usecases/seal/zip-writer.ts';
import { bundleFile } from './bundle-file.ts';

export type PassingFile = { readonly size: number; readonly content: Readable };

/**
 * Lets `write` fill a file in `folder` and answers a stream of it; the file is gone when the stream ends, and at once when
 * writing fails. Nothing is sent before all of it is known to be sound, and memory does not grow with its size.
 */
export async function passingFile<T>(folder: string, write: (sink: BundleSink) => Promise<T>): Promise<PassingFile & { readonly written: T }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${randomBytes(12).toString('hex')}.zip`);
  const gone = (): Promise<void> => unlink(path).catch(() => {});
  try {
    const sink = await bundleFile(path);
    const written = await write(sink).finally(() => sink.close());
    const file = await open(path);
    const { size } = await file.stat();
    // Gone from the folder at once where the system allows it, so that not even a crash leaves it there.
    await gone();
    const content = file.createReadStream({ highWaterMark: 1 << 20 });
    content.once('close', () => void gone());
    return { size, content, written };
  } catch (cause) {
    await gone();
    throw cause;
  }
}
