import { expect, test } from 'vitest';
import type { ClaimInput } from '#contract/schemas/claim.ts';
import { claimOf, fieldPath, formOf, gapsIn, plainDecimal, take } from './draft.ts';

const read: ClaimInput = {
  basis: 'sale',
  currency: 'EUR',
  creditor: {
    kind: 'organisation',
    name: 'Hua Xing Trading',
    identifiers: [
      { scheme: 'uscc', value: '91310000MA1FL5E91P' },
      { scheme: 'eu-vat', value: 'DE1' },
    ],
    contacts: [
      { channel: 'phone', value: '+86 21 5555' },
      { channel: 'email', value: 'ar@huaxing.example' },
    ],
    address: { lines: ['1 Pudong Road', 'Floor 3'], city: 'Shanghai', country: 'CN' },
  },
  debtor: { kind: 'organisation', name: 'Nordhafen Logistik GmbH' },
  items: [{ number: 'R-1', amount: '1234.50', tax: '197.10', dueOn: '2026-03-01', kind: 'invoice' }],
  payments: [{ paidOn: '2026-04-01', amount: '10.00' }],
  agreedInterest: { kind: 'yearly', percent: '12' },
};

test('what an invoice said and the form does not show is filed unchanged', () => {
  const filed = claimOf(formOf(read), ['0198c0de-0000-7000-8000-000000000001']);
  expect(filed.items).toEqual(read.items);
  expect(filed.payments).toEqual(read.payments);
  expect(filed.creditor.identifiers).toEqual(read.creditor.identifiers);
  expect(filed.creditor.address).toEqual(read.creditor.address);
  expect(new Set(filed.creditor.contacts)).toEqual(new Set(read.creditor.contacts));
  expect(filed.agreedInterest).toEqual({ kind: 'yearly', percent: '12' });
  expect(filed.exhibits).toEqual(['0198c0de-0000-7000-8000-000000000001']);
});

test('a field a person emptied is left out, not kept', () => {
  const form = formOf(read);
  const { dueOn: _, ...item } = form.items[0] ?? { key: '', number: '', amount: '', kept: {} };
  const filed = claimOf({ ...form, items: [item], interest: 'unknown' }, []);
  expect(filed.items[0]).not.toHaveProperty('dueOn');
  expect(filed).not.toHaveProperty('agreedInterest');
  expect(filed).not.toHaveProperty('exhibits');
});

test('only grouping that cannot be misread is taken out of an amount', () => {
  expect(plainDecimal(' 1,234,567.00 ')).toBe('1234567.00');
  expect(plainDecimal('1 234.50')).toBe('1234.50');
  expect(plainDecimal('1.234,50')).toBe('1.234,50');
  expect(plainDecimal('12,50')).toBe('12,50');
});

test('an unreadable amount and missing names are named by path', () => {
  const form = formOf({ currency: 'EUR' });
  expect(gapsIn(form).map((gap) => gap.path)).toEqual(['creditor.name', 'debtor.name', 'items.0.number', 'items.0.amount']);
  expect(gapsIn(formOf({ ...read, items: [{ number: '1', amount: '1.234,50' }] })).map((gap) => gap.path)).toEqual(['items.0.amount']);
});

test('server paths of either kind find their field', () => {
  expect(fieldPath('/items/0/amount')).toBe('items.0.amount');
  expect(fieldPath('body/debtor/name')).toBe('debtor.name');
  expect(fieldPath('items[2].dueOn')).toBe('items.2.dueOn');
});

test('a proposal enters its field only when taken, and never a field that is not there', () => {
  const form = formOf({ ...read, items: [{ number: 'R-1', amount: '1.00' }] });
  expect(claimOf(form, []).items[0]).not.toHaveProperty('dueOn');
  const taken = take(form, { path: 'items.0.dueOn', value: '2024-12-15' });
  expect(taken && claimOf(taken, []).items[0]).toMatchObject({ dueOn: '2024-12-15' });
  expect(take(form, { path: 'items.3.dueOn', value: '2024-12-15' })).toBeUndefined();
  expect(take(form, { path: 'debtor.name', value: 'x' })).toBeUndefined();
});

test('what the paper does not say about its reason is not filed as a sale', () => {
  const { basis: _, ...silent } = read;
  expect(claimOf(formOf(silent), [])).not.toHaveProperty('basis');
});
