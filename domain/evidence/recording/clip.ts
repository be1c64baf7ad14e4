import { DomainError } from '#domain/kernel/error.ts';
import { base64, fromBase64, fromHex, hex, textOf, utf8 } from '../bytes.ts';
import { canonicalJson, isObject, type Json, parseCanonical } from '../canonical.ts';
import { parseCheckpoint } from '../checkpoint.ts';
import { type ClipProof, chunkSize, verifyClip } from '../chunks.ts';
import type { Crypto } from '../crypto.ts';
import { parseNote } from '../note.ts';
import { judgeCheckpoint, type Policy } from '../policy.ts';
import { parseProof } from '../proof.ts';
import { commitment, leafTypeOf, logEntry, parseRecord } from '../record.ts';
import { leafHash, verifyInclusion } from '../tree.ts';

/** A part of a recording that stands on its own: whole chunks, their paths in the chunk tree, the record and its log proof. */
export type ClipFile = {
  readonly format: 'quittance.clip/v1';
  /** The record's canonical JSON, its salt (hexadecimal) and its tlog-proof. */
  readonly record: string;
  readonly salt: string;
  readonly proof: string;
  readonly from: number;
  readonly total: number;
  /** Hexadecimal hashes, one path per chunk. */
  readonly paths: readonly (readonly string[])[];
  /** base64. */
  readonly chunks: readonly string[];
};

export const clipFile = (parts: {
  record: Uint8Array;
  salt: Uint8Array;
  proof: string;
  clip: ClipProof;
  chunks: readonly Uint8Array[];
}): ClipFile => ({
  format: 'quittance.clip/v1',
  record: textOf(parts.record),
  salt: hex(parts.salt),
  proof: parts.proof,
  from: parts.clip.from,
  total: parts.clip.total,
  paths: parts.clip.paths.map((path) => path.map(hex)),
  chunks: parts.chunks.map(base64),
});

export const clipText = (clip: ClipFile): string => canonicalJson(clip as unknown as Json);

export type ClipVerdict = {
  readonly bytes: 'same' | 'differs';
  readonly inclusion: 'proven' | 'false';
  readonly log: 'valid' | 'false' | 'not-checked';
  readonly recordId: string;
  readonly name: string | null;
  readonly receivedAt: string;
  /** Bytes [from, to) of a recording of `size`. */
  readonly range: { readonly from: number; readonly to: number; readonly size: number };
};

/** Checks a clip without the rest of the recording. Throws a DomainError for a file that is no clip. */
export function checkClip(
  crypto: Crypto,
  file: Uint8Array,
  policy?: Policy,
): { readonly verdict: ClipVerdict; readonly content: readonly Uint8Array[] } {
  const clip = parseClip(file);
  const record = parseRecord(utf8(clip.record));
  const chunks = clip.chunks.map(fromBase64);
  const marks = record.content.chunks;
  const last = clip.from + chunks.length === clip.total;
  const to = Math.min(record.content.size, (clip.from + chunks.length) * chunkSize);
  const fits =
    clip.total === Math.ceil(record.content.size / chunkSize) &&
    chunks.every((chunk, i) => chunk.length === (last && i === chunks.length - 1 ? record.content.size - (clip.total - 1) * chunkSize : chunkSize));
  const paths = clip.paths.map((path) => path.map(fromHex));
  const same = fits && marks?.size === chunkSize && verifyClip(crypto, { from: clip.from, total: clip.total, paths }, chunks, fromHex(marks.root));
  const proof = parseProof(clip.proof);
  const checkpoint = parseCheckpoint(parseNote(proof.checkpoint).text);
  const leaf = leafHash(crypto, logEntry(leafTypeOf(record.kind), commitment(crypto, fromHex(clip.salt), utf8(clip.record))));
  const included = verifyInclusion(crypto, proof.hashes, { index: proof.index, size: checkpoint.size }, leaf, checkpoint.root);
  const log = policy ? judgeCheckpoint(crypto, policy, proof.checkpoint).log : 'not-checked';
  return {
    content: chunks,
    verdict: {
      bytes: same ? 'same' : 'differs',
      inclusion: included ? 'proven' : 'false',
      log: log === 'valid' || log === 'false' ? log : 'not-checked',
      recordId: record.id,
      name: record.content.name ?? null,
      receivedAt: record.receivedAt,
      range: { from: clip.from * chunkSize, to, size: record.content.size },
    },
  };
}

function parseClip(file: Uint8Array): ClipFile {
  const value = parseCanonical(file);
  const texts = (list: Json | undefined): boolean => Array.isArray(list) && list.every((each) => typeof each === 'string');
  const sound =
    isObject(value) &&
    value.format === 'quittance.clip/v1' &&
    [value.record, value.salt, value.proof].every((each) => typeof each === 'string') &&
    [value.from, value.total].every((each) => Number.isSafeInteger(each) && (each as number) >= 0) &&
    texts(value.chunks) &&
    Array.isArray(value.paths) &&
    value.paths.every(texts);
  if (!sound) throw new DomainError('evidence.bad_clip', 'expected a quittance.clip/v1 with record, salt, proof, range, paths and chunks');
  return value as unknown as ClipFile;
}
