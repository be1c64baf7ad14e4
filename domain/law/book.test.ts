import { describe, expect, test } from 'vitest';
import { openLawBook } from '#adapters/law/folder.ts';
import { claimOf } from '#domain/claim/filing.ts';
import { dayOf } from '#domain/kernel/day.ts';
import { amountText } from '#domain/kernel/money.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { lawBook } from './book.ts';
import { loadCalendar } from './calendar/load.ts';
import { position } from './position.ts';
import { routesOf } from './routes.ts';
import { sheetsOf } from './sheet.ts';

const book = openLawBook();
const citation = { instrument: 'Act', status: 'unverified' };
const claim = (law: string, currency: string, dueOn: string) =>
  claimOf({
    basis: 'sale',
    creditor: { name: 'S' },
    debtor: { name: 'B' },
    governingLaw: law,
    currency,
    items: [{ number: '1', amount: '1000', dueOn }],
  });

describe('the loaded law', () => {
  test.each(book.codes())('%s loads, and every series and fee it names exists', (code) => {
    const law = book.jurisdiction(code);
    expect(law?.name.zh).toBeTruthy();
    for (const rule of law?.rules ?? []) {
      for (const each of [rule, ...(rule.exceptions ?? [])]) {
        for (const { value } of [...each.values, ...(each.alternatives ?? []).flatMap((one) => one.values)]) {
          if (value.kind === 'reference') expect(book.series(value.series)?.id).toBe(value.series);
          if (value.kind === 'fraction') expect(book.rule(value.of)?.id).toBe(value.of);
          if (value.kind === 'route') for (const fee of value.fees ?? []) expect(book.rule(fee)?.id).toBe(fee);
        }
      }
    }
  });

  test.each(book.codes())('%s can be shown: every rule has words, a source and a status', (code) => {
    const law = book.jurisdiction(code);
    for (const sheet of law ? sheetsOf(law) : []) {
      expect(sheet.source.length).toBeGreaterThan(0);
      for (const version of sheet.versions) expect(version.value.zh.length * version.value.en.length).toBeGreaterThan(0);
    }
  });

  test('all fifty states and DC have their limitation, none called verified', () => {
    const states = book.codes().filter((code) => code.startsWith('US-'));
    expect(states.length).toBe(51);
    for (const code of states) expect(book.rule(`${code}.limitation`)?.citation.status).toBe('unverified');
  });

  test('a circle of "extends" is refused', () => {
    const folder = (code: string, parent: string) => [
      { name: 'law.json', content: { jurisdiction: { code, name: { zh: 'x', en: 'x' }, extends: parent } } },
    ];
    const circle = lawBook({ folders: () => ['XA', 'XB'], read: (code) => folder(code, code === 'XA' ? 'XB' : 'XA') });
    expect(() => circle.jurisdiction('XA')).toThrow('circle');
  });

  test('China’s routes carry their fee and their ceiling', () => {
    const routes = routesOf(claim('CN', 'CNY', '2025-01-01'), { currency: 'CNY', minor: 100_000_000n }, dayOf('2026-06-01'), book);
    if (isRefusal(routes)) throw new Error(routes.code);
    const order = routes.find((route) => route.id === 'CN.route.payment_order');
    const [fee] = order?.fees ?? [];
    expect(fee && !isRefusal(fee) && amountText(fee.fee)).toBe('4600.00');
    expect(routes.length).toBeGreaterThanOrEqual(12);
  });
});

describe('two times: when it holds, and when it became known', () => {
  const law = {
    jurisdiction: { code: 'XT', name: { zh: '示', en: 'Toy' }, currency: 'EUR' },
    rules: [
      {
        id: 'XT.interest.late',
        topic: 'interest.late',
        values: [
          { from: '2020-01-01', value: { kind: 'rate', percent: '10' } },
          { from: '2025-01-01', knownFrom: '2025-06-01', value: { kind: 'rate', percent: '20' } },
        ],
        citation,
        source: '[known]',
        confidence: 'low',
      },
      {
        id: 'XT.index',
        topic: 'interest.judgment',
        values: [{ value: { kind: 'difference', series: 'XT.A', minus: 'XT.B', floor: '0', per: 'month' } }],
        citation,
        source: '[known]',
        confidence: 'low',
      },
    ],
  };
  const toy = lawBook({ folders: () => ['XT'], read: () => [{ name: 'law.json', content: law }] });
  const interest = (knownOn?: string): string => {
    const found = position(claim('XT', 'EUR', '2024-12-31'), dayOf('2025-12-31'), toy, knownOn ? { knownOn: dayOf(knownOn) } : {});
    return isRefusal(found) ? found.code : amountText(found.interest);
  };

  test('a change made with effect for the past counts from when it was known', () => {
    expect(interest()).toBe('200.00');
    expect(interest('2025-05-31')).toBe('100.00');
    expect(interest('2025-06-01')).toBe('200.00');
  });

  test('a monthly index less another, never below its floor', () => {
    const point = (points: [string, string][]) => (id: string) => ({
      id,
      title: { zh: 'x', en: 'x' },
      unit: 'percent per month',
      points,
      lastPublication: '2025-03-01',
      validThrough: '2025-03-31',
      citation,
      source: '[known]',
      confidence: 'low',
    });
    const a = point([
      ['2025-01-01', '1.1'],
      ['2025-02-01', '0.5'],
      ['2025-03-01', '1.0'],
    ])('XT.A');
    const b = point([
      ['2025-01-01', '0.1'],
      ['2025-02-01', '0.9'],
      ['2025-03-01', '0.5'],
    ])('XT.B');
    const [first, second] = law.rules;
    const indexed = lawBook({
      folders: () => ['XT'],
      read: () => [
        {
          name: 'law.json',
          content: { jurisdiction: law.jurisdiction, series: [a, b], rules: [{ ...first, id: 'XT.late', values: second?.values }] },
        },
      ],
    });
    const found = position(claim('XT', 'EUR', '2024-12-31'), dayOf('2025-03-31'), indexed, { trace: true });
    if (isRefusal(found)) throw new Error(found.code);
    // 12% for 31 days, 0% for 28, 6% for 31
    expect(amountText(found.interest)).toBe('15.29');
  });
});

test('with a calendar the end of limitation rolls off a rest day, and the claim lives until then', async () => {
  const calendar = await loadCalendar(['CN']);
  // 2026-10-04 stands in the National Day holiday, 8 October is worked
  const found = position(claim('CN', 'CNY', '2023-10-04'), dayOf('2026-10-06'), book, { calendar });
  if (isRefusal(found)) throw new Error(found.code);
  expect([found.limitation.rollsTo, found.limitation.status]).toEqual([dayOf('2026-10-08'), 'running']);
});
