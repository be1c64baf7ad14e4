import { hex, utf8 } from '#domain/evidence/bytes.ts';
import { canonicalJson } from '#domain/evidence/canonical.ts';
import type { Call, CallRecording } from '../ports/calls.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { subjectsOf } from '../seal/subjects.ts';
import { type CallParts, sealRecordingJob } from './parts.ts';
import { basisOf, sealGrown } from './seal-recording.ts';

/**
 * What the end of a call brings: its statement is sealed, and every recording that has all its bytes too. Nothing is done
 * while the call runs, and nothing twice.
 */
export async function endCall(parts: CallParts, tx: TenantTx, found: CaseRecord, call: Call): Promise<{ call: Call; sealed: string[] }> {
  if (call.endedAt === undefined) return { call, sealed: [] };
  const stated = call.recordId ? call : await sealStatement(parts, tx, found, call);
  const sealed: string[] = [];
  for (const recording of await parts.calls.recordingsOf(tx, [call.id])) {
    if (!(await hasAll(parts, recording))) continue;
    if (parts.growing.finishesAtOnce) {
      await sealGrown(parts, tx, found, stated, recording, true);
      sealed.push(recording.id);
    } else await parts.jobs.enqueue(tx, sealRecordingJob, { recordingId: recording.id }, { key: recording.id });
  }
  return { call: stated, sealed };
}

/** Where nobody said how long it is, the call's end is its end. */
export async function hasAll({ growing, vault }: Pick<CallParts, 'growing' | 'vault'>, recording: CallRecording): Promise<boolean> {
  if (recording.state !== 'receiving' || !recording.objectKey) return false;
  const { expectedBytes } = recording;
  return expectedBytes === undefined || (await growing.size(recording.id, vault.unwrap(recording.objectKey))) >= expectedBytes;
}

/** The call itself as a record: who called whom (masked), when, what came of it, what the policy said. */
async function sealStatement(parts: CallParts, tx: TenantTx, found: CaseRecord, call: Call): Promise<Call> {
  const content = utf8(canonicalJson({ format: 'quittance.call/v1', case: found.number, ...statementOf(call) }));
  const [record] = await parts.sealing.seal(tx, [
    {
      tenant: tx.tenant,
      caseId: found.id,
      subjects: subjectsOf(tx.tenant, found.filing),
      kind: 'call',
      contentSha256: hex(parts.crypto.sha256(content)),
      size: content.length,
      mediaType: 'application/json',
      name: `call ${new Date(call.startedAt).toISOString()}.json`,
      context: { by: `${tx.actor.kind}:${tx.actor.id}`, how: 'telephony', ...basisOf(call) },
      content,
    },
  ]);
  const stated: Call = { ...call, ...(record ? { recordId: record.recordId } : {}) };
  await parts.calls.put(tx, stated);
  await parts.cases.addTimeline(tx, [
    {
      id: parts.clock.newId(),
      caseId: found.id,
      at: call.endedAt ?? call.startedAt,
      kind: call.breach ? 'call-breach' : 'call',
      text: wordsOf(call),
      actor: tx.actor.id,
      ...(record ? { recordId: record.recordId } : {}),
    },
  ]);
  if (call.breach) {
    await parts.audit.record(tx, {
      action: 'call.breach',
      subject: { kind: 'call', id: call.id },
      after: { breach: call.breach, code: call.contact?.code },
    });
  }
  return stated;
}

const iso = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());

const statementOf = (call: Call) => ({
  direction: call.direction,
  from: call.from ?? null,
  to: call.to ?? null,
  agent: call.agent ?? null,
  startedAt: iso(call.startedAt),
  endedAt: iso(call.endedAt),
  outcome: call.outcome ?? null,
  purpose: call.purpose ?? null,
  consent: basisOf(call).consent,
  contactPolicy: call.contact
    ? { allowed: call.contact.allowed, asked: call.contact.asked, at: call.contact.at, code: call.contact.code ?? null }
    : null,
  breach: call.breach ?? null,
});

function wordsOf(call: Call): { zh: string; en: string } {
  const way = call.direction === 'outbound' ? { zh: '去电', en: 'Outbound call' } : { zh: '来电', en: 'Inbound call' };
  const came = { zh: outcomesZh[call.outcome ?? 'answered'], en: (call.outcome ?? 'answered').replaceAll('-', ' ') };
  if (call.breach === 'called-in-spite')
    return {
      zh: `违规：联络规则不允许，仍然拨打了电话（${came.zh}）。`,
      en: `Breach: a call was made although the contact policy said no (${came.en}).`,
    };
  if (call.breach === 'not-asked')
    return {
      zh: `违规：拨打电话前未询问联络规则（${came.zh}）。`,
      en: `Breach: a call was made without asking the contact policy first (${came.en}).`,
    };
  return { zh: `${way.zh}：${came.zh}。`, en: `${way.en}: ${came.en}.` };
}

const outcomesZh: Readonly<Record<NonNullable<Call['outcome']>, string>> = {
  answered: '已接通',
  'no-answer': '无人接听',
  busy: '占线',
  voicemail: '语音信箱',
  failed: '呼叫失败',
  'not-connected': '未拨出',
};
