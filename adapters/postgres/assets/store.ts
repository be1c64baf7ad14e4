import type { AssetEdge, AssetNode, ClueStatus, StatusChange } from '#domain/registry/assets/graph.ts';
import type { AssetStore } from '#usecases/ports/assets.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { present } from '../cases/row.ts';
import { clientOf } from '../transaction.ts';

type Origin = 'screen' | 'person';

export const assetStore: AssetStore = {
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
      'select screened_at, nodes, edges, cut, sources from asset_screenings where tenant = $1 and case_id = $2',
      [tx.tenant, caseId],
    );
    return rows[0] && { at: rows[0].screened_at.getTime(), nodes: rows[0].nodes, edges: rows[0].edges, cut: rows[0].cut, sources: rows[0].sources };
  },

  async replaceScreened(tx, caseId, graph, screening) {
    const client = clientOf(tx);
    const values = [tx.tenant, caseId];
    await client.query(`delete from asset_edges where tenant = $1 and case_id = $2 and origin = 'screen' and status = 'clue'`, values);
    // A thing that a person's relation still holds on to stays.
    await client.query(
      `delete from asset_nodes n where tenant = $1 and case_id = $2 and origin = 'screen' and status = 'clue' and not exists (
         select from asset_edges e where e.tenant = n.tenant and e.case_id = n.case_id and (e.from_id = n.id or e.to_id = n.id))`,
      values,
    );
    const roots = new Set(graph.roots);
    await addNodes(tx, caseId, graph.nodes, 'screen', (node) => roots.has(node.id), 'nothing');
    await addEdges(tx, caseId, graph.edges, 'screen', 'nothing');
    await client.query(
      `insert into asset_screenings (tenant, case_id, screened_at, nodes, edges, cut, sources) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (tenant, case_id) do update set screened_at = excluded.screened_at, nodes = excluded.nodes, edges = excluded.edges, cut = excluded.cut,
         sources = excluded.sources`,
      [...values, new Date(screening.at), screening.nodes, screening.edges, screening.cut, screening.sources],
    );
  },

  async put(tx, caseId, node, edges) {
    await addNodes(tx, caseId, [node], 'person', () => false, 'update');
    await addEdges(tx, caseId, edges, 'person', 'update');
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

async function addNodes(
  tx: TenantTx,
  caseId: string,
  nodes: readonly AssetNode[],
  origin: Origin,
  root: (node: AssetNode) => boolean,
  on: 'nothing' | 'update',
) {
  if (nodes.length === 0) return;
  const rows = nodes.map(({ valueMinor, evidence, ...node }) => ({
    ...node,
    recordId: evidence?.recordId ?? null,
    root: root(node),
    valueMinor: valueMinor === undefined ? null : String(valueMinor),
  }));
  await clientOf(tx).query(
    `insert into asset_nodes (tenant, case_id, id, schema, name, country, latitude, longitude, value_minor, currency, props, root, source, as_of, exportable,
       confidence, status, origin, updated_by, record_id)
     select $1, $2, id, schema, name, country, latitude, longitude, "valueMinor", currency, props, root, source, "asOf", exportable, confidence, status, $4, $5, "recordId"
     from json_to_recordset($3::json) as r (id text, schema text, name text, country text, latitude double precision, longitude double precision,
       "valueMinor" bigint, currency text, props jsonb, root boolean, source text, "asOf" date, exportable boolean, confidence smallint, status text, "recordId" uuid)
     on conflict (tenant, case_id, id) do ${on === 'nothing' ? 'nothing' : nodeUpdate}`,
    [tx.tenant, caseId, JSON.stringify(rows), origin, tx.actor.id],
  );
}

async function addEdges(tx: TenantTx, caseId: string, edges: readonly AssetEdge[], origin: Origin, on: 'nothing' | 'update') {
  if (edges.length === 0) return;
  await clientOf(tx).query(
    `insert into asset_edges (tenant, case_id, id, kind, from_id, to_id, share_min, share_max, since, until, props, source, as_of, exportable, confidence,
       status, origin, updated_by)
     select $1, $2, id, kind, "from", "to", "shareMin", "shareMax", since, until, props, source, "asOf", exportable, confidence, status, $4, $5
     from json_to_recordset($3::json) as r (id text, kind text, "from" text, "to" text, "shareMin" text, "shareMax" text, since text, until text,
       props jsonb, source text, "asOf" date, exportable boolean, confidence smallint, status text)
     on conflict (tenant, case_id, id) do ${on === 'nothing' ? 'nothing' : edgeUpdate}`,
    [tx.tenant, caseId, JSON.stringify(edges), origin, tx.actor.id],
  );
}
