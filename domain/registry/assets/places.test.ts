import { describe, expect, it } from 'vitest';
import type { AssetEdge, AssetNode } from './graph.ts';
import { placeNamed, placesOf } from './places.ts';

const told = { source: 'register', asOf: '2026-11-01', exportable: true, confidence: 90, status: 'clue' as const };
const node = (id: string, schema: AssetNode['schema'], more: Partial<AssetNode> = {}): AssetNode => ({
  ...told,
  id,
  schema,
  name: id,
  props: {},
  ...more,
});
const edge = (from: string, to: string, kind: AssetEdge['kind']): AssetEdge => ({ ...told, id: `${from}>${to}`, kind, from, to, props: {} });

describe('where a thing is drawn', () => {
  it('reads the city out of an address: at the end in Latin, at the beginning in Chinese', () => {
    expect(placeNamed('12 Cambridge Road, Leeds, LS1 4AB')?.name).toBe('Leeds');
    expect(placeNamed('上海市黄浦区南京路 1 号')?.name).toBe('上海');
    expect(placeNamed('Musterkai 4, 20457 HAMBURG')?.name).toBe('Hamburg');
    expect(placeNamed('Koln, Domplatz')?.name).toBe('Köln');
    expect(placeNamed('Nirgendwo 3')).toBeUndefined();
  });

  it('never takes a place of another country', () => {
    expect(placeNamed('Hamburg Street 4', 'GB')).toBeUndefined();
    expect(placeNamed('Hamburg', 'DE')?.name).toBe('Hamburg');
  });

  it('takes the source’s point, then the named place, then where it is stored, then its country, then nothing', () => {
    const nodes = [
      node('exact', 'Goods', { latitude: 53.53, longitude: 9.98, country: 'CN' }),
      node('Schuppen 52, Hamburg', 'Warehouse', { country: 'DE' }),
      node('crates', 'Goods', { country: 'DE' }),
      node('Hamburg Trading GmbH', 'Company', { country: 'DE' }),
      node('somewhere', 'BankAccount', {}),
    ];
    const found = placesOf({ roots: [], nodes, edges: [edge('crates', 'Schuppen 52, Hamburg', 'StoredAt')] });
    expect(Object.fromEntries([...found].map(([id, { by }]) => [id, by]))).toEqual({
      exact: 'source',
      'Schuppen 52, Hamburg': 'name',
      crates: 'name',
      'Hamburg Trading GmbH': 'country',
    });
  });
});
