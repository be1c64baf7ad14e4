import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Claim } from '#domain/claim/claim.ts';
import { type Day, dayOf, isoDay } from '#domain/kernel/day.ts';
import { moneyOf, moneyText } from '#domain/kernel/money.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { type LawBook, lawBook } from './book.ts';
import { type Position, position } from './position.ts';

/** Takes every ```json file=FOLDER/NAME block out of docs/law-authoring.md. */
function documented(): Map<string, { name: string; content: unknown }[]> {
  const page = readFileSync(new URL('../../docs/law-authoring.md', import.meta.url), 'utf8');
  const folders = new Map<string, { name: string; content: unknown }[]>();
  for (const [, folder = '', name = '', body = ''] of page.matchAll(/```json file=([\w-]+)\/([\w.-]+)\n([\s\S]*?)```/g)) {
    folders.set(folder, [...(folders.get(folder) ?? []), { name, content: JSON.parse(body) }]);
  }
  return folders;
}

function toyBook(): LawBook {
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

describe('a position under the toy country', () => {
  const party = (name: string) => ({ kind: 'organisation' as const, name, identifiers: [], address: { lines: [], country: 'XT' } });
  const claim: Claim = {
    basis: 'sale',
    creditor: party('Seller'),
    debtor: party('Buyer'),
    guarantors: [],
    currency: 'EUR',
    items: [{ number: 'A-1', kind: 'invoice', amount: moneyOf('10000', 'EUR'), issuedOn: dayOf('2024-01-01'), deliveredOn: dayOf('2024-01-02') }],
    payments: [],
    agreedInterest: { kind: 'none-agreed' },
    consumer: false,
    disputed: false,
    events: [],
  };

  test('is due 30 days after delivery, bears 11% then 10.5%, and 40 EUR', () => {
    const answer = position(claim, dayOf('2024-08-01'), toyBook(), { trace: true });
    if (isRefusal(answer)) throw new Error(answer.code);
    // due 2024-02-01; 150 days to 2024-06-30 at 11%, 32 days to 2024-08-01 at 10.5%
    expect(moneyText(answer.interest).amount).toBe('544.11');
    expect(moneyText(answer.compensation).amount).toBe('40.00');
    expect(moneyText(answer.total).amount).toBe('10584.11');
    expect(isoDay(answer.limitation.expiresOn as Day)).toBe('2028-02-01');
    expect(answer.trace.filter((step) => step.rule === 'XT.interest.late').map((step) => step.days)).toEqual([150, 32]);
  });

  test('says what is not published instead of using the old figure', () => {
    const answer = position(claim, dayOf('2025-12-31'), toyBook());
    if (isRefusal(answer)) throw new Error(answer.code);
    expect(answer.gaps.map((gap) => gap.code)).toEqual(['law.not_published_yet']);
    expect(moneyText(answer.interest)).toEqual(moneyText((position(claim, dayOf('2025-06-30'), toyBook()) as Position).interest));
  });
});
