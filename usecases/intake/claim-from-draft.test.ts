import { expect, it } from 'vitest';
import type { ClaimDraft } from '#domain/claim/draft.ts';
import { checkedDraft } from '#domain/claim/draft-checks.ts';
import { claimOf } from '#domain/claim/filing.ts';
import { claimFromDraft } from './claim-from-draft.ts';

const paper: ClaimDraft = {
  source: { format: 'ubl' },
  kind: 'invoice',
  number: 'A-1',
  issueDate: '2026-01-10',
  currency: 'EUR',
  seller: { kind: 'organisation', name: 'Seller AB', tradingName: 'Sell', identifiers: [], address: { lines: [], country: 'SE' } },
  buyer: { kind: 'organisation', name: 'Buyer GmbH', identifiers: [], address: { lines: [], country: 'DE' } },
  totals: { taxExclusive: '100.00', tax: '25.00', taxInclusive: '125.00', payable: '125.00' },
  paymentTerms: '30 days net',
  references: { preceding: [] },
  lines: [],
  notes: [],
  findings: [],
};

it('takes only what the paper says and keeps proposals apart', () => {
  const { claim, missing, proposals } = claimFromDraft(checkedDraft(paper));
  expect(claim).toMatchObject({
    creditor: { name: 'Seller AB', otherNames: ['Sell'] },
    debtor: { name: 'Buyer GmbH' },
    currency: 'EUR',
    items: [{ number: 'A-1', amount: '125.00', tax: '25.00', issuedOn: '2026-01-10' }],
  });
  expect(claim.governingLaw).toBeUndefined();
  expect(claim.items?.[0]?.dueOn).toBeUndefined();
  expect(missing.filter((field) => field.needed)).toEqual([]);
  expect(missing.map((field) => field.path)).toEqual(expect.arrayContaining(['items.0.dueOn', 'basis', 'governingLaw']));
  expect(proposals).toMatchObject([
    { path: 'governingLaw', value: 'SE', proposed: true },
    { path: 'items.0.dueOn', value: '2026-02-09', proposed: true },
  ]);
});

it('gives a filing that the domain takes, and a credit note that reduces', () => {
  const { claim } = claimFromDraft(checkedDraft(paper));
  const credit = claimFromDraft(
    checkedDraft({ ...paper, kind: 'credit-note', number: 'C-1', totals: { tax: '5.00', taxInclusive: '25.00', payable: '25.00' } }),
  ).claim;
  const { creditor, debtor, currency, items } = claim;
  if (!creditor || !debtor || !currency || !items) throw new Error('expected a complete filing');
  const whole = claimOf({ creditor, debtor, currency, items: [...items, ...(credit.items ?? [])] });
  expect(whole.items.map((item) => [item.kind, item.amount.minor, item.tax?.minor])).toEqual([
    ['invoice', 12500n, 2500n],
    ['credit-note', -2500n, -500n],
  ]);
});

it('names what is needed and makes no item of half a paper', () => {
  const { claim, missing } = claimFromDraft(checkedDraft({ ...paper, number: undefined, buyer: undefined, totals: {} } as ClaimDraft));
  expect(claim.items).toBeUndefined();
  expect(missing.filter((field) => field.needed).map((field) => field.path)).toEqual(['debtor', 'items.0.number', 'items.0.amount']);
});

it('proposes a state, never a country, inside the United States', () => {
  const american = (region?: string): ClaimDraft => ({
    ...paper,
    seller: { kind: 'organisation', name: 'S', identifiers: [], address: { lines: [], country: 'US', ...(region ? { region } : {}) } },
  });
  expect(claimFromDraft(american('NY')).proposals[0]).toMatchObject({ value: 'US-NY' });
  expect(claimFromDraft(american()).proposals.map((proposal) => proposal.path)).not.toContain('governingLaw');
});
