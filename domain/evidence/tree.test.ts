import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto as crypto } from '#adapters/log/node-crypto.ts';
import { hex, utf8 } from './bytes.ts';
import { pathHashes, type ReadNode, rootOf } from './subtree.ts';
import { appendLeaves, type Edge, edgeRoot, nodesFromTiles, partialTiles, type Tile, tilePath, tileWidth } from './tiles.ts';
import { consistencyPath, emptyRoot, inclusionPath, leafHash, verifyConsistency, verifyInclusion } from './tree.ts';

// The leaves and roots of the RFC 6962 reference tests (certificate-transparency, merkletree/merkle_tree_test.cc).
const referenceLeaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((text) =>
  Uint8Array.from(Buffer.from(text, 'hex')),
);
const referenceRoots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

function grown(sizes: readonly number[]): { edge: Edge; files: Map<string, Uint8Array>; roots: Map<number, Uint8Array>; leaves: Uint8Array[] } {
  const edge: Edge = { size: 0, rows: [], entries: [] };
  const files = new Map<string, Uint8Array>();
  const roots = new Map<number, Uint8Array>();
  const leaves: Uint8Array[] = [];
  for (const size of sizes) {
    const fresh = Array.from({ length: size - edge.size }, (_, i) => utf8(`leaf ${edge.size + i}`)).map((entry) => ({
      entry,
      hash: leafHash(crypto, entry),
    }));
    leaves.push(...fresh.map((leaf) => leaf.hash));
    for (const { tile, bytes } of appendLeaves(crypto, edge, fresh)) files.set(tilePath(tile), bytes);
    roots.set(size, edgeRoot(crypto, edge));
  }
  return { edge, files, roots, leaves };
}

const reader = (files: Map<string, Uint8Array>, size: number): ReadNode =>
  nodesFromTiles(
    crypto,
    async (tile: Tile) => {
      const bytes = files.get(tilePath(tile)) ?? files.get(tilePath({ ...tile, width: tileWidth }));
      if (!bytes) throw new Error(`no tile ${tilePath(tile)}`);
      return bytes;
    },
    size,
  );

describe('the tree of RFC 6962', () => {
  it('gives the reference roots', () => {
    expect(hex(emptyRoot(crypto))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    referenceRoots.forEach((root, i) => {
      expect(
        hex(
          rootOf(
            crypto,
            referenceLeaves.slice(0, i + 1).map((leaf) => leafHash(crypto, leaf)),
          ),
        ),
      ).toBe(root);
    });
  });

  it('names tiles as the standard does', () => {
    expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 'entries', index: 7, width: 12 })).toBe('tile/entries/007.p/12');
    expect(partialTiles(70_000)).toEqual([
      { level: 0, index: 273, width: 112 },
      { level: 1, index: 1, width: 17 },
      { level: 2, index: 0, width: 1 },
    ]);
    expect(partialTiles(256)).toEqual([{ level: 1, index: 0, width: 1 }]);
  });

  it('proves every leaf and every growth of small trees, and nothing else', async () => {
    const sizes = Array.from({ length: 40 }, (_, i) => i + 1);
    const { files, roots, leaves } = grown(sizes);
    for (const size of sizes) {
      const read = reader(files, size);
      const root = roots.get(size) as Uint8Array;
      expect(hex(root)).toBe(hex(rootOf(crypto, leaves.slice(0, size))));
      for (let index = 0; index < size; index++) {
        const proof = await pathHashes(crypto, read, inclusionPath(index, size));
        const leaf = leaves[index] as Uint8Array;
        expect(verifyInclusion(crypto, proof, { index, size }, leaf, root)).toBe(true);
        expect(verifyInclusion(crypto, proof, { index: index ^ 1, size }, leaf, root)).toBe(false);
        expect(verifyInclusion(crypto, [...proof, leaf], { index, size }, leaf, root)).toBe(false);
      }
      for (const old of sizes.filter((each) => each <= size)) {
        const older = { size: old, root: roots.get(old) as Uint8Array };
        const proof = await pathHashes(crypto, read, consistencyPath(old, size));
        expect(verifyConsistency(crypto, proof, older, { size, root })).toBe(true);
        if (old < size) expect(verifyConsistency(crypto, proof, { size: old, root }, { size, root })).toBe(false);
      }
    }
  });

  it('gives the same tree however leaves are grouped, across tile rows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 4 }), async (cuts) => {
        const sizes = [...cuts].sort((a, b) => a - b);
        const size = sizes.at(-1) as number;
        const { files, roots, leaves } = grown(sizes);
        const root = roots.get(size) as Uint8Array;
        expect(hex(root)).toBe(hex(rootOf(crypto, leaves)));
        const read = reader(files, size);
        const index = Math.floor(size / 3);
        const proof = await pathHashes(crypto, read, inclusionPath(index, size));
        expect(verifyInclusion(crypto, proof, { index, size }, leaves[index] as Uint8Array, root)).toBe(true);
        const older = { size: sizes[0] as number, root: roots.get(sizes[0] as number) as Uint8Array };
        const growth = await pathHashes(crypto, read, consistencyPath(older.size, size));
        expect(verifyConsistency(crypto, growth, older, { size, root })).toBe(true);
      }),
      { numRuns: 20, examples: [[[255, 256, 257]], [[65_535, 65_537, 66_000]]] },
    );
  });
});
