import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dayOf } from '#domain/kernel/day.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { type LawBook, lawBook } from './book.ts';

/** Takes every ```json file=FOLDER/NAME block out of docs/law-authoring.md. */
function documented(): Map<string, { name: string; content: unknown }[]> {
  const page = readFileSync(new URL('../../docs/law-authoring.md', import.meta.url), 'utf8');
  const folders = new Map<string, { name: string; content: unknown }[]>();
  for (const [, folder = '', name = '', body = ''] of page.matchAll(/```json file=([\w-]+)\/([\w.-]+)\n([\s\S]*?)```/g)) {
    folders.set(folder, [...(folders.get(folder) ?? []), { name, content: JSON.parse(body) }]);
  }
  return folders;
}

export function toyBook(): LawBook {
  const folders = documented();
  return lawBook({ folders: () => [...folders.keys()], read: (folder) => folders.get(folder) ?? [] });
}

describe('a country built from docs/law-authoring.md', () => {
  test('loads with its rules, series and conventions', () => {
    const toy = toyBook().jurisdiction('XT');
    expect(toy?.rules.map((rule) => rule.id)).toContain('XT.limitation');
    expect(toy?.conventions.dayCount).toBe('act/365');
  });

  test('its series refuses to extrapolate, and says until when it was published', () => {
    const base = toyBook().series('XT.BASE');
    expect(base?.on(dayOf('2024-08-01'))).toMatchObject({ value: { num: 5n, den: 2n }, status: 'verified' });
    const late = base?.on(dayOf('2025-07-01'));
    expect(isRefusal(late) && late.code).toBe('law.not_published_yet');
    expect(isRefusal(late) && late.data.validThrough).toBe('2025-06-30');
    expect(base?.on(dayOf('2023-12-31'))).toMatchObject({ kind: 'refusal', code: 'law.before_series' });
  });
});

describe('the format is strict', () => {
  const head = { code: 'XX', name: { zh: '某', en: 'X' } };
  const rule = {
    id: 'XX.interest.late',
    topic: 'interest.late',
    values: [{ value: { kind: 'rate', percent: '6' } }],
    citation: { instrument: 'Act', status: 'unverified' },
    source: '[known]',
    confidence: 'low',
  };
  const load = (content: unknown): unknown => lawBook({ folders: () => ['XX'], read: () => [{ name: 'law.json', content }] }).jurisdiction('XX');

  test.each([
    ['an unknown key in a rule', { jurisdiction: head, rules: [{ ...rule, validFrom: '2024-01-01' }] }, 'validFrom'],
    [
      'an unknown key in a value',
      { jurisdiction: head, rules: [{ ...rule, values: [{ value: { kind: 'rate', percent: '6', perYear: true } }] }] },
      'perYear',
    ],
    ['an unknown kind', { jurisdiction: head, rules: [{ ...rule, values: [{ value: { kind: 'guess' } }] }] }, 'kind'],
    ['a figure that is a float', { jurisdiction: head, rules: [{ ...rule, values: [{ value: { kind: 'rate', percent: 6 } }] }] }, 'percent'],
    ['an id of another folder', { jurisdiction: head, rules: [{ ...rule, id: 'YY.interest.late' }] }, 'YY.interest.late'],
    ['a blank called verified', { jurisdiction: head, rules: [{ ...rule, values: [{ value: { kind: 'blank' } }] }] }, 'status'],
    ['the same id twice', { jurisdiction: head, rules: [rule, rule] }, 'twice'],
    ['no head', { rules: [rule] }, 'jurisdiction'],
  ])('%s is refused with its place', (_, content, place) => {
    expect(() => load(content)).toThrow(place);
  });

  test('the same file without the fault loads', () => {
    expect(load({ jurisdiction: head, rules: [rule] })).toBeDefined();
  });
});
