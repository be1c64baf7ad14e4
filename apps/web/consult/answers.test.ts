import { expect, test } from 'vitest';
import type { ClaimInput } from '#contract/schemas/claim.ts';
import { answersTo, claimToFile, type Given, give, plainQuestion, saidTo } from './answers.ts';

const given: Given[] = [
  { id: 'debtor_country', answer: 'CN' },
  { id: 'amount', answer: { amount: '100.00', currency: 'CNY' } },
  { id: 'due_on', answer: null },
];

test('going back sends only what was said before, and remembers the rest', () => {
  expect(answersTo(given, 1)).toEqual({ debtor_country: 'CN' });
  const changed = give(given, 0, { id: 'debtor_country', answer: 'DE' });
  expect(answersTo(changed, 1)).toEqual({ debtor_country: 'DE' });
  expect(saidTo(changed, 'amount')).toEqual({ amount: '100.00', currency: 'CNY' });
  expect(changed.filter(({ id }) => id === 'debtor_country')).toHaveLength(1);
});

test('a skipped question is sent as skipped', () => {
  expect(answersTo(given, 3).due_on).toBeNull();
});

const claim: ClaimInput = {
  basis: 'sale',
  currency: 'CNY',
  governingLaw: 'CN',
  creditor: { kind: 'organisation', name: '债权人（我方）', size: 'small' },
  debtor: { kind: 'organisation', name: '债务人', size: 'large', address: { lines: [], country: 'CN' } },
  items: [{ number: '1', amount: '100.00', dueOn: '2026-01-01' }],
  consumer: false,
};

test('the outcome asks for routes and paper with the same facts, and files without the stand-in names', () => {
  expect(plainQuestion(claim)).toMatchObject({
    jurisdiction: 'CN',
    amount: '100.00',
    dueOn: '2026-01-01',
    creditorSize: 'small',
    debtorSize: 'large',
  });
  const { governingLaw: _, ...lawless } = claim;
  expect(plainQuestion(lawless)).toBeUndefined();
  expect(claimToFile(claim).debtor?.name).toBe('');
  expect(claimToFile(claim).items).toEqual(claim.items);
});
