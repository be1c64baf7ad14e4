import type { AssetEdge, AssetNode, ClueStatus, StatusChange } from '#domain/registry/assets/graph.ts';
import type { AssetStore } from '#usecases/ports/assets.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { present } from '../cases/row.ts';
import { clientOf } from '../transaction.ts';
import { holdMaps } from './hold.ts';

type Origin = 'screen' | 'person';

export const assetStore: AssetStore = {
  hold: holdMaps,

  async graph(tx, caseId) {
    const client = clientOf(tx);
    const nodes = await client.query(
      `select n.id, schema, n.name, country, latitude, longitude, value_minor as "valueMinor", currency, props, source, as_of as "asOf", exportable, confidence,
         status, root, origin, n.record_id as "recordId", coalesce(x.name, c.page) as "recordName", coalesce(x.sha256, c.sha256) as "recordSha256"
       from asset_nodes n
       left join exhibits x on x.tenant = n.tenant and x.case_id = n.case_id and x.record_id = n.record_id
       left join captures c on c.tenant = n.tenant and c.case_id = n.case_id and c.record_id = n.record_id
       where n.tenant = $1 and n.case_id = $2 order by root desc, n.id`,
      [tx.tenant, caseId],
    );
    const edges = await client.query(
      `select id, kind, from_id as "from", to_id as "to", share_min as "shareMin", share_max as "shareMax", since, until, props, source, as_of as "asOf",
         exportable, confidence, status from asset_edges where tenant = $1 and case_id = $2 order by id`,
      [tx.tenant, caseId],
    );
    return {
      roots: nodes.rows.filter(({ root }) => root).map(({ id }) => id),
      nodes: nodes.rows.map(({ root: _, ...row }) => nodeOf(row)),
      edges: edges.rows.map((row) => present(row) as unknown as AssetEdge),
    };
  },

  async screening(tx, caseId) {
    const { rows } = await clientOf(tx).query(
      'select state, asked_at, rings, found, screened_at, nodes, edges, cut, sources from asset_screenings where tenant = $1 and case_id = $2',
      [tx.tenant, caseId],
    );
    const [row] = rows;
    if (!row) return undefined;
    const screening = row.screened_at && {
      screening: { at: row.screened_at.getTime(), nodes: row.nodes, edges: row.edges, cut: row.cut, sources: row.sources },
    };
    return { state: row.state, rings: row.rings, found: row.found, ...(row.asked_at ? { askedAt: row.asked_at.getTime() } : {}), ...screening };
  },

  async noteState(tx, caseIds, { state, rings = 0, found = 0, askedAt }) {
    await clientOf(tx).query(
      `insert into asset_screenings (tenant, case_id, state, rings, found, asked_at, nodes, edges, cut, sources)
       select $1, c.id, $3, $4, $5, $6, 0, 0, false, '{}' from cases c where c.tenant = $1 and c.id = any($2::uuid[])
       on conflict (tenant, case_id) do update set state = excluded.state, rings = excluded.rings, found = excluded.found,
         asked_at = coalesce(excluded.asked_at, asset_screenings.asked_at)`,
      [tx.tenant, caseIds, state, rings, found, askedAt === undefined ? null : new Date(askedAt)],
    );
  },

  async replaceScreened(tx, maps) {
    const client = clientOf(tx);
    const values = [tx.tenant, maps.map(({ caseId }) => caseId)];
    await client.query(`delete from asset_edges where tenant = $1 and case_id = any($2::uuid[]) and origin = 'screen' and status = 'clue'`, values);
    // A thing that a person's relation still holds on to stays.
    await client.query(
      `delete from asset_nodes n where tenant = $1 and case_id = any($2::uuid[]) and origin = 'screen' and status = 'clue' and not exists (
         select from asset_edges e where e.tenant = n.tenant and e.case_id = n.case_id and (e.from_id = n.id or e.to_id = n.id))`,
      values,
    );
    await addNodes(
      tx,
      maps.flatMap(({ caseId, graph }) => graph.nodes.map((node) => ({ caseId, root: graph.roots.includes(node.id), ...node }))),
      'screen',
      'refresh',
    );
    await addEdges(
      tx,
      maps.flatMap(({ caseId, graph }) => graph.edges.map((edge) => ({ caseId, ...edge }))),
      'screen',
      'nothing',
    );
    await client.query(
      `insert into asset_screenings (tenant, case_id, screened_at, nodes, edges, cut, sources, state)
       select $1, r."caseId", r.at, r.nodes, r.edges, r.cut, r.sources, 'drawn'
       from json_to_recordset($2::json) as r ("caseId" uuid, at timestamptz, nodes integer, edges integer, cut boolean, sources text[])
       on conflict (tenant, case_id) do update set screened_at = excluded.screened_at, nodes = excluded.nodes, edges = excluded.edges, cut = excluded.cut,
         sources = excluded.sources, state = 'drawn'`,
      [tx.tenant, JSON.stringify(maps.map(({ caseId, screening: { at, ...rest } }) => ({ caseId, at: new Date(at).toISOString(), ...rest })))],
    );
    await client.query('delete from asset_watch where tenant = $1 and case_id = any($2::uuid[])', values);
    await client.query(
      `insert into asset_watch (tenant, case_id, kind, value)
       select $1, "caseId", kind, value from json_to_recordset($2::json) as r ("caseId" uuid, kind text, value text) on conflict do nothing`,
      [tx.tenant, JSON.stringify(maps.flatMap(({ caseId, watch }) => watch.map((one) => ({ caseId, ...one }))))],
    );
  },

  async concernedBy(tx, source, after, limit) {
    const { rows } = await clientOf(tx).query<{ case_id: string }>(
      `select distinct c.id as case_id from (
         select w.case_id from asset_watch w join registry_names n on n.tenant = w.tenant and n.source = $2 and n.whole = w.value::bigint
           where w.tenant = $1 and w.kind = 'whole'
         union select w.case_id from asset_watch w join registry_names n on n.tenant = w.tenant and n.source = $2 and n.core = w.value::bigint
           where w.tenant = $1 and w.kind = 'core'
         union select w.case_id from asset_watch w join registry_names n on n.tenant = w.tenant and n.source = $2 and n.sound = w.value::bigint
           where w.tenant = $1 and w.kind = 'sound'
         union select w.case_id from asset_watch w join registry_identifiers i on i.tenant = w.tenant and i.source = $2 and w.value = i.scheme || ':' || i.value
           where w.tenant = $1 and w.kind = 'number'
         union select w.case_id from asset_watch w join registry_entities e on e.tenant = w.tenant and e.source = $2 and e.key = w.value
           where w.tenant = $1 and w.kind = 'key'
         union select w.case_id from asset_watch w join registry_edges e on e.tenant = w.tenant and e.source = $2 and (e.from_key = w.value or e.to_key = w.value)
           where w.tenant = $1 and w.kind = 'key'
         union select n.case_id from asset_nodes n join registry_entities e on e.tenant = n.tenant and e.source = $2 and e.key = n.id where n.tenant = $1
         union select n.case_id from asset_nodes n join registry_edges e on e.tenant = n.tenant and e.source = $2 and e.from_key = n.id where n.tenant = $1
         union select n.case_id from asset_nodes n join registry_edges e on e.tenant = n.tenant and e.source = $2 and e.to_key = n.id where n.tenant = $1
       ) hit join cases c on c.tenant = $1 and c.id = hit.case_id
       where c.stage <> 'closed' and ($3::uuid is null or c.id > $3) order by 1 limit $4`,
      [tx.tenant, source, after ?? null, limit],
    );
    return rows.map(({ case_id }) => case_id);
  },

  async put(tx, caseId, node, edges) {
    await addNodes(tx, [{ caseId, root: false, ...node }], 'person', 'update');
    await addEdges(
      tx,
      edges.map((edge) => ({ caseId, ...edge })),
      'person',
      'update',
    );
  },

  async setStatus(tx, caseId, id, status, why) {
    for (const table of ['asset_nodes', 'asset_edges']) {
      const { rows } = await clientOf(tx).query<{ status: ClueStatus }>(
        `update ${table} n set status = $4, updated_by = $5, updated_at = clock_timestamp() from ${table} before
         where n.tenant = $1 and n.case_id = $2 and n.id = $3 and before.tenant = n.tenant and before.case_id = n.case_id and before.id = n.id
         returning before.status`,
        [tx.tenant, caseId, id, status, tx.actor.id],
      );
      const before = rows[0]?.status;
      if (before === undefined) continue;
      await clientOf(tx).query(
        'insert into asset_status_changes (tenant, case_id, asset, before, after, why, changed_by) values ($1, $2, $3, $4, $5, $6, $7)',
        [tx.tenant, caseId, id, before, status, why, tx.actor.id],
      );
      return before;
    }
    return undefined;
  },

  async changes(tx, caseId) {
    const { rows } = await clientOf(tx).query(
      `select asset, before, after, why, changed_at, changed_by from asset_status_changes
       where tenant = $1 and case_id = $2 order by changed_at desc, id limit 1000`,
      [tx.tenant, caseId],
    );
    return rows.map(({ changed_at, changed_by, ...row }): StatusChange => ({ ...row, at: changed_at.getTime(), by: changed_by }));
  },

  async hasRecord(tx, caseId, recordId) {
    const { rows } = await clientOf(tx).query(
      `select 1 from exhibits where tenant = $1 and case_id = $2 and record_id = $3
       union all select 1 from captures where tenant = $1 and case_id = $2 and record_id = $3 limit 1`,
      [tx.tenant, caseId, recordId],
    );
    return rows.length > 0;
  },
};

type NodeRow = { readonly recordId: string | null; readonly recordName: string | null; readonly recordSha256: string | null };

function nodeOf({ recordId, recordName, recordSha256, ...row }: NodeRow & Record<string, unknown>): AssetNode {
  const evidence = recordId === null ? {} : { evidence: { recordId, ...present({ name: recordName, sha256: recordSha256 }) } };
  return { ...present(row), ...evidence } as unknown as AssetNode;
}

const nodeUpdate = `update set schema = excluded.schema, name = excluded.name, country = excluded.country, latitude = excluded.latitude,
  longitude = excluded.longitude, value_minor = excluded.value_minor, currency = excluded.currency, props = excluded.props, source = excluded.source,
  as_of = excluded.as_of, exportable = excluded.exportable, confidence = excluded.confidence, origin = 'person', record_id = excluded.record_id,
  updated_by = excluded.updated_by, updated_at = clock_timestamp()`;
const edgeUpdate = `update set kind = excluded.kind, share_min = excluded.share_min, share_max = excluded.share_max, since = excluded.since,
  until = excluded.until, props = excluded.props, source = excluded.source, as_of = excluded.as_of, confidence = excluded.confidence, origin = 'person',
  updated_by = excluded.updated_by, updated_at = clock_timestamp()`;

/** What a register says anew of a thing that nobody has changed or checked. */
const nodeRefresh = `update set name = excluded.name, country = excluded.country, props = excluded.props, source = excluded.source, as_of = excluded.as_of,
  exportable = excluded.exportable, confidence = excluded.confidence, updated_at = clock_timestamp()
  where asset_nodes.origin = 'screen' and asset_nodes.status = 'clue'`;
const onConflict = { nothing: 'nothing', update: nodeUpdate, refresh: nodeRefresh } as const;

type InCase = { readonly caseId: string };

async function addNodes(
  tx: TenantTx,
  nodes: readonly (AssetNode & InCase & { readonly root: boolean })[],
  origin: Origin,
  on: keyof typeof onConflict,
) {
  if (nodes.length === 0) return;
  const rows = nodes.map(({ valueMinor, evidence, ...node }) => ({
    ...node,
    recordId: evidence?.recordId ?? null,
    valueMinor: valueMinor === undefined ? null : String(valueMinor),
  }));
  await clientOf(tx).query(
    `insert into asset_nodes (tenant, case_id, id, schema, name, country, latitude, longitude, value_minor, currency, props, root, source, as_of, exportable,
       confidence, status, origin, updated_by, record_id)
     select $1, "caseId", id, schema, name, country, latitude, longitude, "valueMinor", currency, props, root, source, "asOf", exportable, confidence, status, $3, $4, "recordId"
     from json_to_recordset($2::json) as r ("caseId" uuid, id text, schema text, name text, country text, latitude double precision, longitude double precision,
       "valueMinor" bigint, currency text, props jsonb, root boolean, source text, "asOf" date, exportable boolean, confidence smallint, status text, "recordId" uuid)
     on conflict (tenant, case_id, id) do ${onConflict[on]}`,
    [tx.tenant, JSON.stringify(rows), origin, tx.actor.id],
  );
}

async function addEdges(tx: TenantTx, edges: readonly (AssetEdge & InCase)[], origin: Origin, on: 'nothing' | 'update') {
  if (edges.length === 0) return;
  await clientOf(tx).query(
    `insert into asset_edges (tenant, case_id, id, kind, from_id, to_id, share_min, share_max, since, until, props, source, as_of, exportable, confidence,
       status, origin, updated_by)
     select $1, "caseId", id, kind, "from", "to", "shareMin", "shareMax", since, until, props, source, "asOf", exportable, confidence, status, $3, $4
     from json_to_recordset($2::json) as r ("caseId" uuid, id text, kind text, "from" text, "to" text, "shareMin" text, "shareMax" text, since text, until text,
       props jsonb, source text, "asOf" date, exportable boolean, confidence smallint, status text)
     on conflict (tenant, case_id, id) do ${on === 'nothing' ? 'nothing' : edgeUpdate}`,
    [tx.tenant, JSON.stringify(edges), origin, tx.actor.id],
  );
}
