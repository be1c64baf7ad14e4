import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tilePath, tileWidth } from '#domain/evidence/tiles.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { TileStore } from '#usecases/ports/evidence-log.ts';
import { syncFolder, writeDurably, writeWhole } from './durable.ts';

/** Tiles as files, in the very paths that c2sp.org/tlog-tiles serves them under. */
export function tileFiles(folder: string): TileStore {
  return {
    async read(tile) {
      const wanted = tilePath(tile);
      const full = tilePath({ ...tile, width: tileWidth });
      for (const path of wanted === full ? [full] : [wanted, full]) {
        const bytes = await readFile(join(folder, path)).catch(absent);
        if (bytes) return bytes;
      }
      throw new DomainError(
        'evidence.missing_tile',
        `expected the tile ${wanted} in the log folder, it is not there; restore the folder from a backup`,
        {
          tile: wanted,
        },
      );
    },
    async write(tiles) {
      const folders = new Set<string>();
      await inParallel(tiles, 8, async ({ tile, bytes }) => {
        const path = join(folder, tilePath(tile));
        await writeWhole(path, bytes);
        folders.add(dirname(path));
      });
      await inParallel([...folders], 8, syncFolder);
      // A full tile replaces its partial ones (allowed by the standard); what is lost here is swept up by the next full tile or never.
      const filled = tiles.filter(({ tile }) => tile.width === tileWidth);
      await inParallel(filled, 8, ({ tile }) => rm(`${join(folder, tilePath(tile))}.p`, { recursive: true, force: true }));
    },
    publish: (signed) => writeDurably(join(folder, 'checkpoint'), signed),
  };
}

const absent = (cause: NodeJS.ErrnoException): undefined => {
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined;
  throw cause;
};

async function inParallel<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(lanes, items.length) }, async () => {
      while (next < items.length) await work(items[next++] as T);
    }),
  );
}
