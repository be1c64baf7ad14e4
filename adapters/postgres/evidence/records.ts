import { zstdCompressSync } from 'node:zlib';
import { hex } from '#domain/evidence/bytes.ts';
import type { RecordKind } from '#domain/evidence/record.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { FoundRecord, Hold, RecordScope, RecordStore, StoredRecord } from '#usecases/ports/records.ts';
import type { Grade, SealStatus } from '#usecases/ports/sealing.ts';
import type { Tx } from '#usecases/ports/transactions.ts';
import { bigintArray, byteaArray, instantArray, textArray, uuidArray } from '../binary-array.ts';
import { clientOf } from '../transaction.ts';

/** An erased report: the empty text, packed like the others. */
const noText = zstdCompressSync('');

/** Rows travel as one array per column: one statement and one round trip for any number of records. */
const insertRecords = `
with given as (
  select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bytea[], $7::bytea[], $8::bigint[], $9::text[],
    $10::bytea[], $11::bytea[], $12::bytea[], $13::bigint[], $14::bytea[], $15::timestamptz[], $16::bytea[])
  as t (tenant, id, case_id, subjects, kind, commitment, content_sha256, size, media_type, sealed, wrapped_key,
    object_sha256, object_size, wrapped_object_key, received_at, entry)
), added as (
  insert into evidence_record (tenant, id, case_id, kind, commitment, content_sha256, size, media_type, sealed, wrapped_key,
    object_sha256, object_size, wrapped_object_key, received_at)
  select tenant, id, case_id, kind, commitment, content_sha256, size, media_type, sealed, wrapped_key,
    object_sha256, object_size, wrapped_object_key, received_at from given
), named as (
  insert into evidence_subject (tenant, subject, record_id)
  select tenant, jsonb_array_elements_text(subjects::jsonb), id from given where subjects is not null on conflict do nothing
)
insert into evidence_queue (tenant, record_id, entry) select tenant, id, entry from given`;

/** Keeps one statement's parameters within tens of megabytes. */
const rowsAtOnce = 2_000;

export const postgresRecords: RecordStore = {
  async add(tx, records) {
    const client = clientOf(tx);
    for (let at = 0; at < records.length; at += rowsAtOnce) {
      const rows = records.slice(at, at + rowsAtOnce);
      const column = <T>(pick: (row: StoredRecord) => T): T[] => rows.map(pick);
      await client.query({
        name: 'evidence-add',
        text: insertRecords,
        values: [
          uuidArray(column((r) => r.tenant)),
          uuidArray(column((r) => r.id)),
          uuidArray(column((r) => r.caseId ?? null)),
          textArray(column((r) => (r.subjects.length > 0 ? JSON.stringify(r.subjects) : null))),
          textArray(column((r) => r.kind)),
          byteaArray(column((r) => r.commitment)),
          byteaArray(column((r) => r.contentSha256)),
          bigintArray(column((r) => r.size)),
          textArray(column((r) => r.mediaType)),
          byteaArray(column((r) => r.sealed)),
          byteaArray(column((r) => r.wrappedKey)),
          byteaArray(column((r) => r.object?.sha256 ?? null)),
          bigintArray(column((r) => r.object?.size ?? null)),
          byteaArray(column((r) => r.object?.wrappedKey ?? null)),
          instantArray(column((r) => r.receivedAt)),
          byteaArray(column((r) => r.entry)),
        ],
      });
    }
  },

  async nameSubjects(tx, recordIds, subjects) {
    if (recordIds.length === 0 || subjects.length === 0) return;
    await clientOf(tx).query(
      `insert into evidence_subject (tenant, subject, record_id)
       select $1, s, r.id from evidence_record r cross join unnest($3::text[]) as s
       where r.tenant = $1 and r.id = any($2::uuid[]) and r.erased_at is null on conflict do nothing`,
      [tenantOf(tx), recordIds, subjects],
    );
  },

  async find(tx, scope) {
    const [where, value] = whereOf(scope);
    const { rows } = await clientOf(tx).query<Row>(
      `select r.id, r.case_id, r.kind, r.commitment, r.received_at, r.erased_at, r.sealed, r.wrapped_key, r.object_sha256, r.object_size,
         r.wrapped_object_key, l.log, l.log_index, coalesce(l.entry, q.entry) as entry
       from evidence_record r
       left join evidence_leaf l on (l.tenant, l.record_id) = (r.tenant, r.id)
       left join evidence_queue q on (q.tenant, q.record_id) = (r.tenant, r.id)
       where r.tenant = $1 and ${where} order by r.received_at, r.id`,
      [tenantOf(tx), value],
    );
    return rows.map(found);
  },

  async status(tx, ids) {
    const { rows } = await clientOf(tx).query<{ id: string; received_at: Date; erased_at: Date | null; log_index: bigint | null; grade: Grade }>(
      `select r.id, r.received_at, r.erased_at, l.log_index,
         case when l.log_index < g.anchored_size then 'anchored' when l.log_index < g.witnessed_size then 'witnessed'
              when l.log_index < g.size then 'logged' else 'received' end as grade
       from evidence_record r left join evidence_leaf l on (l.tenant, l.record_id) = (r.tenant, r.id) left join evidence_log g on g.number = l.log
       where r.tenant = $1 and r.id = any($2::uuid[])`,
      [tenantOf(tx), ids],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id): SealStatus[] => {
      const row = byId.get(id);
      if (!row) return [];
      return [
        {
          recordId: id,
          grade: row.grade,
          receivedAt: row.received_at.toISOString(),
          ...(row.log_index === null ? {} : { logIndex: Number(row.log_index) }),
          ...(row.erased_at ? { erasedAt: row.erased_at.toISOString() } : {}),
        },
      ];
    });
  },

  async holdsOn(tx, { recordIds, caseIds, subjects }) {
    const { rows } = await clientOf(tx).query<{ id: string; scope: Hold['scope']; scope_id: string; reason: string }>(
      `with touched as (
         select r.id, r.case_id from evidence_record r where r.tenant = $1 and r.id = any($2::uuid[])
       ), cases as (
         select case_id from touched where case_id is not null
         -- An upload may have been sealed before its case existed: its exhibit knows the case.
         union select e.case_id from exhibits e where e.tenant = $1 and e.record_id = any($2::uuid[]) and e.case_id is not null
         union select unnest($3::uuid[])
       ), people as (
         select subject from evidence_subject where tenant = $1 and record_id = any($2::uuid[])
         union select unnest($4::text[])
       )
       select h.id, h.scope, h.scope_id, h.reason from evidence_hold h
       where h.tenant = $1 and h.released_at is null and (
         (h.scope = 'case' and h.scope_id in (select case_id::text from cases))
         or (h.scope = 'subject' and h.scope_id in (select subject from people))
         or (h.scope = 'record' and h.scope_id in (select id::text from touched))) order by h.id`,
      [tenantOf(tx), recordIds, caseIds, subjects],
    );
    return rows.map((row) => ({ id: row.id, scope: row.scope, scopeId: row.scope_id, reason: row.reason }));
  },

  async holds(tx, live) {
    const { rows } = await clientOf(tx).query<{
      id: string;
      scope: Hold['scope'];
      scope_id: string;
      reason: string;
      placed_at: Date;
      placed_by: string;
      released_at: Date | null;
      released_by: string | null;
    }>(
      `select id, scope, scope_id, reason, placed_at, placed_by, released_at, released_by from evidence_hold
       where tenant = $1 and (released_at is null or not $2) order by id desc limit 10000`,
      [tenantOf(tx), live],
    );
    return rows.map((row) => ({
      id: row.id,
      scope: row.scope,
      scopeId: row.scope_id,
      reason: row.reason,
      placedAt: row.placed_at,
      placedBy: row.placed_by,
      ...(row.released_at ? { releasedAt: row.released_at } : {}),
      ...(row.released_by ? { releasedBy: row.released_by } : {}),
    }));
  },

  async placeHold(tx, hold) {
    await clientOf(tx).query(
      'insert into evidence_hold (tenant, id, scope, scope_id, reason, placed_by, placed_at) values ($1, $2, $3, $4, $5, $6, $7)',
      [tenantOf(tx), hold.id, hold.scope, hold.scopeId, hold.reason, hold.by, hold.at],
    );
  },

  async releaseHold(tx, id, by, at) {
    const { rowCount } = await clientOf(tx).query(
      'update evidence_hold set released_by = $3, released_at = $4 where tenant = $1 and id = $2 and released_at is null',
      [tenantOf(tx), id, by, at],
    );
    return rowCount === 1;
  },

  async shred(tx, recordIds, byRecord, at) {
    const client = clientOf(tx);
    const { rows } = await client.query<{ object_sha256: Buffer | null }>(
      `update evidence_record r set sealed = null, wrapped_key = null, content_sha256 = null, size = null, media_type = null,
         object_sha256 = null, object_size = null, wrapped_object_key = null, erased_at = $3, erased_by_record = $4
       from evidence_record before
       where (before.tenant, before.id) = (r.tenant, r.id) and r.tenant = $1 and r.id = any($2::uuid[]) and r.erased_at is null
       returning before.object_sha256`,
      [tenantOf(tx), recordIds, at, byRecord],
    );
    await client.query('delete from evidence_subject where tenant = $1 and record_id = any($2::uuid[])', [tenantOf(tx), recordIds]);
    await client.query('update assessments set body = $3 where tenant = $1 and record_id = any($2::uuid[])', [tenantOf(tx), recordIds, noText]);
    await client.query(
      "update exhibits set name = '-', sha256 = '', purpose = null, reading = null, facts = null where tenant = $1 and record_id = any($2::uuid[])",
      [tenantOf(tx), recordIds],
    );
    await client.query('delete from contract_page where tenant = $1 and record_id = any($2::uuid[])', [tenantOf(tx), recordIds]);
    const names = rows.flatMap((row) => (row.object_sha256 ? [row.object_sha256] : []));
    const { rows: needed } = await client.query<{ object_sha256: Buffer }>(
      'select distinct object_sha256 from evidence_record where tenant = $1 and object_sha256 = any($2::bytea[])',
      [tenantOf(tx), names],
    );
    const still = new Set(needed.map((row) => hex(row.object_sha256)));
    return [...new Set(names.map((name) => hex(name)))].filter((name) => !still.has(name));
  },
};

type Row = {
  id: string;
  case_id: string | null;
  kind: RecordKind;
  commitment: Buffer;
  received_at: Date;
  erased_at: Date | null;
  sealed: Buffer | null;
  wrapped_key: Buffer | null;
  object_sha256: Buffer | null;
  object_size: bigint | null;
  wrapped_object_key: Buffer | null;
  log: number | null;
  log_index: bigint | null;
  entry: Buffer;
};

function found(row: Row): FoundRecord {
  return {
    id: row.id,
    kind: row.kind,
    entry: row.entry,
    receivedAt: row.received_at,
    ...(row.case_id ? { caseId: row.case_id } : {}),
    ...(row.log_index === null || row.log === null ? {} : { log: row.log, logIndex: Number(row.log_index) }),
    ...(row.erased_at ? { erasedAt: row.erased_at } : {}),
    ...(row.sealed && row.wrapped_key ? { closed: { sealed: row.sealed, wrappedKey: row.wrapped_key } } : {}),
    ...(row.object_sha256
      ? {
          object: {
            sha256: hex(row.object_sha256),
            size: Number(row.object_size),
            ...(row.wrapped_object_key ? { wrappedKey: row.wrapped_object_key } : {}),
          },
        }
      : {}),
  };
}

function whereOf(scope: RecordScope): [string, unknown] {
  switch (scope.kind) {
    case 'case':
      // An upload may have been sealed before its case existed: its exhibit knows the case.
      return ['(r.case_id = $2::uuid or r.id in (select record_id from exhibits where tenant = $1 and case_id = $2::uuid))', scope.id];
    case 'subject':
      return ['r.id in (select record_id from evidence_subject where tenant = $1 and subject = $2::text)', scope.id];
    case 'records':
      return ['r.id = any($2::uuid[])', scope.ids];
  }
}

function tenantOf(tx: Tx): string {
  if (tx.tenant === undefined) throw new DomainError('evidence.wrong_tenant', "expected a tenant's transaction, got the system's");
  return tx.tenant;
}
