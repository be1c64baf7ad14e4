import { sql } from 'kysely';
import type { AgeBucket, DeskReader } from '#usecases/ports/desk.ts';
import { listCases } from '../cases/list.ts';
import { present } from '../cases/row.ts';
import { sqlOf } from '../transaction.ts';

const worklistLength = 30;

/** The desk's figures, each in one statement over the open cases; sums stay in minor units per currency. */
export const deskReader: DeskReader = {
  async figures(tx, today) {
    const db = sqlOf(tx);
    const open = sql`from cases where tenant = ${tx.tenant} and close_code is null`;
    const outstanding = sql`greatest(principal_minor - paid_minor, 0)`;
    const ageing = await sql<{ currency: string; bucket: AgeBucket; stage: string; minor: bigint; cases: bigint }>`
      select currency, stage, case
          when oldest_due_on is null or oldest_due_on >= ${today}::date then 'not-due'
          when ${today}::date - oldest_due_on <= 30 then '0-30'
          when ${today}::date - oldest_due_on <= 60 then '31-60'
          when ${today}::date - oldest_due_on <= 90 then '61-90'
          when ${today}::date - oldest_due_on <= 180 then '91-180'
          when ${today}::date - oldest_due_on <= 365 then '181-365'
          else '365+' end as bucket,
        sum(${outstanding})::bigint as minor, count(*) as cases
      ${open} group by 1, 2, 3`.execute(db);
    const recovered = await sql<{ currency: string; minor: bigint; cases: bigint }>`
      select c.currency, sum(p.amount_minor)::bigint as minor, count(distinct p.case_id) as cases
      from case_payments p join cases c on c.tenant = p.tenant and c.id = p.case_id
      where p.tenant = ${tx.tenant} and p.paid_on > ${today}::date - 90 and p.paid_on <= ${today}::date group by 1 order by 2 desc`.execute(db);
    const receivables = await sql<{ currency: string; open: bigint; current: bigint }>`
      select currency, sum(${outstanding})::bigint as open,
        coalesce(sum(${outstanding}) filter (where oldest_due_on is null or oldest_due_on >= ${today}::date), 0)::bigint as current
      ${open} group by 1 order by 2 desc`.execute(db);
    const counts = await sql<{ cases: bigint; demo: bigint; week: bigint; late: string | null }>`
      select count(*) as cases, count(*) filter (where demo) as demo,
        count(*) filter (where next_by between ${today}::date and ${today}::date + 7) as week,
        avg(${today}::date - oldest_due_on) filter (where oldest_due_on < ${today}::date) as late
      ${open}`.execute(db);
    const demo = await sql<{ n: bigint }>`select count(*) as n from cases where tenant = ${tx.tenant} and demo`.execute(db);
    const waiting = await sql<{ n: bigint }>`select count(*) as n from messages where tenant = ${tx.tenant} and state = 'awaiting-approval'`.execute(
      db,
    );
    const worklist = await listCases(tx, { closed: 'no', sort: 'next', limit: worklistLength });
    const count = counts.rows[0];
    return {
      ageing: ageing.rows.map((row) => ({ ...row, cases: Number(row.cases) })),
      recovered: recovered.rows.map((row) => ({ ...row, cases: Number(row.cases) })),
      receivables: receivables.rows.map((row) => ({ currency: row.currency, openMinor: row.open, currentMinor: row.current })),
      dueThisWeek: Number(count?.week ?? 0),
      awaitingApproval: Number(waiting.rows[0]?.n ?? 0),
      caseCount: Number(count?.cases ?? 0),
      demoCases: Number(demo.rows[0]?.n ?? 0),
      worklist: worklist.items,
      ...present({ averageDaysLate: count?.late == null ? null : Math.round(Number(count.late)) }),
    };
  },
};
