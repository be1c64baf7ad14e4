import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Claim } from '#domain/claim/claim.ts';
import { addDays, type Day, dayOf } from '#domain/kernel/day.ts';
import { moneyOf } from '#domain/kernel/money.ts';
import { betaCumulative, betaQuantile } from './beta.ts';
import { oddsOf, surveyShare } from './odds.ts';

const asOf = dayOf('2026-11-23');

const claimDue = (dueOn: Day | undefined, more: Partial<Claim> = {}): Claim => ({
  basis: 'sale',
  creditor: { kind: 'organisation', name: 'A', identifiers: [] },
  debtor: { kind: 'organisation', name: 'B', identifiers: [], address: { lines: [], country: 'US' } },
  guarantors: [],
  currency: 'USD',
  items: [{ number: '1', kind: 'invoice', amount: moneyOf('100', 'USD'), ...(dueOn === undefined ? {} : { dueOn }) }],
  payments: [],
  agreedInterest: { kind: 'none-agreed' },
  consumer: false,
  disputed: false,
  events: [],
  ...more,
});

describe('the beta distribution', () => {
  // Closed forms: Beta(1,1) is uniform, Beta(2,1) has F(x) = x^2, Beta(1,3) has F(x) = 1 - (1-x)^3.
  it.each([
    [0.3, 1, 1, 0.3],
    [0.3, 2, 1, 0.09],
    [0.3, 1, 3, 1 - 0.7 ** 3],
    [0.5, 7, 7, 0.5],
  ])('F(%f; %f, %f) = %f', (x, alpha, beta, expected) => {
    expect(betaCumulative(x, alpha, beta)).toBeCloseTo(expected, 10);
  });

  it('inverts itself and grows', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.02, max: 0.98, noNaN: true }),
        fc.double({ min: 0.5, max: 60, noNaN: true }),
        fc.double({ min: 0.5, max: 60, noNaN: true }),
        (p, a, b) => {
          expect(betaCumulative(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 6);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('odds of recovery', () => {
  // CCAA survey 2004 as published: probability of collection by age of the account.
  it.each([
    [0, 94.9],
    [1, 89.9],
    [2, 81.3],
    [3, 69.6],
    [6, 52.1],
    [9, 39.1],
    [12, 22.8],
    [24, 9.3],
  ])('the curve stays within 3.5 points of the survey at %i months', (months, published) => {
    expect(Math.abs(surveyShare(months) * 100 - published)).toBeLessThanOrEqual(3.5);
  });

  it('falls with waiting, holds its order and names its source as weak', () => {
    const odds = oddsOf(claimDue(addDays(asOf, -90)), asOf, undefined);
    if (odds.kind !== 'estimated') throw new Error('expected odds');
    expect(odds.ageMonths).toBe(3);
    for (const [i, point] of odds.waiting.entries()) {
      expect(point.low).toBeLessThanOrEqual(point.mid);
      expect(point.mid).toBeLessThanOrEqual(point.high);
      if (i > 0) expect(point.mid).toBeLessThan(odds.waiting[i - 1]?.mid ?? 0);
    }
    expect(odds.sources).toMatchObject([{ status: 'weak-prior' }]);
  });

  it('moves towards own cases and narrows as they grow', () => {
    const cell = { zh: '', en: '' };
    const width = (closed: number) => {
      const odds = oddsOf(claimDue(addDays(asOf, -180)), asOf, { closed, collected: closed, cell });
      if (odds.kind !== 'estimated') throw new Error('expected odds');
      return { mid: odds.now.mid, width: odds.now.high - odds.now.low, sources: odds.sources.length };
    };
    expect(width(100).mid).toBeGreaterThan(width(10).mid);
    expect(width(1000).mid).toBeGreaterThan(0.97);
    expect(width(1000).width).toBeLessThan(width(10).width);
    expect(width(10).sources).toBe(2);
  });

  it('is withheld without a due date and in insolvency, never guessed', () => {
    expect(oddsOf(claimDue(undefined), asOf, undefined).kind).toBe('withheld');
    expect(oddsOf(claimDue(dayOf('2026-01-01'), { events: [{ on: asOf, kind: 'insolvency-opened' }] }), asOf, undefined).kind).toBe('withheld');
  });

  it('says what it does not know about this debtor', () => {
    const person = { kind: 'person', name: 'P', identifiers: [], address: { lines: [], country: 'CN' } } as const;
    const odds = oddsOf(claimDue(dayOf('2026-01-01'), { debtor: person, disputed: true }), asOf, undefined);
    expect(odds.kind === 'estimated' && odds.notCounted.length).toBe(3);
  });
});
