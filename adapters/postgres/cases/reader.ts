import { zstdDecompressSync } from 'node:zlib';
import type { EventFiling, PaymentFiling } from '#domain/claim/filing.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { CaseReader, DebtorHistory, DebtorItem, StoredAssessment, TimelineEntry, TimelineLink } from '#usecases/ports/cases.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { clientOf, sqlOf } from '../transaction.ts';
import { listCases } from './list.ts';
import { caseOf, present } from './row.ts';
import type { CaseTables } from './tables.ts';

/** How many items are held against a claim: of the one debtor of a case, and of each debtor of an import. */
const itemsOfOne = 500;
const itemsOfEach = 40;

/** Reads cases. Row-level security keeps to the tenant; the tenant in every condition keeps to its indexes. */
export const caseReader: CaseReader = {
  list: listCases,

  async get(tx, caseId) {
    const row = await of(tx).selectFrom('cases').selectAll().where('tenant', '=', tx.tenant).where('id', '=', caseId).executeTakeFirst();
    return row && caseOf(row);
  },

  // Every filing asks these two: prepared once for a connection's life.
  async doubles(tx, keys) {
    const { rows } = await clientOf(tx).query<{ duplicate_key: string; id: string; number: string }>({
      name: 'case-doubles',
      text: `select duplicate_key, id, number from cases
        where tenant = $1 and duplicate_key = any($2::text[]) and (close_code is null or close_code not in ('merged', 'withdrawn'))`,
      values: [tx.tenant, keys],
    });
    const found = new Map<string, { caseId: string; number: string }[]>();
    for (const row of rows) found.set(row.duplicate_key, [...(found.get(row.duplicate_key) ?? []), { caseId: row.id, number: row.number }]);
    return found;
  },

  async itemsOfDebtors(tx, debtorKeys, exceptCase) {
    const { rows } = await clientOf(tx).query({
      name: 'debtor-items',
      // One pass over the debtors' cases, however the table is planned: a look-up for each debtor went over the whole table for each
      // of five hundred while an import filled it. Filings are opened only for the newest cases.
      text: `with newest as (
          select id, row_number() over (partition by debtor_key order by filed_at desc, id) as place from cases
          where tenant = $1 and debtor_key = any($2::text[]) and ($3::uuid is null or id <> $3)
            and (close_code is null or close_code not in ('merged', 'withdrawn'))),
        items as (
          select c.debtor_key, c.number as "caseNumber", c.currency, i.item, n.place, i.at,
            row_number() over (partition by c.debtor_key order by n.place, i.at) as nth
          from newest n join cases c on c.tenant = $1 and c.id = n.id
            cross join lateral jsonb_array_elements(c.filing->'items') with ordinality i (item, at)
          where n.place <= $4)
        select debtor_key as "debtorKey", "caseNumber", item->>'number' as number, item->>'amount' as amount, currency, item->>'issuedOn' as "issuedOn"
        from items where nth <= $4 order by debtor_key, nth`,
      values: [tx.tenant, debtorKeys, exceptCase ?? null, debtorKeys.length === 1 ? itemsOfOne : itemsOfEach],
    });
    const found = new Map<string, DebtorItem[]>();
    for (const { debtorKey, ...row } of rows) {
      const item = present(row) as unknown as DebtorItem;
      const before = found.get(debtorKey);
      if (before) before.push(item);
      else found.set(debtorKey, [item]);
    }
    return found;
  },

  async closedCounts(tx, countries) {
    const { rows } = await clientOf(tx).query<{ country: string; kind: string; age: number; closed: bigint; collected: bigint }>({
      name: 'closed-counts',
      text: `select debtor_country as country, coalesce(filing->'debtor'->>'kind', 'organisation') as kind,
          width_bucket(filed_at::date - oldest_due_on, array[1, 91, 181, 366, 731]) as age, count(*) as closed,
          count(*) filter (where close_code in ('paid-in-full', 'paid-direct', 'settled', 'plan-completed', 'enforced')) as collected
        from cases where tenant = $1 and debtor_country = any($2::text[]) and close_code is not null and not demo and oldest_due_on is not null
          and close_code not in ('withdrawn', 'merged', 'credited', 'refused', 'assigned')
        group by 1, 2, 3`,
      values: [tx.tenant, countries],
    });
    return rows.map((row) => ({ ...row, closed: Number(row.closed), collected: Number(row.collected) }));
  },

  async openOfDebtor(tx, debtorKey) {
    const { rows } = await clientOf(tx).query<{ id: string }>(
      'select id from cases where tenant = $1 and debtor_key = $2 and close_code is null order by filed_at desc, id desc',
      [tx.tenant, debtorKey],
    );
    return rows.map(({ id }) => id);
  },

  async histories(tx, debtorKeys) {
    const { rows } = await clientOf(tx).query<{
      debtor_key: string;
      open_cases: bigint;
      paid: bigint;
      unpaid: bigint;
      late: bigint;
      days: string | null;
    }>({
      name: 'debtor-histories',
      // A debt counts as paid on the day of its last payment; where none was recorded, on the day its case was closed.
      text: `select c.debtor_key,
          count(*) filter (where c.close_code is null) as open_cases,
          count(*) filter (where c.paid) as paid,
          count(*) filter (where c.close_code in ('insolvent-none', 'untraceable', 'no-assets', 'uneconomic')) as unpaid,
          count(*) filter (where c.paid and c.ended_on > c.oldest_due_on) as late,
          avg(c.ended_on - c.oldest_due_on) filter (where c.paid and c.ended_on > c.oldest_due_on) as days
        from (
          select debtor_key, close_code, oldest_due_on,
            close_code in ('paid-in-full', 'paid-direct', 'settled', 'plan-completed', 'enforced') as paid,
            case when close_code is not null then coalesce(
              (select max(p.paid_on) from case_payments p where p.tenant = cases.tenant and p.case_id = cases.id), closed_at::date) end as ended_on
          from cases where tenant = $1 and debtor_key = any($2::text[])
        ) c group by c.debtor_key`,
      values: [tx.tenant, debtorKeys],
    });
    return new Map(
      rows.map((row): [string, DebtorHistory] => [
        row.debtor_key,
        {
          debtorKey: row.debtor_key,
          openCases: Number(row.open_cases),
          paidCases: Number(row.paid),
          unpaidClosings: Number(row.unpaid),
          paidLate: Number(row.late),
          meanDaysLate: Number(row.days ?? 0),
        },
      ]),
    );
  },

  async payments(tx, caseId) {
    const rows = await of(tx)
      .selectFrom('case_payments')
      .select('payment')
      .where('tenant', '=', tx.tenant)
      .where('case_id', '=', caseId)
      .orderBy('paid_on')
      .orderBy('id')
      .execute();
    return rows.map((row) => row.payment as unknown as PaymentFiling);
  },

  async events(tx, caseId) {
    const rows = await of(tx)
      .selectFrom('case_events')
      .select('event')
      .where('tenant', '=', tx.tenant)
      .where('case_id', '=', caseId)
      .orderBy('id')
      .execute();
    return rows.map((row) => row.event as unknown as EventFiling);
  },

  async timeline(tx, caseId) {
    const rows = await of(tx)
      .selectFrom('timeline')
      .selectAll()
      .where('tenant', '=', tx.tenant)
      .where('case_id', '=', caseId)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(1000)
      .execute();
    return rows.map(
      (row): TimelineEntry => ({
        id: row.id,
        caseId: row.case_id,
        at: row.at.getTime(),
        kind: row.kind,
        text: row.text as unknown as Bilingual,
        actor: row.actor,
        ...present({ recordId: row.record_id, link: row.link as TimelineLink | null }),
      }),
    );
  },

  async assessment(tx, assessmentId) {
    const row = await of(tx).selectFrom('assessments').selectAll().where('tenant', '=', tx.tenant).where('id', '=', assessmentId).executeTakeFirst();
    if (!row) return undefined;
    const stored: StoredAssessment = {
      id: row.id,
      caseId: row.case_id,
      version: row.version,
      asOf: row.as_of,
      createdAt: row.created_at.getTime(),
      body: zstdDecompressSync(row.body).toString(),
      sha256: row.sha256,
      ...present({ recordId: row.record_id }),
    };
    return stored;
  },
};

const of = (tx: TenantTx) => sqlOf<CaseTables>(tx);
