import { expect, it } from 'vitest';
import { atLeast, atMost, figure } from './row.ts';
import { amount, cellsOf, table } from './table.ts';

it('shows a figure beside its limit and its peer, and whether the limit is kept', () => {
  expect(cellsOf(atLeast('filed', 500, 'claims/s', 1000, { name: 'COPY', value: 200_000 }))).toEqual([
    'filed',
    '500',
    'claims/s',
    '>= 1 000',
    'COPY: 200 000',
    '0.003',
    'NO',
  ]);
  expect(cellsOf(atMost('start', 4.25, 's', 5))).toEqual(['start', '4.25', 's', '<= 5', '', '', 'yes']);
  expect(cellsOf(figure('load', 12.34, 's')).at(-1)).toBe('');
});

it('lines columns up', () => {
  const lines = table([figure('a', 1, 's'), figure('longer', 1234.5, 'items/s')]).split('\n');
  expect(new Set(lines.slice(2, 4).map((line) => line.search(/ (s|items\/s)/))).size).toBe(1);
});

it.each([
  [1234567.8, '1 234 568'],
  [0.98765, '0.988'],
  [45.678, '45.7'],
  [0, '0'],
  [Number.NaN, 'NaN'],
])('writes %f as %s', (value, text) => {
  expect(amount(value)).toBe(text);
});
