import { breachOf } from '#domain/calls/call.ts';
import { type CallEvent, instantOf } from '#domain/calls/event.ts';
import { maskedNumber, plainNumber } from '#domain/calls/number.ts';
import { utf8 } from '#domain/evidence/bytes.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { foundCase } from '../assess/assess-case.ts';
import type { Call, CallRecording } from '../ports/calls.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { announceRecordings } from './announce-recordings.ts';
import { decideCall } from './decide-call.ts';
import { endCall } from './end-call.ts';
import type { CallParts } from './parts.ts';
import type { KnownProvider } from './signed-request.ts';

export type ToldCall = {
  readonly call: Call;
  readonly case: CaseRecord;
  readonly recordings: readonly CallRecording[];
  /** Growing recordings that were sealed: to be forgotten once the transaction stands. */
  readonly sealed: readonly string[];
};

/**
 * Takes one event of a provider. Events may come late, twice and in any order: each brings what it knows, and none takes
 * back what an earlier one said. An outbound call is put to the contact policy the first time it is heard of.
 */
export async function receiveEvent(parts: CallParts, tx: TenantTx, provider: KnownProvider, event: CallEvent): Promise<ToldCall> {
  const { call: told, found } = await knownCall(parts, tx, provider, event);
  const call = await judged(parts, tx, found, filled(parts, told, event), event);
  const { endedAt, outcome } = event.data;
  const ends = event.type === 'call.ended' && call.endedAt === undefined && outcome !== undefined;
  const now: Call = ends ? { ...call, endedAt: endedAt ? instantOf(endedAt, 'data.endedAt') : event.at, outcome } : call;
  const breach = breachOf(now.direction, now.contact, now.outcome);
  const whole: Call = { ...now, ...(breach ? { breach } : {}) };
  await parts.calls.put(tx, whole);
  await announceRecordings(parts, tx, provider, found, whole, event.data.recordings ?? []);
  const done = await endCall(parts, tx, found, whole);
  return { call: done.call, case: found, recordings: await parts.calls.recordingsOf(tx, [whole.id]), sealed: done.sealed };
}

async function knownCall(parts: CallParts, tx: TenantTx, provider: KnownProvider, event: CallEvent): Promise<{ call: Call; found: CaseRecord }> {
  const known = await parts.calls.lock(tx, provider.id, event.call);
  if (known) return { call: known, found: await foundCase(parts.cases, tx, known.caseId) };
  const { data } = event;
  if (!data.case || !data.direction) {
    throw new DomainError(
      'calls.not_known_yet',
      'expected data.case and data.direction for a call that was not told of before; send call.started first',
      {
        call: event.call.slice(0, 80),
      },
    );
  }
  const found = await caseNamed(parts, tx, data.case);
  const { call } = await parts.calls.addOrLock(tx, {
    id: parts.clock.newId(),
    caseId: found.id,
    providerId: provider.id,
    externalId: event.call,
    direction: data.direction,
    startedAt: data.startedAt ? instantOf(data.startedAt, 'data.startedAt') : event.at,
    madeAt: parts.clock.now(),
  });
  return { call, found: call.caseId === found.id ? found : await foundCase(parts.cases, tx, call.caseId) };
}

/** A case by its id or its number. */
async function caseNamed({ cases }: CallParts, tx: TenantTx, name: string): Promise<CaseRecord> {
  if (/^[0-9a-f]{8}-/.test(name)) return foundCase(cases, tx, name);
  const { items } = await cases.list(tx, { q: name, closed: 'all', sort: 'newest', limit: 50 });
  const found = items.find(({ number }) => number === name);
  if (!found) throw new DomainError('cases.not_found', `There is no case ${name.slice(0, 40)} here.`, { case: name.slice(0, 40) });
  return found;
}

/** Adds what the event knows and the call does not. A consent that was recorded is replaced by none. */
function filled({ vault }: CallParts, call: Call, { data }: CallEvent): Call {
  const [from, to] = [data.from, data.to].map((number) => (number === undefined ? undefined : plainNumber(number)));
  return {
    ...call,
    ...(call.numbers || (!from && !to)
      ? {}
      : {
          numbers: vault.close(utf8(JSON.stringify({ from, to }))),
          ...(from ? { from: maskedNumber(from) } : {}),
          ...(to ? { to: maskedNumber(to) } : {}),
        }),
    ...(call.agent || !data.agent ? {} : { agent: data.agent }),
    ...(call.purpose || !data.purpose?.trim() ? {} : { purpose: data.purpose.trim() }),
    ...(call.consent || !data.consent ? {} : { consent: data.consent }),
  };
}

async function judged(parts: CallParts, tx: TenantTx, found: CaseRecord, call: Call, event: CallEvent): Promise<Call> {
  if (call.direction === 'inbound' || call.contact) return call;
  const before = event.type === 'call.started' && call.endedAt === undefined;
  // A call that is about to be made is judged now; one that was made is judged by its own beginning.
  const at = before ? parts.clock.now() : call.startedAt;
  return { ...call, contact: await decideCall(parts, tx, found, { callId: call.id, at, asked: before ? 'before' : 'after' }) };
}
