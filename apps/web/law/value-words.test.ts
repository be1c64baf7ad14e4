import { expect, test } from 'vitest';
import { words as en } from '../locales/en.ts';
import { words as zh } from '../locales/zh-CN.ts';
import { figuresIn } from '../words/figures.ts';
import { fill, type Locale } from '../words/words.tsx';
import { isKnown, pairsOf, type RuleValue } from './rule-value.ts';
import { conditionsIn, inWords, type Speaker } from './value-words.ts';

const speaker = (locale: Locale): Speaker => ({
  ...figuresIn(locale),
  locale,
  t: (key, params) => fill((locale === 'en' ? en : zh)[key], params),
  say: (text) => (locale === 'en' ? text.en : text.zh),
  nameOf: (id) => (id === 'XT.BASE' ? 'Toy rate' : id),
});
const english = speaker('en');
const text = { zh: '文', en: 'words' };
const citation = { instrument: 'Toy Act', status: 'unverified' } as const;

test.each<[RuleValue, string, string[]]>([
  [{ kind: 'rate', percent: '0.05', per: 'day' }, '0.05% a day', []],
  [{ kind: 'rate', percent: '6', compound: 'yearly' }, '6% a year', ['compounded yearly']],
  [
    { kind: 'reference', series: 'XT.BASE', times: '1.3', plus: '8', fixing: 'half-year', cap: '24' },
    'Toy rate × 1.3 + 8 percentage points',
    ['the figure of 1 January and 1 July, for the half-year that follows', 'at most 24%'],
  ],
  [{ kind: 'reference', series: 'XT.BASE', plus: '-2', fixing: 'daily' }, 'Toy rate − 2 percentage points', ['the figure in force each day']],
  [{ kind: 'difference', series: 'XT.A', minus: 'XT.B', floor: '0', per: 'month' }, 'XT.A less XT.B, month by month', ['at least 0%']],
  [{ kind: 'sum', amount: '40', currency: 'EUR', per: 'item' }, '€40.00 for each item', []],
  [
    {
      kind: 'scale',
      currency: 'EUR',
      bands: [
        { from: '0', fixed: '50' },
        { over: '10000', percent: '2.5' },
      ],
      minimum: '25',
    },
    'By scale in 2 bands, each rate on its own part of the amount',
    ['from the first unit: €50.00', 'over €10,000.00: 2.5% of this part', 'at least €25.00'],
  ],
  [
    { kind: 'steps', currency: 'GBP', bands: [{ from: '1000', fixed: '70', percent: '1' }], per: 'item' },
    'By the band into which the amount falls (1 bands)',
    ['from £1,000.00: £70.00 + 1% of the whole', 'for each item'],
  ],
  [{ kind: 'fraction', of: 'XT.fee', times: '0.5' }, '0.5 × XT.fee', []],
  [
    { kind: 'term', days: 30, from: ['issued', 'delivered'], pick: 'latest', atMostDays: 60 },
    '30 days after: the invoice, delivery',
    ['the latest of these counts', 'an agreed term beyond 60 days does not count'],
  ],
  [{ kind: 'term', days: 0, from: ['demand'], pick: 'first-known' }, 'Due on: the demand', []],
  [{ kind: 'allocation', order: ['costs', 'principal'], items: 'oldest-due-first' }, 'costs → principal', ['among several debts the one due first']],
  [{ kind: 'period', period: { years: 1, months: 6 } }, '1 year 6 months', []],
  [{ kind: 'limit', amount: '5000', currency: 'EUR' }, 'up to €5,000.00', []],
  [{ kind: 'number', number: '130', unit: 'percent of loss' }, '130% of the loss', []],
  [{ kind: 'number', number: '7', unit: 'persons' }, '7 persons', []],
  [{ kind: 'text', text }, 'words', []],
  [{ kind: 'none' }, 'None', []],
])('%j in words', (value, head, lines) => {
  const said = inWords(value, english);
  expect([said.head, said.lines.map((line) => line.text)]).toEqual([head, lines]);
  expect(inWords(value, speaker('zh-CN')).head).not.toBe('');
});

test('limitation names its period, what restarts it with the article, and what expiry means', () => {
  const said = inWords(
    {
      kind: 'limitation',
      period: { years: 3 },
      start: 'due',
      startRoll: 'year-end',
      instalments: 'each',
      longStop: { years: 10 },
      effects: [{ kind: 'restart', text, citation }],
      formerly: { period: { years: 2 }, changedOn: '2017-10-01', citation },
      afterExpiry: { zh: '抗辩', en: 'the debtor may refuse' },
      extinguishes: true,
    },
    english,
  );
  expect(said.head).toBe('3 years from the due date');
  expect(said.lines.filter((line) => line.citation).map((line) => line.text)).toEqual(['words', 'before 1 Oct 2017: 2 years']);
  expect(said.lines.map((line) => line.text)).toContain('at most 10 years, whatever happens');
  expect(said.lines.at(-1)?.text).toBe('the right itself ends, not only the suit');
});

test('a kind that the page does not know stays whole, as pairs', () => {
  const value = { kind: 'lottery', prize: { amount: '5', parts: ['a', 'b'] } };
  expect(isKnown(value)).toBe(false);
  expect(pairsOf(value)).toEqual([
    ['kind', 'lottery'],
    ['prize.amount', '5'],
    ['prize.parts.0', 'a'],
    ['prize.parts.1', 'b'],
  ]);
});

test('conditions are told one by one, an unknown one as it is', () => {
  expect(conditionsIn({ parties: ['b2b', 'b2public'], contractFrom: '2020-08-20', moon: 'full' }, english)).toEqual([
    'business against business or business against public body',
    'contract made on or after 20 Aug 2020',
    'moon: "full"',
  ]);
});
