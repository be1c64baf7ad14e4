import { keccak_256 } from '@noble/hashes/sha3.js';
import { DomainError } from '#domain/kernel/error.ts';
import { hex, sameBytes } from '../bytes.ts';
import { bytesOf, decodeRlp, encodeRlp, listOf, type Rlp } from './rlp.ts';

/** Ethereum's Merkle Patricia trie (Yellow Paper, appendix D) over a block's receipts: making and checking one path. */
type Item = { readonly key: readonly number[]; readonly value: Uint8Array };

/** The root, and the nodes from it to the value of `key`. */
export function proveInTrie(
  items: readonly { readonly key: Uint8Array; readonly value: Uint8Array }[],
  key: Uint8Array,
): { root: Uint8Array; path: Uint8Array[] } {
  const wanted = nibblesOf(key);
  const path: Uint8Array[] = [];
  const build = (all: readonly Item[], depth: number, along: boolean): Rlp => {
    const [first] = all;
    if (!first) return new Uint8Array();
    let node: Rlp;
    if (all.length === 1) node = [compact(first.key.slice(depth), true), first.value];
    else {
      let shared = 0;
      while (all.every((item) => item.key.length > depth + shared && item.key[depth + shared] === first.key[depth + shared])) shared += 1;
      if (shared > 0) {
        const prefix = first.key.slice(depth, depth + shared);
        const onPath = along && prefix.every((nibble, i) => wanted[depth + i] === nibble);
        node = [compact(prefix, false), build(all, depth + shared, onPath)];
      } else {
        const branch: Rlp[] = Array.from({ length: 16 }, (_, nibble) =>
          build(
            all.filter((item) => item.key[depth] === nibble),
            depth + 1,
            along && wanted[depth] === nibble,
          ),
        );
        node = [...branch, all.find((item) => item.key.length === depth)?.value ?? new Uint8Array()];
      }
    }
    const bytes = encodeRlp(node);
    const stands = depth === 0 || bytes.length >= 32;
    if (along && stands) path.unshift(bytes);
    return stands ? keccak_256(bytes) : node;
  };
  const root = build(
    items.map((item) => ({ key: nibblesOf(item.key), value: item.value })),
    0,
    true,
  );
  return { root: bytesOf(root, 'a root'), path };
}

/** The value of `key` under `root` by the nodes given, or undefined where they do not lead there. */
export function valueInTrie(root: Uint8Array, key: Uint8Array, nodes: readonly Uint8Array[]): Uint8Array | undefined {
  const byHash = new Map(nodes.map((node) => [hex(keccak_256(node)), node]));
  const resolve = (reference: Rlp): Rlp | undefined => {
    if (!(reference instanceof Uint8Array)) return reference;
    const node = reference.length === 32 ? byHash.get(hex(reference)) : undefined;
    return node && decodeRlp(node);
  };
  let node = resolve(root);
  let left = nibblesOf(key);
  for (let steps = 0; node !== undefined && steps < 140; steps++) {
    const parts = listOf(node, 'a node');
    if (parts.length === 17) {
      const [nibble, ...rest] = left;
      if (nibble === undefined) return valueOrNothing(parts[16]);
      left = rest;
      node = resolve(parts[nibble] as Rlp);
    } else {
      const { nibbles, leaf } = expand(bytesOf(parts[0], 'a path'));
      if (!nibbles.every((nibble, i) => left[i] === nibble)) return undefined;
      left = left.slice(nibbles.length);
      if (leaf) return left.length === 0 ? valueOrNothing(parts[1]) : undefined;
      node = resolve(parts[1] as Rlp);
    }
  }
  return undefined;
}

function valueOrNothing(value: Rlp | undefined): Uint8Array | undefined {
  const bytes = bytesOf(value, 'a value');
  return sameBytes(bytes, new Uint8Array()) ? undefined : bytes;
}

const nibblesOf = (bytes: Uint8Array): number[] => [...bytes].flatMap((byte) => [byte >> 4, byte & 15]);

function compact(nibbles: readonly number[], leaf: boolean): Uint8Array {
  const odd = nibbles.length % 2;
  const all = [(leaf ? 2 : 0) + odd, ...(odd ? [] : [0]), ...nibbles];
  return Uint8Array.from({ length: all.length / 2 }, (_, i) => ((all[2 * i] as number) << 4) | (all[2 * i + 1] as number));
}

function expand(bytes: Uint8Array): { readonly nibbles: number[]; readonly leaf: boolean } {
  const all = nibblesOf(bytes);
  const flags = all[0];
  if (flags === undefined || flags > 3) throw new DomainError('evidence.bad_rlp', 'expected a path of a trie node, got none');
  return { nibbles: all.slice(flags % 2 ? 1 : 2), leaf: flags >= 2 };
}
