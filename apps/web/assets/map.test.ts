import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AssetMapJson, AssetNodeJson } from '#contract/operations/assets.ts';
import { everything, fitting, occurring } from './filter.ts';
import { type LayoutTask, laidOut } from './layout.ts';
import { rangeText, shareText, wayTo } from './paths.ts';
import { clustersOf, frame, landPath, wholeWorld, zoomed } from './world-geometry.ts';

const node = (id: string, more: Partial<AssetNodeJson> = {}): AssetNodeJson => ({
  id,
  schema: 'Company',
  name: id,
  props: {},
  source: 'register',
  asOf: '2026-11-01',
  exportable: true,
  confidence: 90,
  status: 'clue',
  isAsset: false,
  origin: 'screen',
  ...more,
});
const at = (latitude: number, longitude: number, by: 'source' | 'name' | 'country' = 'source') => ({ place: { latitude, longitude, by } });
const edge = (from: string, to: string) => ({ from, to }) as AssetMapJson['edges'][number];
const map = (nodes: AssetNodeJson[], edges: AssetMapJson['edges'] = [], controlled: AssetMapJson['controlled'] = []): AssetMapJson => ({
  roots: ['a'],
  nodes,
  edges,
  controlled,
  changes: [],
  drawing: { state: 'drawn', rings: 3, ofRings: 3, found: 0 },
  holdings: [],
  rings: [],
  transfers: [],
  steps: [],
});

describe('what is shown', () => {
  const nodes = [
    node('a', { country: 'DE' }),
    node('14 lathes', { schema: 'Goods', status: 'checked', country: 'DE', source: 'visit', props: { note: ['Schuppen 52'] } }),
    node('flat', { schema: 'RealEstate', country: 'GB-EAW' }),
  ];
  test('every filter narrows, text looks into the facts too', () => {
    expect([...fitting({ nodes }, everything)]).toHaveLength(3);
    expect([...fitting({ nodes }, { text: 'schuppen' })]).toEqual(['14 lathes']);
    expect([...fitting({ nodes }, { text: '', status: 'checked' })]).toEqual(['14 lathes']);
    expect([...fitting({ nodes }, { text: '', country: 'GB' })]).toEqual(['flat']);
    expect([...fitting({ nodes }, { text: 'lathes', source: 'register' })]).toEqual([]);
  });
  test('a filter offers what occurs, with its number', () => {
    expect(occurring(nodes, ({ source }) => source)).toEqual([
      { value: 'register', count: 2 },
      { value: 'visit', count: 1 },
    ]);
  });
});

describe('the drawing', () => {
  const task: LayoutTask = {
    roots: ['a'],
    nodes: ['a', 'b', 'c', 'd'],
    edges: [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['a', 'b'],
    ],
    before: {},
  };
  test('is the same for the same map, and near the last one when something is added', () => {
    const first = laidOut(task, () => {});
    expect(laidOut(task, () => {})).toEqual(first);
    expect(Object.values(first.spots).flat().every(Number.isFinite)).toBe(true);
    const told: number[] = [];
    laidOut({ ...task, before: first.spots }, (done, of) => told.push(done / of));
    expect(told.at(-1)).toBe(1);
  });
  test('the way to a thing is its chain of control, else the shortest', () => {
    const drawn = map(
      [node('a'), node('b'), node('c'), node('x')],
      [edge('a', 'b'), edge('b', 'c'), edge('a', 'c')],
      [{ id: 'c', certainty: 'surely', chain: ['a', 'b', 'c'] }],
    );
    expect(wayTo(drawn, 'c')).toEqual(['a', 'b', 'c']);
    expect(wayTo(drawn, 'b')).toEqual(['a', 'b']);
    expect(wayTo(drawn, 'x')).toEqual([]);
  });
  test('shares read as one figure or a range', () => {
    expect([rangeText('75', '100'), rangeText(50, 50), shareText({ shareMin: '25' }), shareText({})]).toEqual([
      '75–100%',
      '50%',
      '25–100%',
      undefined,
    ]);
  });
});

describe('the world', () => {
  test('close clues become one mark with the best status; far ones stay apart', () => {
    const nodes = [
      node('1', at(53.5, 10)),
      node('2', { ...at(53.6, 9.9), status: 'usable' }),
      node('3', at(31.2, 121.5)),
      node('4', at(52.5, 13.4, 'country')),
      node('nowhere'),
    ];
    const clusters = clustersOf(nodes, 2);
    expect(clusters.map((one) => [one.nodes.length, one.best, one.vague])).toEqual([
      [1, 'clue', false],
      [1, 'clue', true],
      [2, 'usable', false],
    ]);
    expect(clustersOf(nodes, 0.01)).toHaveLength(4);
  });
  test('loses nothing and does not depend on the order', () => {
    const anyNode = fc.tuple(fc.integer({ min: -50, max: 70 }), fc.integer({ min: -179, max: 179 }));
    fc.assert(
      fc.property(fc.array(anyNode, { maxLength: 60 }), fc.integer({ min: 1, max: 60 }), (spots, degrees) => {
        const nodes = spots.map(([latitude, longitude], i) => node(String(i), at(latitude, longitude)));
        const shape = (of: AssetNodeJson[]) => clustersOf(of, degrees).map((one) => [one.key, one.nodes.length]);
        expect(clustersOf(nodes, degrees).reduce((sum, one) => sum + one.nodes.length, 0)).toBe(nodes.length);
        expect(shape([...nodes].reverse())).toEqual(shape(nodes));
      }),
    );
  });
  test('a window never leaves the world and keeps its shape', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0.2, max: 4, noNaN: true }), fc.integer({ min: -50, max: 400 })), { maxLength: 12 }),
        (moves) => {
          let window = wholeWorld;
          for (const [factor, x] of moves) window = zoomed(window, factor, { x, y: x / 3 });
          expect(window.x >= 0 && window.y >= 0 && window.x + window.width <= frame.width + 1e-9).toBe(true);
          expect(window.width / window.height).toBeCloseTo(frame.width / frame.height, 6);
        },
      ),
    );
  });
  test('the outlines are land alone: no file of states is drawn', () => {
    const file = join(import.meta.dirname, '../../../node_modules/world-atlas/land-110m.json');
    const topology = JSON.parse(readFileSync(file, 'utf8'));
    expect(Object.keys(topology.objects)).toEqual(['land']);
    expect(landPath(topology)).toMatch(/^M[\d. ]+L/);
  });
});
