import { expect, test } from 'vitest';
import { fill } from './words.tsx';

test('a word follows its number: one of it, or any other', () => {
  const text = '{n} {n|entry waits|entries wait}';
  expect(fill(text, { n: 1 })).toBe('1 entry waits');
  expect(fill(text, { n: '1' })).toBe('1 entry waits');
  expect(fill(text, { n: 0 })).toBe('0 entries wait');
  expect(fill(text, { n: '1,000' })).toBe('1,000 entries wait');
});

test('a value that is not given stays as written', () => {
  expect(fill('{n} {m|one|many}', { n: 1 })).toBe('1 {m|one|many}');
});
