import { zstdCompressSync } from 'node:zlib';
import { sql } from 'kysely';
import type { CaseWriter, ChangedCase } from '#usecases/ports/cases.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { clientOf, sqlOf } from '../transaction.ts';
import { caseOf, figuresRow, newCaseRow } from './row.ts';
import type { CaseTables } from './tables.ts';

/** Writes cases. Many rows go as one JSON parameter: one statement, whatever their number. */
export const caseWriter: CaseWriter = {
  async insert(tx, cases, year) {
    if (cases.length === 0) return [];
    const numbers = await takeNumbers(tx, cases.length, year);
    const rows = cases.map((made, i) => newCaseRow(tx.tenant, made, numbers[i] ?? ''));
    await insertJson(tx, 'cases', rows);
    return numbers;
  },

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

  async addTimeline(tx, entries) {
    await insertJson(
      tx,
      'timeline',
      entries.map((entry) => ({
        tenant: tx.tenant,
        id: entry.id,
        case_id: entry.caseId,
        at: new Date(entry.at).toISOString(),
        kind: entry.kind,
        text: entry.text,
        actor: entry.actor,
        record_id: entry.recordId ?? null,
        link: entry.link ?? null,
      })),
    );
  },

  async addAssessments(tx, assessments) {
    await insertJson(
      tx,
      'assessments',
      assessments.map((made) => ({
        tenant: tx.tenant,
        id: made.id,
        case_id: made.caseId,
        version: made.version,
        as_of: made.asOf,
        created_at: new Date(made.createdAt).toISOString(),
        body: packed(made.body),
        sha256: made.sha256,
        record_id: made.recordId ?? null,
      })),
    );
  },
};

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
async function takeNumbers(tx: TenantTx, count: number, year: number): Promise<string[]> {
  const { rows } = await sql<{ last: bigint }>`
    insert into case_counters as c (tenant, year, last) values (${tx.tenant}, ${year}, ${count})
    on conflict (tenant, year) do update set last = c.last + ${count} returning last`.execute(sqlOf(tx));
  const last = Number(rows[0]?.last ?? 0n);
  return Array.from({ length: count }, (_, i) => `${String(year).slice(2)}-${String(last - count + 1 + i).padStart(6, '0')}`);
}

async function insertJson(tx: TenantTx, table: 'cases' | 'timeline' | 'assessments', rows: readonly Record<string, unknown>[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first).join(', ');
  const text = JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  await clientOf(tx).query({
    name: `insert-${table}`,
    text: `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    values: [text],
  });
}
