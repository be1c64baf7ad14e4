import { describe, expect, it } from 'vitest';
import { openLawBook } from '#adapters/law/folder.ts';
import type { Claim } from '#domain/claim/claim.ts';
import type { Citation } from '#domain/kernel/citation.ts';
import { addDays, type Day, dayOf, weekdayOf } from '#domain/kernel/day.ts';
import { moneyOf } from '#domain/kernel/money.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { type Position, position } from '#domain/law/position.ts';
import { type DemandLetter, demandLetter, type LetterIssue } from './demand.ts';
import { letterProfile, letterProfiles } from './profiles.ts';

const asOf = dayOf('2026-11-23');
const book = openLawBook();
const places = [
  ['CN', 'CNY'],
  ['DE', 'EUR'],
  ['GB-EAW', 'GBP'],
  ['US-NY', 'USD'],
  ['FR', 'EUR'],
] as const;

const claim = (law: string, currency: string, more: Partial<Claim> = {}): Claim => ({
  basis: 'sale',
  creditor: { kind: 'organisation', name: '甲公司', identifiers: [], address: { lines: ['1'], country: 'CN' } },
  debtor: { kind: 'organisation', name: 'Beta Ltd', identifiers: [], address: { lines: ['2'], country: law.slice(0, 2) } },
  guarantors: [],
  currency,
  items: [
    {
      number: 'F-1',
      kind: 'invoice',
      amount: moneyOf('120000', currency),
      issuedOn: dayOf('2026-05-01'),
      deliveredOn: dayOf('2026-05-01'),
      dueOn: dayOf('2026-06-01'),
    },
    { number: 'G-1', kind: 'credit-note', amount: moneyOf('-500', currency), issuedOn: dayOf('2026-05-09') },
  ],
  payments: [{ paidOn: dayOf('2026-07-01'), amount: moneyOf('1000', currency) }],
  agreedInterest: { kind: 'none-agreed' },
  governingLaw: law,
  contractOn: dayOf('2026-04-01'),
  consumer: false,
  disputed: false,
  events: [],
  ...more,
});
const person = (one: Claim): Claim => ({ ...one, debtor: { ...one.debtor, kind: 'person', name: 'Jane Doe' }, consumer: true });
const issue: LetterIssue = { writtenOn: asOf, reference: 'QT-1', code: 'QT-7F3K-92QD', verifyAt: 'https://q.example/v' };

function positionOf(one: Claim, on: Day = asOf): Position {
  const made = position(one, on, book, { trace: true });
  if (isRefusal(made)) throw new Error(made.code);
  return made;
}
function letterFor(one: Claim, more: Partial<LetterIssue> = {}, on: Day = asOf): DemandLetter {
  const letter = demandLetter({ claim: one, position: positionOf(one, on), issue: { ...issue, writtenOn: on, ...more } });
  if (isRefusal(letter)) throw new Error(letter.code);
  return letter;
}
const every = places.flatMap(([law, currency]) => [claim(law, currency), person(claim(law, currency)), claim(law, currency, { basis: 'loan' })]);

function textsOf(letter: DemandLetter): { zh: string; en: string } {
  const all = [
    letter.title,
    letter.subject,
    letter.salutation,
    letter.opening,
    letter.senderStatement,
    ...letter.paragraphs.flatMap((paragraph) => [paragraph.text, ...paragraph.points]),
    ...letter.amounts.flatMap((row) => [row.label, ...(row.detail ? [row.detail] : [])]),
    ...letter.enclosures,
  ];
  return { zh: all.map((one) => one.zh).join('\n'), en: all.map((one) => one.en).join('\n') };
}

/** Threats, shame, third parties, and authority that a creditor does not have. */
const forbiddenZh =
  /报警|公安|刑事|犯罪|诈骗|拘留|坐牢|征信|黑名单|失信|曝光|公开.{0,6}信息|上门|单位领导|同事|家人|亲属|后果自负|最后通牒|严惩|立即查封|冻结.{0,4}账户/;
const forbiddenEn =
  /police|criminal|arrest|jail|prison|fraud|credit (score|bureau|record|rating)|blacklist|expose|publish|employer|colleague|family|neighbou?r|or else|final warning|seize|without further notice|immediately/i;

describe('a demand letter', () => {
  it('threatens nobody and pretends to be nobody, under any law, to firms and to people', () => {
    for (const one of every) {
      const { zh, en } = textsOf(letterFor(one));
      expect(zh).not.toMatch(forbiddenZh);
      expect(en).not.toMatch(forbiddenEn);
      expect(zh.match(/律师函/g) ?? []).toEqual(['律师函']);
      expect(zh).toContain('并非律师函');
      expect(en).toContain('It is not a lawyer’s letter and not a paper of any court');
    }
  });

  it('cites nothing that the position or the letter rules do not hold', () => {
    const key = (citation: Citation) => `${citation.instrument}|${citation.article ?? ''}`;
    for (const one of every) {
      const law = positionOf(one);
      const profile = letterProfile(law.jurisdiction);
      const known = new Set(
        [
          ...law.trace.flatMap((step) => (step.citation ? [step.citation] : [])),
          ...profile.business.citations,
          ...profile.individual.citations,
          ...[...profile.notices, ...profile.individual.notices, ...profile.routes].flatMap((rule) => rule.citations),
        ].map(key),
      );
      const letter = letterFor(one);
      const cited = [...letter.paragraphs.flatMap((p) => p.citations), ...letter.amounts.flatMap((row) => row.citations)];
      expect(cited.map(key).filter((one) => !known.has(one))).toEqual([]);
      expect(letter.unverified.map(key)).toEqual([...new Set(cited.filter((c) => c.status !== 'verified').map(key))]);
    }
  });

  it('names the rule behind interest, and rows that sum to the total', () => {
    for (const one of every) {
      const letter = letterFor(one);
      expect(letter.amounts.reduce((sum, row) => sum + row.amount.minor, 0n)).toBe(letter.total.minor);
      const interest = letter.amounts.find((row) => row.label.en.startsWith('Interest'));
      if (interest) expect(interest.citations.length).toBeGreaterThan(0);
    }
  });

  it('moves many items to a schedule and keeps the sums', () => {
    const one = claim('CN', 'CNY');
    const [first] = one.items;
    if (!first) throw new Error('expected an item');
    const many = { ...one, items: Array.from({ length: 40 }, (_, i) => ({ ...first, number: `F-${i}` })) };
    const letter = letterFor(many);
    expect(letter.schedule.map((row) => row.label.en)).toEqual(many.items.map((item) => `Invoice ${item.number}`));
    expect(letter.amounts.reduce((sum, row) => sum + row.amount.minor, 0n)).toBe(letter.total.minor);
    expect(letter.amounts.length).toBeLessThan(8);
    expect(letterFor(one).schedule).toEqual([]);
  });

  it('prints no rule beside interest that it cannot explain', () => {
    const one = claim('DE', 'EUR');
    const bare = position(one, asOf, book);
    if (isRefusal(bare)) throw new Error(bare.code);
    const letter = demandLetter({ claim: one, position: bare, issue });
    expect(isRefusal(letter) ? [] : letter.amounts.filter((row) => row.unexplained).map((row) => row.label.en)).toEqual([
      'Interest for late payment',
      'Statutory compensation',
    ]);
  });

  it('gives a person in England 30 days, the protocol’s forms and its name', () => {
    const letter = letterFor(person(claim('GB-EAW', 'GBP')));
    expect(letter.title.en).toBe('Letter of claim');
    expect(letter.answerBy - asOf).toBeGreaterThanOrEqual(30);
    expect(letter.enclosures.map((one) => one.en).join()).toMatch(/Reply Form.*Standard Financial Statement/);
    expect(letterFor(claim('GB-EAW', 'GBP')).enclosures).toEqual([]);
  });

  it('never gives less time than the profile and never ends on a weekend', () => {
    for (let shift = 0; shift < 7; shift += 1) {
      const on = addDays(asOf, shift);
      const letter = letterFor(claim('CN', 'CNY'), { days: 3 }, on);
      expect(letter.answerBy - on).toBeGreaterThanOrEqual(15);
      expect(weekdayOf(letter.answerBy)).toBeLessThan(6);
    }
    expect(letterFor(claim('CN', 'CNY'), { days: 40 }).answerBy - asOf).toBeGreaterThanOrEqual(40);
  });

  it('announces only routes that are open on the facts', () => {
    const text = (one: Claim) => textsOf(letterFor(one)).en;
    expect(text(claim('CN', 'CNY'))).toMatch(/payment order/);
    expect(text(claim('CN', 'CNY', { forum: { kind: 'arbitration', name: 'CIETAC' } }))).not.toMatch(/people’s court/);
    expect(text(claim('CN', 'CNY', { disputed: true }))).not.toMatch(/payment order/);
    expect(text(claim('CN', 'CNY', { basis: 'judgment' }))).toMatch(/enforcement of the title/);
    expect(text(claim('FR', 'EUR'))).toMatch(/European order/);
    const domestic = claim('FR', 'EUR');
    expect(text({ ...domestic, creditor: { ...domestic.creditor, address: { lines: [], country: 'FR' } } })).not.toMatch(/European order/);
  });

  it('threatens no suit once the claim is out of time', () => {
    const one = claim('CN', 'CNY');
    const ends = positionOf(one).limitation.expiresOn ?? asOf;
    const { zh, en } = textsOf(letterFor(one, {}, addDays(ends, 3)));
    expect(en).not.toMatch(/court for|action before|lawful routes/);
    expect(zh).not.toMatch(/支付令|提起诉讼|时效依法中断/);
  });

  it('names an account only when one was given', () => {
    const without = textsOf(letterFor(claim('DE', 'EUR'))).en;
    expect(without).toMatch(/names no account/);
    const given = textsOf(letterFor(claim('DE', 'EUR'), { payTo: { holder: 'A', account: 'DE89370400440532013000' } })).en;
    expect(given).toContain('DE89370400440532013000');
  });

  it('tells how to check it', () => {
    const { zh, en } = textsOf(letterFor(claim('US-NY', 'USD')));
    expect(en).toContain('https://q.example/v');
    expect(zh).toContain('QT-7F3K-92QD');
  });

  it.each<[string, string, Claim, Partial<LetterIssue>]>([
    [
      'nothing is owed',
      'letter.nothing_due',
      claim('DE', 'EUR', { payments: [{ paidOn: dayOf('2026-07-01'), amount: moneyOf('999999', 'EUR') }] }),
      {},
    ],
    ['insolvency was opened', 'letter.insolvency', claim('DE', 'EUR', { events: [{ on: dayOf('2026-08-01'), kind: 'insolvency-opened' }] }), {}],
    [
      'nothing is due yet',
      'letter.not_yet_due',
      claim('DE', 'EUR', { items: [{ number: '1', kind: 'invoice', amount: moneyOf('5', 'EUR'), dueOn: dayOf('2027-01-01') }], payments: [] }),
      {},
    ],
    ['the figures are of another day', 'letter.stale_position', claim('DE', 'EUR'), { writtenOn: addDays(asOf, 1) }],
  ])('is refused when %s', (_, code, one, more) => {
    expect(demandLetter({ claim: one, position: positionOf(one), issue: { ...issue, ...more } })).toMatchObject({ kind: 'refusal', code });
  });

  it('has a profile for every law the product promises', () => {
    expect(letterProfiles.map((profile) => profile.jurisdiction)).toEqual(['CN', 'DE', 'GB-EAW', 'US', 'EU']);
    expect(letterProfile('FR').jurisdiction).toBe('EU');
    expect(letterProfile('DE-BY').jurisdiction).toBe('DE');
    expect(letterProfile('KZ').jurisdiction).toBe('');
    expect(letterProfile('US-CA').jurisdiction).toBe('US');
    expect(letterProfile('GB-SCT').jurisdiction).toBe('');
  });
});
