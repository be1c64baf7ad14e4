import { exponentOf } from './currency.ts';
import { DomainError } from './error.ts';
import { type Rational, rational, rationalOf, toDecimal, toInteger } from './rational.ts';
import type { Rounding } from './rounding.ts';

/** An exact amount: `minor` counts the currency's smallest units (ISO 4217), so 12.30 EUR is 1230n. */
export type Money = { readonly currency: string; readonly minor: bigint };

/** How money travels as JSON: a decimal string with exactly the currency's digits. */
export type MoneyText = { readonly amount: string; readonly currency: string };

export function money(currency: string, minor: bigint): Money {
  exponentOf(currency);
  return { currency, minor };
}

export const nothing = (currency: string): Money => money(currency, 0n);

/** "1234.5" EUR -> 123450n. More digits than the currency has are refused unless they are zeros: no silent rounding. */
export function moneyOf(amount: string, currency: string): Money {
  const scaled = rationalOf(amount);
  const factor = 10n ** BigInt(exponentOf(currency));
  const minor = rational(scaled.num * factor, scaled.den);
  if (minor.den !== 1n) {
    throw new DomainError('kernel.too_precise', `expected at most ${exponentOf(currency)} decimals in ${currency}, got "${amount}"`, {
      amount,
      currency,
    });
  }
  return { currency, minor: minor.num };
}

/** The decimal text with exactly the currency's digits: 1230n EUR -> "12.30". */
export function amountText(value: Money): string {
  const digits = exponentOf(value.currency);
  return toDecimal(rational(value.minor, 10n ** BigInt(digits)), digits, 'down');
}

export const moneyText = (value: Money): MoneyText => ({ amount: amountText(value), currency: value.currency });
export const moneyFrom = (text: MoneyText): Money => moneyOf(text.amount, text.currency);

export function add(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { currency: a.currency, minor: a.minor + b.minor };
}

export function subtract(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { currency: a.currency, minor: a.minor - b.minor };
}

export const negate = (a: Money): Money => ({ currency: a.currency, minor: -a.minor });

export function sum(currency: string, values: readonly Money[]): Money {
  return values.reduce(add, nothing(currency));
}

export function compareMoney(a: Money, b: Money): number {
  sameCurrency(a, b);
  return a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0;
}

/** Multiplies by an exact factor and rounds once, by name. */
export function scale(a: Money, factor: Rational, rounding: Rounding): Money {
  return { currency: a.currency, minor: toInteger(rational(a.minor * factor.num, factor.den), rounding) };
}

/**
 * Splits an amount by non-negative weights so that the parts sum exactly to the whole (largest remainder; ties go to the
 * earlier part, so the split is deterministic).
 */
export function allocate(whole: Money, weights: readonly bigint[]): Money[] {
  const total = weights.reduce((a, b) => a + b, 0n);
  if (total <= 0n || weights.some((w) => w < 0n)) {
    throw new DomainError('kernel.bad_weights', `expected non-negative weights with a positive sum, got [${weights.join(', ')}]`);
  }
  const sign = whole.minor < 0n ? -1n : 1n;
  const size = whole.minor * sign;
  const parts = weights.map((w) => (size * w) / total);
  let left = size - parts.reduce((a, b) => a + b, 0n);
  const order = weights.map((w, i) => ({ i, rest: (size * w) % total })).sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest < b.rest ? 1 : -1));
  for (const { i } of order) {
    if (left === 0n) break;
    parts[i] = (parts[i] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts.map((minor) => ({ currency: whole.currency, minor: sign * minor }));
}

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) {
    throw new DomainError('kernel.currency_mismatch', `expected one currency, got ${a.currency} and ${b.currency}`, {
      left: a.currency,
      right: b.currency,
    });
  }
}
