import { type ColumnType, type Selectable, sql } from 'kysely';
import type { PartyFiling } from '#domain/claim/filing.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { ImportChange, ImportRecord, ImportState, ImportStore, RowError } from '#usecases/ports/imports.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { present } from '../cases/row.ts';
import type { Json, MaybeJson } from '../tables.ts';
import { clientOf, sqlOf } from '../transaction.ts';

type Tables = {
  imports: {
    tenant: string;
    id: string;
    file_name: string;
    sha256: string;
    format: 'csv' | 'xlsx';
    columns: ColumnType<ImportRecord['columns'], string, string>;
    mapping: Json<Record<string, string>>;
    profile: Json;
    creditor: MaybeJson;
    state: ImportState;
    message: MaybeJson;
    total: number | null;
    filed: number;
    assessed: number;
    rejected: number;
    doubles: number;
    created_at: ColumnType<Date, Date, never>;
    created_by: string;
    finished_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  };
  import_rows: {
    tenant: string;
    import_id: string;
    row_number: number;
    raw: Json<Record<string, string>>;
    state: string;
    errors: ColumnType<RowError[] | null, string, string>;
    case_id: string | null;
  };
};

const of = (tx: TenantTx) => sqlOf<Tables>(tx);

export const importStore: ImportStore = {
  async add(tx, made) {
    await of(tx)
      .insertInto('imports')
      .values({
        tenant: tx.tenant,
        id: made.id,
        file_name: made.fileName,
        sha256: made.sha256,
        format: made.format,
        columns: JSON.stringify(made.columns),
        mapping: JSON.stringify(made.mapping),
        profile: JSON.stringify(made.profile),
        creditor: made.creditor ? JSON.stringify(made.creditor) : null,
        state: made.state,
        total: made.total ?? null,
        filed: 0,
        assessed: 0,
        rejected: 0,
        doubles: 0,
        created_at: new Date(made.createdAt),
        created_by: tx.actor.id,
      })
      .execute();
  },

  async get(tx, importId) {
    const row = await of(tx).selectFrom('imports').selectAll().where('tenant', '=', tx.tenant).where('id', '=', importId).executeTakeFirst();
    return row && importOf(row);
  },

  async lock(tx, importId) {
    const row = await of(tx)
      .selectFrom('imports')
      .selectAll()
      .where('tenant', '=', tx.tenant)
      .where('id', '=', importId)
      .forUpdate()
      .executeTakeFirst();
    return row && importOf(row);
  },

  async list(tx) {
    const rows = await of(tx).selectFrom('imports').selectAll().where('tenant', '=', tx.tenant).orderBy('created_at', 'desc').limit(100).execute();
    return rows.map(importOf);
  },

  async change(tx, importId, change) {
    await of(tx)
      .updateTable('imports')
      .set({
        ...changedRow(change),
        filed: sql<number>`filed + ${change.addFiled ?? 0}`,
        assessed: sql<number>`assessed + ${change.addFiled ?? 0}`,
        rejected: sql<number>`rejected + ${change.addRejected ?? 0}`,
        doubles: sql<number>`doubles + ${change.addDoubles ?? 0}`,
      })
      .where('tenant', '=', tx.tenant)
      .where('id', '=', importId)
      .execute();
  },

  async addRows(tx, importId, rows) {
    if (rows.length === 0) return;
    await clientOf(tx).query({
      name: 'import-rows-add',
      text: `insert into import_rows (tenant, import_id, row_number, raw)
        select $1, $2, (r ->> 'rowNumber')::integer, r -> 'raw' from jsonb_array_elements($3::jsonb) r
        on conflict do nothing`,
      values: [tx.tenant, importId, JSON.stringify(rows)],
    });
  },

  async lastRow(tx, importId) {
    const row = await of(tx)
      .selectFrom('import_rows')
      .select((e) => e.fn.max('row_number').as('last'))
      .where('tenant', '=', tx.tenant)
      .where('import_id', '=', importId)
      .executeTakeFirst();
    return row?.last ?? 0;
  },

  async count(tx, importId) {
    const row = await of(tx)
      .selectFrom('import_rows')
      .select((e) => e.fn.countAll<bigint>().as('n'))
      .where('tenant', '=', tx.tenant)
      .where('import_id', '=', importId)
      .executeTakeFirst();
    return Number(row?.n ?? 0n);
  },

  async pending(tx, importId, limit) {
    const rows = await of(tx)
      .selectFrom('import_rows')
      .select(['row_number', 'raw'])
      .where('tenant', '=', tx.tenant)
      .where('import_id', '=', importId)
      .where('state', '=', 'pending')
      .orderBy('row_number')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ rowNumber: row.row_number, raw: row.raw }));
  },

  async settle(tx, importId, outcomes) {
    if (outcomes.length === 0) return;
    await clientOf(tx).query({
      name: 'import-rows-settle',
      text: `update import_rows r set state = o ->> 'state', errors = o -> 'errors', case_id = (o ->> 'caseId')::uuid
        from jsonb_array_elements($3::jsonb) o
        where r.tenant = $1 and r.import_id = $2 and r.row_number = (o ->> 'rowNumber')::integer`,
      values: [tx.tenant, importId, JSON.stringify(outcomes)],
    });
  },

  async retryRejected(tx, importId) {
    const { rowCount } = await clientOf(tx).query(
      `update import_rows set state = 'pending', errors = null, case_id = null where tenant = $1 and import_id = $2 and state in ('rejected', 'double')`,
      [tx.tenant, importId],
    );
    await clientOf(tx).query('update imports set rejected = 0, doubles = 0 where tenant = $1 and id = $2', [tx.tenant, importId]);
    return rowCount ?? 0;
  },

  async rejected(tx, importId, after, limit) {
    const rows = await of(tx)
      .selectFrom('import_rows')
      .select(['row_number', 'raw', 'errors'])
      .where('tenant', '=', tx.tenant)
      .where('import_id', '=', importId)
      .where('state', 'in', ['rejected', 'double'])
      .where('row_number', '>', after)
      .orderBy('row_number')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ rowNumber: row.row_number, raw: row.raw, errors: row.errors ?? [] }));
  },
};

function changedRow(change: ImportChange) {
  return present({
    state: change.state ?? null,
    message: change.message ? JSON.stringify(change.message) : null,
    total: change.total ?? null,
    mapping: change.mapping ? JSON.stringify(change.mapping) : null,
    profile: change.profile ? JSON.stringify(change.profile) : null,
    creditor: change.creditor ? JSON.stringify(change.creditor) : null,
    finished_at: change.finishedAt === undefined ? null : new Date(change.finishedAt),
  });
}

function importOf(row: Selectable<Tables['imports']>): ImportRecord {
  return {
    id: row.id,
    fileName: row.file_name,
    sha256: row.sha256,
    format: row.format,
    columns: row.columns,
    mapping: row.mapping,
    profile: row.profile,
    state: row.state,
    filed: row.filed,
    assessed: row.assessed,
    rejected: row.rejected,
    doubles: row.doubles,
    createdAt: row.created_at.getTime(),
    ...present({
      creditor: row.creditor as PartyFiling | null,
      message: row.message as Bilingual | null,
      total: row.total,
      finishedAt: row.finished_at?.getTime(),
    }),
  };
}
