import { textOf } from '#domain/evidence/bytes.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { foundCase } from '../assess/assess-case.ts';
import type { CallRecording } from '../ports/calls.ts';
import { systemActor, type TenantTx } from '../ports/transactions.ts';
import type { CallParts } from './parts.ts';
import { sealNow } from './receive-bytes.ts';
import { recordingBasis, refusalReason } from './recording-basis.ts';
import { sealStored } from './seal-recording.ts';

/** How often a fetch is tried before a person has to look at it. */
const mostTries = 5;

/** Fetches an announced recording from its provider's host and seals it. Safe to run twice. */
export async function fetchRecording(parts: CallParts, tenant: string, recordingId: string, attempt: number, signal: AbortSignal): Promise<void> {
  const inTenant = <T>(work: (tx: TenantTx) => Promise<T>) => parts.transactions.withTenant(tenant, systemActor('telephony'), work);
  const ready = await inTenant((tx) => toFetch(parts, tx, recordingId));
  if (!ready) return;
  const { url, provider, recording } = ready;
  try {
    const rules = {
      hosts: provider.hosts,
      privateHosts: provider.privateHosts,
      ...(provider.authorization
        ? { authorization: textOf(parts.vault.open(provider.authorization.sealed, provider.authorization.wrappedKey)) }
        : {}),
    };
    const { content, mediaType } = await parts.hosts.open(url, rules, signal);
    const stored = await parts.objects.put(content, {
      limitBytes: provider.largestBytes,
      ...(recording.expectedSha256 ? { expectedSha256: recording.expectedSha256 } : {}),
    });
    await inTenant(async (tx) => {
      const call = await parts.calls.lockById(tx, recording.callId);
      const now = await parts.calls.recording(tx, recordingId);
      if (!call || now?.state !== 'announced') return;
      const named = now.mediaType === 'application/octet-stream' && mediaType ? { ...now, mediaType } : now;
      await sealStored(parts, tx, await foundCase(parts.cases, tx, call.caseId), call, named, stored, true);
    });
  } catch (cause) {
    const final = cause instanceof DomainError && finalCodes.has(cause.code);
    if (!final && attempt < mostTries) throw cause;
    const reason = {
      code: cause instanceof DomainError ? cause.code : 'calls.recording_not_fetched',
      detail: (cause as Error).message.slice(0, 300),
    };
    await inTenant(async (tx) => {
      const now = await parts.calls.recording(tx, recordingId);
      if (now?.state === 'announced') await parts.calls.putRecording(tx, { ...now, state: 'failed', reason });
    });
  }
}

/** Another try brings the same. */
const finalCodes = new Set(['calls.host_not_allowed', 'evidence.object_differs', 'evidence.object_too_large']);

async function toFetch(parts: CallParts, tx: TenantTx, recordingId: string) {
  const recording = await parts.calls.recording(tx, recordingId);
  const call = recording && (await parts.calls.get(tx, recording.callId));
  if (!recording?.url || recording.state !== 'announced' || !call?.providerId) return undefined;
  const provider = await parts.providers.get(tx, call.providerId);
  const basis = await recordingBasis(parts, tx, await foundCase(parts.cases, tx, call.caseId), call);
  const refused: CallRecording['reason'] | undefined = isRefusal(basis)
    ? refusalReason(basis)
    : provider
      ? undefined
      : { code: 'calls.provider_not_found', detail: 'the telephony provider was removed from the settings' };
  if (refused) await parts.calls.putRecording(tx, { ...recording, state: 'refused', reason: refused });
  if (refused || !provider) return undefined;
  return { recording, provider, url: textOf(parts.vault.open(recording.url.sealed, recording.url.wrappedKey)) };
}

/** How long after its call the rest of a recording is waited for. */
export const givenUpAfterMs = 6 * 3_600_000;

/** For a store whose finishing takes long: first the bytes, then the short transaction that seals them. */
export async function sealLater(parts: CallParts, tenant: string, recordingId: string): Promise<void> {
  const inTenant = <T>(work: (tx: TenantTx) => Promise<T>) => parts.transactions.withTenant(tenant, systemActor('telephony'), work);
  const recording = await inTenant((tx) => parts.calls.recording(tx, recordingId));
  if (recording?.state !== 'receiving' || !recording.objectKey) return;
  await parts.growing.finish(recordingId, parts.vault.unwrap(recording.objectKey));
  await sealNow(parts, inTenant, recordingId, { wait: false, complete: true, inWorker: true });
}

/**
 * Recordings that no more bytes came for, hours after their call: what there is is sealed, and says that it is not whole.
 * What a crash left of sealed, refused or erased ones is cleared away.
 */
export async function sealForgotten(parts: CallParts): Promise<void> {
  const before = parts.clock.now() - givenUpAfterMs;
  const forgotten = await parts.transactions.withSystem('telephony', (tx) => parts.calls.forgotten(tx, before));
  for (const { tenant, recordingId } of forgotten) {
    const inTenant = <T>(work: (tx: TenantTx) => Promise<T>) => parts.transactions.withTenant(tenant, systemActor('telephony'), work);
    await sealNow(parts, inTenant, recordingId, { wait: false, complete: false, inWorker: true }).catch(unlessElsewhere);
  }
  const ids = await parts.growing.ids();
  const living = new Set(await parts.transactions.withSystem('telephony', (tx) => parts.calls.stillReceiving(tx, ids)));
  for (const id of ids) if (!living.has(id)) await parts.growing.discard(id).catch(unlessElsewhere);
}

/** Another process has it open: the next sweep comes back to it. */
function unlessElsewhere(cause: unknown): void {
  if (!(cause instanceof DomainError && cause.code === 'calls.recording_elsewhere')) throw cause;
}
