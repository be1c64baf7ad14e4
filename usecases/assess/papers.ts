import type { PaperTotals } from '#domain/assessment/checks/claim.ts';
import type { UnreadPaper } from '#domain/assessment/checks/delivery.ts';
import type { PaperFacts } from '#domain/assessment/paper-facts.ts';
import type { ClaimDraft } from '#domain/claim/draft.ts';
import { type Day, dayOf, isDay } from '#domain/kernel/day.ts';
import { type Money, moneyOf } from '#domain/kernel/money.ts';
import type { Exhibit, PaperFiling } from '../ports/exhibits.ts';

/** The printed totals of the invoices among the exhibits; a paper in another currency, or without a number, is left out. */
export function papersOf(exhibits: readonly Exhibit[], currency: string): PaperTotals[] {
  return exhibits.flatMap((exhibit) => {
    const draft = exhibit.reading as unknown as ClaimDraft | undefined;
    if (!draft?.number || !draft.totals || draft.currency !== currency) return [];
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
export function moneyIn(text: string | undefined, currency: string): Money | undefined {
  if (text === undefined) return undefined;
  try {
    return moneyOf(text, currency);
  } catch {
    return undefined;
  }
}

/** What the papers among the exhibits say: as a person confirmed it, else as a machine read it from a structured file. */
export function paperFactsOf(exhibits: readonly Exhibit[], currency: string): PaperFacts[] {
  return exhibits.flatMap((exhibit): PaperFacts[] => {
    const filed = exhibit.facts ?? readFacts(exhibit);
    return filed ? [factsOf(filed, exhibit.name, exhibit.facts ? 'confirmed' : 'read', filed.currency ?? currency)] : [];
  });
}

/** Exhibits that by their kind may prove delivery, and of which nothing is known. */
export const unreadProofs = (exhibits: readonly Exhibit[]): UnreadPaper[] =>
  exhibits.flatMap((exhibit) =>
    ['delivery-note', 'acceptance', 'transport-document', 'service-report'].includes(exhibit.kind) && !exhibit.facts && !readFacts(exhibit)
      ? [{ exhibit: exhibit.name, kind: exhibit.kind }]
      : [],
  );

/** The facts of a structured paper: of an invoice from its draft, of another one as its reader left them. */
export function readFacts({ reading }: Exhibit): PaperFiling | undefined {
  if (!reading) return undefined;
  if ('facts' in reading) return reading.facts as PaperFiling;
  const draft = reading as unknown as ClaimDraft;
  if (draft.kind !== 'invoice' || !draft.number) return undefined;
  const account = draft.payment?.accounts[0];
  const filed = {
    number: draft.number,
    date: draft.issueDate,
    dueOn: draft.dueDate,
    seller: draft.seller?.name,
    buyer: draft.buyer?.name,
    currency: draft.currency,
    total: draft.totals.taxInclusive ?? draft.totals.payable,
    account: account?.iban ?? account?.account,
    orderNumber: draft.references.order,
    contractNumber: draft.references.contract,
    quantities: draft.lines.flatMap(({ quantity, unit, name, role }) =>
      quantity && role === undefined ? [{ amount: quantity, ...(unit ? { unit } : {}), ...(name ? { item: name } : {}) }] : [],
    ),
  };
  return { kind: 'invoice', ...(Object.fromEntries(Object.entries(filed).filter(([, value]) => value !== undefined)) as Omit<PaperFiling, 'kind'>) };
}

function factsOf(filed: PaperFiling, exhibit: string, origin: PaperFacts['origin'], currency: string): PaperFacts {
  const { date, dueOn, validUntil, total, ...rest } = filed;
  const sum = moneyIn(total, currency);
  return {
    ...rest,
    exhibit,
    origin,
    ...dayIn('date', date),
    ...dayIn('dueOn', dueOn),
    ...dayIn('validUntil', validUntil),
    ...(sum ? { total: sum } : {}),
  };
}

/** A paper's day, or nothing where it prints none that a calendar knows. */
const dayIn = <K extends string>(key: K, text: string | undefined): { readonly [key in K]?: Day } =>
  text !== undefined && isDay(text) ? ({ [key]: dayOf(text) } as { readonly [key in K]?: Day }) : {};
