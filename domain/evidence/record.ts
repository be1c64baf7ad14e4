import { DomainError } from '#domain/kernel/error.ts';
import { concat, utf8 } from './bytes.ts';
import { canonicalJson, isObject, type Json, parseCanonical } from './canonical.ts';
import type { Crypto } from './crypto.ts';

/**
 * The sealed statement about one piece of evidence (存证记录), as RFC 8785 JSON. It says which bytes, in which case, how
 * they were captured and what they came from. Only its salted hash enters the log.
 */
export type EvidenceRecord = {
  readonly format: 'quittance.record/v1';
  readonly id: string;
  readonly kind: RecordKind;
  readonly case?: string;
  readonly content: ContentMark;
  /** Who, how, device, clock source, environment check, consent, purpose: whatever the capture knows. */
  readonly context: { readonly [name: string]: Json | undefined };
  /** Ids of records that this one was made from. */
  readonly parents?: readonly string[];
  /** When the system took it in, by its own clock (RFC 3339, UTC). An anchor bounds it from outside. */
  readonly receivedAt: string;
};

export const recordKinds = [
  'exhibit',
  'report',
  'message',
  'call',
  'decision',
  'payment',
  'contract',
  'statement',
  'consent',
  'erasure',
  'rotation',
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Which bytes. `sm3` (GB/T 32905) stands beside SHA-256 in the Chinese profile; `chunks` proves parts of long recordings. */
export type ContentMark = {
  readonly sha256: string;
  readonly sm3?: string;
  readonly size: number;
  readonly mediaType: string;
  readonly name?: string;
  readonly chunks?: { readonly size: number; readonly root: string };
};

export const recordBytes = (record: EvidenceRecord): Uint8Array => utf8(canonicalJson(record as unknown as Json));

export const saltLength = 32;
const domainLine = utf8('quittance/record/v1\n');

/** SHA-256(domain line, 32-byte random salt, record): tells nothing about the record once the salt is gone. */
export function commitment(crypto: Pick<Crypto, 'sha256'>, salt: Uint8Array, record: Uint8Array): Uint8Array {
  if (salt.length !== saltLength) throw new DomainError('evidence.bad_salt', `expected a salt of ${saltLength} bytes, got ${salt.length}`);
  return crypto.sha256(concat(domainLine, salt, record));
}

/** What kind of entry stands in the log: nothing more than this byte and the commitment is public. */
export const leafType = { record: 1, erasure: 2, rotation: 3 } as const;
export const leafTypeOf = (kind: RecordKind): number =>
  kind === 'erasure' ? leafType.erasure : kind === 'rotation' ? leafType.rotation : leafType.record;

export const entryLength = 34;

/** The log entry, 34 bytes: version 1, leaf type, commitment. */
export function logEntry(type: number, committed: Uint8Array): Uint8Array {
  const entry = new Uint8Array(entryLength);
  entry[0] = 1;
  entry[1] = type;
  entry.set(committed, 2);
  return entry;
}

const hash = /^[0-9a-f]{64}$/;

/** Reads a record that came from outside. Unknown names inside `context` are kept; anywhere else they are refused. */
export function parseRecord(bytes: Uint8Array): EvidenceRecord {
  const value = parseCanonical(bytes);
  const bad = (why: string): DomainError => new DomainError('evidence.bad_record', `expected a quittance.record/v1: ${why}`);
  if (!isObject(value) || value.format !== 'quittance.record/v1') throw bad('the format line is missing');
  const unknown = Object.keys(value).find((name) => !['format', 'id', 'kind', 'case', 'content', 'context', 'parents', 'receivedAt'].includes(name));
  if (unknown !== undefined) throw bad(`unknown name "${unknown.slice(0, 40)}"`);
  const { id, kind, content, context, receivedAt, parents } = value;
  if (typeof id !== 'string' || typeof receivedAt !== 'string') throw bad('id and receivedAt must be text');
  if (value.case !== undefined && typeof value.case !== 'string') throw bad('case must be text');
  if (!recordKinds.includes(kind as RecordKind)) throw bad(`kind is not one of ${recordKinds.join(', ')}`);
  if (!isObject(context)) throw bad('context must be an object');
  if (parents !== undefined && !(Array.isArray(parents) && parents.every((parent) => typeof parent === 'string'))) throw bad('parents must be ids');
  if (!isObject(content) || !isContentMark(content)) throw bad('content must carry sha256, size and mediaType');
  return value as unknown as EvidenceRecord;
}

function isContentMark(content: { readonly [name: string]: Json | undefined }): boolean {
  const { sha256, size, mediaType, sm3, name, chunks } = content;
  const sound =
    typeof sha256 === 'string' && hash.test(sha256) && Number.isSafeInteger(size) && (size as number) >= 0 && typeof mediaType === 'string';
  const soundSm3 = sm3 === undefined || (typeof sm3 === 'string' && hash.test(sm3));
  const soundName = name === undefined || typeof name === 'string';
  const soundChunks =
    chunks === undefined ||
    (isObject(chunks) &&
      Number.isSafeInteger(chunks.size) &&
      (chunks.size as number) > 0 &&
      typeof chunks.root === 'string' &&
      hash.test(chunks.root));
  return sound && soundSm3 && soundName && soundChunks;
}
