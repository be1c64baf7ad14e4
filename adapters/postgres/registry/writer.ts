import type { PoolClient } from 'pg';
import { DomainError } from '#domain/kernel/error.ts';
import type { RegistryWriter, SourceEdge, SourceEntity } from '#usecases/ports/registry.ts';
import { clientOf } from '../transaction.ts';
import { identifierRows, isMention, nameRows, type Placed, packed, placed } from './batch.ts';
import { importOf } from './reader.ts';

export const registryWriter: RegistryWriter = {
  async putSource(tx, source) {
    await clientOf(tx).query(
      `insert into registry_sources (tenant, id, kind, list, name, licence, exportable, countries, as_of, reach)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (tenant, id) do update set kind = excluded.kind, list = excluded.list, name = excluded.name, licence = excluded.licence,
         exportable = excluded.exportable, countries = excluded.countries, as_of = excluded.as_of, reach = excluded.reach, updated_at = clock_timestamp()`,
      [
        tx.tenant,
        source.id,
        source.kind,
        source.kind === 'list' ? source.list : null,
        source.name,
        source.licence,
        source.exportable,
        source.countries,
        source.asOf,
        source.reach ?? (source.kind === 'register' && source.countries.length === 0 ? 'voluntary' : 'complete'),
      ],
    );
  },

  async openImport(tx, made) {
    const client = clientOf(tx);
    const again = await client.query(
      `update registry_imports set state = 'running', message = null where tenant = $1 and id = (
         select id from registry_imports where tenant = $1 and source = $2 and fingerprint = $3 and format = $4 and state <> 'done'
         order by started_at desc limit 1) returning *`,
      [tx.tenant, made.source, made.fingerprint, made.format],
    );
    if (again.rows[0]) return importOf(again.rows[0]);
    const { rows } = await client.query(
      `insert into registry_imports (tenant, id, source, file_name, fingerprint, format, state) values ($1, $2, $3, $4, $5, $6, 'running') returning *`,
      [tx.tenant, made.id, made.source, made.fileName, made.fingerprint, made.format],
    );
    return importOf(rows[0]);
  },

  async addBatch(tx, source, importId, batch, about) {
    const client = clientOf(tx);
    const { entities, edges } = placed(batch);
    const first = batch.position - batch.records.length;
    const rejects = batch.records.flatMap(({ rejected: why }, i) => (why === undefined ? [] : [{ record: first + i + 1, why: why.slice(0, 400) }]));
    const rejected = rejects.length;
    const where = { tenant: tx.tenant, source: source.id, asOf: source.asOf, importId, recordId: about.recordId };
    const changedEntities = await putEntities(client, where, entities, about.keysOf);
    const changedEdges = await putEdges(client, where, edges);
    const changed = changedEntities + changedEdges;
    // The raw of a batch that says nothing new lies here already, under the import that brought it.
    const { sha256, raw } = changed > 0 ? packed(batch) : { sha256: '', raw: Buffer.alloc(0) };
    if (changed > 0)
      await client.query({
        name: 'registry-source-record',
        text: `insert into source_records (tenant, id, source, import_id, licence, fetched_at, first_position, records, sha256, raw)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        values: [tx.tenant, about.recordId, source.id, importId, source.licence, new Date(about.fetchedAt), first, batch.records.length, sha256, raw],
      });
    if (rejects.length > 0)
      await client.query({
        name: 'registry-rejects-add',
        text: `insert into registry_rejects (tenant, import_id, record, why) select $1, $2, record, why
          from json_to_recordset($3::json) as r (record bigint, why text)
          where (select rejected from registry_imports where tenant = $1 and id = $2) < 1000 on conflict do nothing`,
        values: [tx.tenant, importId, JSON.stringify(rejects.slice(0, 1000))],
      });
    const { rowCount } = await client.query({
      name: 'registry-import-advance',
      text: `update registry_imports set position = $3, entities = entities + $4, edges = edges + $5, changed = changed + $6,
        rejected = rejected + $7 where tenant = $1 and id = $2 and position = $8`,
      values: [tx.tenant, importId, batch.position, entities.length, edges.length, changed, rejected, first],
    });
    if (rowCount !== 1)
      throw new DomainError('registry.import_elsewhere', 'expected to be the only one who runs this import; another process has moved it on', {
        importId,
      });
    return { entities: entities.length, edges: edges.length, changed, rejected };
  },

  async closeImport(tx, importId, end) {
    const client = clientOf(tx);
    const { rows } = await client.query(
      `update registry_imports set state = $3, message = $4, finished_at = clock_timestamp() where tenant = $1 and id = $2 returning source`,
      [tx.tenant, importId, end.state, end.message ?? null],
    );
    if (!rows[0] || !end.whole || end.state !== 'done') return 0;
    const gone = await client.query(
      'update registry_entities set open = false where tenant = $1 and source = $2 and open and last_import is distinct from $3',
      [tx.tenant, rows[0].source, importId],
    );
    await client.query('update registry_edges set open = false where tenant = $1 and source = $2 and open and last_import is distinct from $3', [
      tx.tenant,
      rows[0].source,
      importId,
    ]);
    return gone.rowCount ?? 0;
  },

  async removeSource(tx, source) {
    const client = clientOf(tx);
    let removed = 0;
    for (const [table, column] of [
      ['registry_names', 'source'],
      ['registry_identifiers', 'source'],
      ['registry_statements', 'source'],
      ['registry_edges', 'source'],
      ['registry_entities', 'source'],
      ['source_records', 'source'],
      ['registry_sources', 'id'],
    ] as const) {
      const { rowCount } = await client.query(`delete from ${table} where tenant = $1 and ${column} = $2`, [tx.tenant, source]);
      if (table === 'registry_entities') removed = rowCount ?? 0;
    }
    return removed;
  },

  async judge(tx, one) {
    const client = clientOf(tx);
    const [left, right] = [one.left, one.right].sort() as [string, string];
    await client.query(
      `update registry_judgements set withdrawn_at = $4, withdrawn_by = $5 where tenant = $1 and left_key = $2 and right_key = $3 and withdrawn_at is null`,
      [tx.tenant, left, right, new Date(one.decidedAt), one.decidedBy],
    );
    await client.query(
      `insert into registry_judgements (tenant, id, left_key, right_key, verdict, why, decided_by, decided_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [tx.tenant, one.id, left, right, one.verdict, one.why, one.decidedBy, new Date(one.decidedAt)],
    );
  },

  async withdraw(tx, id, by, at) {
    const { rows } = await clientOf(tx).query<{ left: string; right: string }>(
      `update registry_judgements set withdrawn_at = $3, withdrawn_by = $4 where tenant = $1 and id = $2 and withdrawn_at is null
       returning left_key as "left", right_key as "right"`,
      [tx.tenant, id, new Date(at), by],
    );
    return rows[0];
  },
};

type Where = { readonly tenant: string; readonly source: string; readonly asOf: string; readonly importId: string; readonly recordId: string };
type Before = {
  readonly key: string;
  readonly hash: bigint;
  readonly name: string;
  readonly status: string;
  readonly first_seen: string;
  readonly open: boolean;
  readonly props: SourceEntity['props'];
};

/** Writes what is new or has changed; what is the same is only marked as seen. Answers how many were new or changed. */
async function putEntities(client: PoolClient, where: Where, entities: readonly Placed<SourceEntity>[], keysOf: Parameters<typeof nameRows>[1]) {
  if (entities.length === 0) return 0;
  const { rows } = await client.query<Before>({
    name: 'registry-entities-before',
    text: `select key, hash, name, status, first_seen, open, props from registry_entities where tenant = $1 and source = $2 and key = any($3::text[])`,
    values: [where.tenant, where.source, entities.map(({ key }) => key)],
  });
  const before = new Map(rows.map((row) => [row.key, row]));
  const same: string[] = [];
  const fresh: Placed<SourceEntity>[] = [];
  const statements: object[] = [];
  for (const entity of entities) {
    const old = before.get(entity.key);
    if (!old) fresh.push(entity);
    // Closed because a whole file had left it out, and named again as before: it is open again.
    else if (String(old.hash) === entity.hash && old.open !== entity.open) fresh.push(entity);
    else if (String(old.hash) === entity.hash || (isMention(entity) && old.props.mentioned !== 'yes')) same.push(entity.key);
    else {
      fresh.push(entity);
      statements.push(...leftBehind(old, entity));
    }
  }
  if (same.length > 0)
    await client.query({
      name: 'registry-entities-seen',
      text: `update registry_entities set last_import = $4, last_seen = greatest(last_seen, $5::date) where tenant = $1 and source = $2 and key = any($3::text[])`,
      values: [where.tenant, where.source, same, where.importId, where.asOf],
    });
  if (fresh.length === 0) return 0;
  if (statements.length > 0)
    await client.query({
      name: 'registry-statements-add',
      text: `insert into registry_statements (tenant, source, entity_key, prop, value, first_seen, last_seen)
        select $1, $2, key, prop, value, first_seen, $4 from json_to_recordset($3::json) as r (key text, prop text, value text, first_seen date)
        on conflict do nothing`,
      values: [where.tenant, where.source, JSON.stringify(statements), where.asOf],
    });
  await client.query({
    name: 'registry-entities-put',
    text: `insert into registry_entities (tenant, source, key, schema, name, status, country, since, ended, open, props, hash, record_id, record_line, last_import, first_seen, last_seen)
      select $1, $2, key, schema, name, status, country, since, ended, open, props, hash, $4, line, $5, $6, $6
      from json_to_recordset($3::json) as r (key text, schema text, name text, status text, country text, since text, ended text, open boolean, props jsonb, hash bigint, line integer)
      on conflict (tenant, source, key) do update set schema = excluded.schema, name = excluded.name, status = excluded.status,
        country = excluded.country, since = excluded.since, ended = excluded.ended, open = excluded.open, props = excluded.props,
        hash = excluded.hash, record_id = excluded.record_id, record_line = excluded.record_line, last_import = excluded.last_import,
        last_seen = greatest(registry_entities.last_seen, excluded.last_seen)`,
    values: [
      where.tenant,
      where.source,
      JSON.stringify(fresh.map(({ names: _, identifiers: __, ...row }) => row)),
      where.recordId,
      where.importId,
      where.asOf,
    ],
  });
  const replaced = fresh.filter(({ key }) => before.has(key)).map(({ key }) => key);
  if (replaced.length > 0)
    for (const table of ['registry_names', 'registry_identifiers'])
      await client.query(`delete from ${table} where tenant = $1 and source = $2 and entity_key = any($3::text[])`, [
        where.tenant,
        where.source,
        replaced,
      ]);
  await client.query({
    name: 'registry-names-add',
    text: `insert into registry_names (tenant, source, entity_key, n, name, kind, whole, core, sound)
      select $1, $2, key, n, name, kind, whole, core, sound
      from json_to_recordset($3::json) as r (key text, n smallint, name text, kind text, whole bigint, core bigint, sound bigint)`,
    values: [where.tenant, where.source, JSON.stringify(nameRows(fresh, keysOf))],
  });
  await client.query({
    name: 'registry-identifiers-add',
    text: `insert into registry_identifiers (tenant, scheme, value, source, entity_key, valid)
      select $1, scheme, value, $2, key, valid from json_to_recordset($3::json) as r (key text, scheme text, value text, valid boolean)
      on conflict do nothing`,
    values: [where.tenant, where.source, JSON.stringify(identifierRows(fresh))],
  });
  return fresh.length;
}

/** What the entity was called and was before, and the values that are gone. */
function leftBehind(old: Before, now: SourceEntity): object[] {
  const gone: object[] = [];
  const note = (prop: string, value: string) => gone.push({ key: old.key, prop, value: value.slice(0, 2000), first_seen: old.first_seen });
  if (old.name !== now.name) note('name', old.name);
  if (old.status !== now.status) note('status', old.status);
  for (const [prop, value] of Object.entries(old.props)) {
    const current = new Set([now.props[prop] ?? []].flat());
    for (const one of [value].flat()) if (!current.has(one)) note(prop, one);
  }
  return gone;
}

async function putEdges(client: PoolClient, where: Where, edges: readonly Placed<SourceEdge>[]): Promise<number> {
  if (edges.length === 0) return 0;
  const { rows } = await client.query<{ changed: boolean }>({
    name: 'registry-edges-put',
    text: `insert into registry_edges as o (tenant, source, key, kind, from_key, to_key, share_min, share_max, since, until, open, props, hash, record_id, record_line, last_import, first_seen, last_seen)
      select $1, $2, key, kind, "from", "to", "shareMin", "shareMax", since, until, open, props, hash, $4, line, $5, $6, $6
      from json_to_recordset($3::json) as r (key text, kind text, "from" text, "to" text, "shareMin" numeric, "shareMax" numeric, since text, until text, open boolean, props jsonb, hash bigint, line integer)
      on conflict (tenant, source, key) do update set kind = excluded.kind, from_key = excluded.from_key, to_key = excluded.to_key,
        share_min = excluded.share_min, share_max = excluded.share_max, since = excluded.since, until = excluded.until, open = excluded.open,
        props = excluded.props, hash = excluded.hash, last_import = excluded.last_import,
        record_id = case when o.hash = excluded.hash then o.record_id else excluded.record_id end,
        record_line = case when o.hash = excluded.hash then o.record_line else excluded.record_line end,
        last_seen = case when o.hash = excluded.hash then greatest(o.last_seen, excluded.last_seen) else excluded.last_seen end
      returning (first_seen = last_seen and last_import = $5) as changed`,
    values: [where.tenant, where.source, JSON.stringify(edges), where.recordId, where.importId, where.asOf],
  });
  return rows.filter(({ changed }) => changed).length;
}
