import { zstdCompressSync } from 'node:zlib';
import type { CaseWriter, ChangedCase, StoredAssessment, TimelineEntry } from '#usecases/ports/cases.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { partiesOf } from '#usecases/seal/subjects.ts';
import { clientOf, sqlOf } from '../transaction.ts';
import { caseOf, figuresRow, newCaseRow } from './row.ts';
import type { CaseTables } from './tables.ts';

/** Writes cases. Many rows go as one JSON parameter: one statement, whatever their number. */
export const caseWriter: CaseWriter = {
  async takeNumbers(tx, count, year) {
    if (count === 0) return [];
    const { rows } = await clientOf(tx).query<{ last: bigint }>({
      name: 'take-case-numbers',
      text: `insert into case_counters as c (tenant, year, last) values ($1, $2, $3)
        on conflict (tenant, year) do update set last = c.last + $3 returning last`,
      values: [tx.tenant, year, count],
    });
    const last = Number(rows[0]?.last ?? 0n);
    return Array.from({ length: count }, (_, i) => caseNumber(year, last - count + 1 + i));
  },

  open: (tx, { cases, assessments, timeline }) =>
    insertJson(tx, [
      ['cases', cases.map((made) => newCaseRow(tx.tenant, made, made.number))],
      ['assessments', assessments.map((made) => assessmentRow(tx.tenant, made))],
      [
        'case_parties',
        cases.flatMap((made) => partiesOf(tx.tenant, made.filing).map(({ id, role }) => ({ tenant: tx.tenant, case_id: made.id, party: id, role }))),
      ],
      ['timeline', timeline.map((entry) => timelineRow(tx.tenant, entry))],
    ]),

  async lock(tx, caseId) {
    const row = await sqlOf<CaseTables>(tx)
      .selectFrom('cases')
      .selectAll()
      .where('tenant', '=', tx.tenant)
      .where('id', '=', caseId)
      .forUpdate()
      .executeTakeFirst();
    return row && caseOf(row);
  },

  async change(tx, caseId, change, at) {
    await sqlOf<CaseTables>(tx)
      .updateTable('cases')
      .set({ ...changedRow(change, at), updated_at: new Date(at) })
      .where('tenant', '=', tx.tenant)
      .where('id', '=', caseId)
      .execute();
  },

  async addPayment(tx, { id, caseId, payment, amountMinor, at }) {
    await sqlOf<CaseTables>(tx)
      .insertInto('case_payments')
      .values({
        tenant: tx.tenant,
        id,
        case_id: caseId,
        payment: JSON.stringify(payment),
        amount_minor: amountMinor,
        paid_on: payment.paidOn,
        recorded_at: new Date(at),
        recorded_by: tx.actor.id,
      })
      .execute();
  },

  async addEvent(tx, { id, caseId, event, at }) {
    await sqlOf<CaseTables>(tx)
      .insertInto('case_events')
      .values({ tenant: tx.tenant, id, case_id: caseId, event: JSON.stringify(event), recorded_at: new Date(at), recorded_by: tx.actor.id })
      .execute();
  },

  addTimeline: (tx, entries) => insertJson(tx, [['timeline', entries.map((entry) => timelineRow(tx.tenant, entry))]]),

  addAssessments: (tx, assessments) => insertJson(tx, [['assessments', assessments.map((made) => assessmentRow(tx.tenant, made))]]),
};

const timelineRow = (tenant: string, entry: TimelineEntry) => ({
  tenant,
  id: entry.id,
  case_id: entry.caseId,
  at: new Date(entry.at).toISOString(),
  kind: entry.kind,
  text: entry.text,
  actor: entry.actor,
  record_id: entry.recordId ?? null,
  link: entry.link ?? null,
});

const assessmentRow = (tenant: string, made: StoredAssessment) => ({
  tenant,
  id: made.id,
  case_id: made.caseId,
  version: made.version,
  as_of: made.asOf,
  created_at: new Date(made.createdAt).toISOString(),
  body: packed(made.body),
  sha256: made.sha256,
  record_id: made.recordId ?? null,
});

/** bytea as PostgreSQL reads it from JSON. */
const packed = (text: string): string => `\\x${zstdCompressSync(text).toString('hex')}`;

function changedRow(change: ChangedCase, at: number) {
  const { stage, overlays, assessmentId, closing, ...figures } = change;
  return {
    ...(stage === undefined ? {} : { stage }),
    ...(overlays === undefined ? {} : { overlays: [...overlays] }),
    ...(assessmentId === undefined ? {} : { assessment_id: assessmentId }),
    ...(figures.verdicts === undefined ? {} : figuresRow({ principalMinor: 0n, paidMinor: 0n, ...figures, verdicts: figures.verdicts })),
    ...closingRow(closing, at),
  };
}

function closingRow(closing: ChangedCase['closing'], at: number) {
  if (closing === undefined) return {};
  if (closing === 'reopened') return { close_code: null, close_reason: null, closed_at: null };
  return { close_code: closing.code, close_reason: closing.reason, closed_at: new Date(at) };
}

/** Numbers like 26-000123: short enough to say on the telephone, unique in the tenant, gapless but for rolled-back filings. */
const caseNumber = (year: number, count: number): string => `${String(year).slice(2)}-${String(count).padStart(6, '0')}`;

type Rows = readonly [table: 'cases' | 'case_parties' | 'timeline' | 'assessments', rows: readonly Record<string, unknown>[]];

/**
 * Rows of several tables in one statement; a row may point to one of another table in the same call, since PostgreSQL
 * checks foreign keys when the whole statement is done.
 */
async function insertJson(tx: TenantTx, tables: readonly Rows[]): Promise<void> {
  const filled = tables.filter(([, rows]) => rows.length > 0);
  if (filled.length === 0) return;
  const inserts = filled.map(([table, rows], i) => {
    const columns = Object.keys(rows[0] ?? {}).join(', ');
    return `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $${i + 1}::jsonb)`;
  });
  const before = inserts.slice(0, -1).map((insert, i) => `i${i} as (${insert})`);
  await clientOf(tx).query({
    name: `insert-${filled.map(([table]) => table).join('-')}`,
    text: `${before.length > 0 ? `with ${before.join(', ')} ` : ''}${inserts.at(-1)}`,
    values: filled.map(([, rows]) => JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))),
  });
}
