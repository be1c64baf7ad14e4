import { expect, it } from 'vitest';
import type { ClaimDraft } from './draft.ts';
import { dueDateInTerms } from './terms-text.ts';

const draft = (paymentTerms: string): ClaimDraft => ({
  source: { format: 'cii' },
  kind: 'invoice',
  issueDate: '2026-01-10',
  paymentTerms,
  totals: {},
  references: { preceding: [] },
  lines: [],
  notes: [],
  findings: [],
});

it.each([
  ['Innerhalb von 30 Tagen 2% Skonto, 60 Tage ohne Abzug', '2026-03-11'],
  ['Zahlbar innerhalb 30 Tagen netto bis 15.02.2026, 3% Skonto innerhalb 10 Tagen bis 25.01.2026', '2026-02-15'],
  ['Net 30', '2026-02-09'],
  ['Payment within 14 days of receipt', '2026-01-24'],
  ['收到发票后30日内付款', '2026-02-09'],
  ['请于2026年3月1日前付清', '2026-03-01'],
  ['#SKONTO#TAGE=14#PROZENT=2.00#\nZahlbar in 30 Tagen', '2026-02-09'],
])('%s names %s', (terms, date) => {
  expect(dueDateInTerms(draft(terms))?.date).toBe(date);
});

it.each(['sofort fällig', '14 days or 30 days', '2% Skonto 10 Tage', 'see contract', '50% prepaid, 50% within one month', 'bis 15.02.2020'])(
  '%s names no one day',
  (terms) => {
    expect(dueDateInTerms(draft(terms))).toBeUndefined();
  },
);
