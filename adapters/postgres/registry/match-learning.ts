import { DomainError } from '#domain/kernel/error.ts';
import type { DecidedNames, DecidedWord, KeptModel, MatchLearning } from '#usecases/ports/match-learning.ts';
import { present } from '../cases/row.ts';
import { clientOf } from '../transaction.ts';

/** The open words of a tenant, each with one hit of its pair and the newest case of that debtor. */
const openWords = `registry_judgements j
  join lateral (select name, debtor_key, source_name, list from debtor_hits h
    where h.tenant = $1 and h.pair_left = j.left_key and h.pair_right = j.right_key order by h.id limit 1) h on true
  join lateral (select id, number, debtor, filing from cases c
    where c.tenant = $1 and c.debtor_key = h.debtor_key order by c.filed_at desc, c.id limit 1) c on true
  where j.tenant = $1 and j.withdrawn_at is null`;
const decidedNames = `j.id, c.debtor, h.name as entry, coalesce(c.filing->'debtor'->>'kind', '') = 'person' as person, j.verdict`;

export const matchLearning: MatchLearning = {
  async decided(tx, limit) {
    const { rows } = await clientOf(tx).query<DecidedNames>(`select ${decidedNames} from ${openWords} order by j.decided_at desc, j.id limit $2`, [
      tx.tenant,
      limit,
    ]);
    return rows;
  },

  async words(tx, { verdict, limit, cursor }) {
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const { rows } = await clientOf(tx).query(
      `select ${decidedNames}, j.why, j.decided_by as "decidedBy", j.decided_at, h.source_name as "sourceName", h.list, c.id as "caseId",
         c.number as "caseNumber"
       from ${openWords} and ($3::text is null or j.verdict = $3)
         and ($4::timestamptz is null or (date_trunc('milliseconds', j.decided_at), j.id) < ($4::timestamptz, $5::uuid))
       order by date_trunc('milliseconds', j.decided_at) desc, j.id desc limit $2`,
      [tx.tenant, limit + 1, verdict ?? null, after?.at ?? null, after?.id ?? null],
    );
    const items = rows
      .slice(0, limit)
      .map(({ decided_at, ...row }) => ({ ...present(row), decidedAt: (decided_at as Date).getTime() }) as unknown as DecidedWord);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, ...(last ? { next: writeCursor({ at: new Date(last.decidedAt).toISOString(), id: last.id }) } : {}) };
  },

  async model(tx) {
    const { rows } = await clientOf(tx).query({
      name: 'registry-match-model',
      text: 'select model, report, learned_by, learned_at from registry_match_models where tenant = $1',
      values: [tx.tenant],
    });
    const [row] = rows;
    return row ? ({ model: row.model, report: row.report, learnedBy: row.learned_by, learnedAt: row.learned_at.getTime() } as KeptModel) : undefined;
  },

  async keep(tx, { model, report, learnedBy, learnedAt }) {
    await clientOf(tx).query(
      `insert into registry_match_models (tenant, model, report, learned_by, learned_at) values ($1, $2, $3, $4, $5)
       on conflict (tenant) do update set model = excluded.model, report = excluded.report, learned_by = excluded.learned_by,
         learned_at = excluded.learned_at`,
      [tx.tenant, JSON.stringify(model), JSON.stringify(report), learnedBy, new Date(learnedAt)],
    );
  },

  async reset(tx) {
    const { rowCount } = await clientOf(tx).query('delete from registry_match_models where tenant = $1', [tx.tenant]);
    return rowCount === 1;
  },
};

type Cursor = { readonly at: string; readonly id: string };
const writeCursor = ({ at, id }: Cursor): string => Buffer.from(`${at}|${id}`).toString('base64url');
function readCursor(text: string): Cursor {
  const [at = '', id = ''] = Buffer.from(text, 'base64url').toString().split('|');
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) && !Number.isNaN(Date.parse(at)) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    return { at, id };
  throw new DomainError('cases.bad_cursor', 'expected a cursor as the last page gave it; start again without one', { cursor: text.slice(0, 40) });
}
