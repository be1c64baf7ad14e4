import { DomainError } from '#domain/kernel/error.ts';
import { concat } from './bytes.ts';
import type { Crypto } from './crypto.ts';
import { foldRight, type ReadNode, rootOf } from './subtree.ts';
import { hashLength } from './tree.ts';

/** C2SP tlog-tiles: a tile is a row of up to 256 consecutive hashes; row L holds the hashes of full tiles of row L - 1. */
export const tileWidth = 256;

export type Tile = { readonly level: number | 'entries'; readonly index: number; readonly width: number };

/** tile/0/x001/x234/067 and, when partial, tile/0/x001/x234/067.p/112. */
export function tilePath({ level, index, width }: Tile): string {
  const thousands = String(index % 1000).padStart(3, '0');
  let path = thousands;
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) path = `x${String(rest % 1000).padStart(3, '0')}/${path}`;
  return `tile/${level}/${path}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** How wide tile `index` of row `level` is in a tree of `size` leaves; 0 when it has none of it. */
export function widthIn(size: number, level: number, index: number): number {
  const hashes = Math.floor(size / tileWidth ** level);
  return Math.max(0, Math.min(tileWidth, hashes - index * tileWidth));
}

/** Every partial tile of a tree of `size`: what a checkpoint of that size needs beside the full ones. */
export function partialTiles(size: number): Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; tileWidth ** level <= size; level++) {
    const hashes = Math.floor(size / tileWidth ** level);
    if (hashes % tileWidth > 0) tiles.push({ level, index: Math.floor(hashes / tileWidth), width: hashes % tileWidth });
  }
  return tiles;
}

/** Reads one tile's bytes; the tile of a finished tree may be stored wider than asked (the full tile replaces partial ones). */
export type ReadTile = (tile: Tile) => Promise<Uint8Array>;

/** Node hashes out of tiles, for a tree of `size`. Tiles are kept for the life of the reader: proofs share most of them. */
export function nodesFromTiles(crypto: Pick<Crypto, 'sha256'>, readTile: ReadTile, size: number): ReadNode {
  const kept = new Map<string, Promise<Uint8Array>>();
  return async (level, index) => {
    const row = Math.floor(level / 8);
    const height = level % 8;
    const first = index * 2 ** height;
    const tile = Math.floor(first / tileWidth);
    const offset = first % tileWidth;
    const count = 2 ** height;
    const width = widthIn(size, row, tile);
    if (offset + count > width) {
      throw new DomainError('evidence.index_outside_tree', `expected a node inside a tree of ${size} leaves, got level ${level} index ${index}`);
    }
    const key = `${row}/${tile}`;
    let bytes = kept.get(key);
    if (bytes === undefined) {
      bytes = readTile({ level: row, index: tile, width });
      kept.set(key, bytes);
    }
    const hashes = hashesOf(await bytes);
    if (hashes.length < width) {
      throw new DomainError(
        'evidence.short_tile',
        `expected at least ${width} hashes in ${tilePath({ level: row, index: tile, width })}, got ${hashes.length}`,
      );
    }
    return rootOf(crypto, hashes.slice(offset, offset + count));
  };
}

export function hashesOf(tile: Uint8Array): Uint8Array[] {
  if (tile.length % hashLength !== 0)
    throw new DomainError('evidence.short_tile', `expected whole hashes of ${hashLength} bytes, got ${tile.length} bytes`);
  return Array.from({ length: tile.length / hashLength }, (_, i) => tile.subarray(i * hashLength, (i + 1) * hashLength));
}

/** An entry bundle: each entry after its big-endian 16-bit length. */
export function entryBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concat(...entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]));
}

export function entriesOf(bundle: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length; ) {
    const length = ((bundle[at] as number) << 8) | (bundle[at + 1] ?? 0);
    if (at + 2 + length > bundle.length) throw new DomainError('evidence.short_tile', `expected an entry of ${length} bytes, the bundle ends first`);
    entries.push(bundle.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return entries;
}

/** The growing right edge of the tree: the unfinished tile of every row, and the unfinished entry bundle. */
export type Edge = { size: number; readonly rows: Uint8Array[][]; entries: Uint8Array[] };

export type WrittenTile = { readonly tile: Tile; readonly bytes: Uint8Array };

/**
 * Appends leaves in place and returns the tiles that a tree of the new size needs and the old one had not: full ones as
 * they fill, then the partial ones.
 */
export function appendLeaves(
  crypto: Pick<Crypto, 'sha256'>,
  edge: Edge,
  leaves: readonly { readonly entry: Uint8Array; readonly hash: Uint8Array }[],
): WrittenTile[] {
  const written: WrittenTile[] = [];
  for (const { entry, hash } of leaves) {
    edge.entries.push(entry);
    edge.size += 1;
    let [carried, level]: [Uint8Array | undefined, number] = [hash, 0];
    while (carried !== undefined) {
      edge.rows[level] ??= [];
      const row = edge.rows[level] as Uint8Array[];
      row.push(carried);
      if (row.length < tileWidth) break;
      const index = edge.size / tileWidth ** (level + 1) - 1;
      written.push({ tile: { level, index, width: tileWidth }, bytes: concat(...row) });
      if (level === 0) {
        written.push({ tile: { level: 'entries', index, width: tileWidth }, bytes: entryBundle(edge.entries) });
        edge.entries = [];
      }
      carried = rootOf(crypto, row);
      edge.rows[level] = [];
      level += 1;
    }
  }
  for (const tile of partialTiles(edge.size)) {
    written.push({ tile, bytes: concat(...(edge.rows[tile.level as number] as Uint8Array[])) });
    if (tile.level === 0) written.push({ tile: { ...tile, level: 'entries' }, bytes: entryBundle(edge.entries) });
  }
  return written;
}

/** The root over the edge: every unfinished row's hashes are the right-most complete subtrees. */
export function edgeRoot(crypto: Pick<Crypto, 'sha256'>, edge: Edge): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let level = edge.rows.length - 1; level >= 0; level--) {
    const row = edge.rows[level] as Uint8Array[];
    let at = 0;
    for (let width = tileWidth / 2; width >= 1; width /= 2) {
      if ((row.length & width) === 0) continue;
      parts.push(rootOf(crypto, row.slice(at, at + width)));
      at += width;
    }
  }
  return foldRight(crypto, parts);
}
