import type { Identifier } from '#domain/claim/party.ts';
import { normalIdentifier } from '#domain/registry/lookup/normal-identifier.ts';
import type {
  EntityNames,
  IdentifierHit,
  Judgement,
  NameHit,
  NameKind,
  RegistryImport,
  RegistryReader,
  RegistrySource,
  SourceEdge,
  Statement,
  StoredEntity,
} from '#usecases/ports/registry.ts';
import { present } from '../cases/row.ts';
import { clientOf } from '../transaction.ts';

type EntityRow = {
  readonly source: string;
  readonly key: string;
  readonly schema: string;
  readonly name: string;
  readonly status: StoredEntity['status'];
  readonly country: string | null;
  readonly open: boolean;
  readonly since: string | null;
  readonly ended: string | null;
  readonly props: StoredEntity['props'];
  readonly last_seen: string;
};

const entityColumns = 'e.source, e.key, e.schema, e.name, e.status, e.country, e.open, e.since, e.ended, e.props, e.last_seen';

export const registryReader: RegistryReader = {
  async sources(tx) {
    const { rows } = await clientOf(tx).query({
      name: 'registry-sources',
      text: 'select id, kind, list, name, licence, exportable, countries, as_of, reach from registry_sources where tenant = $1 order by id',
      values: [tx.tenant],
    });
    return rows.map(({ as_of, list, ...row }) => ({ ...row, asOf: as_of, ...(list ? { list } : {}) }) as RegistrySource);
  },

  async rejects(tx, importId, limit) {
    const { rows } = await clientOf(tx).query<{ record: bigint; why: string }>(
      'select record, why from registry_rejects where tenant = $1 and import_id = $2 order by record limit $3',
      [tx.tenant, importId, limit],
    );
    return rows.map(({ record, why }) => ({ record: Number(record), why }));
  },

  async imports(tx) {
    const { rows } = await clientOf(tx).query(
      'select id, source, file_name, fingerprint, format, state, position, entities, edges, changed, rejected, message from registry_imports where tenant = $1 order by started_at desc limit 100',
      [tx.tenant],
    );
    return rows.map(importOf);
  },

  async byIdentifiers(tx, asked) {
    const wanted = asked.flatMap((list, i) =>
      list.flatMap(({ scheme, value }) => {
        const normal = normalIdentifier(scheme, value);
        // A masked personal number is shared by many: it names nobody.
        return normal && !normal.value.includes('*') ? [{ i, scheme: normal.scheme, value: normal.value }] : [];
      }),
    );
    if (wanted.length === 0) return [];
    const { rows } = await clientOf(tx).query<EntityRow & { asked: number; scheme: string; value: string }>({
      name: 'registry-by-identifiers',
      text: `select w.i as asked, w.scheme, w.value, ${entityColumns}
        from unnest($2::integer[], $3::text[], $4::text[]) as w (i, scheme, value)
        join registry_identifiers n on n.tenant = $1 and n.scheme = w.scheme and n.value = w.value
        join registry_entities e on e.tenant = $1 and e.source = n.source and e.key = n.entity_key`,
      values: [tx.tenant, wanted.map(({ i }) => i), wanted.map(({ scheme }) => scheme), wanted.map(({ value }) => value)],
    });
    return rows.map((row): IdentifierHit => ({ asked: row.asked, entity: entityOf(row), identifier: { scheme: row.scheme, value: row.value } }));
  },

  async byNames(tx, asked, limit) {
    const wanted = asked.flatMap((names, i) => names.map((keys) => ({ i, ...keys })));
    if (wanted.length === 0) return [];
    // Each key reads at most `limit` rows of its index, so that a common word cannot make one question slow.
    const { rows } = await clientOf(tx).query<EntityRow & { asked: number; found: string; kind: NameKind }>({
      name: 'registry-by-names',
      text: `select distinct on (w.i, n.source, n.entity_key, n.name) w.i as asked, n.name as found, n.kind, ${entityColumns}
        from unnest($2::integer[], $3::bigint[], $4::bigint[], $5::bigint[]) as w (i, whole, core, sound)
        cross join lateral (
          (select source, entity_key, name, kind from registry_names where tenant = $1 and whole = w.whole limit $6)
          union (select source, entity_key, name, kind from registry_names where tenant = $1 and core = w.core limit $6)
          union (select source, entity_key, name, kind from registry_names where tenant = $1 and sound = w.sound limit $6)
        ) n
        join registry_entities e on e.tenant = $1 and e.source = n.source and e.key = n.entity_key`,
      values: [
        tx.tenant,
        wanted.map(({ i }) => i),
        wanted.map(({ whole }) => whole),
        wanted.map(({ core }) => core ?? null),
        wanted.map(({ sound }) => sound ?? null),
        limit,
      ],
    });
    return rows.map((row): NameHit => ({ asked: row.asked, entity: entityOf(row), name: row.found, kind: row.kind }));
  },

  async entities(tx, keys) {
    if (keys.length === 0) return [];
    const { rows } = await clientOf(tx).query<EntityRow>(
      `select ${entityColumns} from registry_entities e where e.tenant = $1 and e.key = any($2::text[]) order by e.key, e.source`,
      [tx.tenant, keys],
    );
    return rows.map(entityOf);
  },

  async identifiersOf(tx, keys) {
    const found = new Map<string, Identifier[]>();
    if (keys.length === 0) return found;
    const { rows } = await clientOf(tx).query<{ key: string; scheme: string; value: string }>({
      name: 'registry-identifiers-of',
      text: `select distinct n.entity_key as key, n.scheme, n.value from registry_identifiers n
        join registry_sources s on s.tenant = $1 and s.id = n.source
        where n.tenant = $1 and n.source = s.id and n.entity_key = any($2::text[])`,
      values: [tx.tenant, keys],
    });
    for (const { key, scheme, value } of rows) found.set(key, [...(found.get(key) ?? []), { scheme, value }]);
    return found;
  },

  async namesOf(tx, keys) {
    if (keys.length === 0) return [];
    const { rows } = await clientOf(tx).query<EntityNames>(
      `select n.source, n.entity_key as key, n.name, n.kind from registry_sources s
       join registry_names n on n.tenant = s.tenant and n.source = s.id and n.entity_key = any($2::text[]) where s.tenant = $1 order by n.n limit 2000`,
      [tx.tenant, keys],
    );
    return rows;
  },

  async edgesAround(tx, keys, limit) {
    if (keys.length === 0) return [];
    const columns =
      'source, key, kind, from_key as "from", to_key as "to", share_min as "shareMin", share_max as "shareMax", since, until, open, props';
    const { rows } = await clientOf(tx).query(
      `(select ${columns} from registry_edges where tenant = $1 and from_key = any($2::text[]) limit $3)
       union (select ${columns} from registry_edges where tenant = $1 and to_key = any($2::text[]) limit $3)`,
      [tx.tenant, keys, limit],
    );
    return rows.map((row) => present(row) as unknown as SourceEdge & { source: string });
  },

  async history(tx, keys) {
    if (keys.length === 0) return [];
    const { rows } = await clientOf(tx).query<Statement>(
      `select source, entity_key as key, prop, value, first_seen as "firstSeen", last_seen as "lastSeen" from registry_statements
       where tenant = $1 and entity_key = any($2::text[]) order by last_seen desc, prop limit 1000`,
      [tx.tenant, keys],
    );
    return rows;
  },

  async judgements(tx, keys) {
    if (keys.length === 0) return [];
    const { rows } = await clientOf(tx).query({
      name: 'registry-judgements',
      text: `select id, left_key, right_key, verdict, why, decided_by, decided_at from registry_judgements
        where tenant = $1 and withdrawn_at is null and (left_key = any($2::text[]) or right_key = any($2::text[]))`,
      values: [tx.tenant, keys],
    });
    return rows.map(
      (row): Judgement => ({
        id: row.id,
        left: row.left_key,
        right: row.right_key,
        verdict: row.verdict,
        why: row.why,
        decidedBy: row.decided_by,
        decidedAt: row.decided_at.getTime(),
      }),
    );
  },
};

function entityOf(row: EntityRow): StoredEntity {
  return {
    source: row.source,
    key: row.key,
    schema: row.schema,
    name: row.name,
    status: row.status,
    open: row.open,
    props: row.props,
    lastSeen: row.last_seen,
    ...present({ country: row.country, since: row.since, ended: row.ended }),
  };
}

type ImportRow = Omit<RegistryImport, 'fileName' | 'position' | 'entities' | 'edges' | 'changed' | 'rejected' | 'message'> & {
  readonly file_name: string;
  readonly message: string | null;
} & Readonly<Record<'position' | 'entities' | 'edges' | 'changed' | 'rejected', bigint>>;

export function importOf(row: ImportRow): RegistryImport {
  return {
    id: row.id,
    source: row.source,
    fileName: row.file_name,
    fingerprint: row.fingerprint,
    format: row.format,
    state: row.state,
    position: Number(row.position),
    entities: Number(row.entities),
    edges: Number(row.edges),
    changed: Number(row.changed),
    rejected: Number(row.rejected),
    ...present({ message: row.message }),
  };
}
