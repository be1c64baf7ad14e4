import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

test('cells with commas, quotes and lines are quoted', () => {
  expect(csvOf([['a,b', 'say "no"', 'two\nlines', 'plain']])).toBe('\uFEFF"a,b","say ""no""","two\nlines",plain\r\n');
});

test('a name that a spreadsheet would run as a formula becomes text, a negative amount stays a number', () => {
  expect(csvOf([['=cmd|1', '+49', '@sum', '-12.50']])).toBe("\uFEFF'=cmd|1,'+49,'@sum,-12.50\r\n");
});
