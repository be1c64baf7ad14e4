import { expect, it } from 'vitest';
import { dayOf } from '#domain/kernel/day.ts';
import { ageSteps, ownCasesOf, stepOf } from './own-cases.ts';

const filing = (country: string | undefined, dueOn: string, kind?: 'person') => ({
  creditor: { name: 'A' },
  debtor: { name: 'B', ...(kind ? { kind } : {}), ...(country ? { address: { lines: [], country } } : {}) },
  currency: 'EUR',
  items: [{ number: '1', amount: '1', dueOn }],
});
const counts = [
  { country: 'DE', kind: 'organisation', age: 1, closed: 12, collected: 9 },
  { country: 'DE', kind: 'person', age: 1, closed: 3, collected: 0 },
  { country: 'FR', kind: 'organisation', age: 1, closed: 5, collected: 5 },
];

it('takes own cases of the same country, kind and age, and no others', () => {
  const asOf = dayOf('2026-11-28');
  expect(ownCasesOf(filing('DE', '2026-10-28'), asOf, counts)).toMatchObject({
    closed: 12,
    collected: 9,
    cell: { en: 'DE, businesses, 1 to 90 days late when filed' },
  });
  expect(ownCasesOf(filing('DE', '2026-10-28', 'person'), asOf, counts)).toMatchObject({ closed: 3, collected: 0 });
  expect(ownCasesOf(filing('DE', '2024-10-28'), asOf, counts)).toBeUndefined();
  expect(ownCasesOf(filing(undefined, '2026-10-28'), asOf, counts)).toBeUndefined();
  expect(ownCasesOf(filing('PL', '2026-10-28'), asOf, counts)).toBeUndefined();
});

it('counts ages as PostgreSQL’s width_bucket does', () => {
  expect([-5, 0, 1, 90, 91, 180, 181, 365, 366, 730, 731].map(stepOf)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5]);
  expect(ageSteps).toHaveLength(5);
});
