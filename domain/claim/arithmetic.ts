import { exponentOf, isCurrency } from '../kernel/currency.ts';
import { compare, exactDecimal, minus, over, plus, type Rational, rational, rationalOf, times, toDecimal, zero } from '../kernel/rational.ts';
import type { ClaimDraft, DraftAdjustment, DraftLine, Finding } from './draft.ts';

/**
 * The sums of EN 16931-1:2017 (business rules BR-CO-10 to BR-CO-17 and the category sums BR-S-08 and its siblings),
 * computed exactly. A difference is a finding with what was expected and what the paper prints; nothing is corrected.
 * A rule whose amounts the paper does not print (profiles MINIMUM and BASIC WL) is not judged.
 */
export function checkArithmetic(draft: ClaimDraft): Finding[] {
  const { totals, taxes = [], adjustments = [] } = draft;
  const details = draft.lines.filter((line) => line.role === undefined);
  const of = (kind: DraftAdjustment['kind']) => adjustments.filter((each) => each.kind === kind).map((each) => each.amount);
  const found: (Finding | undefined)[] = [];
  if (details.length > 0) found.push(sumRule('BR-CO-10', totals.lines, total(details.map((line) => line.net)), words.lines));
  // Where a profile prints the total but not the single allowances (MINIMUM, BASIC WL of ZUGFeRD 1.0), there is nothing to add up.
  if (adjustments.length > 0 || totals.allowances === undefined)
    found.push(sumRule('BR-CO-11', totals.allowances ?? '0', total(of('allowance')), words.allowances));
  if (adjustments.length > 0 || totals.charges === undefined)
    found.push(sumRule('BR-CO-12', totals.charges ?? '0', total(of('charge')), words.charges));
  const exclusive = totals.lines === undefined ? undefined : combine(totals.lines, ['-', totals.allowances], ['+', totals.charges]);
  found.push(sumRule('BR-CO-13', totals.taxExclusive, exclusive, words.taxExclusive));
  if (taxes.length > 0) found.push(sumRule('BR-CO-14', totals.tax ?? '0', total(taxes.map((tax) => tax.amount)), words.tax));
  found.push(sumRule('BR-CO-15', totals.taxInclusive, combine(totals.taxExclusive, ['+', totals.tax]), words.taxInclusive));
  // The MINIMUM profile has no field for what was prepaid, so total and amount due may differ there.
  if (!/:minimum$/.test(draft.source.profile ?? '')) {
    const due = combine(totals.taxInclusive, ['-', totals.prepaid], ['+', totals.rounding], ['+', totals.thirdParty]);
    found.push(sumRule('BR-CO-16', totals.payable, due, words.payable));
  }
  return [
    ...found.filter((each) => each !== undefined),
    ...checkTaxes(draft, details),
    ...details.flatMap((line, i) => checkLine(line, i, draft.currency)),
  ];
}

const words = {
  lines: { zh: '行净额合计', en: 'sum of line net amounts' },
  allowances: { zh: '文件级折让合计', en: 'sum of allowances' },
  charges: { zh: '文件级费用合计', en: 'sum of charges' },
  taxExclusive: { zh: '不含税金额', en: 'total without tax' },
  tax: { zh: '税额合计', en: 'total tax' },
  taxInclusive: { zh: '价税合计', en: 'total with tax' },
  payable: { zh: '应付金额', en: 'amount due for payment' },
} as const;

function sumRule(rule: string, got: string | undefined, expected: Rational | undefined, what: { zh: string; en: string }): Finding | undefined {
  if (got === undefined || expected === undefined || compare(rationalOf(got), expected) === 0) return undefined;
  const wanted = exactDecimal(expected);
  return {
    code: 'intake.bad_total',
    severity: 'error',
    zh: `${what.zh}与计算不符：应为 ${wanted}，票面为 ${got}（${rule}）。`,
    en: `The ${what.en} does not add up: expected ${wanted}, the paper says ${got} (${rule}).`,
    path: rule,
    expected: wanted,
    got,
  };
}

/** BR-CO-17 (tax = base × rate) and the sum of lines, allowances and charges per category and rate (BR-S-08, BR-Z-08 ...). */
function checkTaxes(draft: ClaimDraft, details: readonly DraftLine[]): Finding[] {
  const found: Finding[] = [];
  for (const tax of draft.taxes ?? []) {
    const label = `${tax.category ?? ''} ${tax.rate ?? ''}`.trim();
    if (tax.taxable !== undefined && tax.rate !== undefined && tax.amount !== undefined) {
      const exact = over(times(rationalOf(tax.taxable), rationalOf(tax.rate)), rational(100n));
      if (!roundsTo(exact, tax.amount, draft.currency)) {
        found.push(
          difference('intake.bad_tax', 'BR-CO-17', `税额（${label}%）`, `tax at ${label}%`, toDecimal(exact, 2, 'half-up'), tax.amount, exact),
        );
      }
    }
    const base = categoryBase(draft, details, tax.category, tax.rate);
    if (base !== undefined && tax.taxable !== undefined && compare(base, rationalOf(tax.taxable)) !== 0) {
      found.push(
        difference(
          'intake.bad_tax',
          `BR-${tax.category}-08`,
          `计税基础（${label}%）`,
          `taxable amount at ${label}%`,
          exactDecimal(base),
          tax.taxable,
          base,
        ),
      );
    }
  }
  return found;
}

/** Undefined where the paper does not say the category of every line and adjustment: then nothing can be added up. */
function categoryBase(
  draft: ClaimDraft,
  details: readonly DraftLine[],
  category: string | undefined,
  rate: string | undefined,
): Rational | undefined {
  const adjustments = draft.adjustments ?? [];
  const complete =
    details.every((line) => line.taxCategory !== undefined && line.net !== undefined) &&
    adjustments.every((each) => each.taxCategory !== undefined && each.amount !== undefined);
  if (category === undefined || details.length === 0 || !complete) return undefined;
  const same = (otherCategory: string | undefined, otherRate: string | undefined) =>
    otherCategory === category && compare(rationalOf(otherRate ?? '0'), rationalOf(rate ?? '0')) === 0;
  const lines = total(details.filter((line) => same(line.taxCategory, line.taxRate)).map((line) => line.net));
  const signed = adjustments
    .filter((each) => same(each.taxCategory, each.taxRate))
    .map((each) => (each.kind === 'charge' ? rationalOf(each.amount ?? '0') : minus(zero, rationalOf(each.amount ?? '0'))));
  return lines === undefined ? undefined : signed.reduce(plus, lines);
}

/** Line net = quantity × price / base quantity − allowances + charges, rounded (definition of BT-131). */
function checkLine(line: DraftLine, index: number, currency: string | undefined): Finding[] {
  if (line.net === undefined || line.unitPrice === undefined || line.quantity === undefined) return [];
  const base = rationalOf(line.baseQuantity ?? '1');
  if (base.num === 0n) return [];
  const gross = over(times(rationalOf(line.quantity), rationalOf(line.unitPrice)), base);
  const exact = (line.adjustments ?? []).reduce((sum, each) => {
    const amount = rationalOf(each.amount ?? '0');
    return each.kind === 'charge' ? plus(sum, amount) : minus(sum, amount);
  }, gross);
  if (roundsTo(exact, line.net, currency)) return [];
  return [
    difference(
      'intake.bad_line',
      `line ${line.id ?? index + 1}`,
      `第 ${line.id ?? index + 1} 行净额`,
      `net amount of line ${line.id ?? index + 1}`,
      toDecimal(exact, 2, 'half-up'),
      line.net,
      exact,
    ),
  ];
}

/** Off by at most 0.02 is the rounding slack that the public validators leave (Peppol BIS, CEN artefacts): worth knowing, no fault. */
function difference(code: string, path: string, zh: string, en: string, expected: string, got: string, exact: Rational): Finding {
  const off = minus(rationalOf(got), exact);
  const size = off.num < 0n ? minus(zero, off) : off;
  return {
    code,
    severity: compare(size, rational(1n, 50n)) <= 0 ? 'info' : 'warning',
    zh: `${zh}与计算不符：应为 ${expected}，票面为 ${got}（${path}）。`,
    en: `The ${en} does not add up: expected ${expected}, the paper says ${got} (${path}).`,
    path,
    expected,
    got,
  };
}

/** Rounded half-up at two decimals as the standard says, or at the currency's own where that differs (JPY, KWD). */
function roundsTo(exact: Rational, printed: string, currency: string | undefined): boolean {
  const places = new Set([2, currency !== undefined && isCurrency(currency) ? exponentOf(currency) : 2]);
  const value = rationalOf(printed);
  if (compare(exact, value) === 0) return true;
  return [...places].some((digits) => compare(rationalOf(toDecimal(exact, digits, 'half-up')), value) === 0);
}

function total(amounts: readonly (string | undefined)[]): Rational | undefined {
  return amounts.some((amount) => amount === undefined) ? undefined : amounts.map((amount) => rationalOf(amount ?? '0')).reduce(plus, zero);
}

function combine(start: string | undefined, ...terms: readonly (readonly ['+' | '-', string | undefined])[]): Rational | undefined {
  if (start === undefined) return undefined;
  return terms.reduce((sum, [sign, amount]) => (sign === '+' ? plus : minus)(sum, rationalOf(amount ?? '0')), rationalOf(start));
}
