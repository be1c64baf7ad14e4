import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRuleFile } from '../format/files.ts';

const root = new URL('../rules/', import.meta.url);
const world = [
  'FR',
  'NL',
  'ES',
  'IT',
  'PL',
  'IE',
  'GB-SCT',
  'HK',
  'SG',
  'JP',
  'KR',
  'IN',
  'AE',
  'KZ',
  'RU',
  'BR',
  'MX',
  'VN',
  'ID',
  'AU',
  'CA',
  'CA-ON',
  'ZA',
  'TR',
];
const members = 'AT BE BG CY CZ DK EE FI GR HR HU LT LU LV MT PT RO SE SI SK'.split(' ');
const skipped = new Set(['contact.json', 'calendar.json', 'profile.json']);
const filesOf = (code: string) =>
  readdirSync(new URL(`${code}/`, root))
    .filter((name) => name.endsWith('.json') && !skipped.has(name))
    .map((name) => readRuleFile(JSON.parse(readFileSync(new URL(`${code}/${name}`, root), 'utf8')), code, name));
const seriesIds = new Set(
  readdirSync(root, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesOf(entry.name).flatMap((file) => (file.series ?? []).map((s) => s.id)) : [],
  ),
);

describe('the rules of the world', () => {
  it.each([...world, ...members])('%s is read strictly and names only series that exist', (code) => {
    const files = filesOf(code);
    const rules = files.flatMap((file) => file.rules ?? []);
    expect(files.filter((file) => file.jurisdiction)).toHaveLength(1);
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) {
      for (const { value } of [rule, ...(rule.exceptions ?? [])].flatMap((one) => one.values)) {
        if (value.kind === 'reference') expect(seriesIds, rule.id).toContain(value.series);
        if (value.kind === 'difference')
          expect(
            [value.series, value.minus].every((id) => seriesIds.has(id)),
            rule.id,
          ).toBe(true);
      }
      expect(rule.citation.status, `${rule.id}: nothing here was read in the official text`).not.toBe('verified');
    }
  });

  it.each([...world, ...members])('%s says something about limitation or hands it to its parts', (code) => {
    expect(
      filesOf(code)
        .flatMap((file) => file.rules ?? [])
        .some((rule) => rule.topic === 'limitation'),
    ).toBe(true);
  });

  it('leaves blank what nobody knows instead of guessing', () => {
    const blank = world.flatMap((code) => filesOf(code).flatMap((file) => file.rules ?? [])).filter((rule) => rule.citation.status === 'blank');
    expect(blank.map((rule) => rule.id)).toEqual(expect.arrayContaining(['AE.limitation', 'HK.interest.judgment', 'CA.limitation']));
  });
});
