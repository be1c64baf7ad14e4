import type { Direction } from '#domain/calls/call.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import type { RecordingConsent } from '#domain/law/conduct/recording-basis.ts';
import { lockedCase, mustAllow } from '../assess/assess-case.ts';
import type { Call, CallRecording } from '../ports/calls.ts';
import type { Content } from '../ports/objects.ts';
import type { Actor, TenantTx } from '../ports/transactions.ts';
import { newRecording } from './announce-recordings.ts';
import type { CallParts } from './parts.ts';
import { recordingBasis, refusalReason } from './recording-basis.ts';
import { sealStored } from './seal-recording.ts';

export type BroughtRecording = {
  readonly tenant: string;
  readonly actor: Actor;
  readonly caseId: string;
  readonly direction: Direction;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly name: string;
  readonly mediaType: string;
  readonly content: Content;
  readonly purpose?: string;
  readonly consent?: RecordingConsent;
  readonly agent?: string;
};

/** The most that a person may bring in one file. */
const largestBytes = 20 * 1024 ** 3;

/**
 * A recording that a person brings, with the call it is of. The same law holds as for a provider's: without consent and
 * purpose nothing is stored. The contact policy is not asked: the call lies in the past and nobody asked it then.
 */
export async function uploadRecording(parts: CallParts, brought: BroughtRecording): Promise<{ call: Call; recording: CallRecording }> {
  const { tenant, actor, caseId } = brought;
  const inTenant = <T>(work: (tx: TenantTx) => Promise<T>) => parts.transactions.withTenant(tenant, actor, work);
  await inTenant((tx) => allowed(parts, tx, brought));
  const stored = await parts.objects.put(brought.content, { limitBytes: largestBytes });
  return inTenant(async (tx) => {
    const found = await allowed(parts, tx, brought);
    const id = parts.clock.newId();
    const { call } = await parts.calls.addOrLock(tx, {
      id,
      caseId,
      externalId: id,
      direction: brought.direction,
      startedAt: brought.startedAt,
      madeAt: parts.clock.now(),
      ...(brought.purpose ? { purpose: brought.purpose.trim() } : {}),
      ...(brought.consent ? { consent: brought.consent } : {}),
      ...(brought.agent ? { agent: brought.agent } : {}),
    });
    const begun = await parts.calls.addOrGetRecording(tx, { ...newRecording(parts, call, id, 'upload', brought.mediaType), name: brought.name });
    return { call, recording: await sealStored(parts, tx, found, call, begun, stored, true) };
  });
}

async function allowed(parts: CallParts, tx: TenantTx, { caseId, consent, purpose }: BroughtRecording) {
  const found = await lockedCase(parts.cases, tx, caseId);
  mustAllow(found, 'attach');
  const basis = await recordingBasis(parts, tx, found, { ...(consent ? { consent } : {}), ...(purpose ? { purpose } : {}) });
  if (isRefusal(basis)) {
    const { code, detail } = refusalReason(basis);
    throw new DomainError(code, `The recording is not kept: ${detail}.`, { because: basis.because });
  }
  return found;
}
