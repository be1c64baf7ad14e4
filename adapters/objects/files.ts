import { createReadStream } from 'node:fs';
import { rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder, syncFolder } from '#adapters/log/durable.ts';
import type { ObjectStore } from '#usecases/ports/objects.ts';
import { checkedName, missing, receive } from './incoming.ts';

/** Takes a finished file, whose hash was computed while it was written, without copying where it can. */
export type AdoptingStore = ObjectStore & { readonly adoptsAtOnce: boolean; adopt(path: string, sha256: string): Promise<void> };

/** Objects as files: <folder>/ab/cd/<sha256>, moved there atomically from <folder>/incoming. */
export function fileObjects(folder: string): AdoptingStore {
  const pathOf = (sha256: string): string => join(folder, checkedName(sha256).slice(0, 2), sha256.slice(2, 4), sha256);
  const sizeOf = async (path: string): Promise<number | undefined> => (await stat(path).catch(absent))?.size;
  return {
    adoptsAtOnce: true,
    async adopt(path, sha256) {
      const final = pathOf(sha256);
      await makeFolder(dirname(final));
      await rename(path, final);
      await syncFolder(dirname(final));
    },
    async put(content, options = {}) {
      const { path, marks } = await receive(join(folder, 'incoming'), content, options);
      const final = pathOf(marks.sha256);
      await makeFolder(dirname(final));
      // The same bytes may be there already: replacing them by themselves is harmless and needs no lock.
      await rename(path, final);
      await syncFolder(dirname(final));
      return marks;
    },
    async *read(sha256, range) {
      const path = pathOf(sha256);
      if ((await sizeOf(path)) === undefined) throw missing(sha256);
      if (range && range.to <= range.from) return;
      yield* createReadStream(path, { highWaterMark: 1 << 20, ...(range ? { start: range.from, end: range.to - 1 } : {}) }) as AsyncIterable<Buffer>;
    },
    size: (sha256) => sizeOf(pathOf(sha256)),
    async remove(sha256) {
      await unlink(pathOf(sha256)).catch(absent);
      await syncFolder(dirname(pathOf(sha256))).catch(absent);
    },
  };
}

const absent = (cause: NodeJS.ErrnoException): undefined => {
  if (cause.code === 'ENOENT') return undefined;
  throw cause;
};
