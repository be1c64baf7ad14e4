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
  const pairs = new Pairs();
  const encoder = new TextEncoder();
  let text = new Uint8Array(1 << 20);
  let offsets = new Uint32Array(1 << 16);
  let used = 0;
  let size = 0;
  for (const raw of names) {
    const name = raw.length > longestName ? raw.slice(0, longestName) : raw;
    if (used + name.length * 3 > text.length) text = grown(text, used + name.length * 3);
    used += encoder.encodeInto(name, text.subarray(used)).written;
    if (size + 2 > offsets.length) offsets = grown(offsets, size + 2);
    offsets[size + 1] = used;
    const position = size;
    keysOf(parseOrganisation(name), (hash) => pairs.add(hash, position));
    size++;
  }
  return { size, ...pairs.inverted(), text: text.slice(0, used), offsets: offsets.slice(0, size + 1) };
}

function grown<T extends Uint8Array | Uint32Array>(array: T, least: number): T {
  const next = new (array.constructor as new (length: number) => T)(Math.max(least, Math.ceil(array.length * 1.6)));
  next.set(array);
  return next;
}

/** (key, position) pairs, sorted once by a two-pass radix sort and folded into postings without repeats. */
class Pairs {
  #hashes = new Uint32Array(1 << 18);
  #positions = new Uint32Array(1 << 18);
  #count = 0;

  add(hash: number, position: number): void {
    if (this.#count === this.#hashes.length) {
      this.#hashes = grown(this.#hashes, this.#count + 1);
      this.#positions = grown(this.#positions, this.#count + 1);
    }
    this.#hashes[this.#count] = hash;
    this.#positions[this.#count++] = position;
  }

  inverted(): Pick<NameIndex, 'keys' | 'starts' | 'postings'> {
    this.#sortBy(0);
    this.#sortBy(16);
    const count = this.#count;
    let unique = 0;
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const fresh = i === 0 || this.#hashes[i] !== this.#hashes[i - 1];
      if (fresh) unique++;
      if (fresh || this.#positions[i] !== this.#positions[i - 1]) kept++;
    }
    const keys = new Uint32Array(unique);
    const starts = new Uint32Array(unique + 1);
    const postings = new Uint32Array(kept);
    let key = -1;
    let at = 0;
    for (let i = 0; i < count; i++) {
      const fresh = i === 0 || this.#hashes[i] !== this.#hashes[i - 1];
      if (!fresh && this.#positions[i] === this.#positions[i - 1]) continue;
      if (fresh) {
        keys[++key] = this.#hashes[i] as number;
        starts[key] = at;
      }
      postings[at++] = this.#positions[i] as number;
    }
    starts[unique] = at;
    this.#hashes = new Uint32Array(0);
    this.#positions = new Uint32Array(0);
    return { keys, starts, postings };
  }

  #sortBy(shift: number): void {
    const count = this.#count;
    const places = new Uint32Array(65_537);
    for (let i = 0; i < count; i++) {
      const digit = (((this.#hashes[i] as number) >>> shift) & 0xffff) + 1;
      places[digit] = (places[digit] as number) + 1;
    }
    for (let d = 1; d < places.length; d++) places[d] = (places[d] as number) + (places[d - 1] as number);
    const hashes = new Uint32Array(count);
    const positions = new Uint32Array(count);
    for (let i = 0; i < count; i++) {
      const digit = ((this.#hashes[i] as number) >>> shift) & 0xffff;
      const to = places[digit] as number;
      places[digit] = to + 1;
      hashes[to] = this.#hashes[i] as number;
      positions[to] = this.#positions[i] as number;
    }
    this.#hashes = hashes;
    this.#positions = positions;
  }
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
