import type { Json } from '#domain/evidence/canonical.ts';
import type { Marks } from '#domain/evidence/chunks.ts';
import type { Call, CallRecording } from '../ports/calls.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Exhibit } from '../ports/exhibits.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { subjectsOf } from '../seal/subjects.ts';
import type { CallParts } from './parts.ts';

type SealParts = Pick<CallParts, 'calls' | 'cases' | 'exhibits' | 'sealing' | 'clock'>;

export type StoredObject = { readonly marks: Marks; readonly object: { readonly sha256: string; readonly size: number; readonly key: Uint8Array } };

/** Consent and purpose as they go into the sealed record: the record is how they are proven later. */
export const basisOf = ({ consent, purpose }: Pick<Call, 'consent' | 'purpose'>): { readonly purpose: string | null; readonly consent: Json } => ({
  purpose: purpose ?? null,
  consent: consent
    ? {
        how: consent.how,
        at: consent.at,
        by: consent.by,
        ...(consent.law ? { law: { instrument: consent.law.instrument, ...(consent.law.article ? { article: consent.law.article } : {}) } } : {}),
      }
    : null,
});

/** Closes a recording that grew while the call ran and seals it; only its last chunk is still open by then. */
export async function sealGrown(
  parts: SealParts & Pick<CallParts, 'growing' | 'vault'>,
  tx: TenantTx,
  found: CaseRecord,
  call: Call,
  recording: CallRecording,
  complete: boolean,
): Promise<CallRecording> {
  const key = parts.vault.unwrap(recording.objectKey as Uint8Array);
  return sealStored(parts, tx, found, call, recording, await parts.growing.finish(recording.id, key), complete);
}

/** Seals a stored recording with the call's consent and purpose, and lists it among the case's exhibits. */
export async function sealStored(
  parts: SealParts,
  tx: TenantTx,
  found: CaseRecord,
  call: Call,
  recording: CallRecording,
  { marks, object }: StoredObject,
  complete: boolean,
): Promise<CallRecording> {
  const now = parts.clock.now();
  const differs = recording.expectedSha256 !== undefined && recording.expectedSha256 !== marks.sha256;
  const short = recording.expectedBytes !== undefined && recording.expectedBytes !== marks.size;
  const whole = complete && !differs && !short;
  const { consent, purpose } = basisOf(call);
  const [record] = await parts.sealing.seal(tx, [
    {
      tenant: tx.tenant,
      caseId: found.id,
      subjects: subjectsOf(tx.tenant, found.filing),
      kind: 'call',
      contentSha256: marks.sha256,
      size: marks.size,
      mediaType: recording.mediaType,
      name: recording.name,
      chunks: marks.chunks,
      context: {
        by: `${tx.actor.kind}:${tx.actor.id}`,
        how: recording.source,
        declaredKind: 'recording',
        call: call.id,
        direction: call.direction,
        startedAt: new Date(call.startedAt).toISOString(),
        ...(call.endedAt === undefined ? {} : { endedAt: new Date(call.endedAt).toISOString() }),
        ...(call.agent ? { agent: call.agent } : {}),
        ...(call.breach ? { breach: call.breach } : {}),
        complete: whole,
        consent,
        purpose,
      },
      ...(call.recordId ? { parents: [call.recordId] } : {}),
      object,
    },
  ]);
  const exhibit: Exhibit = {
    id: parts.clock.newId(),
    caseId: found.id,
    name: recording.name,
    mediaType: recording.mediaType,
    bytes: marks.size,
    sha256: marks.sha256,
    kind: 'recording',
    addedAt: now,
    addedBy: tx.actor.id,
    ...(call.purpose ? { purpose: call.purpose } : {}),
    ...(record ? { recordId: record.recordId } : {}),
  };
  await parts.exhibits.add(tx, exhibit);
  await parts.cases.addTimeline(tx, [
    {
      id: parts.clock.newId(),
      caseId: found.id,
      at: now,
      kind: 'recording-sealed',
      text: whole
        ? { zh: '通话录音已存证。', en: 'The recording of a call is sealed.' }
        : {
            zh: '通话录音已存证，但与所告知的长度或哈希不符。',
            en: 'The recording of a call is sealed, but is not what was announced in length or hash.',
          },
      actor: tx.actor.id,
      link: { kind: 'exhibit', id: exhibit.id },
      ...(record ? { recordId: record.recordId } : {}),
    },
  ]);
  const { reason: _, url: _url, objectKey: _key, ...rest } = recording;
  const sealed: CallRecording = {
    ...rest,
    state: 'sealed',
    bytes: marks.size,
    complete: whole,
    sealedAt: now,
    exhibitId: exhibit.id,
    ...(record ? { recordId: record.recordId } : {}),
    ...(differs
      ? { reason: { code: 'calls.not_as_announced', detail: `announced was SHA-256 ${recording.expectedSha256}, received ${marks.sha256}` } }
      : {}),
    ...(short && !differs
      ? { reason: { code: 'calls.not_as_announced', detail: `announced were ${recording.expectedBytes} bytes, received ${marks.size}` } }
      : {}),
  };
  await parts.calls.putRecording(tx, sealed);
  return sealed;
}
