import { sql } from 'kysely';
import type { IssuedPaper, IssuedPapers } from '#usecases/ports/papers.ts';
import { present } from '../cases/row.ts';
import { sqlOf } from '../transaction.ts';

type Row = { kind: IssuedPaper['kind']; sender: string; reference: string; at: Date; sha256: string; record_id: string | null };

export const issuedPapers: IssuedPapers = {
  async byCode(tx, code) {
    const { rows } = await sql<Row>`
      select m.kind as kind, c.creditor as sender, c.number as reference, m.made_at as at, m.sha256, m.record_id
      from messages m join cases c on c.tenant = m.tenant and c.id = m.case_id
      where right(replace(m.id::text, '-', ''), 12) = ${code} and m.state in ('approved', 'sending', 'sent', 'in-outbox')
      union all
      select 'report', c.creditor, c.number || '/' || a.version, a.created_at, a.sha256, a.record_id
      from assessments a join cases c on c.tenant = a.tenant and c.id = a.case_id
      where left(a.sha256, 12) = ${code}
      limit 10`.execute(sqlOf(tx));
    return rows.map(({ at, record_id, ...row }) => ({ ...row, at: at.getTime(), ...present({ recordId: record_id }) }));
  },
};
