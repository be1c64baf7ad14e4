import { DomainError } from '#domain/kernel/error.ts';
import type { DebtorHit, HitQuery, HitStore, QueuedHit, StoredHit } from '#usecases/ports/hits.ts';
import { pairOf } from '#usecases/verify/pair.ts';
import { present } from '../cases/row.ts';
import { clientOf } from '../transaction.ts';

/** The gravest first: a list by number, a list by name, a register. */
const weightOf = (hit: DebtorHit): number => (hit.list === undefined ? 4 : 0) + (hit.open ? 0 : 2) + (hit.foundBy === 'identifier' ? 0 : 1);

const columns = `h.id, h.debtor_key as "debtorKey", h.source, h.source_name as "sourceName", h.entity_key as key, h.list, h.name, h.found_by as "foundBy",
  h.score, h.open, h.as_of as "asOf", h.answer_id as "answerId", h.facts, h.first_seen, j.id as j_id, j.verdict, j.why, j.decided_by, j.decided_at`;
const withWord = `debtor_hits h left join registry_judgements j
  on j.tenant = h.tenant and j.left_key = h.pair_left and j.right_key = h.pair_right and j.withdrawn_at is null`;
const stateIs = {
  waiting: 'not h.gone and j.id is null',
  unsure: `not h.gone and j.verdict = 'unsure'`,
  decided: `j.verdict in ('positive', 'negative')`,
} as const;
/** The newest open case of the hit's debtor; hits on debtors without one wait for nothing. */
const openCase = `join lateral (select c.id as case_id, c.number, count(*) over () as cases from cases c
  where c.tenant = h.tenant and c.debtor_key = h.debtor_key and c.close_code is null order by c.filed_at desc limit 1) c on true`;

export const hitStore: HitStore = {
  async note(tx, debtorKeys, hits, at) {
    const client = clientOf(tx);
    const now = new Date(at);
    // One order for all writers, so that two filings of one debtor cannot wait for each other.
    const rows = [...hits].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)).map(rowOf);
    if (rows.length > 0)
      await client.query({
        name: 'debtor-hits-note',
        text: `insert into debtor_hits as h (tenant, id, debtor_key, source, source_name, entity_key, list, name, found_by, score, open, as_of, answer_id,
            facts, weight, pair_left, pair_right, first_seen, last_seen)
          select $1, gen_random_uuid(), n.debtor_key, n.source, n.source_name, n.entity_key, n.list, n.name, n.found_by, n.score, n.open, n.as_of,
            n.answer_id, n.facts, n.weight, n.pair_left, n.pair_right, $3, $3
          from jsonb_to_recordset($2::jsonb) as n (debtor_key text, source text, source_name text, entity_key text, list text, name text, found_by text,
            score real, open boolean, as_of date, answer_id uuid, facts jsonb, weight smallint, pair_left text, pair_right text)
          on conflict (tenant, debtor_key, source, entity_key) do update set source_name = excluded.source_name, list = excluded.list,
            name = excluded.name, found_by = excluded.found_by, score = excluded.score, open = excluded.open, as_of = excluded.as_of,
            answer_id = excluded.answer_id, facts = excluded.facts, weight = excluded.weight, last_seen = excluded.last_seen, gone = false`,
        values: [tx.tenant, JSON.stringify(rows), now],
      });
    await client.query({
      name: 'debtor-hits-gone',
      text: `update debtor_hits set gone = true where tenant = $1 and debtor_key = any($2::text[]) and not gone and last_seen < $3 and answer_id is null`,
      values: [tx.tenant, [...debtorKeys].sort(), now],
    });
  },

  async ofDebtor(tx, debtorKey) {
    const { rows } = await clientOf(tx).query<Row>(
      `select ${columns} from ${withWord} where h.tenant = $1 and h.debtor_key = $2 and (not h.gone or j.id is not null)
       order by h.weight, h.first_seen, h.id limit 200`,
      [tx.tenant, debtorKey],
    );
    return rows.map(hitOf);
  },

  async byIds(tx, ids) {
    const { rows } = await clientOf(tx).query<Row>(`select ${columns} from ${withWord} where h.tenant = $1 and h.id = any($2::uuid[])`, [
      tx.tenant,
      ids,
    ]);
    return rows.map(hitOf);
  },

  async queue(tx, query) {
    const after = query.cursor ? readCursor(query.cursor) : undefined;
    const where = `h.tenant = $1 and ${stateIs[query.state]} ${kindIs(query)}`;
    const { rows } = await clientOf(tx).query<Row & { case_id: string; number: string; cases: bigint; weight: number }>(
      `select ${columns}, h.weight, c.case_id, c.number, c.cases from ${withWord} ${openCase}
       where ${where} and ($3::smallint is null or (h.weight, h.first_seen, h.id) > ($3::smallint, $4::timestamptz, $5::uuid))
       order by h.weight, h.first_seen, h.id limit $2`,
      [tx.tenant, query.limit + 1, after?.weight ?? null, after?.firstSeen ?? null, after?.id ?? null],
    );
    const total = await clientOf(tx).query<{ n: bigint }>(`select count(*) as n from ${withWord} ${openCase} where ${where}`, [tx.tenant]);
    const items = rows
      .slice(0, query.limit)
      .map((row): QueuedHit => ({ ...hitOf(row), caseId: row.case_id, caseNumber: row.number, cases: Number(row.cases) }));
    const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
    return {
      items,
      total: Number(total.rows[0]?.n ?? 0),
      ...(last ? { next: writeCursor({ weight: last.weight, firstSeen: last.first_seen.toISOString(), id: last.id }) } : {}),
    };
  },

  async openDebtors(tx, after, limit) {
    const { rows } = await clientOf(tx).query(
      `select distinct on (debtor_key) debtor_key as key, id as "caseId", filing->'debtor' as party from cases
       where tenant = $1 and close_code is null and debtor_key > $2 order by debtor_key, filed_at desc limit $3`,
      [tx.tenant, after, limit],
    );
    return rows;
  },

  async counts(tx) {
    const { rows } = await clientOf(tx).query<{ lists: bigint; registers: bigint }>(
      `select count(*) filter (where h.list is not null) as lists, count(*) filter (where h.list is null) as registers
       from ${withWord} ${openCase} where h.tenant = $1 and ${stateIs.waiting}`,
      [tx.tenant],
    );
    return { lists: Number(rows[0]?.lists ?? 0), registers: Number(rows[0]?.registers ?? 0) };
  },
};

const kindIs = ({ kind }: HitQuery): string => (kind === 'list' ? 'and h.list is not null' : kind === 'register' ? 'and h.list is null' : '');

const nameOf = (hit: DebtorHit): string => `${hit.debtorKey}|${hit.source}|${hit.key}`;

function rowOf(hit: DebtorHit) {
  const [left, right] = pairOf(hit.debtorKey, hit);
  return {
    debtor_key: hit.debtorKey,
    source: hit.source,
    source_name: hit.sourceName,
    entity_key: hit.key,
    list: hit.list ?? null,
    name: hit.name,
    found_by: hit.foundBy,
    score: hit.score ?? null,
    open: hit.open,
    as_of: hit.asOf,
    answer_id: hit.answerId ?? null,
    facts: hit.facts ?? null,
    weight: weightOf(hit),
    pair_left: left,
    pair_right: right,
  };
}

type Row = Record<string, unknown> & {
  readonly id: string;
  readonly first_seen: Date;
  readonly j_id: string | null;
  readonly verdict: NonNullable<StoredHit['judgement']>['verdict'];
  readonly why: string;
  readonly decided_by: string;
  readonly decided_at: Date;
};

function hitOf({ first_seen, j_id, verdict, why, decided_by, decided_at, weight: _, case_id: __, number: ___, cases: ____, ...row }: Row): StoredHit {
  const hit = present(row) as unknown as StoredHit;
  const [left, right] = pairOf(hit.debtorKey, hit);
  return {
    ...hit,
    firstSeen: first_seen.getTime(),
    ...(j_id === null ? {} : { judgement: { id: j_id, left, right, verdict, why, decidedBy: decided_by, decidedAt: decided_at.getTime() } }),
  };
}

type Cursor = { readonly weight: number; readonly firstSeen: string; readonly id: string };
const writeCursor = (at: Cursor): string => Buffer.from(`${at.weight}|${at.firstSeen}|${at.id}`).toString('base64url');
function readCursor(text: string): Cursor {
  const [weight = '', firstSeen = '', id = ''] = Buffer.from(text, 'base64url').toString().split('|');
  if (/^\d$/.test(weight) && !Number.isNaN(Date.parse(firstSeen)) && /^[0-9a-f-]{36}$/.test(id)) return { weight: Number(weight), firstSeen, id };
  throw new DomainError('cases.bad_cursor', 'expected a cursor as the last page gave it; start again without one', { cursor: text.slice(0, 40) });
}
