import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { hash64 } from '#domain/registry/lookup/name-hash.ts';
import { normalIdentifier } from '#domain/registry/lookup/normal-identifier.ts';
import type { NameKeys, RecordBatch, SourceEdge, SourceEntity } from '#usecases/ports/registry.ts';

/** A row ready to be written: what an importer read, and the record and line it was read from. */
export type Placed<T> = T & { readonly hash: string; readonly line: number };

/** The entities and edges of a batch, the last word on each key; one entity told by two records keeps the later. */
export function placed(batch: RecordBatch): { readonly entities: readonly Placed<SourceEntity>[]; readonly edges: readonly Placed<SourceEdge>[] } {
  const entities = new Map<string, Placed<SourceEntity>>();
  const edges = new Map<string, Placed<SourceEdge>>();
  batch.records.forEach((record, line) => {
    for (const entity of record.entities) {
      // A mention (an owner named by its number only) never overwrites what the register itself says of the entity.
      const before = entities.get(entity.key);
      if (before && isMention(entity) && !isMention(before)) continue;
      entities.set(entity.key, { ...entity, hash: hash64('e', JSON.stringify(entity)), line });
    }
    for (const edge of record.edges) edges.set(edge.key, { ...edge, hash: hash64('r', JSON.stringify(edge)), line });
  });
  return { entities: [...entities.values()], edges: [...edges.values()] };
}

export const isMention = (entity: SourceEntity): boolean => entity.props.mentioned === 'yes';

/** The raw records as they came, parted by RFC 7464's record separator, packed. */
export function packed(batch: RecordBatch): { readonly sha256: string; readonly raw: Buffer } {
  const text = batch.records.map((record) => record.raw).join('\u001e\n');
  return { sha256: createHash('sha256').update(text).digest('hex'), raw: zstdCompressSync(text) };
}

const longestName = 400;

export type NameRow = NameKeys & { readonly key: string; readonly n: number; readonly name: string; readonly kind: string };

export function nameRows(entities: readonly SourceEntity[], keysOf: (name: string) => NameKeys): NameRow[] {
  return entities.flatMap((entity) =>
    distinct(entity)
      .slice(0, 60)
      .map(({ name, kind }, n) => ({ key: entity.key, n, name: name.slice(0, longestName), kind, ...keysOf(name.slice(0, longestName)) })),
  );
}

function distinct(entity: SourceEntity): { readonly name: string; readonly kind: string }[] {
  const seen = new Map<string, string>([[entity.name, 'current']]);
  for (const { name, kind } of entity.names) if (!seen.has(name)) seen.set(name, kind);
  return [...seen].filter(([name]) => /[\p{L}\p{N}]/u.test(name)).map(([name, kind]) => ({ name, kind }));
}

export type IdentifierRow = { readonly key: string; readonly scheme: string; readonly value: string; readonly valid: boolean | null };

export function identifierRows(entities: readonly SourceEntity[]): IdentifierRow[] {
  return entities.flatMap((entity) => {
    const seen = new Map<string, IdentifierRow>();
    for (const { scheme, value } of entity.identifiers) {
      const normal = normalIdentifier(scheme, value);
      if (!normal || normal.value.includes('*')) continue;
      seen.set(`${normal.scheme} ${normal.value}`, {
        key: entity.key,
        scheme: normal.scheme,
        value: normal.value.slice(0, 200),
        valid: normal.valid ?? null,
      });
    }
    return [...seen.values()];
  });
}
