import type { Crypto } from './crypto.ts';
import { emptyRoot, nodeHash, type Range } from './tree.ts';

type Sha256 = Pick<Crypto, 'sha256'>;

/** The hash of the complete subtree of 2^level leaves that begins at leaf index * 2^level. */
export type ReadNode = (level: number, index: number) => Promise<Uint8Array>;

export type Node = { readonly level: number; readonly index: number };

/** A range that RFC 6962 hashes as one tree, cut into complete subtrees from left (largest) to right. */
export function completeSubtrees({ from, to }: Range): Node[] {
  const nodes: Node[] = [];
  let at = from;
  for (let left = to - from; left > 0; ) {
    const level = Math.floor(Math.log2(left));
    const width = 2 ** level;
    nodes.push({ level, index: at / width });
    at += width;
    left -= width;
  }
  return nodes;
}

/** Folds complete subtrees, left to right in size order, into the hash of the whole range. */
export function foldRight(crypto: Sha256, hashes: readonly Uint8Array[]): Uint8Array {
  const [last, ...rest] = [...hashes].reverse();
  return last === undefined ? emptyRoot(crypto) : rest.reduce((hash, left) => nodeHash(crypto, left, hash), last);
}

export async function rangeHash(crypto: Sha256, read: ReadNode, range: Range): Promise<Uint8Array> {
  const hashes: Uint8Array[] = [];
  for (const node of completeSubtrees(range)) hashes.push(await read(node.level, node.index));
  return foldRight(crypto, hashes);
}

export async function pathHashes(crypto: Sha256, read: ReadNode, path: readonly Range[]): Promise<Uint8Array[]> {
  const hashes: Uint8Array[] = [];
  for (const range of path) hashes.push(await rangeHash(crypto, read, range));
  return hashes;
}

/** The root of a whole small tree held in memory (chunk trees, tests). */
export function rootOf(crypto: Sha256, leaves: readonly Uint8Array[]): Uint8Array {
  const stack: { size: number; hash: Uint8Array }[] = [];
  for (const hash of leaves) {
    let top = { size: 1, hash };
    for (let left = stack.at(-1); left?.size === top.size; left = stack.at(-1)) {
      stack.pop();
      top = { size: top.size * 2, hash: nodeHash(crypto, left.hash, top.hash) };
    }
    stack.push(top);
  }
  return foldRight(
    crypto,
    stack.map((part) => part.hash),
  );
}
