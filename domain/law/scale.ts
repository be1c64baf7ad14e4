import { exponentOf } from '#domain/kernel/currency.ts';
import type { Day } from '#domain/kernel/day.ts';
import { unreachable } from '#domain/kernel/error.ts';
import type { Money } from '#domain/kernel/money.ts';
import { compare, minus, over, plus, type Rational, rational, times, toInteger, zero } from '#domain/kernel/rational.ts';
import { isRefusal, type Refusal, refuse } from '#domain/kernel/refusal.ts';
import type { LawBook } from './book.ts';
import type { RuleException } from './format/files.ts';
import type { Band, RuleValue, ValueOf } from './format/values.ts';
import { valueOn } from './select.ts';

/** How one band contributed to a fee, in major units, before rounding. */
export type FeePart = {
  readonly from: Rational;
  readonly to: Rational;
  readonly percent?: Rational;
  readonly fixed?: Rational;
  readonly sum: Rational;
};
export type Fee = {
  readonly fee: Money;
  readonly exact: Rational;
  readonly parts: readonly FeePart[];
  readonly limited?: 'minimum' | 'maximum';
  readonly halved: boolean;
  readonly rule: RuleException;
};
type FeeRefusal = Refusal<string>;

const percent = rational(1n, 100n);
const startOf = (band: Band): Rational => band.from ?? band.over ?? zero;
const entered = (band: Band, amount: Rational): boolean => (band.from ? compare(amount, band.from) >= 0 : compare(amount, startOf(band)) > 0);

/** A fee or cost by a rule's scale on a day. `amount` in the scale's currency; another currency is refused. */
export function feeOf(rule: RuleException, amount: Money, on: Day, book: LawBook, options: { readonly half?: boolean } = {}): Fee | FeeRefusal {
  const value = valueOn(rule, on);
  if (isRefusal(value)) return value;
  const major = rational(amount.minor, 10n ** BigInt(exponentOf(amount.currency)));
  const worked = workOut(value, rule, major, amount.currency, on, book);
  if (isRefusal(worked)) return worked;
  const half = options.half === true;
  const exact = half ? over(worked.exact, rational(2n)) : worked.exact;
  return {
    fee: rounded(exact, worked.currency, worked.rounding, worked.roundTo),
    exact,
    parts: worked.parts,
    ...(worked.limited ? { limited: worked.limited } : {}),
    halved: half,
    rule,
  };
}

type Worked = {
  readonly exact: Rational;
  readonly parts: readonly FeePart[];
  readonly limited?: 'minimum' | 'maximum';
  readonly currency: string;
  readonly rounding: ValueOf<'scale'>['rounding'];
  readonly roundTo?: Rational;
};

function workOut(value: RuleValue, rule: RuleException, amount: Rational, currency: string, on: Day, book: LawBook): Worked | FeeRefusal {
  switch (value.kind) {
    case 'scale':
    case 'steps': {
      if (value.currency !== currency) return refuse('law.other_currency', [rule.citation], { expected: value.currency, got: currency });
      const parts = value.kind === 'scale' ? cumulative(value.bands, amount) : single(value.bands, amount);
      const sum = parts.reduce((all, part) => plus(all, part.sum), zero);
      return {
        ...limit(sum, value.minimum, value.maximum),
        parts,
        currency,
        rounding: value.rounding,
        ...(value.roundTo ? { roundTo: value.roundTo } : {}),
      };
    }
    case 'sum':
      return { exact: value.amount, parts: [], currency: value.currency, rounding: 'half-up' };
    case 'fraction': {
      const whole = book.rule(value.of);
      if (!whole) return refuse('law.no_rule', [rule.citation], { rule: value.of });
      const wholeValue = valueOn(whole, on);
      const base = isRefusal(wholeValue) ? wholeValue : workOut(wholeValue, whole, amount, currency, on, book);
      if (isRefusal(base)) return base;
      const exact = times(base.exact, value.times);
      return { ...base, ...limit(exact, value.minimum, value.maximum), rounding: value.rounding };
    }
    case 'rate':
    case 'reference':
    case 'difference':
    case 'none':
    case 'term':
    case 'limitation':
    case 'allocation':
    case 'route':
    case 'period':
    case 'limit':
    case 'number':
    case 'text':
    case 'blank':
      return refuse('law.not_a_fee', [rule.citation], { rule: rule.id, kind: value.kind });
    default:
      return unreachable(value);
  }
}

function limit(sum: Rational, minimum?: Rational, maximum?: Rational): { readonly exact: Rational; readonly limited?: 'minimum' | 'maximum' } {
  if (minimum && compare(sum, minimum) < 0) return { exact: minimum, limited: 'minimum' };
  if (maximum && compare(sum, maximum) > 0) return { exact: maximum, limited: 'maximum' };
  return { exact: sum };
}

function cumulative(bands: readonly Band[], amount: Rational): FeePart[] {
  return bands.flatMap((band, i) => {
    if (!entered(band, amount)) return [];
    const next = bands[i + 1];
    const from = startOf(band);
    const to = next && compare(amount, startOf(next)) > 0 ? startOf(next) : amount;
    const share = band.percent ? times(times(minus(to, from), band.percent), percent) : zero;
    return [part(band, from, to, plus(share, band.fixed ?? zero))];
  });
}

function single(bands: readonly Band[], amount: Rational): FeePart[] {
  const band = bands.findLast((one) => entered(one, amount));
  if (!band) return [];
  const share = band.percent ? times(times(amount, band.percent), percent) : zero;
  return [part(band, startOf(band), amount, plus(share, band.fixed ?? zero))];
}

const part = (band: Band, from: Rational, to: Rational, sum: Rational): FeePart => ({
  from,
  to,
  ...(band.percent ? { percent: band.percent } : {}),
  ...(band.fixed ? { fixed: band.fixed } : {}),
  sum,
});

/** Rounded by name to the currency's smallest unit, or to a coarser step (whole yuan, ten pence). */
function rounded(exact: Rational, currency: string, rounding: ValueOf<'scale'>['rounding'], roundTo?: Rational): Money {
  const unit = 10n ** BigInt(exponentOf(currency));
  const step = roundTo ?? rational(1n, unit);
  const stepped = times(rational(toInteger(over(exact, step), rounding)), step);
  return { currency, minor: toInteger(times(stepped, rational(unit)), rounding) };
}
