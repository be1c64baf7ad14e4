import { expect, test } from 'vitest';
import { figuresIn } from './figures.ts';

const en = figuresIn('en');
const zh = figuresIn('zh-CN');

test('an amount beyond the floats stays exact to the last digit', () => {
  expect(en.money('90071992547409931234.56', 'EUR')).toBe('€90,071,992,547,409,931,234.56');
  expect(zh.money('0.10', 'CNY')).toBe('¥0.10');
  expect(en.money('1234', 'JPY')).toBe('JP¥1,234');
});

test('a legal day is not moved by the reader’s zone', () => {
  expect(en.day('2026-01-01')).toBe('1 Jan 2026');
  expect(zh.day('2026-01-01')).toBe('2026年1月1日');
});

test('a moment carries its zone, the same order in both languages', () => {
  expect(en.moment('2026-11-23T21:50:00Z', 'Asia/Shanghai')).toBe('24 Nov 2026, 05:50 GMT+8');
  expect(zh.moment('2026-11-23T21:50:00Z', 'Asia/Shanghai')).toBe('2026年11月24日 05:50 GMT+8');
});

test('a small chance is not shown as none', () => {
  expect(en.percent(0.001)).toBe('< 1%');
  expect(en.percent(0)).toBe('0%');
});

test('sizes are told in powers of a thousand', () => {
  expect(en.bytes(500_000_000)).toBe('500 MB');
  expect(en.bytes(0)).toBe('0 B');
});
