import { expect, test } from 'vitest';
import { gather, type Reading } from './reading.ts';

const reading = (id: string, number: string, debtor = 'Nordhafen GmbH', currency = 'EUR'): Reading => ({
  uploadId: id,
  fileName: `${number}.xml`,
  sha256: '0'.repeat(64),
  bytes: 1,
  draft: {},
  claim: { currency, creditor: { name: 'Hua Xing' }, debtor: { name: debtor }, items: [{ number, amount: '1.00' }] },
  proposals: [],
  missing: [],
  findings: [],
});

test('papers between the same parties in one currency become one claim', () => {
  const [bundle, ...others] = [reading('a', 'R-1'), reading('b', 'R-2'), reading('c', 'R-2')].reduce(gather, []);
  expect(others).toEqual([]);
  expect(bundle?.claim.items?.map((item) => item.number)).toEqual(['R-1', 'R-2']);
  expect(bundle?.readings).toHaveLength(3);
});

test('another debtor or another currency stands apart', () => {
  expect([reading('a', 'R-1'), reading('b', 'R-2', 'Other SARL'), reading('c', 'R-3', 'Nordhafen GmbH', 'USD')].reduce(gather, [])).toHaveLength(3);
});
