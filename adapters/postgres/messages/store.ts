import { type ColumnType, type Selectable, sql } from 'kysely';
import type { Bilingual, Locale } from '#domain/kernel/text.ts';
import type { KeptDecision, ListedMessage, Message, MessageChange, MessageState, MessageStore } from '#usecases/ports/messages.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { present } from '../cases/row.ts';
import type { CaseTables } from '../cases/tables.ts';
import type { Json, MaybeJson } from '../tables.ts';
import { sqlOf } from '../transaction.ts';

type Instant = ColumnType<Date, Date, Date>;
type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;

type MessagesTable = {
  tenant: string;
  id: string;
  case_id: string;
  approval_id: string | null;
  kind: Message['kind'];
  channel: Message['channel'];
  addressee: string;
  address: string | null;
  subject: string;
  locale: string;
  body: Json;
  state: MessageState;
  state_reason: MaybeJson;
  total_demanded_minor: bigint | null;
  currency: string | null;
  pay_by: string | null;
  sha256: string;
  record_id: string | null;
  contact_at_plan: Json;
  contact_at_send: MaybeJson;
  made_by: string;
  made_at: Instant;
  decided_by: string | null;
  decided_at: MaybeInstant;
  sent_at: MaybeInstant;
  dispatch: MaybeJson;
  demo: boolean;
};

const of = (tx: TenantTx) => sqlOf<CaseTables & { messages: MessagesTable }>(tx);

export const messageStore: MessageStore = {
  async add(tx, message) {
    await of(tx)
      .insertInto('messages')
      .values({
        tenant: tx.tenant,
        id: message.id,
        case_id: message.caseId,
        approval_id: message.approvalId ?? null,
        kind: message.kind,
        channel: message.channel,
        addressee: message.addressee,
        address: message.address ?? null,
        subject: message.subject,
        locale: message.locale,
        body: JSON.stringify(message.body),
        state: message.state,
        state_reason: json(message.stateReason),
        total_demanded_minor: message.totalDemandedMinor ?? null,
        currency: message.currency ?? null,
        pay_by: message.payBy ?? null,
        sha256: message.sha256,
        record_id: message.recordId ?? null,
        contact_at_plan: JSON.stringify(message.contactAtPlan),
        made_by: message.madeBy,
        made_at: new Date(message.madeAt),
        demo: message.demo,
      })
      .execute();
  },

  async get(tx, messageId) {
    const row = await withNumber(tx).where('messages.id', '=', messageId).executeTakeFirst();
    return row && listed(row);
  },

  async lock(tx, messageId) {
    const row = await of(tx)
      .selectFrom('messages')
      .selectAll()
      .where('tenant', '=', tx.tenant)
      .where('id', '=', messageId)
      .forUpdate()
      .executeTakeFirst();
    return row && messageOf(row);
  },

  async change(tx, messageId, change) {
    await of(tx).updateTable('messages').set(changedRow(change)).where('tenant', '=', tx.tenant).where('id', '=', messageId).execute();
  },

  async list(tx, query) {
    const rows = await withNumber(tx)
      .$if(query.state !== undefined, (q) => q.where('messages.state', '=', (query.state ?? '') as MessageState))
      .$if(query.caseId !== undefined, (q) => q.where('messages.case_id', '=', query.caseId ?? ''))
      .$if(query.cursor !== undefined, (q) => q.where(sql<boolean>`messages.id < ${query.cursor}::uuid`))
      // Ids are time-ordered, so the newest id is the newest message.
      .orderBy('messages.id', 'desc')
      .limit(query.limit + 1)
      .execute();
    const items = rows.slice(0, query.limit).map(listed);
    const last = items.at(-1);
    return { items, ...(rows.length > query.limit && last ? { next: last.id } : {}) };
  },

  async sentTo(tx, debtorKey, since) {
    const rows = await of(tx)
      .selectFrom('messages')
      .innerJoin('cases', (join) => join.onRef('cases.tenant', '=', 'messages.tenant').onRef('cases.id', '=', 'messages.case_id'))
      .select(['messages.sent_at', 'messages.channel'])
      .where('messages.tenant', '=', tx.tenant)
      .where('cases.debtor_key', '=', debtorKey)
      .where('messages.sent_at', '>=', new Date(since))
      .execute();
    return rows.flatMap((row) => (row.sent_at ? [{ at: row.sent_at.getTime(), channel: row.channel }] : []));
  },
};

const withNumber = (tx: TenantTx) =>
  of(tx)
    .selectFrom('messages')
    .innerJoin('cases', (join) => join.onRef('cases.tenant', '=', 'messages.tenant').onRef('cases.id', '=', 'messages.case_id'))
    .selectAll('messages')
    .select('cases.number as case_number')
    .where('messages.tenant', '=', tx.tenant);

function changedRow(change: MessageChange) {
  return present({
    state: change.state ?? null,
    state_reason: json(change.stateReason),
    approval_id: change.approvalId ?? null,
    contact_at_send: json(change.contactAtSend),
    decided_by: change.decidedBy ?? null,
    decided_at: change.decidedAt === undefined ? null : new Date(change.decidedAt),
    sent_at: change.sentAt === undefined ? null : new Date(change.sentAt),
    dispatch: json(change.dispatch),
    record_id: change.recordId ?? null,
  });
}

const json = (value: object | undefined): string | null => (value === undefined ? null : JSON.stringify(value));

const listed = (row: Selectable<MessagesTable> & { case_number: string }): ListedMessage => ({ ...messageOf(row), caseNumber: row.case_number });

function messageOf(row: Selectable<MessagesTable>): Message {
  return {
    id: row.id,
    caseId: row.case_id,
    kind: row.kind,
    channel: row.channel,
    addressee: row.addressee,
    subject: row.subject,
    locale: row.locale as Locale,
    body: row.body,
    state: row.state,
    sha256: row.sha256,
    contactAtPlan: row.contact_at_plan as KeptDecision,
    madeBy: row.made_by,
    madeAt: row.made_at.getTime(),
    demo: row.demo,
    ...present({
      approvalId: row.approval_id,
      address: row.address,
      stateReason: row.state_reason as Bilingual | null,
      totalDemandedMinor: row.total_demanded_minor,
      currency: row.currency,
      payBy: row.pay_by,
      recordId: row.record_id,
      contactAtSend: row.contact_at_send as KeptDecision | null,
      decidedBy: row.decided_by,
      decidedAt: row.decided_at?.getTime(),
      sentAt: row.sent_at?.getTime(),
      dispatch: row.dispatch as Message['dispatch'] | null,
    }),
  };
}
