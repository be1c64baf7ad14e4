import type { PaperTotals } from '#domain/assessment/checks/claim.ts';
import type { ClaimDraft } from '#domain/claim/draft.ts';
import { type Money, moneyOf } from '#domain/kernel/money.ts';
import type { Exhibit } from '../ports/exhibits.ts';

/** The printed totals of the invoices among the exhibits; a paper in another currency, or without a number, is left out. */
export function papersOf(exhibits: readonly Exhibit[], currency: string): PaperTotals[] {
  return exhibits.flatMap((exhibit) => {
    const draft = exhibit.reading as unknown as ClaimDraft | undefined;
    if (!draft?.number || draft.currency !== currency) return [];
    return [paperTotals(draft, exhibit.name, currency)];
  });
}

function paperTotals(draft: ClaimDraft, exhibit: string, currency: string): PaperTotals {
  const { totals } = draft;
  const printed = {
    taxExclusive: moneyIn(totals.taxExclusive, currency),
    tax: moneyIn(totals.tax, currency),
    taxInclusive: moneyIn(totals.taxInclusive, currency),
    payable: moneyIn(totals.payable, currency),
    prepaid: moneyIn(totals.prepaid, currency),
    allowances: moneyIn(totals.allowances, currency),
    charges: moneyIn(totals.charges, currency),
    rounding: moneyIn(totals.rounding, currency),
  };
  const present = Object.fromEntries(Object.entries(printed).filter(([, value]) => value !== undefined));
  const lines = draft.lines.map((line) => moneyIn(line.net, currency));
  // A line whose amount has more digits than the currency cannot be summed exactly; then no line is compared.
  return {
    exhibit,
    number: draft.number ?? '',
    lines: lines.some((line) => line === undefined) ? [] : lines.filter((line): line is Money => line !== undefined),
    ...present,
  };
}

/** What stands there as money, or undefined where it is absent or finer than the currency. */
function moneyIn(text: string | undefined, currency: string): Money | undefined {
  if (text === undefined) return undefined;
  try {
    return moneyOf(text, currency);
  } catch {
    return undefined;
  }
}
