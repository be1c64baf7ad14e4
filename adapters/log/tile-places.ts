import { type Tile, tilePath, tileWidth } from '#domain/evidence/tiles.ts';
import { DomainError } from '#domain/kernel/error.ts';

/** Reads a tile where it lies: a full tile replaces its partial ones. Throws `evidence.missing_tile`. */
export async function firstOf(tile: Tile, read: (path: string) => Promise<Uint8Array | undefined>): Promise<Uint8Array> {
  const wanted = tilePath(tile);
  const full = tilePath({ ...tile, width: tileWidth });
  for (const path of wanted === full ? [full] : [wanted, full]) {
    const bytes = await read(path);
    if (bytes) return bytes;
  }
  throw new DomainError('evidence.missing_tile', `expected the tile ${wanted} of the log, it is not there; restore the log from a backup`, {
    tile: wanted,
  });
}

/**
 * Paths of the full tiles that may have partial ones of earlier trees: the first of each level in a batch, since the others
 * began in it. The standard allows their removal; what a crash leaves is harmless.
 */
export function firstsFilled(tiles: readonly { readonly tile: Tile }[]): string[] {
  const firsts = new Map<Tile['level'], Tile>();
  for (const { tile } of tiles) {
    const first = firsts.get(tile.level);
    if (tile.width === tileWidth && (first === undefined || tile.index < first.index)) firsts.set(tile.level, tile);
  }
  return [...firsts.values()].map(tilePath);
}
