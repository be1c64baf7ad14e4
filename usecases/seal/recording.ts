import { ContentHasher, chunkSize, proveClip } from '#domain/evidence/chunks.ts';
import type { Crypto } from '#domain/evidence/crypto.ts';
import { formatProof } from '#domain/evidence/proof.ts';
import { parseRecord } from '#domain/evidence/record.ts';
import { type ClipFile, clipFile } from '#domain/evidence/recording/clip.ts';
import { byteRange, type NotDrawn, readWav, seconds, Waveform, type WavFormat } from '#domain/evidence/recording/wav.ts';
import { pathHashes } from '#domain/evidence/subtree.ts';
import { nodesFromTiles } from '#domain/evidence/tiles.ts';
import { inclusionPath } from '#domain/evidence/tree.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Logs } from '../ports/logs.ts';
import type { FoundRecord } from '../ports/records.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { unpackClosed } from './closed.ts';
import { type ContentParts, sealedContent } from './content.ts';

export type RecordingParts = { readonly content: ContentParts; readonly crypto: Crypto; readonly logs: Logs };

/** Which part: seconds of a WAV, or bytes of anything. */
export type ClipRange = { readonly unit: 'seconds' | 'bytes'; readonly from: number; readonly to: number };

const mostChunks = 64;

/** A clip that proves itself: the whole chunks around the range, with the record and its place in the log. */
export async function cutClip(parts: RecordingParts, tx: TenantTx, recordId: string, range: ClipRange): Promise<ClipFile> {
  const [found] = await parts.content.records.find(tx, { kind: 'records', ids: [recordId] });
  if (!found?.closed) throw new DomainError('evidence.record_not_found', `There is no living record ${recordId} here.`, { recordId });
  const closed = unpackClosed(parts.content.vault.open(found.closed.sealed, found.closed.wrappedKey));
  const { content } = parseRecord(closed.record);
  if (!content.chunks)
    throw new DomainError('evidence.no_chunks', `Record ${recordId} was sealed without a chunk tree: only the whole content can be proven.`, {
      recordId,
    });
  const { from, to } = await bytesFor(parts, tx, recordId, content.size, range);
  const [first, end] = [Math.floor(from / chunkSize), Math.ceil(to / chunkSize)];
  if (end - first > mostChunks) {
    throw new DomainError('evidence.bad_clip', `expected at most ${mostChunks} MiB in a clip, got ${end - first}`, { limitMebibytes: mostChunks });
  }
  const headed = range.unit === 'seconds' && first > 0;
  const hasher = new ContentHasher(parts.crypto);
  const head = new Uint8Array(headed ? chunkSize : 0);
  const cut = new Uint8Array(Math.min(content.size, end * chunkSize) - first * chunkSize);
  let at = 0;
  for await (const piece of await sealedContent(parts.content, tx, recordId)) {
    hasher.update(piece);
    if (headed && at < chunkSize) head.set(piece.subarray(0, chunkSize - at), at);
    const begin = Math.max(at, first * chunkSize);
    const stop = Math.min(at + piece.length, first * chunkSize + cut.length);
    if (stop > begin) cut.set(piece.subarray(begin - at, stop - at), begin - first * chunkSize);
    at += piece.length;
  }
  hasher.marks();
  const chunks = Array.from({ length: end - first }, (_, i) => cut.subarray(i * chunkSize, (i + 1) * chunkSize));
  const proof = await logProof(parts, recordId, found);
  // Seconds mean something only with the header, so the first chunk travels along, proven like the others.
  const [path] = headed ? proveClip(parts.crypto, hasher.leaves, 0, 1).paths : [];
  return clipFile(parts.crypto, {
    record: closed.record,
    salt: closed.salt,
    proof,
    clip: proveClip(parts.crypto, hasher.leaves, first, end),
    chunks,
    ...(path ? { head: { path, chunk: head } } : {}),
  });
}

async function logProof({ crypto, logs }: RecordingParts, recordId: string, { log, logIndex: index }: FoundRecord): Promise<string> {
  const own = (await logs()).find(({ number }) => number === log);
  const last = index === undefined ? undefined : await own?.store.bestCheckpoint(index + 1);
  if (index === undefined || !own || !last)
    throw new DomainError('evidence.not_logged_yet', `Record ${recordId} is not in the log yet; try again in a second.`, { recordId });
  const read = nodesFromTiles(crypto, (tile) => own.tiles.read(tile), last.checkpoint.size);
  return formatProof({ index, hashes: await pathHashes(crypto, read, inclusionPath(index, last.checkpoint.size)), checkpoint: last.signed });
}

async function bytesFor(
  parts: RecordingParts,
  tx: TenantTx,
  recordId: string,
  size: number,
  { unit, from, to }: ClipRange,
): Promise<{ from: number; to: number }> {
  let range = { from, to };
  let length = size;
  if (unit === 'seconds') {
    const format = await formatOf(parts, tx, recordId, size);
    if (typeof format === 'string') {
      throw new DomainError('evidence.bad_clip', `expected a PCM WAV to cut by seconds, this one is ${format}; give bytes instead`, { why: format });
    }
    range = byteRange(format, from, to);
    length = seconds(format);
  }
  if (!(from >= 0 && from < to && to <= Math.ceil(length) && range.to > range.from)) {
    throw new DomainError('evidence.bad_clip', `expected a range within 0 to ${Math.ceil(length)} ${unit}, got ${from} to ${to}`, { unit, length });
  }
  return range;
}

async function formatOf(parts: RecordingParts, tx: TenantTx, recordId: string, size: number): Promise<WavFormat | NotDrawn> {
  const head: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of await sealedContent(parts.content, tx, recordId)) {
    head.push(piece);
    bytes += piece.length;
    if (bytes >= 65_536) break;
  }
  return readWav(Buffer.concat(head), size);
}

export type Drawn =
  | { readonly state: 'drawn'; readonly seconds: number; readonly peaks: readonly number[] }
  | { readonly state: 'not-drawn'; readonly why: NotDrawn };

/** The waveform of a PCM WAV; other formats are said, not guessed. */
export async function waveformOf(parts: RecordingParts, tx: TenantTx, recordId: string, size: number, points: number): Promise<Drawn> {
  const format = await formatOf(parts, tx, recordId, size);
  if (typeof format === 'string') return { state: 'not-drawn', why: format };
  const waveform = new Waveform(format, points);
  for await (const piece of await sealedContent(parts.content, tx, recordId)) waveform.update(piece);
  return { state: 'drawn', seconds: Math.round(seconds(format) * 1000) / 1000, peaks: waveform.peaks() };
}
