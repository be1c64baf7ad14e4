import type { Capture, CaptureStore, NothingFound } from '#usecases/ports/captures.ts';
import { present } from '../cases/row.ts';
import { clientOf } from '../transaction.ts';

export const captureStore: CaptureStore = {
  async add(tx, one) {
    await clientOf(tx).query(
      `insert into captures (tenant, id, case_id, page, url, captured_by, captured_at, retain_until, sha256, record_id, entries, confirmed_by, purpose, legal_basis, outcome)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $6, $12, $13, $14)`,
      [
        tx.tenant,
        one.id,
        one.caseId,
        one.page,
        one.url ?? null,
        one.capturedBy,
        new Date(one.capturedAt),
        one.retainUntil,
        one.sha256,
        one.recordId ?? null,
        JSON.stringify(one.entries),
        one.purpose ?? null,
        one.legalBasis ?? null,
        one.outcome ?? null,
      ],
    );
  },
  async ofCase(tx, caseId) {
    const { rows } = await clientOf(tx).query(
      `select id, case_id as "caseId", page, url, captured_by as "capturedBy", captured_at, retain_until as "retainUntil", sha256, record_id as "recordId", entries,
         purpose, legal_basis as "legalBasis", outcome, erased_at
       from captures where tenant = $1 and case_id = $2 order by captured_at desc limit 200`,
      [tx.tenant, caseId],
    );
    return rows.map(
      ({ captured_at, erased_at, ...row }) =>
        ({ ...present({ ...row, erasedAt: erased_at?.getTime() }), capturedAt: captured_at.getTime() }) as unknown as Capture,
    );
  },
  async nothingFound(tx, caseIds) {
    if (caseIds.length === 0) return [];
    const { rows } = await clientOf(tx).query<NothingFound & { outcome: string }>(
      `select distinct on (c.case_id, c.page) c.case_id as "caseId", c.page, c.outcome, (c.captured_at at time zone t.time_zone)::date::text as "on"
       from captures c join tenants t on t.id = c.tenant
       where c.tenant = $1 and c.case_id = any($2::uuid[]) and c.outcome is not null and c.erased_at is null
       order by c.case_id, c.page, c.captured_at desc`,
      [tx.tenant, caseIds],
    );
    return rows.flatMap(({ outcome, ...row }) => (outcome === 'nothing-found' ? [row] : []));
  },
};
