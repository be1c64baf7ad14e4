import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNames, rejudged } from '../names/compare.ts';
import { shippedWeights } from '../names/likelihood.ts';
import { fitted } from './fit.ts';
import { type Decision, learnedFrom, leastDecisions } from './learning.ts';

/** A tenant whose registers write one trade more or less: persons there say that such names are one party. */
const tenant = (count: number): Decision[] =>
  Array.from({ length: count }, (_, i) => {
    const name = ['Brunel', 'Castor', 'Dorval', 'Elmira', 'Fenwick', 'Galway'][i % 6] as string;
    const same = i % 2 === 0;
    const [a, b] = same ? [`${name} Trading Ltd`, `${name} Ltd`] : [`${name} Ltd`, `${['Hexham', 'Ilford', 'Jarrow'][i % 3]} Ltd`];
    const { features, read } = compareNames(a, b, { schema: 'Company' });
    return { id: `decision-${i}`, kind: read, features, same };
  });

describe('learning from decisions', () => {
  it('waits for enough decisions of both kinds', () => {
    expect(learnedFrom(tenant(leastDecisions - 1)).kind).toBe('too-few');
    expect(learnedFrom(tenant(80).filter(({ same }) => same)).kind).toBe('too-few');
  });

  it('moves the score of pairs like those that were confirmed, and shows it on decisions held out', () => {
    const learned = learnedFrom(tenant(120));
    expect(learned.kind).toBe('learned');
    if (learned.kind !== 'learned') return;
    expect(learned.report.after.logLoss).toBeLessThan(learned.report.before.logLoss);
    expect(learned.report.after.wrongMatches).toBeLessThanOrEqual(learned.report.before.wrongMatches);
    expect(learned.report.heldOut).toBeGreaterThan(10);
    const pair = compareNames('Kelso Trading Ltd', 'Kelso Ltd', { schema: 'Company' });
    expect(rejudged(pair, learned.model.weights).score).toBeGreaterThan(pair.score);
  });

  it('gives one model whatever the order of the decisions', () => {
    const decisions = tenant(80);
    expect(learnedFrom([...decisions].reverse())).toEqual(learnedFrom(decisions));
  });

  it('takes nothing from decisions that contradict each other', () => {
    const torn = tenant(120).map((one, i) => ({ ...one, same: i % 4 < 2 }));
    const learned = learnedFrom(torn);
    if (learned.kind === 'learned') expect(learned.report.after.wrongMatches).toBeLessThanOrEqual(learned.report.before.wrongMatches);
    else expect(learned.kind).toBe('no-better');
  });

  it('never leaves the neighbourhood of the shipped coefficients', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.record({ core: fc.double({ min: 0, max: 1, noNaN: true }), swapped: fc.double({ min: 0, max: 1, noNaN: true }) }),
            fc.boolean(),
          ),
          { maxLength: 60 },
        ),
        (rows) => {
          const prior = shippedWeights.organisation;
          const weights = fitted(
            rows.map(([features, same]) => ({ features, same })),
            prior,
          );
          for (const [name, weight] of Object.entries(weights)) {
            const before = prior[name] as number;
            expect(Math.abs(weight - before)).toBeLessThanOrEqual(Math.max(1, 0.4 * Math.abs(before)) + 1e-3);
          }
          expect(weights.legal).toBeCloseTo(prior.legal as number, 3);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('judges by the shipped coefficients as the comparison did', () => {
    const pair = compareNames('Rosneft Trading SA', 'Rosneft', { schema: 'Company' });
    expect(rejudged(pair, shippedWeights)).toEqual(pair);
    expect(rejudged(compareNames('', 'x'), shippedWeights).score).toBe(0);
  });
});
