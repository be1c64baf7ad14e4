import { DomainError } from '#domain/kernel/error.ts';
import { base64, concat, fromBase64, fromHex, hex, textOf, utf8 } from '../bytes.ts';
import { canonicalJson, isObject, type Json, parseCanonical } from '../canonical.ts';
import { parseCheckpoint } from '../checkpoint.ts';
import { type ClipProof, chunkSize, verifyClip } from '../chunks.ts';
import type { Crypto } from '../crypto.ts';
import { parseNote } from '../note.ts';
import { judgeCheckpoint, type Policy } from '../policy.ts';
import { parseProof } from '../proof.ts';
import { type ContentMark, commitment, leafTypeOf, logEntry, parseRecord } from '../record.ts';
import { leafHash, verifyInclusion } from '../tree.ts';
import { frameBytes, readWav, seconds, type WavFormat, wavHeader } from './wav.ts';

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
  /** The first chunk of a WAV whose header tells what the clip's samples mean; absent where the clip begins with it. */
  readonly head?: { readonly path: readonly string[]; readonly chunk: string };
  /** SHA-256 (hexadecimal) of this file's canonical JSON without this line: a changed letter anywhere is found. */
  readonly sha256: string;
};

export type ClipParts = {
  readonly record: Uint8Array;
  readonly salt: Uint8Array;
  readonly proof: string;
  readonly clip: ClipProof;
  readonly chunks: readonly Uint8Array[];
  readonly head?: { readonly path: readonly Uint8Array[]; readonly chunk: Uint8Array };
};

export function clipFile(crypto: Pick<Crypto, 'sha256'>, parts: ClipParts): ClipFile {
  const open = {
    format: 'quittance.clip/v1',
    record: textOf(parts.record),
    salt: hex(parts.salt),
    proof: parts.proof,
    from: parts.clip.from,
    total: parts.clip.total,
    paths: parts.clip.paths.map((path) => path.map(hex)),
    chunks: parts.chunks.map(base64),
    ...(parts.head ? { head: { path: parts.head.path.map(hex), chunk: base64(parts.head.chunk) } } : {}),
  } as const;
  return { ...open, sha256: selfDigest(crypto, open) };
}

const selfDigest = (crypto: Pick<Crypto, 'sha256'>, open: Omit<ClipFile, 'sha256'>): string =>
  hex(crypto.sha256(utf8(canonicalJson(open as unknown as Json))));

export const clipText = (clip: ClipFile): string => canonicalJson(clip as unknown as Json);

export type ClipVerdict = {
  readonly bytes: 'same' | 'differs';
  readonly inclusion: 'proven' | 'false';
  readonly log: 'valid' | 'false' | 'not-checked';
  readonly quorum: 'met' | 'not-met' | 'none-required' | 'not-checked';
  readonly recordId: string;
  readonly name: string | null;
  readonly mediaType: string;
  readonly receivedAt: string;
  /** Bytes [from, to) of a recording of `size`. */
  readonly range: { readonly from: number; readonly to: number; readonly size: number };
  /** Which seconds of how many those bytes are, where the recording is a PCM WAV and its header is proven too. */
  readonly sound: { readonly fromSeconds: number; readonly toSeconds: number; readonly ofSeconds: number } | null;
  /** What the sealed record says about consent, purpose and the call. */
  readonly context: { readonly [name: string]: Json | undefined };
};

export type CheckedClip = { readonly verdict: ClipVerdict; readonly content: readonly Uint8Array[]; readonly wav?: WavFormat };

/** Checks a clip without the rest of the recording. Throws a DomainError for a file that is no clip. */
export function checkClip(crypto: Crypto, file: Uint8Array, policy?: Policy): CheckedClip {
  const clip = parseClip(crypto, file);
  const record = parseRecord(utf8(clip.record));
  const { size } = record.content;
  const chunks = clip.chunks.map(fromBase64);
  const end = clip.from + chunks.length;
  const range = { from: clip.from * chunkSize, to: Math.min(size, end * chunkSize), size };
  const head = clip.head ? { path: clip.head.path.map(fromHex), chunk: fromBase64(clip.head.chunk) } : undefined;
  const same = contentHolds(crypto, clip, chunks, head, record.content);
  const proof = parseProof(clip.proof);
  const checkpoint = parseCheckpoint(parseNote(proof.checkpoint).text);
  const leaf = leafHash(crypto, logEntry(leafTypeOf(record.kind), commitment(crypto, fromHex(clip.salt), utf8(clip.record))));
  const included = verifyInclusion(crypto, proof.hashes, { index: proof.index, size: checkpoint.size }, leaf, checkpoint.root);
  const judged = policy ? judgeCheckpoint(crypto, policy, proof.checkpoint) : undefined;
  const first = clip.from === 0 ? chunks[0] : head?.chunk;
  const read = same && first ? readWav(first, size) : undefined;
  const wav = typeof read === 'object' ? read : undefined;
  return {
    content: chunks,
    ...(wav ? { wav } : {}),
    verdict: {
      bytes: same ? 'same' : 'differs',
      inclusion: included ? 'proven' : 'false',
      log: judged?.log === 'valid' || judged?.log === 'false' ? judged.log : 'not-checked',
      quorum: judged?.log === 'valid' ? judged.quorum : 'not-checked',
      recordId: record.id,
      name: record.content.name ?? null,
      mediaType: record.content.mediaType,
      receivedAt: record.receivedAt,
      range,
      sound: wav ? { ...secondsOf(wav, range), ofSeconds: rounded(seconds(wav)) } : null,
      context: record.context,
    },
  };
}

type Head = { readonly path: readonly Uint8Array[]; readonly chunk: Uint8Array };

/** Whether these are the recording's chunks at their places, of the right lengths, and none besides. */
function contentHolds(
  crypto: Crypto,
  clip: ClipFile,
  chunks: readonly Uint8Array[],
  head: Head | undefined,
  { size, chunks: marks }: ContentMark,
): boolean {
  if (marks?.size !== chunkSize || clip.total !== Math.ceil(size / chunkSize) || clip.from + chunks.length > clip.total) return false;
  const lengthAt = (index: number): number => (index === clip.total - 1 ? size - index * chunkSize : chunkSize);
  if (!chunks.every((chunk, i) => chunk.length === lengthAt(clip.from + i))) return false;
  const root = fromHex(marks.root);
  const paths = clip.paths.map((path) => path.map(fromHex));
  if (!verifyClip(crypto, { from: clip.from, total: clip.total, paths }, chunks, root)) return false;
  return (
    !head ||
    (clip.from > 0 && head.chunk.length === lengthAt(0) && verifyClip(crypto, { from: 0, total: clip.total, paths: [head.path] }, [head.chunk], root))
  );
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function secondsOf(wav: WavFormat, { from, to }: ClipVerdict['range']): { fromSeconds: number; toSeconds: number } {
  const at = (byte: number): number => rounded(Math.min(wav.dataBytes, Math.max(0, byte - wav.dataFrom)) / frameBytes(wav) / wav.sampleRate);
  return { fromSeconds: at(from), toSeconds: at(to) };
}

/** The proven seconds as a WAV file of their own, to be listened to; undefined for a format that cannot be cut so. */
export function clipWav({ verdict, content, wav }: CheckedClip): Uint8Array | undefined {
  if (!wav) return undefined;
  const frame = frameBytes(wav);
  const { from, to } = verdict.range;
  const first = from <= wav.dataFrom ? wav.dataFrom : from + ((frame - ((from - wav.dataFrom) % frame)) % frame);
  const last = Math.min(to, wav.dataFrom + wav.dataBytes);
  const length = Math.max(0, last - first - ((last - first) % frame));
  return concat(wavHeader(wav, length), concat(...content).subarray(first - from, first - from + length));
}

const fields = ['chunks', 'format', 'from', 'head', 'paths', 'proof', 'record', 'salt', 'sha256', 'total'];

function parseClip(crypto: Pick<Crypto, 'sha256'>, file: Uint8Array): ClipFile {
  const value = parseCanonical(file);
  const texts = (list: Json | undefined): boolean => Array.isArray(list) && list.every((each) => typeof each === 'string');
  const sound =
    isObject(value) &&
    value.format === 'quittance.clip/v1' &&
    Object.keys(value).every((name) => fields.includes(name)) &&
    [value.record, value.salt, value.proof, value.sha256].every((each) => typeof each === 'string') &&
    [value.from, value.total].every((each) => Number.isSafeInteger(each) && (each as number) >= 0) &&
    texts(value.chunks) &&
    Array.isArray(value.paths) &&
    value.paths.every(texts) &&
    (value.head === undefined || (isObject(value.head) && texts(value.head.path) && typeof value.head.chunk === 'string'));
  if (!sound) throw new DomainError('evidence.bad_clip', 'expected a quittance.clip/v1 with record, salt, proof, range, paths and chunks');
  const { sha256, ...open } = value as unknown as ClipFile;
  if (selfDigest(crypto, open) !== sha256) throw new DomainError('evidence.bad_clip', 'the clip is not as it was written: its own SHA-256 differs');
  return value as unknown as ClipFile;
}
