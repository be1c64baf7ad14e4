import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annexOf, annexRows } from './annex.ts';
import { ftmOf } from './ftm.ts';
import type { AssetEdge, AssetGraph, AssetNode } from './graph.ts';
import { nextSteps } from './next-steps.ts';
import { controlledBy, effectiveOwnership } from './ownership.ts';
import { recentTransfers, rings, sideOf } from './patterns.ts';

const told = { source: 'register', asOf: '2026-11-01', exportable: true, confidence: 90, status: 'clue' as const };
const node = (id: string, schema: AssetNode['schema'] = 'Company', more: Partial<AssetNode> = {}): AssetNode => ({
  ...told,
  id,
  schema,
  name: id,
  props: {},
  ...more,
});
const edge = (from: string, to: string, share?: string | [string, string], more: Partial<AssetEdge> = {}): AssetEdge =>
  ({
    ...told,
    id: `${from}>${to}>${more.kind ?? ''}`,
    kind: 'Ownership',
    from,
    to,
    props: {},
    ...(share === undefined ? {} : { shareMin: [share].flat()[0], shareMax: [share].flat()[1] ?? [share].flat()[0] }),
    ...more,
  }) as AssetEdge;
const graph = (edges: readonly AssetEdge[], nodes: readonly AssetNode[] = []): AssetGraph => ({
  roots: ['a'],
  edges,
  nodes: nodes.length > 0 ? nodes : [...new Set(edges.flatMap(({ from, to }) => [from, to]))].map((id) => node(id)),
});
const day = '2026-11-23';
const shares = (edges: readonly AssetEdge[]) =>
  Object.fromEntries(effectiveOwnership(graph(edges), 'a', day).map(({ id, min, max }) => [id, min === max ? min : [min, max]]));

describe('effective ownership', () => {
  it('multiplies down a chain and adds parallel ways', () => {
    expect(shares([edge('a', 'b', '60'), edge('b', 'c', '50'), edge('a', 'c', '10')])).toEqual({ b: 60, c: 40 });
  });

  it('ends in cycles with the exact limit', () => {
    // b holds 20 % of c and c 10 % of b; a holds 80 % of b: b = 0.8 / (1 - 0.02).
    const found = shares([edge('a', 'b', '80'), edge('b', 'c', '20'), edge('c', 'b', '10')]);
    expect(found.b).toBeCloseTo(80 / 0.98, 9);
    expect(found.c).toBeCloseTo((80 / 0.98) * 0.2, 9);
    expect(shares([edge('a', 'b', '100'), edge('b', 'c', '100'), edge('c', 'b', '100')])).toEqual({ b: 100, c: 100 });
    expect(shares([edge('a', 'b', '50'), edge('b', 'a', '50')])).toEqual({ b: 50 });
  });

  it('keeps ranges as ranges, leaves out what has ended or says no share, and widens where sources differ', () => {
    expect(shares([edge('a', 'b', ['75', '100']), edge('b', 'c', ['25', '50'])])).toEqual({ b: [75, 100], c: [18.75, 50] });
    expect(shares([edge('a', 'b', '60', { until: '2020-01-01' }), edge('a', 'c')])).toEqual({});
    expect(shares([edge('a', 'b', '60'), edge('a', 'b', '51', { source: 'other' })])).toEqual({ b: [51, 60] });
  });

  it('never exceeds 100 and does not depend on the order of edges', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const anyEdge = fc.record({ from: fc.constantFrom(...ids), to: fc.constantFrom(...ids), share: fc.integer({ min: 1, max: 100 }) });
    fc.assert(
      fc.property(fc.uniqueArray(anyEdge, { maxLength: 12, selector: ({ from, to }) => `${from}${to}` }), (raw) => {
        const edges = raw.map(({ from, to, share }) => edge(from, to, String(share)));
        const found = effectiveOwnership(graph(edges), 'a', day);
        expect(found.every(({ min, max }) => min >= 0 && min <= max && max <= 100)).toBe(true);
        expect(effectiveOwnership(graph([...edges].reverse()), 'a', day)).toEqual(found);
      }),
      { numRuns: 60 },
    );
  });

  it('finds control through several small holdings of controlled companies', () => {
    const edges = [edge('a', 'b', '51'), edge('a', 'c', ['40', '60']), edge('b', 'd', '30'), edge('a', 'd', '25'), edge('c', 'e', '90')];
    const found = Object.fromEntries(controlledBy(graph(edges), 'a', day).map(({ id, certainty, chain }) => [id, [certainty, chain.join('>')]]));
    expect(found).toEqual({ b: ['surely', 'a>b'], d: ['surely', 'a>b>d'], c: ['possibly', 'a>c'], e: ['possibly', 'a>c>e'] });
  });
});

describe('maps beyond what a person reads', () => {
  it('finds the same whatever the order of relations, and never more than the whole', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const anyEdge = fc.record({ from: fc.constantFrom(...ids), to: fc.constantFrom(...ids), share: fc.integer({ min: 1, max: 100 }) });
    const any = fc.uniqueArray(anyEdge, { maxLength: 16, selector: ({ from, to }) => `${from}${to}` });
    fc.assert(
      fc.property(any, fc.integer(), (raw, seed) => {
        const edges = raw.map(({ from, to, share }) => edge(from, to, String(share)));
        const mixed = [...edges].sort((one, other) => hash(one.id, seed) - hash(other.id, seed));
        expect(controlledBy(graph(mixed), 'a', day)).toEqual(expect.arrayContaining(controlledBy(graph(edges), 'a', day)));
        expect(effectiveOwnership(graph(mixed), 'a', day)).toEqual(effectiveOwnership(graph(edges), 'a', day));
        // What is surely controlled is possibly controlled; what is controlled by shares alone is held at all.
        const held = new Set(effectiveOwnership(graph(edges), 'a', day).map(({ id }) => id));
        expect(controlledBy(graph(edges), 'a', day).every(({ id }) => held.has(id))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('gives each owner of one company no more together than the company', () => {
    // Direct shares in each company sum to 100: effective shares of the outside owners do too, cross-holdings and all.
    const splits = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(splits, splits, splits, (x, y, z) => {
        const parts = (split: number[]) => split.map((one) => (one * 100) / split.reduce((sum, value) => sum + value, 0));
        const [ax, bx, yx] = parts(x);
        const [ay, by, zy] = parts(y);
        const [az, bz, xz] = parts(z);
        const share = (value: number | undefined) => String(Math.floor((value ?? 0) * 1e10) / 1e10);
        const edges = [
          edge('a', 'x', share(ax)),
          edge('b', 'x', share(bx)),
          edge('y', 'x', share(yx)),
          edge('a', 'y', share(ay)),
          edge('b', 'y', share(by)),
          edge('z', 'y', share(zy)),
          edge('a', 'z', share(az)),
          edge('b', 'z', share(bz)),
          edge('x', 'z', share(xz)),
        ];
        const of = (owner: string, company: string) => effectiveOwnership(graph(edges), owner, day).find(({ id }) => id === company)?.max ?? 0;
        for (const company of ['x', 'y', 'z']) expect(of('a', company) + of('b', company)).toBeCloseTo(100, 4);
      }),
      { numRuns: 60 },
    );
  });

  it('stays bounded on ten thousand: a chain, a dense knot, a fan', () => {
    const chain = Array.from({ length: 10_000 }, (_, i) => edge(i === 0 ? 'a' : `n${i}`, `n${i + 1}`, '100'));
    const along = controlledBy(graph(chain), 'a', day);
    expect(along).toHaveLength(10_000);
    expect(Math.max(...along.map((one) => one.chain.length))).toBeLessThanOrEqual(65);
    expect(effectiveOwnership(graph(chain), 'a', day)).toHaveLength(10_000);
    // A thousand companies, each held in full by others of the knot: what never settles is told as "up to 100".
    const knot = Array.from({ length: 10_000 }, (_, i) => edge(`k${i % 1000}`, `k${(i * 7 + 1) % 1000}`, '10'));
    const held = effectiveOwnership(graph([edge('a', 'k0', '50'), ...knot]), 'a', day);
    expect(held.every(({ min, max }) => min >= 0 && min <= max && max <= 100)).toBe(true);
    const fan = Array.from({ length: 10_000 }, (_, i) => edge(`c${i}`, 'agent', undefined, { kind: 'Address' }));
    expect(rings(graph(fan))).toMatchObject([{ by: 'agent', hub: true }]);
  });

  it('tells a family of companies from the address of an agent', () => {
    const at = (address: string, n: number) => Array.from({ length: n }, (_, i) => edge(`${address}-${i}`, address, undefined, { kind: 'Address' }));
    const edges = [...at('Musterkai 4', 3), ...at('hub', 13), ...at('kemp', 2)];
    const nodes = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].map((id) =>
      node(id, 'Address', id === 'kemp' ? { name: 'Kemp House, 152-160 City Road, London' } : {}),
    );
    expect(rings(graph(edges, nodes)).map(({ by, hub }) => [by, hub])).toEqual([
      ['Musterkai 4', false],
      ['hub', true],
      ['kemp', true],
    ]);
  });
});

const hash = (text: string, seed: number): number => [...text].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 16777619), seed);

describe('a German-Chinese trade claim', () => {
  // Suzhou Hengda owes a German machine maker. A filing at a chamber of commerce names its German subsidiary, whose manager rents
  // space in a port warehouse, where goods of the subsidiary lie.
  const nodes = [
    node('a', 'Company', { name: '苏州恒达机械有限公司', country: 'CN' }),
    node('gmbh', 'Company', { name: 'Hengda Maschinen GmbH', country: 'DE', source: 'IHK filing' }),
    node('manager', 'Person', { name: 'Li Wei' }),
    node('trade', 'Company', { name: 'Hengda Handels GmbH', country: 'DE' }),
    node('shed', 'Warehouse', { name: 'Schuppen 52, Hafen Hamburg', country: 'DE', latitude: 53.53, longitude: 9.98 }),
    node('goods', 'Goods', { name: '14 CNC lathes', country: 'DE', valueMinor: 42_000_000n, currency: 'EUR', status: 'checked', asOf: '2026-10-30' }),
    node('mark', 'Trademark', { name: 'HENGDA (EU)', country: 'DE', asOf: '2023-01-01' }),
    node('secret', 'BankAccount', { name: 'closed data', exportable: false }),
  ];
  const edges = [
    edge('a', 'gmbh', '100', { source: 'IHK filing' }),
    edge('manager', 'gmbh', undefined, { kind: 'Directorship' }),
    edge('manager', 'trade', undefined, { kind: 'Directorship' }),
    edge('gmbh', 'goods', undefined, { kind: 'Holds' }),
    edge('goods', 'shed', undefined, { kind: 'StoredAt' }),
    edge('a', 'trade', '60', { until: '2026-09-15' }),
    edge('gmbh', 'mark', undefined, { kind: 'Holds' }),
    edge('a', 'secret', undefined, { kind: 'Holds', exportable: false }),
  ];
  const claimGraph: AssetGraph = { roots: ['a'], nodes, edges };
  const controlled = controlledBy(claimGraph, 'a', day);

  it('leads from the filing to the goods in the port', () => {
    expect(controlled).toEqual([{ id: 'gmbh', certainty: 'surely', chain: ['a', 'gmbh'] }]);
    const [first, ...rest] = nextSteps(claimGraph, { claim: { minor: 30_000_000n, currency: 'EUR' }, controlled, today: day });
    // The goods are the subsidiary's: what can be taken is the debtor's share in it.
    expect(first).toMatchObject({ node: 'goods', hold: 'controlled', because: { value: { perMille: 1000 } } });
    expect(first?.text.zh).toContain('股权');
    expect(rest.every(({ score }) => score === undefined)).toBe(true);
  });

  it('notices the common manager and the share sold after the debt fell due', () => {
    expect(rings(claimGraph)).toEqual([{ kind: 'officer', by: 'manager', members: ['gmbh', 'trade'], hub: false }]);
    expect(recentTransfers(claimGraph, sideOf(claimGraph, controlled), '2026-08-01', day)).toMatchObject([
      { to: 'trade', on: '2026-09-15', days: 45 },
    ]);
    expect(recentTransfers(claimGraph, new Set(['gmbh']), '2026-08-01', day)).toEqual([]);
  });

  it('exports valid references only, and nothing that a licence keeps back', () => {
    const { entities, withheld } = ftmOf(claimGraph);
    expect(withheld).toBe(2);
    expect(JSON.stringify(entities)).not.toContain('closed data');
    const ids = new Set(entities.map(({ id }) => id));
    const ends = entities.flatMap(({ properties: p }) =>
      [p.owner, p.asset, p.director, p.organization, p.subject, p.object].flatMap((one) => one ?? []),
    );
    expect(ends.every((id) => ids.has(id))).toBe(true);
    expect(entities.find(({ id }) => id === 'shed')).toMatchObject({ schema: 'RealEstate', properties: { latitude: ['53.53'] } });
    expect(entities.find(({ id }) => id === 'goods')).toMatchObject({ schema: 'Asset', properties: { amount: ['420000.00'], currency: ['EUR'] } });
  });

  const annexFacts = {
    purpose: 'enforcement' as const,
    withClues: false,
    today: day,
    controlled,
    holdings: effectiveOwnership(claimGraph, 'a', day),
    changes: [{ asset: 'goods', before: 'clue' as const, after: 'checked' as const, why: 'receipt seen', at: 1, by: 'x' }],
    order: ['goods', 'mark'],
  };

  it('writes the annex with what has been checked, clues only when asked and apart', () => {
    const annex = annexOf(claimGraph, annexFacts);
    expect([annex.assets.map(({ node: id }) => id), annex.clues, annex.withheld, annex.cluesLeftOut]).toEqual([['goods'], [], 1, 2]);
    expect(annex.assets[0]).toMatchObject({
      holders: ['Hengda Maschinen GmbH'],
      share: { min: 100, max: 100 },
      place: ['Schuppen 52, Hafen Hamburg', 'DE'],
      how: [{ after: 'checked', why: 'receipt seen' }],
    });
    // Whose it is, and that no paper shows it, is said; so is nothing that holds.
    expect(annex.assets[0]?.notVerified.map(({ en }) => en).join('; ')).toMatch(/belongs to “Hengda Maschinen GmbH”/);
    expect(annex.assets[0]?.notVerified.map(({ en }) => en).join('; ')).toMatch(/no sealed paper/);
    const rows = annexRows(annex, 'zh-CN', (minor, currency) => `${currency} ${minor}`);
    expect(rows).toHaveLength(2);
    expect(rows[1]?.slice(0, 8)).toEqual([
      '1',
      '货物',
      '14 CNC lathes',
      'Hengda Maschinen GmbH',
      'Schuppen 52, Hafen Hamburg, DE',
      'EUR 42000000',
      'register, 2026-10-30',
      '已核实',
    ]);
    const wide = annexOf(claimGraph, { ...annexFacts, withClues: true });
    expect([wide.assets.length, wide.clues.length, wide.cluesLeftOut]).toEqual([1, 2, 0]);
    expect(wide.clues.every(({ notVerified }) => notVerified.some(({ en }) => en.startsWith('a clue only')))).toBe(true);
  });

  it('takes only accounts into an application for a European account preservation order', () => {
    const accounts = { ...claimGraph, nodes: [...nodes, node('iban', 'BankAccount', { status: 'usable', country: 'DE' })] };
    const annex = annexOf(accounts, { ...annexFacts, purpose: 'eapo' });
    expect([annex.assets.map(({ node: id }) => id), annex.otherKinds]).toEqual([['iban'], 3]);
  });

  it('never lets a name out of closed data stand as a holder', () => {
    const closed = { ...claimGraph, nodes: nodes.map((one) => (one.id === 'gmbh' ? { ...one, exportable: false } : one)) };
    expect(JSON.stringify(annexOf(closed, annexFacts), (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      'Hengda Maschinen',
    );
  });
});
