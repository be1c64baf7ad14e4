import { expect, test } from 'vitest';
import { type Answers, answered, questionOf, stepsFor } from './questions.ts';

const base: Answers = { jurisdiction: 'CN', basis: 'sale', amount: '120,000.50', currency: 'CNY' };

test('a skipped answer is left out, a given one goes through exactly', () => {
  expect(questionOf(base)).toEqual({ jurisdiction: 'CN', basis: 'sale', amount: '120000.50', currency: 'CNY' });
  expect(
    questionOf({
      ...base,
      interest: 'yearly',
      interestValue: '12',
      payments: [{ paidOn: '2026-01-01', amount: '1 000' }],
      event: 'acknowledgment',
      eventOn: '2025-05-05',
    }),
  ).toMatchObject({
    agreedInterest: { kind: 'yearly', percent: '12' },
    payments: [{ paidOn: '2026-01-01', amount: '1000' }],
    events: [{ on: '2025-05-05', kind: 'acknowledgment' }],
  });
});

test('without place, reason or a readable amount there is no question', () => {
  expect(questionOf({ ...base, amount: '1.200,50' })).toBeUndefined();
  expect(questionOf({ ...base, amount: '0' })).toBeUndefined();
  const { jurisdiction: _, ...nowhere } = base;
  expect(questionOf(nowhere)).toBeUndefined();
});

test('only questions that matter are asked', () => {
  expect(stepsFor({ ...base, dueOn: '2025-01-01' })).not.toContain('delivered');
  expect(stepsFor(base)).toContain('size');
  expect(stepsFor({ ...base, jurisdiction: 'DE', debtorKind: 'person' })).toEqual(expect.arrayContaining(['consumer']));
  expect(stepsFor({ ...base, jurisdiction: 'DE' })).not.toContain('size');
});

test('a half-written payment or event stops the person before the engine does', () => {
  expect(answered('paid', { payments: [{ paidOn: '', amount: '10' }] })).toBe(false);
  expect(answered('events', { event: 'acknowledgment' })).toBe(false);
  expect(answered('interest', { interest: 'daily', interestValue: 'x' })).toBe(false);
});
