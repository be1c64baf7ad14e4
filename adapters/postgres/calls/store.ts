import { type Selectable, sql } from 'kysely';
import type { Breach, CallOutcome, Direction } from '#domain/calls/call.ts';
import type { RecordingConsent } from '#domain/law/conduct/recording-basis.ts';
import type { Call, CallDecision, CallRecording, CallStore, RecordingSource, RecordingState } from '#usecases/ports/calls.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { present } from '../cases/row.ts';
import type { CaseTables } from '../cases/tables.ts';
import { clientOf, sqlOf } from '../transaction.ts';
import type { CallsTable, RecordingsTable } from './tables.ts';

const of = (tx: TenantTx) => sqlOf<CaseTables & { calls: CallsTable; call_recordings: RecordingsTable }>(tx);
const calls = (tx: TenantTx) => of(tx).selectFrom('calls').selectAll().where('tenant', '=', tx.tenant);
const recordings = (tx: TenantTx) => of(tx).selectFrom('call_recordings').selectAll().where('tenant', '=', tx.tenant);

export const callStore: CallStore = {
  async addOrLock(tx, call) {
    const added = await of(tx)
      .insertInto('calls')
      .values({ tenant: tx.tenant, ...callRow(call) })
      .onConflict((conflict) => conflict.columns(['tenant', 'provider_id', 'external_id']).doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows === 1n) return { call, added: true };
    const found = await callStore.lock(tx, call.providerId ?? '', call.externalId);
    return { call: found ?? call, added: false };
  },
  async lock(tx, providerId, externalId) {
    const row = await calls(tx).where('provider_id', '=', providerId).where('external_id', '=', externalId).forUpdate().executeTakeFirst();
    return row && callOf(row);
  },
  async lockById(tx, callId) {
    const row = await calls(tx).where('id', '=', callId).forUpdate().executeTakeFirst();
    return row && callOf(row);
  },
  async get(tx, callId) {
    const row = await calls(tx).where('id', '=', callId).executeTakeFirst();
    return row && callOf(row);
  },
  async put(tx, call) {
    await of(tx).updateTable('calls').set(callRow(call)).where('tenant', '=', tx.tenant).where('id', '=', call.id).execute();
  },
  async ofCase(tx, caseId) {
    return (await calls(tx).where('case_id', '=', caseId).orderBy('started_at', 'desc').orderBy('id', 'desc').execute()).map(callOf);
  },
  async withDebtor(tx, debtorKey, since) {
    const rows = await of(tx)
      .selectFrom('calls')
      .innerJoin('cases', (join) => join.onRef('cases.tenant', '=', 'calls.tenant').onRef('cases.id', '=', 'calls.case_id'))
      .select(['calls.id', 'calls.direction', 'calls.started_at', 'calls.outcome'])
      .where('calls.tenant', '=', tx.tenant)
      .where('cases.debtor_key', '=', debtorKey)
      .where('calls.started_at', '>=', new Date(since))
      .where(sql<boolean>`not (calls.outcome is null and coalesce(calls.contact->>'allowed', 'true') = 'false')`)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      direction: row.direction as Direction,
      startedAt: row.started_at.getTime(),
      ...present({ outcome: row.outcome as CallOutcome | null }),
    }));
  },

  async addOrGetRecording(tx, recording) {
    await of(tx)
      .insertInto('call_recordings')
      .values({ tenant: tx.tenant, ...recordingRow(recording) })
      .onConflict((conflict) => conflict.columns(['tenant', 'call_id', 'external_id']).doNothing())
      .execute();
    const row = await recordings(tx)
      .where('call_id', '=', recording.callId)
      .where('external_id', '=', recording.externalId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    return recordingOf(row);
  },
  async recording(tx, recordingId) {
    const row = await recordings(tx).where('id', '=', recordingId).executeTakeFirst();
    return row && recordingOf(row);
  },
  async recordingsOf(tx, callIds) {
    if (callIds.length === 0) return [];
    const rows = await recordings(tx)
      .where('call_id', '=', sql<string>`any(${[...callIds]}::uuid[])`)
      .orderBy('made_at')
      .orderBy('id')
      .execute();
    return rows.map(recordingOf);
  },
  async putRecording(tx, recording) {
    await of(tx).updateTable('call_recordings').set(recordingRow(recording)).where('tenant', '=', tx.tenant).where('id', '=', recording.id).execute();
  },
  async forgotten(tx, before) {
    const { rows } = await clientOf(tx).query<{ tenant: string; id: string }>(
      `select r.tenant, r.id from call_recordings r join calls c on (c.tenant, c.id) = (r.tenant, r.call_id)
       where r.state = 'receiving' and coalesce(c.ended_at, r.made_at) < $1 order by r.made_at limit 1000`,
      [new Date(before)],
    );
    return rows.map(({ tenant, id }) => ({ tenant, recordingId: id }));
  },
  async stillReceiving(tx, recordingIds) {
    const { rows } = await clientOf(tx).query<{ id: string }>("select id from call_recordings where state = 'receiving' and id = any($1::uuid[])", [
      recordingIds,
    ]);
    return rows.map(({ id }) => id);
  },
};

const instant = (at: number | undefined): Date | null => (at === undefined ? null : new Date(at));
const json = (value: object | undefined): string | null => (value === undefined ? null : JSON.stringify(value));
const count = (value: number | undefined): bigint | null => (value === undefined ? null : BigInt(value));

const callRow = (call: Call) => ({
  id: call.id,
  case_id: call.caseId,
  provider_id: call.providerId ?? null,
  external_id: call.externalId,
  direction: call.direction,
  numbers_sealed: call.numbers?.sealed ?? null,
  numbers_key: call.numbers?.wrappedKey ?? null,
  from_masked: call.from ?? null,
  to_masked: call.to ?? null,
  agent: call.agent ?? null,
  purpose: call.purpose ?? null,
  consent: json(call.consent),
  contact: json(call.contact),
  breach: call.breach ?? null,
  started_at: new Date(call.startedAt),
  ended_at: instant(call.endedAt),
  outcome: call.outcome ?? null,
  record_id: call.recordId ?? null,
  made_at: new Date(call.madeAt),
});

function callOf(row: Selectable<CallsTable>): Call {
  return {
    id: row.id,
    caseId: row.case_id,
    externalId: row.external_id,
    direction: row.direction as Direction,
    startedAt: row.started_at.getTime(),
    madeAt: row.made_at.getTime(),
    ...(row.numbers_sealed && row.numbers_key ? { numbers: { sealed: row.numbers_sealed, wrappedKey: row.numbers_key } } : {}),
    ...present({
      providerId: row.provider_id,
      from: row.from_masked,
      to: row.to_masked,
      agent: row.agent,
      purpose: row.purpose,
      consent: row.consent as RecordingConsent | null,
      contact: row.contact as CallDecision | null,
      breach: row.breach as Breach | null,
      endedAt: row.ended_at?.getTime(),
      outcome: row.outcome as CallOutcome | null,
      recordId: row.record_id,
    }),
  };
}

const recordingRow = (recording: CallRecording) => ({
  id: recording.id,
  call_id: recording.callId,
  external_id: recording.externalId,
  name: recording.name,
  media_type: recording.mediaType,
  source: recording.source,
  state: recording.state,
  url_sealed: recording.url?.sealed ?? null,
  url_key: recording.url?.wrappedKey ?? null,
  object_key: recording.objectKey ?? null,
  expected_bytes: count(recording.expectedBytes),
  expected_sha256: recording.expectedSha256 ?? null,
  bytes: count(recording.bytes),
  complete: recording.complete ?? null,
  reason: json(recording.reason),
  exhibit_id: recording.exhibitId ?? null,
  record_id: recording.recordId ?? null,
  made_at: new Date(recording.madeAt),
  sealed_at: instant(recording.sealedAt),
});

function recordingOf(row: Selectable<RecordingsTable>): CallRecording {
  return {
    id: row.id,
    callId: row.call_id,
    externalId: row.external_id,
    name: row.name,
    mediaType: row.media_type,
    source: row.source as RecordingSource,
    state: row.state as RecordingState,
    madeAt: row.made_at.getTime(),
    ...(row.url_sealed && row.url_key ? { url: { sealed: row.url_sealed, wrappedKey: row.url_key } } : {}),
    ...(row.expected_bytes === null ? {} : { expectedBytes: Number(row.expected_bytes) }),
    ...(row.bytes === null ? {} : { bytes: Number(row.bytes) }),
    ...present({
      objectKey: row.object_key,
      expectedSha256: row.expected_sha256,
      complete: row.complete,
      reason: row.reason as CallRecording['reason'] | null,
      exhibitId: row.exhibit_id,
      recordId: row.record_id,
      sealedAt: row.sealed_at?.getTime(),
    }),
  };
}
