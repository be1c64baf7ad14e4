import { DomainError } from './error.ts';
import { divide, type Rounding } from './rounding.ts';

/** An exact fraction in lowest terms; `den` > 0. Rates, day fractions and shares are rationals until money is rounded. */
export type Rational = { readonly num: bigint; readonly den: bigint };

export function rational(num: bigint, den: bigint = 1n): Rational {
  if (den === 0n) throw new DomainError('kernel.zero_denominator', `expected a denominator other than 0, got ${num}/0`);
  const sign = den < 0n ? -1n : 1n;
  const g = gcd(abs(num), abs(den)) || 1n;
  return { num: (sign * num) / g, den: (sign * den) / g };
}

export const zero: Rational = { num: 0n, den: 1n };
export const one: Rational = { num: 1n, den: 1n };

const decimalForm = /^([+-]?)(\d{1,60})(?:\.(\d{1,60}))?$/;

/** Parses "4.35" exactly. Exponents, signs inside and blank text are refused: a rate is never guessed. */
export function rationalOf(text: string): Rational {
  const match = decimalForm.exec(text.trim());
  if (!match) throw new DomainError('kernel.bad_decimal', `expected a decimal like 4.35, got "${text.slice(0, 40)}"`, { text: text.slice(0, 40) });
  const [, sign, whole = '', fraction = ''] = match;
  const value = BigInt(whole + fraction);
  return rational(sign === '-' ? -value : value, 10n ** BigInt(fraction.length));
}

export const plus = (a: Rational, b: Rational): Rational => rational(a.num * b.den + b.num * a.den, a.den * b.den);
export const minus = (a: Rational, b: Rational): Rational => rational(a.num * b.den - b.num * a.den, a.den * b.den);
export const times = (a: Rational, b: Rational): Rational => rational(a.num * b.num, a.den * b.den);
export const over = (a: Rational, b: Rational): Rational => rational(a.num * b.den, a.den * b.num);
export const compare = (a: Rational, b: Rational): number => {
  const left = a.num * b.den;
  const right = b.num * a.den;
  return left < right ? -1 : left > right ? 1 : 0;
};

/** The nearest integer under a named rounding rule. */
export const toInteger = (a: Rational, rounding: Rounding): bigint => divide(a.num, a.den, rounding);

/** Decimal text with exactly `places` digits after the point, rounded by name. */
export function toDecimal(a: Rational, places: number, rounding: Rounding): string {
  const scaled = divide(a.num * 10n ** BigInt(places), a.den, rounding);
  const digits = abs(scaled)
    .toString()
    .padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return scaled < 0n ? `-${text}` : text;
}

/** Decimal text without any rounding: two places at least, as many as it takes; a fraction that never ends is cut at 40. */
export function exactDecimal(a: Rational): string {
  for (let places = 2; places < 40; places++) {
    if ((a.num * 10n ** BigInt(places)) % a.den === 0n) return toDecimal(a, places, 'down');
  }
  return toDecimal(a, 40, 'down');
}

const abs = (n: bigint): bigint => (n < 0n ? -n : n);

function gcd(a: bigint, b: bigint): bigint {
  let x = a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
