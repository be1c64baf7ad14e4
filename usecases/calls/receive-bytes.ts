import { hex, sameBytes } from '#domain/evidence/bytes.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { isRefusal, type Refusal } from '#domain/kernel/refusal.ts';
import { foundCase } from '../assess/assess-case.ts';
import type { Call, CallRecording, RecordingSource } from '../ports/calls.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Content } from '../ports/objects.ts';
import { systemActor, type TenantTx } from '../ports/transactions.ts';
import { newRecording } from './announce-recordings.ts';
import { hasAll } from './end-call.ts';
import { type CallParts, sealRecordingJob } from './parts.ts';
import { recordingBasis, refusalReason } from './recording-basis.ts';
import { sealGrown, sealStored } from './seal-recording.ts';
import type { KnownProvider } from './signed-request.ts';

/** Which recording, in the provider's own names. */
export type NamedRecording = { readonly provider: KnownProvider; readonly call: string; readonly recording: string };

/** `offset`: bytes that are on stable storage. */
export type Received = { readonly state: CallRecording['state']; readonly offset: number; readonly recordId?: string };

export const telephonyActor = (providerId: string) => systemActor(`telephony:${providerId}`);

/** Bytes of a call that is running, from `at` on; `last` says that no more will come. Answered when they are durable. */
export async function appendBytes(
  parts: CallParts,
  named: NamedRecording,
  piece: { readonly bytes: Uint8Array; readonly sha256: Uint8Array; readonly at: number; readonly last: boolean; readonly mediaType?: string },
): Promise<Received> {
  if (!sameBytes(parts.crypto.sha256(piece.bytes), piece.sha256)) throw otherBytes(hex(piece.sha256), hex(parts.crypto.sha256(piece.bytes)));
  const { provider } = named;
  const inTenant = <T>(work: (tx: TenantTx) => Promise<T>) => parts.transactions.withTenant(provider.tenant, telephonyActor(provider.id), work);
  const open = allowed(await inTenant((tx) => openRecording(parts, tx, named, 'stream', piece.mediaType)));
  if (open.recording.state === 'sealed') return replayed(open.recording, piece.at, piece.bytes.length);
  const key = parts.vault.unwrap(open.recording.objectKey as Uint8Array);
  const limit = Math.min(provider.largestBytes, open.recording.expectedBytes ?? provider.largestBytes);
  if (piece.at + piece.bytes.length > limit) {
    throw new DomainError('calls.recording_too_large', `expected a recording of at most ${limit} bytes, got ${piece.at + piece.bytes.length}`, {
      limitBytes: limit,
    });
  }
  const size = await parts.growing.append(open.recording.id, key, piece.bytes, piece.at);
  const ended = piece.last || size === open.recording.expectedBytes;
  if (!ended) return { state: 'receiving', offset: size };
  return sealNow(parts, inTenant, open.recording.id, { wait: !piece.last, complete: true });
}

/** How far a recording has come: where a sender that lost the connection goes on. */
export async function bytesSoFar(parts: CallParts, { provider, call, recording }: NamedRecording): Promise<Received> {
  return parts.transactions.withTenant(provider.tenant, telephonyActor(provider.id), async (tx) => {
    const found = await parts.calls.lock(tx, provider.id, call);
    const known = found && (await parts.calls.recordingsOf(tx, [found.id])).find(({ externalId }) => externalId === recording);
    if (!known)
      throw new DomainError('calls.recording_not_found', 'There is no such recording of such a call; begin at offset 0 once the call is told of.');
    if (known.state === 'sealed') return { state: 'sealed', offset: known.bytes ?? 0, ...(known.recordId ? { recordId: known.recordId } : {}) };
    return { state: known.state, offset: known.objectKey ? await parts.growing.size(known.id, parts.vault.unwrap(known.objectKey)) : 0 };
  });
}

/** A whole recording in one request, after the call or during it; sealed at once. The same bytes again are answered the same. */
export async function putWhole(
  parts: CallParts,
  named: NamedRecording,
  file: { readonly content: Content; readonly sha256: Uint8Array; readonly mediaType?: string },
): Promise<Received> {
  const { provider } = named;
  const inTenant = <T>(work: (tx: TenantTx) => Promise<T>) => parts.transactions.withTenant(provider.tenant, telephonyActor(provider.id), work);
  const expectedSha256 = hex(file.sha256);
  const open = allowed(await inTenant((tx) => openRecording(parts, tx, named, 'put', file.mediaType)));
  if (open.recording.state === 'sealed') return alreadySealed(parts, inTenant, open.recording, expectedSha256);
  // Refused before a byte is stored where the law refuses; the call may have changed meanwhile, so it is asked again below.
  const stored = await parts.objects.put(file.content, { expectedSha256, limitBytes: provider.largestBytes });
  const sealed = await inTenant(async (tx) => {
    const opened = await openRecording(parts, tx, named, 'put', file.mediaType);
    if (opened.kind === 'refused' || opened.recording.state === 'sealed') return opened;
    const { found, call, recording } = opened;
    return { ...opened, recording: await sealStored(parts, tx, found, call, recording, stored, true) };
  });
  return sealedAnswer(allowed(sealed).recording);
}

/**
 * Seals what was received. With `wait` only when all that was announced is there; `complete` false where the rest was given
 * up for lost. A store that takes long to finish is left to the worker.
 */
export async function sealNow(
  parts: CallParts,
  inTenant: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  recordingId: string,
  { wait, complete, inWorker = false }: { readonly wait: boolean; readonly complete: boolean; readonly inWorker?: boolean },
): Promise<Received> {
  const sealed = await inTenant(async (tx) => {
    const before = await parts.calls.recording(tx, recordingId);
    const call = before && (await parts.calls.lockById(tx, before.callId));
    // Locked now: another request may have sealed it while this one waited.
    const recording = await parts.calls.recording(tx, recordingId);
    if (!call || !recording?.objectKey || recording.state !== 'receiving') return recording;
    if (wait && !(await hasAll(parts, recording))) return recording;
    if (!parts.growing.finishesAtOnce && !inWorker) {
      await parts.jobs.enqueue(tx, sealRecordingJob, { recordingId }, { key: recordingId });
      return recording;
    }
    return sealGrown(parts, tx, await foundCase(parts.cases, tx, call.caseId), call, recording, complete);
  });
  if (sealed?.state === 'sealed') await parts.growing.discard(recordingId);
  return sealed ? sealedAnswer(sealed) : { state: 'failed', offset: 0 };
}

type Opened =
  | { readonly kind: 'open'; readonly found: CaseRecord; readonly call: Call; readonly recording: CallRecording }
  | { readonly kind: 'refused'; readonly because: Refusal };

/** The recording, begun where it was not: only for a call that was told of and may be recorded. */
async function openRecording(
  parts: CallParts,
  tx: TenantTx,
  { provider, call: name, recording: externalId }: NamedRecording,
  source: RecordingSource,
  mediaType: string | undefined,
): Promise<Opened> {
  const call = await parts.calls.lock(tx, provider.id, name);
  if (!call)
    throw new DomainError('calls.not_known_yet', 'expected bytes of a call that was told of before; send call.started first', {
      call: name.slice(0, 80),
    });
  const found = await foundCase(parts.cases, tx, call.caseId);
  const recording = await parts.calls.addOrGetRecording(tx, newRecording(parts, call, externalId, source, mediaType));
  if (recording.state === 'sealed') return { kind: 'open', found, call, recording };
  const basis = await recordingBasis(parts, tx, found, call);
  if (isRefusal(basis)) {
    // Committed, not thrown: that a recording was offered and kept out stands with the call.
    await parts.calls.putRecording(tx, { ...recording, state: 'refused', reason: refusalReason(basis) });
    return { kind: 'refused', because: basis };
  }
  if (source === 'put' || recording.objectKey) return { kind: 'open', found, call, recording };
  const { reason: _, ...rest } = recording;
  const begun: CallRecording = {
    ...rest,
    source,
    state: 'receiving',
    objectKey: parts.vault.wrap(parts.vault.random(32)),
    ...(mediaType ? { mediaType } : {}),
  };
  await parts.calls.putRecording(tx, begun);
  return { kind: 'open', found, call, recording: begun };
}

function allowed(opened: Opened): Extract<Opened, { kind: 'open' }> {
  if (opened.kind === 'open') return opened;
  const { code, detail } = refusalReason(opened.because);
  throw new DomainError(code, `The recording is not kept: ${detail}.`, { because: opened.because.because });
}

/** The last piece of a recording sent again because its answer was lost. */
function replayed(recording: CallRecording, at: number, length: number): Received {
  if (at + length === recording.bytes) return sealedAnswer(recording);
  throw new DomainError('calls.recording_closed', `the recording was closed at ${recording.bytes} bytes; nothing can be added`, {
    offset: recording.bytes,
  });
}

async function alreadySealed(
  parts: CallParts,
  inTenant: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  recording: CallRecording,
  sha256: string,
): Promise<Received> {
  const exhibit = recording.exhibitId ? await inTenant((tx) => parts.exhibits.get(tx, recording.exhibitId as string)) : undefined;
  if (exhibit?.sha256 === sha256) return sealedAnswer(recording);
  throw new DomainError('calls.recording_closed', 'a recording of this name was sealed with other bytes; send this one under another name');
}

const sealedAnswer = ({ state, bytes, recordId }: CallRecording): Received => ({ state, offset: bytes ?? 0, ...(recordId ? { recordId } : {}) });

const otherBytes = (expected: string, got: string): DomainError =>
  new DomainError('calls.digest_differs', `expected bytes with the SHA-256 of content-digest, ${expected}, got ${got}`, { expected, got });
