import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssetEdge, AssetGraph, AssetNode } from './graph.ts';
import { nextSteps, type StepFacts } from './next-steps.ts';
import type { PlaceReach } from './place-reach.ts';

const told = { source: 'visit', asOf: '2026-11-01', exportable: true, confidence: 100, status: 'usable' as const };
const node = (id: string, schema: AssetNode['schema'], more: Partial<AssetNode> = {}): AssetNode => ({
  ...told,
  id,
  schema,
  name: id,
  props: {},
  ...more,
});
const edge = (from: string, to: string, kind: AssetEdge['kind'], more: Partial<AssetEdge> = {}): AssetEdge => ({
  ...told,
  id: `${from}>${kind}>${to}`,
  kind,
  from,
  to,
  props: {},
  ...more,
});
const eur = (minor: bigint) => ({ valueMinor: minor, currency: 'EUR' });
const reach = (grade: PlaceReach['grade']): PlaceReach => ({ grade, text: { zh: grade, en: grade }, ask: [] });
const facts = (more: Partial<StepFacts> = {}): StepFacts => ({
  claim: { minor: 10_000n, currency: 'EUR' },
  controlled: [],
  today: '2026-11-01',
  reachOf: (country) => ({ DE: reach('home'), FR: reach('open'), US: reach('unsure'), JP: reach('closed') })[country],
  ...more,
});
const graph = (nodes: readonly AssetNode[], edges: readonly AssetEdge[]): AssetGraph => ({
  roots: ['debtor'],
  nodes: [node('debtor', 'Company'), ...nodes],
  edges,
});
const order = (of: AssetGraph, with_ = facts()) => nextSteps(of, with_).map((step) => step.node);

describe('the order of next steps', () => {
  it('counts value up to the claim, and no further', () => {
    const nodes = [
      node('more', 'Goods', { country: 'DE', ...eur(90_000n) }),
      node('enough', 'Goods', { country: 'DE', ...eur(10_000n) }),
      node('half', 'Goods', { country: 'DE', ...eur(5_000n) }),
    ];
    const steps = nextSteps(
      graph(
        nodes,
        nodes.map(({ id }) => edge('debtor', id, 'Holds')),
      ),
      facts(),
    );
    expect(steps.map((step) => [step.node, step.because.value.perMille])).toEqual([
      ['enough', 1000],
      ['more', 1000],
      ['half', 500],
    ]);
  });

  it('never half-guesses another currency or a missing value: they come apart, with the reason', () => {
    const nodes = [
      node('poor', 'Trademark', { country: 'DE', ...eur(100n) }),
      node('yuan', 'Goods', { country: 'DE', valueMinor: 9_000_000n, currency: 'CNY' }),
      node('account', 'BankAccount', { country: 'DE' }),
    ];
    const steps = nextSteps(
      graph(
        nodes,
        nodes.map(({ id }) => edge('debtor', id, 'Holds')),
      ),
      facts(),
    );
    expect(steps.map((step) => [step.node, step.score === undefined])).toEqual([
      ['poor', false],
      ['account', true],
      ['yuan', true],
    ]);
    expect(steps[2]?.because.value.why.en).toContain('no rate into EUR');
    expect(steps[1]?.text.en).toContain('worth');
  });

  it('puts what a title reaches before what it does not, and asks counsel where nothing is known', () => {
    const nodes = ['JP', 'ZZ', 'US', 'FR', 'DE'].map((country) => node(country, 'Goods', { country, ...eur(10_000n) }));
    const of = graph(
      nodes,
      nodes.map(({ id }) => edge('debtor', id, 'Holds')),
    );
    expect(order(of)).toEqual(['DE', 'FR', 'US', 'ZZ', 'JP']);
    expect(nextSteps(of, facts()).find((step) => step.node === 'ZZ')?.place).toMatchObject({
      grade: 'unknown',
      text: { en: expect.stringContaining('counsel') },
    });
  });

  it('tells the debtor’s own from a subsidiary’s, a stranger’s, and what has left', () => {
    const nodes = ['own', 'daughter', 'stranger', 'left', 'nobody'].map((id) => node(id, 'Goods', { country: 'DE', ...eur(10_000n) }));
    const of = graph(
      [...nodes, node('sub', 'Company'), node('other', 'Company')],
      [
        edge('debtor', 'own', 'Holds'),
        edge('sub', 'daughter', 'Holds'),
        edge('other', 'stranger', 'Holds'),
        edge('debtor', 'left', 'Holds', { until: '2026-10-01' }),
      ],
    );
    const steps = nextSteps(of, facts({ controlled: [{ id: 'sub', certainty: 'surely' }] }));
    expect(steps.map(({ node: id, hold }) => [id, hold])).toEqual([
      ['own', 'own'],
      ['nobody', 'unknown'],
      ['daughter', 'controlled'],
      ['stranger', 'third'],
      ['left', 'left'],
    ]);
    expect(steps.find(({ node: id }) => id === 'daughter')?.text.en).toContain('share in that company');
  });

  it('puts fresh before stale, checked before clue, free before charged', () => {
    const nodes = [
      node('charged', 'Goods', { country: 'DE', ...eur(10_000n) }),
      node('clue', 'Goods', { country: 'DE', status: 'clue', ...eur(10_000n) }),
      node('stale', 'Goods', { country: 'DE', asOf: '2025-11-01', ...eur(10_000n) }),
      node('fresh', 'Goods', { country: 'DE', ...eur(10_000n) }),
      node('bank', 'Charge'),
    ];
    const of = graph(nodes, [...nodes.slice(0, 4).map(({ id }) => edge('debtor', id, 'Holds')), edge('charged', 'bank', 'Charge')]);
    expect(order(of)[0]).toBe('fresh');
    expect(nextSteps(of, facts()).find((step) => step.node === 'stale')?.because.freshness.perMille).toBe(500);
    expect(order(of)).toHaveLength(4);
  });

  it('is total: no order of nodes or relations changes it', () => {
    const anyNode = fc.record({
      schema: fc.constantFrom('Goods' as const, 'BankAccount' as const, 'Patent' as const),
      value: fc.option(fc.bigInt({ min: 0n, max: 20_000n }), { nil: undefined }),
      currency: fc.constantFrom('EUR', 'CNY'),
      country: fc.constantFrom('DE', 'FR', 'US', 'ZZ'),
      confidence: fc.integer({ min: 0, max: 100 }),
      held: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyNode, { maxLength: 20 }), (raw) => {
        const nodes = raw.map(({ value, currency, held: _, ...more }, i) =>
          node(`n${i}`, more.schema, { ...more, ...(value === undefined ? {} : { valueMinor: value, currency }) }),
        );
        const edges = raw.flatMap(({ held }, i) => (held ? [edge('debtor', `n${i}`, 'Holds')] : []));
        const steps = nextSteps(graph(nodes, edges), facts());
        expect(nextSteps(graph([...nodes].reverse(), [...edges].reverse()), facts())).toEqual(steps);
        for (const { score, because } of steps)
          for (const figure of [score ?? 0, because.value.perMille ?? 0, because.reachability.perMille, because.freshness.perMille])
            expect(figure >= 0 && figure <= 1000).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
