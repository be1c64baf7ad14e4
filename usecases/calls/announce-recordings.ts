import type { AnnouncedRecording } from '#domain/calls/event.ts';
import { utf8 } from '#domain/evidence/bytes.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import type { Call, CallProvider, CallRecording, RecordingSource } from '../ports/calls.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { type CallParts, fetchRecordingJob } from './parts.ts';
import { recordingBasis, refusalReason } from './recording-basis.ts';

/**
 * Notes the recordings that a provider tells of and asks for those that are to be fetched. Those refused for want of a
 * consent or purpose are looked at again with every event: what came later may allow them now.
 */
export async function announceRecordings(
  parts: CallParts,
  tx: TenantTx,
  provider: CallProvider,
  found: CaseRecord,
  call: Call,
  announced: readonly AnnouncedRecording[],
): Promise<void> {
  const earlier = await parts.calls.recordingsOf(tx, [call.id]);
  if (announced.length === 0 && earlier.every(({ state }) => state !== 'refused')) return;
  const basis = await recordingBasis(parts, tx, found, call);
  for (const one of announced) {
    const known = await parts.calls.addOrGetRecording(tx, newRecording(parts, call, one.id, one.url ? 'fetch' : 'put', one.mediaType));
    const told = withFacts(parts, known, one);
    await parts.calls.putRecording(tx, await judged(parts, tx, provider, told, basis, one.url));
  }
  for (const one of earlier.filter(({ state, externalId }) => state === 'refused' && !announced.some(({ id }) => id === externalId))) {
    await parts.calls.putRecording(tx, await judged(parts, tx, provider, one, basis, undefined));
  }
}

export function newRecording(
  { clock }: Pick<CallParts, 'clock'>,
  call: Call,
  externalId: string,
  source: RecordingSource,
  mediaType: string | undefined,
): CallRecording {
  return {
    id: clock.newId(),
    callId: call.id,
    externalId,
    name: `${new Date(call.startedAt).toISOString().slice(0, 19).replaceAll(':', '-')} ${externalId.slice(0, 120)}${endings[mediaType ?? ''] ?? ''}`,
    mediaType: mediaType ?? 'application/octet-stream',
    source,
    state: 'announced',
    madeAt: clock.now(),
  };
}

const endings: Readonly<Record<string, string>> = {
  'audio/wav': '.wav',
  'audio/x-wav': '.wav',
  'audio/mpeg': '.mp3',
  'audio/ogg': '.ogg',
  'audio/webm': '.webm',
  'audio/mp4': '.m4a',
};

function withFacts({ vault }: CallParts, known: CallRecording, one: AnnouncedRecording): CallRecording {
  if (known.state === 'sealed') return known;
  return {
    ...known,
    ...(one.bytes === undefined || known.expectedBytes !== undefined ? {} : { expectedBytes: one.bytes }),
    ...(one.sha256 === undefined || known.expectedSha256 !== undefined ? {} : { expectedSha256: one.sha256 }),
    ...(one.url === undefined ? {} : { url: vault.close(utf8(one.url)) }),
  };
}

async function judged(
  parts: CallParts,
  tx: TenantTx,
  provider: CallProvider,
  one: CallRecording,
  basis: Awaited<ReturnType<typeof recordingBasis>>,
  url: string | undefined,
): Promise<CallRecording> {
  if (one.state !== 'announced' && one.state !== 'refused') return one;
  if (isRefusal(basis)) return { ...one, state: 'refused', reason: refusalReason(basis) };
  const { reason: _, ...open } = one;
  if (!open.url) return { ...open, state: 'announced' };
  // An address that may not be asked is the sender's mistake: it is told at once and nothing of the event is kept.
  if (url !== undefined) parts.hosts.check(url, { hosts: provider.hosts, privateHosts: provider.privateHosts });
  await parts.jobs.enqueue(tx, fetchRecordingJob, { recordingId: one.id }, { key: one.id });
  return { ...open, state: 'announced', source: 'fetch' };
}
