import { DomainError } from '#domain/kernel/error.ts';
import { parseOrganisation } from '../names/organisation.ts';
import { keysOf } from './name-keys.ts';

/**
 * An inverted index over names in typed arrays: sorted keys, where each key's postings begin, the postings, and the names
 * themselves as UTF-8. Positions are those in which the names were given.
 */
export type NameIndex = {
  readonly size: number;
  readonly keys: Uint32Array;
  readonly starts: Uint32Array;
  readonly postings: Uint32Array;
  readonly text: Uint8Array;
  readonly offsets: Uint32Array;
};

/** Names longer than this are cut: no register allows more. */
const longestName = 400;

export function buildNameIndex(names: Iterable<string>): NameIndex {
  const builder = new NameIndexBuilder();
  for (const name of names) builder.add(name);
  return builder.finish();
}

/** Takes names one at a time, so that a register of millions can stream in; `finish` once at the end. */
export class NameIndexBuilder {
  readonly #pairs = new Pairs();
  readonly #encoder = new TextEncoder();
  #text = new Uint8Array(1 << 20);
  #offsets = new Uint32Array(1 << 16);
  #used = 0;
  #size = 0;

  add(raw: string): void {
    const name = raw.length > longestName ? raw.slice(0, longestName) : raw;
    if (this.#used + name.length * 3 > this.#text.length) this.#text = grown(this.#text, this.#used + name.length * 3);
    this.#used += this.#encoder.encodeInto(name, this.#text.subarray(this.#used)).written;
    if (this.#size + 2 > this.#offsets.length) this.#offsets = grown(this.#offsets, this.#size + 2);
    this.#offsets[this.#size + 1] = this.#used;
    const position = this.#size++;
    keysOf(parseOrganisation(name), (hash) => this.#pairs.add(hash, position));
  }

  finish(): NameIndex {
    return {
      size: this.#size,
      ...this.#pairs.inverted(),
      text: this.#text.subarray(0, this.#used),
      offsets: this.#offsets.subarray(0, this.#size + 1),
    };
  }
}

function grown<T extends Uint8Array | Uint32Array>(array: T, least: number): T {
  const next = new (array.constructor as new (length: number) => T)(Math.max(least, Math.ceil(array.length * 1.2)));
  next.set(array);
  return next;
}

/** (key, position) pairs in 256 heaps by the key's first byte; each is sorted alone and let go, so that memory stays low. */
class Pairs {
  readonly #heaps = Array.from({ length: 256 }, () => ({ hashes: new Uint32Array(256), positions: new Uint32Array(256), count: 0 }));
  #total = 0;

  add(hash: number, position: number): void {
    const heap = this.#heaps[hash >>> 24] as Heap;
    if (heap.count === heap.hashes.length) {
      heap.hashes = grown(heap.hashes, heap.count + 1);
      heap.positions = grown(heap.positions, heap.count + 1);
    }
    heap.hashes[heap.count] = hash;
    heap.positions[heap.count++] = position;
    this.#total++;
  }

  inverted(): Pick<NameIndex, 'keys' | 'starts' | 'postings'> {
    const postings = new Uint32Array(this.#total);
    let keys = new Uint32Array(1 << 16);
    let starts = new Uint32Array(1 << 16);
    let unique = 0;
    let kept = 0;
    this.#heaps.forEach((heap, byte) => {
      const { hashes, positions, count } = sorted(heap);
      for (let i = 0; i < count; i++) {
        const fresh = i === 0 || hashes[i] !== hashes[i - 1];
        if (!fresh && positions[i] === positions[i - 1]) continue;
        if (fresh) {
          if (unique + 2 > keys.length) [keys, starts] = [grown(keys, unique + 2), grown(starts, unique + 2)];
          keys[unique] = hashes[i] as number;
          starts[unique++] = kept;
        }
        postings[kept++] = positions[i] as number;
      }
      this.#heaps[byte] = { hashes: new Uint32Array(0), positions: new Uint32Array(0), count: 0 };
    });
    starts[unique] = kept;
    return { keys: keys.subarray(0, unique), starts: starts.subarray(0, unique + 1), postings: postings.subarray(0, kept) };
  }
}

type Heap = { hashes: Uint32Array<ArrayBuffer>; positions: Uint32Array<ArrayBuffer>; count: number };

/** Stable radix sort by the three lower bytes; positions were added in order, so each key's stay so. */
function sorted(heap: Heap): Heap {
  let { hashes, positions } = heap;
  const { count } = heap;
  for (const [shift, width] of [
    [0, 12],
    [12, 12],
  ] as const) {
    const mask = (1 << width) - 1;
    const places = new Uint32Array(mask + 2);
    for (let i = 0; i < count; i++) {
      const digit = (((hashes[i] as number) >>> shift) & mask) + 1;
      places[digit] = (places[digit] as number) + 1;
    }
    for (let d = 1; d < places.length; d++) places[d] = (places[d] as number) + (places[d - 1] as number);
    const nextHashes = new Uint32Array(count);
    const nextPositions = new Uint32Array(count);
    for (let i = 0; i < count; i++) {
      const digit = ((hashes[i] as number) >>> shift) & mask;
      const to = places[digit] as number;
      places[digit] = to + 1;
      nextHashes[to] = hashes[i] as number;
      nextPositions[to] = positions[i] as number;
    }
    [hashes, positions] = [nextHashes, nextPositions];
  }
  return { hashes, positions, count };
}

const decoder = new TextDecoder();

/** The name at a position, as it was given. */
export const nameAt = (index: NameIndex, position: number): string =>
  decoder.decode(index.text.subarray(index.offsets[position] as number, index.offsets[position + 1] as number));

/** Where a key's postings begin and end; empty when no name has it. */
export function postingsOf(index: NameIndex, hash: number): readonly [from: number, to: number] {
  let low = 0;
  let high = index.keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const key = index.keys[middle] as number;
    if (key === hash) return [index.starts[middle] as number, index.starts[middle + 1] as number];
    if (key < hash) low = middle + 1;
    else high = middle - 1;
  }
  return [0, 0];
}

const magic = 0x514e4958;
const formatVersion = 1;
const parts = ['keys', 'starts', 'postings', 'offsets', 'text'] as const;

/** The index as byte chunks to write one after the other: a header of eight 32-bit words, then the arrays. */
export function serialisedIndex(index: NameIndex): Uint8Array[] {
  const header = new Uint32Array([magic, formatVersion, index.size, ...parts.map((part) => index[part].length)]);
  return [header, ...parts.map((part) => index[part])].map((array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
}

/** Reads what `serialisedIndex` wrote, without copying. Throws `registry.bad_index` when the bytes are another file or cut short. */
export function readIndex(bytes: Uint8Array): NameIndex {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const header = new Uint32Array(aligned.buffer, aligned.byteOffset, Math.min(8, aligned.byteLength >>> 2));
  if (header[0] !== magic || header[1] !== formatVersion)
    throw new DomainError('registry.bad_index', 'these bytes are no name index of this version; build it again', {
      found: header[0],
      version: header[1],
    });
  const lengths = parts.map((_, i) => header[3 + i] as number);
  const expected = 32 + lengths.reduce((sum, length, i) => sum + length * (parts[i] === 'text' ? 1 : 4), 0);
  if (aligned.byteLength !== expected)
    throw new DomainError('registry.bad_index', `expected ${expected} bytes, got ${aligned.byteLength}; the file is cut short`, {
      expected,
      got: aligned.byteLength,
    });
  let at = aligned.byteOffset + 32;
  const take = (length: number): Uint32Array => {
    const array = new Uint32Array(aligned.buffer, at, length);
    at += length * 4;
    return array;
  };
  const [keys, starts, postings, offsets] = [
    take(lengths[0] as number),
    take(lengths[1] as number),
    take(lengths[2] as number),
    take(lengths[3] as number),
  ];
  return { size: header[2] as number, keys, starts, postings, offsets, text: new Uint8Array(aligned.buffer, at, lengths[4] as number) };
}
