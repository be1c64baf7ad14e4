import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FtmEntity, ftmOf, safeId } from './ftm.ts';
import { type FtmSchema, ftmId, ftmIdLongest, isA, kindOf, requiredOf } from './ftm-model.ts';
import { type AssetEdge, type AssetNode, edgeKinds, schemata } from './graph.ts';

const told = { source: 'register', asOf: '2026-11-01', confidence: 90, status: 'clue' as const };
const anyId = fc.constantFrom('a', 'gb-company:01234567', 'party:-1330820882626496241', '上海>Holds>b', 'q.x', 'x'.repeat(300));
const anyNode = fc.record({
  id: anyId,
  schema: fc.constantFrom(...schemata),
  name: fc.constantFrom('Nordhafen', '上海华兴'),
  country: fc.option(fc.constantFrom('DE', 'GB-EAW'), { nil: undefined }),
  exportable: fc.boolean(),
  valued: fc.boolean(),
  point: fc.boolean(),
});
const anyEdge = fc.record({
  from: anyId,
  to: anyId,
  kind: fc.constantFrom(...edgeKinds),
  share: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
  exportable: fc.boolean(),
});

/** What an importer of FollowTheMoney would refuse or drop. */
function faults(entities: readonly FtmEntity[]): string[] {
  const schemaOf = new Map<string, FtmSchema>(entities.map(({ id, schema }) => [id, schema]));
  return entities.flatMap((entity) => [
    ...(ftmId.test(entity.id) && entity.id.length <= ftmIdLongest ? [] : [`id ${entity.id}`]),
    ...requiredOf(entity.schema).flatMap((key) => ((entity.properties[key] ?? []).length > 0 ? [] : [`${entity.schema} without ${key}`])),
    ...Object.entries(entity.properties).flatMap(([key, values]) => {
      const kind = kindOf(entity.schema, key);
      if (kind === undefined) return [`${entity.schema} has no ${key}`];
      return values.flatMap((value) => wrong(kind, value, schemaOf).map((why) => `${entity.schema}.${key}: ${why}`));
    }),
  ]);
}

function wrong(kind: string, value: string, schemaOf: ReadonlyMap<string, FtmSchema>): string[] {
  if (/^[A-Z]/.test(kind)) {
    const schema = schemaOf.get(value);
    return schema === undefined ? [`nothing has the id ${value}`] : isA(schema, kind) ? [] : [`${schema} is no ${kind}`];
  }
  if (kind === 'number') return /^-?\d+(\.\d+)?$/.test(value) ? [] : [`"${value}" is no number`];
  if (kind === 'country') return /^[a-z]{2}$/.test(value) ? [] : [`"${value}" is no country`];
  if (kind === 'date') return /^\d{4}(-\d\d){0,2}$/.test(value) ? [] : [`"${value}" is no date`];
  return value === '' ? ['empty'] : [];
}

describe('the map as FollowTheMoney', () => {
  it('holds nothing that the model does not know, whatever the map holds', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyNode, { maxLength: 6, selector: ({ id }) => id }), fc.array(anyEdge, { maxLength: 8 }), (rawNodes, rawEdges) => {
        const nodes = rawNodes.map(
          ({ valued, point, country, ...one }): AssetNode => ({
            ...told,
            ...one,
            props: { address: 'Musterkai 4', registerNumber: 'HRB 1', registerStatus: 'active' },
            ...(country ? { country } : {}),
            ...(valued ? { valueMinor: 12_345n, currency: 'EUR' } : {}),
            ...(point ? { latitude: 53.5, longitude: 10 } : {}),
          }),
        );
        const edges = rawEdges.map(({ share, ...one }, i): AssetEdge => {
          const shares = share === undefined ? {} : { shareMin: String(share), shareMax: '100' };
          return { ...told, ...one, id: `${one.from}>${one.kind}>${i}`, props: {}, since: '2026-01-01', ...shares };
        });
        const { entities, withheld } = ftmOf({ roots: [], nodes, edges });
        expect(faults(entities)).toEqual([]);
        // Everything is either written or counted; a relation whose end is kept back is kept back too, and one to nowhere is none.
        expect(entities.length + withheld).toBe(nodes.length + edges.length);
      }),
      { numRuns: 300 },
    );
  });

  it('gives different things different ids, and the same thing the same', () => {
    const ids = ['a', 'a-b', 'a:b', 'a>b', 'q.a.q', 'gb-company:1', '上海', 'x'.repeat(300), 'x'.repeat(301)];
    expect(new Set(ids.map(safeId)).size).toBe(ids.length);
    expect(safeId('a-b')).toBe('a-b');
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), (id) => ftmId.test(safeId(id))));
  });
});
