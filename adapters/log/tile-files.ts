import { createReadStream } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tilePath } from '#domain/evidence/tiles.ts';
import type { PublicLog, TileStore } from '#usecases/ports/evidence-log.ts';
import { syncFolder, writeDurably, writeWhole } from './durable.ts';
import { inParallel } from './in-parallel.ts';
import { firstOf, firstsFilled } from './tile-places.ts';

/** The public log as files, in the very paths that c2sp.org/tlog-tiles serves them under. */
export function tileFiles(folder: string): TileStore & PublicLog {
  return {
    read: (tile) => firstOf(tile, (path) => readFile(join(folder, path)).catch(absent)),
    async write(tiles) {
      const folders = new Set<string>();
      await inParallel(tiles, 8, async ({ tile, bytes }) => {
        const path = join(folder, tilePath(tile));
        await writeWhole(path, bytes);
        folders.add(dirname(path));
      });
      await inParallel([...folders], 8, syncFolder);
      await inParallel(firstsFilled(tiles), 8, (path) => rm(`${join(folder, path)}.p`, { recursive: true, force: true }));
    },
    publish: (signed) => writeDurably(join(folder, 'checkpoint'), signed),
    async open(path) {
      const file = join(folder, path);
      const facts = await stat(file).catch(absent);
      return facts?.isFile() ? { size: facts.size, content: createReadStream(file) } : undefined;
    },
  };
}

const absent = (cause: NodeJS.ErrnoException): undefined => {
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined;
  throw cause;
};
