import { type RawBuilder, sql } from 'kysely';
import { DomainError } from '#domain/kernel/error.ts';
import type { CasePage, CaseQuery, CaseRecord } from '#usecases/ports/cases.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { sqlOf } from '../transaction.ts';
import { caseOf } from './row.ts';
import type { CaseTables } from './tables.ts';

/** The worklist: what presses, then by day, then the larger sum. Every order ends in the id, so that a page begins exactly where the last one ended. Nulls sort as the far end. */
const orders: Record<CaseQuery['sort'], { readonly key: RawBuilder<string>; readonly down: boolean }> = {
  next: {
    key: sql<string>`(next_urgency::text || coalesce(next_by::text, '9999-12-31') || lpad((999999999999999999 - greatest(principal_minor - paid_minor, 0))::text, 18, '0'))`,
    down: false,
  },
  newest: { key: sql<string>`to_char(filed_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS')`, down: true },
  amount: { key: sql<string>`lpad(greatest(principal_minor - paid_minor, 0)::text, 20, '0')`, down: true },
  late: { key: sql<string>`coalesce(oldest_due_on::text, '9999-12-31')`, down: false },
  limitation: { key: sql<string>`coalesce(limitation_on::text, '9999-12-31')`, down: false },
};

export async function listCases(tx: TenantTx, query: CaseQuery): Promise<CasePage> {
  const { key, down } = orders[query.sort];
  const found = filtered(tx, query);
  const total = await found.select((count) => count.fn.countAll<bigint>().as('n')).executeTakeFirstOrThrow();
  const after = query.cursor === undefined ? undefined : cursorOf(query.cursor);
  const rows = await found
    .selectAll()
    .select(key.as('sort_key'))
    .$if(after !== undefined, (rest) => rest.where(sql<boolean>`(${key}, id::text) ${down ? sql`<` : sql`>`} (${after?.key}, ${after?.id})`))
    .orderBy(key, down ? 'desc' : 'asc')
    .orderBy(sql`id::text`, down ? 'desc' : 'asc')
    .limit(query.limit + 1)
    .execute();
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map((row): CaseRecord => caseOf(row)),
    total: Number(total.n),
    ...(rows.length > query.limit && last ? { next: cursorText(last.sort_key, last.id) } : {}),
  };
}

function filtered(tx: TenantTx, query: CaseQuery) {
  const like = query.q === undefined ? undefined : `%${query.q.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
  return sqlOf<CaseTables>(tx)
    .selectFrom('cases')
    .where('tenant', '=', tx.tenant)
    .$if(query.closed === 'no', (q) => q.where('close_code', 'is', null))
    .$if(query.closed === 'yes', (q) => q.where('close_code', 'is not', null))
    .$if(query.stage !== undefined, (q) => q.where('stage', '=', query.stage ?? ''))
    .$if(query.overlay !== undefined, (q) => q.where(sql<boolean>`${query.overlay} = any(overlays)`))
    .$if(query.country !== undefined, (q) => q.where('debtor_country', '=', query.country ?? ''))
    .$if(query.currency !== undefined, (q) => q.where('currency', '=', query.currency ?? ''))
    .$if(like !== undefined, (q) =>
      q.where(sql<boolean>`(debtor ilike ${like} or creditor ilike ${like} or number ilike ${like}
        or exists (select from jsonb_array_elements(filing -> 'items') item where item ->> 'number' ilike ${like}))`),
    );
}

const cursorText = (key: string, id: string): string => Buffer.from(JSON.stringify([key, id])).toString('base64url');

function cursorOf(text: string): { readonly key: string; readonly id: string } {
  try {
    const [key, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (typeof key === 'string' && typeof id === 'string') return { key, id };
  } catch {
    // Falls through to the one error a caller can act on.
  }
  throw new DomainError('cases.bad_cursor', 'expected a cursor as the last page gave it; start again without one', { cursor: text.slice(0, 40) });
}
