import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, addYears, dayOf, fromParts, isDay, isoDay, partsOf, weekdayOf } from './day.ts';
import { DomainError } from './error.ts';
import { isUuid, uuid7 } from './id.ts';
import { add, allocate, amountText, money, moneyOf, sum } from './money.ts';
import { compare, minus, plus, rational, rationalOf, times, toDecimal } from './rational.ts';
import { divide } from './rounding.ts';

const amounts = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });

describe('money', () => {
  it('follows ISO 4217 exponents', () => {
    expect(amountText(money('JPY', 1200n))).toBe('1200');
    expect(amountText(money('EUR', -5n))).toBe('-0.05');
    expect(amountText(money('KWD', 1n))).toBe('0.001');
    expect(moneyOf('1234.5', 'CNY').minor).toBe(123450n);
    expect(moneyOf('12.300', 'EUR').minor).toBe(1230n);
  });

  it.each([
    ['1.005', 'EUR', 'kernel.too_precise'],
    ['1e3', 'EUR', 'kernel.bad_decimal'],
    ['', 'EUR', 'kernel.bad_decimal'],
    ['1', 'XXQ', 'kernel.unknown_currency'],
  ])('refuses "%s" %s', (amount, currency, code) => {
    expect(() => moneyOf(amount, currency)).toThrow(expect.objectContaining({ code }));
  });

  it('never mixes currencies', () => {
    expect(() => add(money('EUR', 1n), money('CNY', 1n))).toThrow(DomainError);
  });

  it('allocates exactly, each part within one unit of its share', () => {
    fc.assert(
      fc.property(amounts, fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 }), (whole, weights) => {
        fc.pre(weights.some((w) => w > 0n));
        const parts = allocate(money('CNY', whole), weights);
        expect(sum('CNY', parts).minor).toBe(whole);
        const total = weights.reduce((a, b) => a + b, 0n);
        parts.forEach((part, i) => {
          const off = part.minor * total - whole * (weights[i] ?? 0n);
          expect(off < total && off > -total).toBe(true);
        });
      }),
    );
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom('CNY', 'JPY', 'KWD', 'EUR'), (minor, currency) => {
        expect(moneyOf(amountText(money(currency, minor)), currency).minor).toBe(minor);
      }),
    );
  });
});

describe('rational', () => {
  it('adds and subtracts exactly', () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        const x = rational(a, 365n);
        const y = rational(b, 360n);
        expect(compare(minus(plus(x, y), y), x)).toBe(0);
      }),
    );
    expect(toDecimal(times(rationalOf('0.0175'), rationalOf('100')), 4, 'half-up')).toBe('1.7500');
  });
});

describe('rounding', () => {
  it.each([
    [5n, 2n, { 'half-up': 3n, 'half-even': 2n, down: 2n, up: 3n, floor: 2n, ceiling: 3n }],
    [-5n, 2n, { 'half-up': -3n, 'half-even': -2n, down: -2n, up: -3n, floor: -3n, ceiling: -2n }],
    [7n, 2n, { 'half-up': 4n, 'half-even': 4n, down: 3n, up: 4n, floor: 3n, ceiling: 4n }],
    [-1n, 3n, { 'half-up': 0n, 'half-even': 0n, down: 0n, up: -1n, floor: -1n, ceiling: 0n }],
  ] as const)('%s / %s by every name', (num, den, expected) => {
    for (const [name, value] of Object.entries(expected)) expect(divide(num, den, name as 'down')).toBe(value);
  });
});

describe('day', () => {
  it('agrees with the platform calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (n) => {
        const day = dayOf('1970-01-01') + n;
        const date = new Date(n * 86_400_000);
        const { year, month, date: number } = partsOf(day as never);
        expect([year, month, number]).toEqual([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]);
        expect(weekdayOf(day as never) % 7).toBe(date.getUTCDay());
        expect(fromParts(year, month, number)).toBe(day);
      }),
    );
  });

  it('ends months where the calendar does', () => {
    expect(isoDay(addMonths(dayOf('2024-01-31'), 1))).toBe('2024-02-29');
    expect(isoDay(addMonths(dayOf('2023-11-30'), 3))).toBe('2024-02-29');
    expect(isoDay(addYears(dayOf('2024-02-29'), 1))).toBe('2025-02-28');
    expect(isoDay(addMonths(dayOf('2024-03-31'), -13))).toBe('2023-02-28');
  });

  it.each(['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', ''])('refuses "%s"', (text) => {
    expect(isDay(text)).toBe(false);
    expect(() => dayOf(text)).toThrow(expect.objectContaining({ code: 'kernel.bad_day' }));
  });
});

describe('id', () => {
  it('is a version 7 UUID that sorts by time', () => {
    const random = new Uint8Array(10).fill(255);
    const earlier = uuid7(1_000_000, random);
    expect(isUuid(earlier)).toBe(true);
    expect(earlier[14]).toBe('7');
    expect(earlier < uuid7(1_000_001, new Uint8Array(10))).toBe(true);
  });
});
