import { ripemd160, sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { DomainError } from '#domain/kernel/error.ts';
import { concat, hex, utf8 } from '../bytes.ts';

/**
 * OpenTimestamps proofs: a tree of operations from a digest to messages that someone attests. The format is that of
 * python-opentimestamps 0.4 (files begin with the magic bytes below, version 1).
 */
export type Timestamp = { readonly message: Uint8Array; readonly attestations: readonly Attestation[]; readonly steps: readonly Step[] };
export type Step = { readonly operation: Operation; readonly next: Timestamp };

export type Operation =
  | { readonly kind: 'append' | 'prepend'; readonly bytes: Uint8Array }
  | { readonly kind: 'sha256' | 'sha1' | 'ripemd160' | 'keccak256' | 'reverse' | 'hexlify' };

export type Attestation =
  /** The message is the Merkle root of the Bitcoin block of this height. */
  | { readonly kind: 'bitcoin'; readonly height: number }
  /** A calendar promised to put the message into a block. */
  | { readonly kind: 'pending'; readonly uri: string }
  | { readonly kind: 'other'; readonly tag: string; readonly payload: Uint8Array };

const magic = Uint8Array.of(0, ...utf8('OpenTimestamps'), 0, 0, ...utf8('Proof'), 0, 0xbf, 0x89, 0xe2, 0xe8, 0x84, 0xe8, 0x92, 0x94);
const attestationTags = { bitcoin: '0588960d73d71901', pending: '83dfe30d2ef90c8e' } as const;
const operationTags = {
  append: 0xf0,
  prepend: 0xf1,
  sha256: 0x08,
  sha1: 0x02,
  ripemd160: 0x03,
  keccak256: 0x67,
  reverse: 0xf2,
  hexlify: 0xf3,
} as const;

/** Limits of the reference implementation: they stop hostile proofs from growing. */
const deepest = 256;
const longestMessage = 4096;
const longestPayload = 8192;
const longestUri = 1000;
const mostSteps = 20_000;

const bad = (why: string): DomainError => new DomainError('evidence.bad_ots', `expected an OpenTimestamps proof: ${why}`);

/** Reads a detached proof file over a SHA-256 digest. */
export function parseProofFile(bytes: Uint8Array): Timestamp {
  const reader = new Reader(bytes);
  if (hex(reader.take(magic.length)) !== hex(magic)) throw bad('it does not begin with the magic bytes');
  const version = reader.number();
  if (version !== 1) throw bad(`got version ${version}, known is 1`);
  const hash = reader.byte();
  if (hash !== operationTags.sha256) throw bad(`got a file hash of kind 0x${hash.toString(16)}, expected SHA-256`);
  return whole(reader, reader.take(32));
}

/** What a calendar answers: the operations alone. */
export const parseAnswer = (bytes: Uint8Array, message: Uint8Array): Timestamp => whole(new Reader(bytes), message);

function whole(reader: Reader, message: Uint8Array): Timestamp {
  const timestamp = readTimestamp(reader, message, 0);
  if (!reader.atEnd) throw bad('bytes follow the proof');
  return timestamp;
}

function readTimestamp(reader: Reader, message: Uint8Array, depth: number): Timestamp {
  if (depth > deepest) throw bad(`more than ${deepest} operations in a row`);
  const attestations: Attestation[] = [];
  const steps: Step[] = [];
  let more = true;
  while (more) {
    let tag = reader.byte();
    more = tag === 0xff;
    if (more) tag = reader.byte();
    if (tag === 0) attestations.push(readAttestation(reader));
    else {
      if (++reader.steps > mostSteps) throw bad(`more than ${mostSteps} operations`);
      const operation = readOperation(reader, tag);
      steps.push({ operation, next: readTimestamp(reader, apply(operation, message), depth + 1) });
    }
  }
  return { message, attestations, steps };
}

function readOperation(reader: Reader, tag: number): Operation {
  const kind = (Object.keys(operationTags) as (keyof typeof operationTags)[]).find((each) => operationTags[each] === tag);
  if (!kind) throw bad(`an unknown operation 0x${tag.toString(16)}`);
  if (kind !== 'append' && kind !== 'prepend') return { kind };
  const bytes = reader.bytes(longestMessage);
  if (bytes.length === 0) throw bad(`${kind} of nothing`);
  return { kind, bytes };
}

function readAttestation(reader: Reader): Attestation {
  const tag = hex(reader.take(8));
  const payload = reader.bytes(longestPayload);
  const inside = new Reader(payload);
  if (tag === attestationTags.bitcoin) {
    const height = inside.number();
    if (!inside.atEnd) throw bad('bytes follow the height of a block');
    return { kind: 'bitcoin', height };
  }
  if (tag === attestationTags.pending) {
    const uri = String.fromCharCode(...inside.bytes(longestUri));
    if (!inside.atEnd || !/^[A-Za-z0-9._/:-]*$/.test(uri)) throw bad('a calendar address with letters that are not allowed');
    return { kind: 'pending', uri };
  }
  return { kind: 'other', tag, payload };
}

export function apply(operation: Operation, message: Uint8Array): Uint8Array {
  const result = resultOf(operation, message);
  if (result.length > longestMessage) throw bad(`a message of ${result.length} bytes, at most ${longestMessage} are allowed`);
  return result;
}

function resultOf(operation: Operation, message: Uint8Array): Uint8Array {
  switch (operation.kind) {
    case 'append':
      return concat(message, operation.bytes);
    case 'prepend':
      return concat(operation.bytes, message);
    case 'sha256':
      return sha256(message);
    case 'sha1':
      return sha1(message);
    case 'ripemd160':
      return ripemd160(message);
    case 'keccak256':
      return keccak_256(message);
    case 'reverse':
      return Uint8Array.from(message).reverse();
    case 'hexlify':
      return utf8(hex(message));
  }
}

/** Every attestation with the message it is about. */
export function* attested(timestamp: Timestamp): Generator<{ readonly message: Uint8Array; readonly attestation: Attestation }> {
  for (const attestation of timestamp.attestations) yield { message: timestamp.message, attestation };
  for (const { next } of timestamp.steps) yield* attested(next);
}

export const proofFile = (timestamp: Timestamp): Uint8Array =>
  concat(magic, Uint8Array.of(1, operationTags.sha256), timestamp.message, formatTimestamp(timestamp));

/** Attestations first, next operations, each in the order of their bytes, as the reference implementation writes them. */
export function formatTimestamp({ attestations, steps }: Timestamp): Uint8Array {
  const parts = [
    ...sorted(attestations, attestationOrder).map(formatAttestation),
    ...sorted(steps, ({ operation }) => hex(formatOrder(operation))).map(({ operation, next }) =>
      concat(formatOperation(operation), formatTimestamp(next)),
    ),
  ];
  if (parts.length === 0) throw bad('a message that nobody attests');
  return concat(...parts.flatMap((part, i) => (i < parts.length - 1 ? [Uint8Array.of(0xff), part] : [part])));
}

const sorted = <T>(parts: readonly T[], order: (part: T) => string): T[] => [...parts].sort((a, b) => (order(a) < order(b) ? -1 : 1));

/** By tag, then by height or address as such, not by their encoded lengths. */
function attestationOrder(attestation: Attestation): string {
  switch (attestation.kind) {
    case 'bitcoin':
      return `${attestationTags.bitcoin}${String(attestation.height).padStart(16, '0')}`;
    case 'pending':
      return `${attestationTags.pending}${attestation.uri}`;
    case 'other':
      return `${attestation.tag}${hex(attestation.payload)}`;
  }
}

const formatOrder = (operation: Operation): Uint8Array =>
  concat(Uint8Array.of(operationTags[operation.kind]), 'bytes' in operation ? operation.bytes : new Uint8Array());

function formatOperation(operation: Operation): Uint8Array {
  const tag = Uint8Array.of(operationTags[operation.kind]);
  return 'bytes' in operation ? concat(tag, varbytes(operation.bytes)) : tag;
}

function formatAttestation(attestation: Attestation): Uint8Array {
  const [tag, payload] =
    attestation.kind === 'bitcoin'
      ? [attestationTags.bitcoin, varint(attestation.height)]
      : attestation.kind === 'pending'
        ? [attestationTags.pending, varbytes(utf8(attestation.uri))]
        : [attestation.tag, attestation.payload];
  return concat(
    Uint8Array.of(0),
    Uint8Array.from(tag.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
    varbytes(payload),
  );
}

const varbytes = (bytes: Uint8Array): Uint8Array => concat(varint(bytes.length), bytes);

function varint(value: number): Uint8Array {
  const out: number[] = [];
  let left = value;
  do {
    out.push((left % 128) | (left >= 128 ? 0x80 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return Uint8Array.from(out);
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  steps = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  take(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw bad('it ends early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  byte(): number {
    return this.take(1)[0] as number;
  }

  /** LEB128, within what a double counts exactly. */
  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (value > Number.MAX_SAFE_INTEGER || scale > 2 ** 49) throw bad('a number that is too large');
      if (byte < 0x80) return value;
    }
  }

  bytes(longest: number): Uint8Array {
    const length = this.number();
    if (length > longest) throw bad(`${length} bytes where at most ${longest} are allowed`);
    return this.take(length);
  }
}
