import { DomainError } from '#domain/kernel/error.ts';
import type { NewNews, NewsItem, NewsStore, QueuedNews } from '#usecases/ports/news.ts';
import { present } from '../cases/row.ts';
import { clientOf } from '../transaction.ts';

const columns = `n.id, n.debtor_key as "debtorKey", n.case_id as "caseId", n.lookup_id as "lookupId", n.source, n.outlet, n.title, n.text, n.url, n.language,
  n.published_on as "publishedOn", n.suggestion, n.also, n.found_at, n.retain_until as "retainUntil", n.record_id as "recordId",
  n.verdict, n.tone, n.why, n.decided_by, n.decided_at`;
const stateIs = {
  waiting: 'n.verdict is null',
  unsure: `n.verdict = 'unsure'`,
  decided: `n.verdict in ('relevant', 'other')`,
} as const;

export const newsStore: NewsStore = {
  async add(tx, items) {
    let added = 0;
    for (const item of items) if (await addOne(tx, item)) added += 1;
    return added;
  },

  async ofDebtor(tx, debtorKey) {
    const { rows } = await clientOf(tx).query<Row>(
      `select ${columns} from news_items n where n.tenant = $1 and n.debtor_key = $2 order by n.published_on desc nulls last, n.found_at desc limit 300`,
      [tx.tenant, debtorKey],
    );
    return rows.map(itemOf);
  },

  async get(tx, id) {
    const { rows } = await clientOf(tx).query<Row>(`select ${columns} from news_items n where n.tenant = $1 and n.id = $2 for update`, [
      tx.tenant,
      id,
    ]);
    return rows[0] && itemOf(rows[0]);
  },

  async judge(tx, id, judged, recordId) {
    await clientOf(tx).query(
      `update news_items set verdict = $3, tone = $4, why = $5, decided_by = $6, decided_at = $7, record_id = $8 where tenant = $1 and id = $2`,
      [
        tx.tenant,
        id,
        judged?.verdict ?? null,
        judged?.tone ?? null,
        judged?.why ?? null,
        judged?.decidedBy ?? null,
        judged ? new Date(judged.decidedAt) : null,
        recordId ?? null,
      ],
    );
  },

  async queue(tx, query) {
    const after = query.cursor ? readCursor(query.cursor) : undefined;
    const from = `news_items n join cases c on c.tenant = n.tenant and c.id = n.case_id and c.close_code is null
      where n.tenant = $1 and ${stateIs[query.state]}`;
    const { rows } = await clientOf(tx).query<Row & { number: string; debtor: string }>(
      `select ${columns}, c.number, c.debtor from ${from} and ($3::timestamptz is null or (n.found_at, n.id) < ($3::timestamptz, $4::uuid))
       order by n.found_at desc, n.id desc limit $2`,
      [tx.tenant, query.limit + 1, after?.at ?? null, after?.id ?? null],
    );
    const total = await clientOf(tx).query<{ n: bigint }>(`select count(*) as n from ${from}`, [tx.tenant]);
    const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
    return {
      items: rows.slice(0, query.limit).map((row): QueuedNews => ({ ...itemOf(row), caseNumber: row.number, debtor: row.debtor })),
      total: Number(total.rows[0]?.n ?? 0),
      ...(last ? { next: Buffer.from(`${last.found_at.toISOString()}|${last.id}`).toString('base64url') } : {}),
    };
  },

  async waiting(tx) {
    const { rows } = await clientOf(tx).query<{ n: bigint }>(
      `select count(*) as n from news_items n join cases c on c.tenant = n.tenant and c.id = n.case_id and c.close_code is null
       where n.tenant = $1 and n.verdict is null`,
      [tx.tenant],
    );
    return Number(rows[0]?.n ?? 0);
  },
};

/** Known by its address, or by its title within three days: then only the other address is kept. */
async function addOne(tx: Parameters<NewsStore['add']>[0], item: NewNews): Promise<boolean> {
  const client = clientOf(tx);
  const known = await client.query<{ id: string }>(
    `select id from news_items where tenant = $1 and debtor_key = $2 and (fingerprint = $3 or (title_key = $4
       and (published_on is null or $5::date is null or published_on between $5::date - 3 and $5::date + 3))) limit 1`,
    [tx.tenant, item.debtorKey, item.fingerprint, item.titleKey, item.publishedOn ?? null],
  );
  const [twin] = known.rows;
  if (twin) {
    if (item.url)
      await client.query(
        `update news_items set also = (array_append(also, $3))[1:20] where tenant = $1 and id = $2 and url is distinct from $3 and not also @> array[$3]`,
        [tx.tenant, twin.id, item.url],
      );
    return false;
  }
  const { rowCount } = await client.query(
    `insert into news_items (tenant, id, debtor_key, case_id, lookup_id, fingerprint, title_key, source, outlet, title, text, url, language,
       published_on, suggestion, found_at, retain_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) on conflict (tenant, debtor_key, fingerprint) do nothing`,
    [
      tx.tenant,
      item.id,
      item.debtorKey,
      item.caseId,
      item.lookupId,
      item.fingerprint,
      item.titleKey,
      item.source,
      item.outlet,
      item.title,
      item.text,
      item.url ?? null,
      item.language?.slice(0, 35) ?? null,
      item.publishedOn ?? null,
      JSON.stringify(item.suggestion),
      new Date(item.foundAt),
      item.retainUntil,
    ],
  );
  return rowCount === 1;
}

type Row = Record<string, unknown> & {
  readonly id: string;
  readonly found_at: Date;
  readonly verdict: NonNullable<NewsItem['judged']>['verdict'] | null;
  readonly tone: NonNullable<NewsItem['judged']>['tone'] | null;
  readonly why: string | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
};

function itemOf({ found_at, verdict, tone, why, decided_by, decided_at, number: _, ...row }: Row): NewsItem {
  return {
    ...(present(row) as unknown as NewsItem),
    foundAt: found_at.getTime(),
    ...(verdict && decided_at
      ? { judged: { verdict, why: why ?? '', decidedBy: decided_by ?? '', decidedAt: decided_at.getTime(), ...(tone ? { tone } : {}) } }
      : {}),
  };
}

function readCursor(text: string): { readonly at: string; readonly id: string } {
  const [at = '', id = ''] = Buffer.from(text, 'base64url').toString().split('|');
  if (!Number.isNaN(Date.parse(at)) && /^[0-9a-f-]{36}$/.test(id)) return { at, id };
  throw new DomainError('cases.bad_cursor', 'expected a cursor as the last page gave it; start again without one', { cursor: text.slice(0, 40) });
}
