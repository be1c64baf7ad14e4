import { expect, it } from 'vitest';
import { atLeast, atMost, figure, met, quantile } from './row.ts';

it('says whether a limit is kept, and nothing where there is none', () => {
  expect([met(atLeast('a', 2, 's', 2)), met(atLeast('a', 1.9, 's', 2)), met(atMost('a', 2, 's', 2)), met(atMost('a', 2.1, 's', 2))]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect([met(figure('a', 1, 's')), met(atMost('a', Number.NaN, 's', 2))]).toEqual([undefined, false]);
});

it('takes quantiles by nearest rank, whatever the order', () => {
  const values = [5, 1, 4, 2, 3];
  expect([quantile(values, 0.5), quantile(values, 0.95), quantile(values, 0), quantile([], 0.5)]).toEqual([3, 5, 1, Number.NaN]);
  expect(values).toEqual([5, 1, 4, 2, 3]);
});
