import { DomainError } from '#domain/kernel/error.ts';
import { concat } from '../bytes.ts';

/** Ethereum's Recursive Length Prefix (Yellow Paper, appendix B). */
export type Rlp = Uint8Array | readonly Rlp[];

const bad = (why: string): DomainError => new DomainError('evidence.bad_rlp', `expected RLP (Ethereum Yellow Paper, appendix B): ${why}`);

export function encodeRlp(value: Rlp): Uint8Array {
  if (value instanceof Uint8Array) return value.length === 1 && (value[0] as number) < 0x80 ? value : concat(prefix(0x80, value.length), value);
  const inside = concat(...value.map(encodeRlp));
  return concat(prefix(0xc0, inside.length), inside);
}

function prefix(base: number, length: number): Uint8Array {
  if (length < 56) return Uint8Array.of(base + length);
  const bytes = bigEndian(BigInt(length));
  return concat(Uint8Array.of(base + 55 + bytes.length), bytes);
}

/** Without leading zeroes; zero is nothing. */
export function bigEndian(value: bigint): Uint8Array {
  if (value === 0n) return new Uint8Array();
  const text = value.toString(16);
  return Uint8Array.from((text.length % 2 ? `0${text}` : text).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export const bigOf = (bytes: Uint8Array): bigint => bytes.reduce((value, byte) => value * 256n + BigInt(byte), 0n);

export function decodeRlp(bytes: Uint8Array): Rlp {
  const { value, end } = decodeAt(bytes, 0, 0);
  if (end !== bytes.length) throw bad(`${bytes.length - end} bytes follow`);
  return value;
}

function decodeAt(bytes: Uint8Array, at: number, depth: number): { readonly value: Rlp; readonly end: number } {
  if (depth > 16) throw bad('it is nested too deep');
  const first = bytes[at];
  if (first === undefined) throw bad('it ends early');
  if (first < 0x80) return { value: bytes.subarray(at, at + 1), end: at + 1 };
  const base = first < 0xc0 ? 0x80 : 0xc0;
  let length = first - base;
  let from = at + 1;
  if (length > 55) {
    const octets = length - 55;
    if (octets > 4 || bytes[from] === 0) throw bad('a length that is too long or padded');
    length = Number(bigOf(bytes.subarray(from, from + octets)));
    from += octets;
    if (length < 56) throw bad('a long form for a short length');
  }
  const end = from + length;
  if (end > bytes.length) throw bad('it ends early');
  if (base === 0x80) {
    if (length === 1 && (bytes[from] as number) < 0x80) throw bad('a single byte with a length');
    return { value: bytes.subarray(from, end), end };
  }
  const parts: Rlp[] = [];
  for (let next = from; next < end; ) {
    const part = decodeAt(bytes.subarray(0, end), next, depth + 1);
    parts.push(part.value);
    next = part.end;
  }
  return { value: parts, end };
}

export function listOf(value: Rlp | undefined, what: string): readonly Rlp[] {
  if (value === undefined || value instanceof Uint8Array) throw bad(`expected ${what} as a list`);
  return value;
}

export function bytesOf(value: Rlp | undefined, what: string): Uint8Array {
  if (!(value instanceof Uint8Array)) throw bad(`expected ${what} as bytes`);
  return value;
}
