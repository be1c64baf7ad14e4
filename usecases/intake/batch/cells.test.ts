import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAmount } from './amounts.ts';
import { cellDay } from './days.ts';
import { guessHeading } from './headings.ts';
import { guarded } from './rejected.ts';

describe('an amount', () => {
  it.each<[string, '.' | ',' | undefined, string, string?]>([
    ['1,234.50', undefined, '1234.50'],
    ['1.234,50 €', undefined, '1234.50', 'EUR'],
    ['¥1,234.50', '.', '1234.50'],
    ['12.5万元', '.', '125000', 'CNY'],
    ['1.2亿', '.', '120000000'],
    ['(300.00)', '.', '-300.00'],
    ['300-', '.', '-300'],
    ['１２３．４５', '.', '123.45'],
    ["1'234.50 CHF", '.', '1234.50', 'CHF'],
    ['12 345,60', ',', '12345.60'],
    ['USD 12.00', '.', '12.00', 'USD'],
    ['0.001', undefined, '0.001'],
    ['1,234,567', undefined, '1234567'],
    ['-0.00', '.', '0.00'],
  ])('%s (decimal %s) is %s', (cell, decimal, text, currency) => {
    expect(cellAmount(cell, decimal)).toEqual({ kind: 'amount', text, ...(currency ? { currency } : {}) });
  });

  it.each(['1,234', '1.234'])('%s alone could be either', (cell) => expect(cellAmount(cell, undefined)).toEqual({ kind: 'ambiguous' }));
  it.each(['', 'abc', '1.2.3', '1e5', '12,34', '--5', '1,23,4', '５x'])('%s under a decimal point is no amount', (cell) =>
    expect(cellAmount(cell, '.').kind).toBe('not-a-number'),
  );

  it('grouped or not is the same number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 0, max: 99 }), (whole, fraction) => {
        const cents = String(fraction).padStart(2, '0');
        const grouped = whole.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',');
        expect(cellAmount(`${grouped}.${cents}`, undefined)).toEqual({ kind: 'amount', text: `${whole}.${cents}` });
        expect(cellAmount(`${grouped.replaceAll(',', '.')},${cents}`, ',')).toEqual({ kind: 'amount', text: `${whole}.${cents}` });
      }),
    );
  });
});

describe('a day', () => {
  it.each([
    ['2026-03-04', '2026-03-04'],
    ['2026/3/4', '2026-03-04'],
    ['2026年3月4日', '2026-03-04'],
    ['20260304', '2026-03-04'],
    ['04.03.2026', '2026-03-04'],
    ['4 Mar 2026', '2026-03-04'],
    ['March 4, 2026', '2026-03-04'],
    ['4. März 2026', '2026-03-04'],
    ['25/12/2026', '2026-12-25'],
    ['12/25/2026', '2026-12-25'],
    ['05/05/2026', '2026-05-05'],
    ['2026-03-04T10:00:00Z', '2026-03-04'],
    ['2026-03-04 10:00', '2026-03-04'],
  ])('%s is %s', (cell, iso) => expect(cellDay(cell, undefined)).toEqual({ kind: 'day', iso }));

  it.each(['03/04/2026', '3-4-2026'])('%s alone could be either', (cell) => expect(cellDay(cell, undefined)).toEqual({ kind: 'ambiguous' }));
  it.each(['', '04.03.26', '2026-02-29', '31/04/2026', '45000', 'soon', '2026-3'])('%s is no day', (cell) =>
    expect(cellDay(cell, 'dmy').kind).toBe('not-a-day'),
  );
});

it.each([
  ['价税合计（元）', 'amount'],
  ['Invoice No.', 'number'],
  ['Fälligkeitsdatum', 'dueOn'],
  ['购方名称', 'debtorName'],
  ['统一社会信用代码', 'debtorIdentifier'],
  ['Offener Betrag', 'outstanding'],
  ['Due Date (UTC)', 'dueOn'],
])('the heading %s means %s', (heading, field) => expect(guessHeading(heading)?.field).toBe(field));

it('a cell never starts a formula in a file we write', () => {
  fc.assert(
    fc.property(fc.string(), (cell) => {
      const written = guarded(cell);
      expect(/^[=@\t\r\n\0]/.test(written)).toBe(false);
      if (/^[+-]/.test(written)) expect(written).toMatch(/^[+-][\d\s.,()/-]*$/);
    }),
  );
});
