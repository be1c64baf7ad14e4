import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { words as en } from './en.ts';
import { words as zh } from './zh-CN.ts';

const web = join(import.meta.dirname, '..');
const sources = readdirSync(web, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !path.startsWith('locales') && !path.startsWith('dist'))
  .map((path) => readFileSync(join(web, path), 'utf8'))
  .join('\n');
const keys = Object.keys(en);

/** Names and signs that are the same in both languages. */
const sameInBoth = new Set<string>([]);
const valuesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();

test('both languages hold the same keys', () => {
  expect(Object.keys(zh).sort()).toEqual([...keys].sort());
});

test('every word is translated: no equal and no empty text', () => {
  const bad = keys.filter((key) => {
    const [one, other] = [en[key as keyof typeof en], zh[key as keyof typeof zh]];
    return !one || !other || (one === other && !sameInBoth.has(key));
  });
  expect(bad).toEqual([]);
});

test('both languages fill in the same values', () => {
  expect(keys.filter((key) => String(valuesIn(en[key as keyof typeof en])) !== String(valuesIn(zh[key as keyof typeof zh])))).toEqual([]);
});

test('Chinese uses full-width punctuation between Chinese characters', () => {
  expect(keys.filter((key) => /[\u4e00-\u9fff][,;:?!](\s|[\u4e00-\u9fff]|$)/.test(zh[key as keyof typeof zh]))).toEqual([]);
});

test('every word is used: by its key, or by a key built from a name', () => {
  const literal = new Set([...sources.matchAll(/['"`]([\w-]+(?:\.[\w+-]+)*)['"`]/g)].map((found) => found[1]));
  const built = [...sources.matchAll(/`([\w.-]+\.)\$\{[^}]+\}((?:\.[\w-]+)*)`/g)].map((found) => [found[1] ?? '', found[2] ?? ''] as const);
  const used = (key: string) =>
    literal.has(key) || built.some(([start, end]) => key.startsWith(start) && key.endsWith(end) && key.length > start.length + end.length);
  expect(keys.filter((key) => !used(key))).toEqual([]);
});
