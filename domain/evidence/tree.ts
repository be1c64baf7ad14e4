import { DomainError } from '#domain/kernel/error.ts';
import { concat, sameBytes, utf8 } from './bytes.ts';
import type { Crypto } from './crypto.ts';

/** RFC 6962 section 2.1: the Merkle tree over SHA-256. Leaves and inner nodes are kept apart by their first byte. */
type Sha256 = Pick<Crypto, 'sha256'>;

const leafMark = Uint8Array.of(0);
export const hashLength = 32;

export const leafHash = (crypto: Sha256, entry: Uint8Array): Uint8Array => crypto.sha256(concat(leafMark, entry));
export const emptyRoot = (crypto: Sha256): Uint8Array => crypto.sha256(utf8(''));

export function nodeHash(crypto: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  const block = new Uint8Array(1 + 2 * hashLength);
  block[0] = 1;
  block.set(left, 1);
  block.set(right, 1 + hashLength);
  return crypto.sha256(block);
}

/** Leaves [from, to). */
export type Range = { readonly from: number; readonly to: number };

/** The largest power of two smaller than n (n > 1): where RFC 6962 splits a tree. */
export function splitPoint(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** The subtrees whose hashes prove leaf `index` in a tree of `size`, from the leaf's sibling up (RFC 6962 2.1.1). */
export function inclusionPath(index: number, size: number): Range[] {
  if (!(index >= 0 && index < size)) {
    throw new DomainError('evidence.index_outside_tree', `expected an index below the tree size ${size}, got ${index}`, { index, size });
  }
  const path: Range[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitPoint(to - from);
    if (index < middle) {
      path.push({ from: middle, to });
      to = middle;
    } else {
      path.push({ from, to: middle });
      from = middle;
    }
  }
  return path.reverse();
}

/** The subtrees whose hashes prove that the tree of `oldSize` is a prefix of the tree of `newSize` (RFC 6962 2.1.2). */
export function consistencyPath(oldSize: number, newSize: number): Range[] {
  if (!(oldSize >= 0 && oldSize <= newSize)) {
    throw new DomainError('evidence.smaller_tree', `expected a tree of at least ${oldSize} leaves, got ${newSize}`, { oldSize, newSize });
  }
  if (oldSize === 0 || oldSize === newSize) return [];
  const path: Range[] = [];
  let [from, to] = [0, newSize];
  let whole = true;
  while (to !== oldSize) {
    const middle = from + splitPoint(to - from);
    if (oldSize <= middle) {
      path.push({ from: middle, to });
      to = middle;
    } else {
      path.push({ from, to: middle });
      from = middle;
      whole = false;
    }
  }
  if (!whole) path.push({ from, to });
  return path.reverse();
}

export function verifyInclusion(
  crypto: Sha256,
  proof: readonly Uint8Array[],
  at: { readonly index: number; readonly size: number },
  leaf: Uint8Array,
  root: Uint8Array,
): boolean {
  if (!(at.index >= 0 && at.index < at.size) || !wellFormed(proof)) return false;
  const path = inclusionPath(at.index, at.size);
  if (path.length !== proof.length) return false;
  let hash = leaf;
  path.forEach((sibling, step) => {
    const other = proof[step] as Uint8Array;
    hash = sibling.from > at.index ? nodeHash(crypto, hash, other) : nodeHash(crypto, other, hash);
  });
  return sameBytes(hash, root);
}

export function verifyConsistency(
  crypto: Sha256,
  proof: readonly Uint8Array[],
  older: { readonly size: number; readonly root: Uint8Array },
  newer: { readonly size: number; readonly root: Uint8Array },
): boolean {
  if (older.size < 0 || older.size > newer.size || !wellFormed(proof)) return false;
  if (older.size === 0) return proof.length === 0 && sameBytes(older.root, emptyRoot(crypto));
  if (older.size === newer.size) return proof.length === 0 && sameBytes(older.root, newer.root);
  const path = consistencyPath(older.size, newer.size);
  if (path.length !== proof.length) return false;
  // When the old tree is one complete subtree of the new one, its root is not in the proof: the old root starts both walks.
  const first = path[0] as Range;
  const given = first.to <= older.size && first.to === older.size;
  let oldHash = given ? (proof[0] as Uint8Array) : older.root;
  let newHash = oldHash;
  for (let step = given ? 1 : 0; step < path.length; step++) {
    const sibling = proof[step] as Uint8Array;
    if ((path[step] as Range).to <= older.size) {
      oldHash = nodeHash(crypto, sibling, oldHash);
      newHash = nodeHash(crypto, sibling, newHash);
    } else {
      newHash = nodeHash(crypto, newHash, sibling);
    }
  }
  return sameBytes(oldHash, older.root) && sameBytes(newHash, newer.root);
}

const wellFormed = (proof: readonly Uint8Array[]): boolean => proof.length <= 64 && proof.every((hash) => hash.length === hashLength);
