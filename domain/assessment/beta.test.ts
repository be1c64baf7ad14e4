import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaCumulative, betaQuantile } from './beta.ts';

/** The plain way: halve the interval sixty times. Slow, and cannot miss. */
function halved(probability: number, alpha: number, beta: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (betaCumulative(middle, alpha, beta) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

describe('the beta quantile', () => {
  it('agrees with plain halving for every shape a prior and own cases can make', () => {
    const parameter = fc.oneof(fc.double({ min: 0.02, max: 20, noNaN: true }), fc.double({ min: 20, max: 100_000, noNaN: true }));
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), parameter, parameter, (probability, alpha, beta) => {
        expect(Math.abs(betaQuantile(probability, alpha, beta) - halved(probability, alpha, beta))).toBeLessThan(1e-9);
      }),
      { numRuns: 2000 },
    );
  });

  // Closed forms: Beta(a, 1) has the quantile p^(1/a), Beta(1, b) has 1 - (1-p)^(1/b), Beta(1/2, 1/2) is the arcsine law.
  it.each([
    [0.1, 3, 1, 0.1 ** (1 / 3)],
    [0.9, 0.02, 1, 0.9 ** 50],
    [0.1, 1, 19.98, 1 - 0.9 ** (1 / 19.98)],
    [0.25, 0.5, 0.5, Math.sin((Math.PI / 2) * 0.25) ** 2],
    [0.5, 7.3, 7.3, 0.5],
  ])('the %f quantile of Beta(%f, %f) is %f', (probability, alpha, beta, expected) => {
    expect(betaQuantile(probability, alpha, beta)).toBeCloseTo(expected, 11);
  });

  it('stays inside 0 and 1 and says what is wrong with a parameter', () => {
    expect(betaQuantile(0, 2, 3)).toBeCloseTo(0, 4);
    expect(betaQuantile(1, 2, 3)).toBeCloseTo(1, 4);
    expect(() => betaQuantile(0.5, 0, 1)).toThrow(/expected positive parameters, got 0 and 1/);
  });
});
