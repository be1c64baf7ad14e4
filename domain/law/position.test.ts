import { describe, expect, test } from 'vitest';
import { openLawBook } from '#adapters/law/folder.ts';
import { type ClaimFiling, claimOf } from '#domain/claim/filing.ts';
import { dayOf, isoDay } from '#domain/kernel/day.ts';
import { amountText, type Money } from '#domain/kernel/money.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { type Position, type PositionOptions, position } from './position.ts';

const book = openLawBook();

type Shape = Partial<Omit<ClaimFiling, 'items'>> & {
  readonly law?: string;
  readonly items?: Partial<ClaimFiling['items'][number]>[];
  readonly asOf: string;
  readonly options?: PositionOptions;
};

/** A claim of 100,000 under one law, late since the day after `dueOn`. */
function worth({ law = 'CN', items, asOf, options, ...more }: Shape): Position {
  const country = law.slice(0, 2);
  const party = { name: 'X', address: { lines: [], country } };
  const filing: ClaimFiling = {
    basis: 'sale',
    creditor: party,
    debtor: party,
    currency: { CN: 'CNY', GB: 'GBP', US: 'USD', IN: 'INR' }[country] ?? 'EUR',
    governingLaw: law,
    ...more,
    items: (items ?? [{}]).map((item, i) => ({ number: `${i + 1}`, amount: '100000', dueOn: '2025-01-31', ...item })),
  };
  const found = position(claimOf(filing), dayOf(asOf), book, { trace: true, ...options });
  if (isRefusal(found)) throw new Error(`${found.code} ${JSON.stringify(found.data)}`);
  return found;
}
const text = (money: Money): string => amountText(money);
const rules = (found: Position): string[] => found.trace.map((step) => step.rule);
const party = (size?: 'small' | 'large', kind: 'organisation' | 'public-body' | 'person' = 'organisation') => ({
  name: 'X',
  kind,
  address: { lines: [], country: 'CN' },
  ...(size ? { size } : {}),
});

describe('China: sale and service', () => {
  test('LPR of the day of breach plus 30%, and plus 50% beside it', () => {
    // 3.10% x 1.3 = 4.03%, 606 days from 2025-02-01, the day of payment not counted
    const found = worth({ asOf: '2026-09-30' });
    expect(text(found.interest)).toBe('6690.90');
    expect(found.alternatives.map((one) => text(one.interest))).toEqual(['7720.27']);
  });

  test('before 2019-08-20 the benchmark, from then the LPR of that day', () => {
    const found = worth({ items: [{ dueOn: '2019-06-30' }], asOf: '2019-09-30' });
    // 4.35% x 1.3 for 50 days, then 4.25% x 1.3 for 41 days
    expect(found.items[0]?.segments?.map((one) => one.before - one.from)).toEqual([50, 41]);
    expect(text(found.interest)).toBe('1395.27');
  });

  test('an agreed rate takes the place of the law, an agreed penalty too', () => {
    expect(text(worth({ agreedInterest: { kind: 'daily', percent: '0.05' }, asOf: '2025-05-12' }).interest)).toBe('5000.00');
    const penalty = worth({ agreedInterest: { kind: 'fixed-penalty', amount: '2500' }, asOf: '2025-05-12' });
    expect([text(penalty.interest), text(penalty.compensation)]).toEqual(['0.00', '2500.00']);
  });

  test('SME Regulation: 0.05% a day, with the LPR reading of the 2024 reply as second result', () => {
    const found = worth({ creditor: party('small'), debtor: party('large'), asOf: '2025-05-12' });
    expect(text(found.interest)).toBe('5000.00');
    expect(found.alternatives.map((one) => text(one.interest))).toEqual(['849.32', '1104.11']);
    expect(rules(found)).toContain('CN.interest.late.sme');
  });

  test('SME Regulation: without a date 60 days from delivery, a public body 30 and at most 60', () => {
    const sizes = { creditor: party('small'), debtor: party('large') };
    const large = worth({ ...sizes, items: [{ dueOn: undefined, deliveredOn: '2025-07-01', issuedOn: '2025-07-05' } as object], asOf: '2025-12-01' });
    expect(isoDay(large.items[0]?.dueOn as never)).toBe('2025-08-30');
    const body = worth({
      creditor: party('small'),
      debtor: party(undefined, 'public-body'),
      items: [{ deliveredOn: '2025-07-01', dueOn: '2025-12-31' }],
      asOf: '2026-02-01',
    });
    expect([isoDay(body.items[0]?.dueOn as never), body.items[0]?.dueBy]).toEqual(['2025-08-30', 'shortened']);
  });

  test('an agreed SME rate below the LPR at contract is lifted to it', () => {
    const found = worth({
      creditor: party('small'),
      debtor: party('large'),
      contractOn: '2024-12-01',
      agreedInterest: { kind: 'yearly', percent: '1' },
      asOf: '2025-05-12',
    });
    expect(text(found.interest)).toBe('849.32');
  });
});

describe('China: loans', () => {
  const loan = (more: Partial<Shape>) =>
    worth({
      basis: 'loan',
      creditor: party(undefined, 'person'),
      debtor: party(undefined, 'person'),
      asOf: '2026-01-31',
      items: [{ kind: 'loan', dueOn: '2025-01-30' }],
      ...more,
    });

  test('no rate at all: one-year LPR from default', () => {
    // LPR of 2025-01-31: 3.10%, 365 days
    expect(text(loan({}).interest)).toBe('3100.00');
  });

  test('capped at four times the LPR at contract, the agreed result beside it', () => {
    const found = loan({ contractOn: '2024-01-30', agreedInterest: { kind: 'yearly', percent: '24' } });
    // 4 x 3.45% = 13.80%
    expect(text(found.interest)).toBe('13800.00');
    expect(found.alternatives.map((one) => text(one.interest))).toEqual(['24000.00']);
    expect(
      text(loan({ contractOn: '2024-01-30', agreedInterest: { kind: 'yearly', percent: '24' }, options: { lender: 'licensed' } }).interest),
    ).toBe('24000.00');
  });

  test('a contract before 2020-08-20 sued for later: 24% until then, four times the LPR at filing after', () => {
    const found = loan({
      contractOn: '2019-01-01',
      items: [{ kind: 'loan', dueOn: '2020-07-31' }],
      agreedInterest: { kind: 'yearly', percent: '36' },
      events: [{ on: '2025-03-01', kind: 'suit-filed' }],
      asOf: '2020-09-01',
    });
    expect(found.gaps).toEqual([]);
    expect(found.items[0]?.segments?.map((one) => one.before - one.from)).toEqual([19, 12]);
    const sued = loan({
      contractOn: '2019-01-01',
      items: [{ kind: 'loan', dueOn: '2024-12-31' }],
      agreedInterest: { kind: 'yearly', percent: '36' },
      events: [{ on: '2025-03-01', kind: 'suit-filed' }],
      asOf: '2026-01-01',
    });
    expect(text(sued.interest)).toBe('12400.00');
  });

  test('a suit before 2020-08-20 keeps 24% throughout', () => {
    const found = loan({
      contractOn: '2017-01-01',
      items: [{ kind: 'loan', dueOn: '2018-12-31' }],
      agreedInterest: { kind: 'yearly', percent: '36' },
      events: [{ on: '2019-05-01', kind: 'suit-filed' }],
      asOf: '2022-01-01',
    });
    expect(text(found.interest)).toBe('72065.75');
  });

  test('penalty on top of nothing is limited to what the cap would have earned', () => {
    const found = loan({ contractOn: '2024-01-30', agreedInterest: { kind: 'fixed-penalty', amount: '50000' } });
    expect(text(found.compensation)).toBe('13800.00');
  });

  test('interest for the term runs to the due date, late interest after it', () => {
    const found = loan({
      contractOn: '2024-01-31',
      items: [{ kind: 'loan', issuedOn: '2024-01-31', dueOn: '2025-01-30' }],
      agreedInterest: { kind: 'yearly', percent: '10', termPercent: '6' },
    });
    expect(found.items[0]?.segments?.map((one) => [one.kind, one.before - one.from])).toEqual([
      ['term', 366],
      ['late', 365],
    ]);
    expect(text(found.interest)).toBe('16016.44');
  });
});

describe('China: judgments, set-off, limitation', () => {
  test('doubled part 7/40000 a day, beside ordinary interest as the judgment says', () => {
    const found = worth({ basis: 'judgment', items: [{ kind: 'judgment', amount: '1000000', dueOn: '2024-12-31' }], asOf: '2026-01-01' });
    expect(text(found.surcharge)).toBe('63875.00');
    const both = worth({
      basis: 'judgment',
      agreedInterest: { kind: 'yearly', percent: '3' },
      items: [{ kind: 'judgment', amount: '1000000', dueOn: '2024-12-31' }],
      asOf: '2026-01-01',
    });
    expect([text(both.interest), text(both.surcharge)]).toEqual(['93875.00', '63875.00']);
  });

  test('payments go to costs, interest, principal; the doubled part last', () => {
    const found = worth({
      agreedInterest: { kind: 'yearly', percent: '10' },
      payments: [{ paidOn: '2025-07-01', amount: '10000' }],
      asOf: '2026-02-01',
      options: { costs: { currency: 'CNY', minor: 100_000n } },
    });
    // 150 days: 4109.59; 10,000 - 1,000 - 4,109.59 = 4,890.41 off the principal; 215 days on 95,109.59; the fraction of a cent is carried
    expect(text(found.outstanding.principal)).toBe('95109.59');
    expect(text(found.interest)).toBe('9711.93');
    expect(text(found.total)).toBe('100711.93');
    const judged = worth({
      basis: 'judgment',
      items: [{ kind: 'judgment', dueOn: '2024-12-31' }],
      payments: [{ paidOn: '2026-01-01', amount: '100000' }],
      asOf: '2026-03-01',
    });
    expect([text(judged.outstanding.principal), text(judged.outstanding.interest)]).toEqual(['0.00', '6387.50']);
  });

  test.each([
    ['three years from the due date', [{ dueOn: '2023-06-30' }], [], '2026-06-30', 'running'],
    ['two years had run out before the change of 2017', [{ dueOn: '2015-09-29' }], [], '2017-09-29', 'expired'],
    ['still running on 2017-10-01: three years', [{ dueOn: '2015-10-01' }], [], '2018-10-01', 'expired'],
    [
      'a demand that arrived starts it again',
      [{ dueOn: '2023-06-30' }],
      [{ on: '2025-01-15', kind: 'demand-received' as const }],
      '2028-01-15',
      'running',
    ],
    ['a demand merely sent does not', [{ dueOn: '2023-06-30' }], [{ on: '2025-01-15', kind: 'demand-sent' as const }], '2026-06-30', 'running'],
    [
      'a demand sent with proof does',
      [{ dueOn: '2023-06-30' }],
      [{ on: '2025-01-15', kind: 'demand-sent' as const, proof: 'EMS 1' }],
      '2028-01-15',
      'running',
    ],
    ['too late is too late', [{ dueOn: '2020-01-10' }], [{ on: '2024-01-15', kind: 'demand-received' as const }], '2023-01-10', 'expired'],
    ['a promise after expiry revives', [{ dueOn: '2020-01-10' }], [{ on: '2024-01-15', kind: 'promise' as const }], '2027-01-15', 'running'],
    [
      'an obstacle in the last six months',
      [{ dueOn: '2022-06-30' }],
      [
        { on: '2025-02-01', kind: 'obstacle-started' as const },
        { on: '2025-08-01', kind: 'obstacle-ended' as const },
      ],
      '2026-02-01',
      'running',
    ],
    [
      'an obstacle that ended before them',
      [{ dueOn: '2023-06-30' }],
      [
        { on: '2024-02-01', kind: 'obstacle-started' as const },
        { on: '2024-08-01', kind: 'obstacle-ended' as const },
      ],
      '2026-06-30',
      'running',
    ],
    [
      'instalments of one debt: from the last',
      [
        { kind: 'instalment' as const, dueOn: '2022-03-31' },
        { kind: 'instalment' as const, dueOn: '2023-03-31' },
      ],
      [],
      '2026-03-31',
      'expired',
    ],
  ])('limitation: %s', (_, items, events, expiresOn, status) => {
    const found = worth({ items, events, asOf: status === 'running' ? '2026-01-15' : '2026-04-15' });
    expect([isoDay(found.limitation.expiresOn as never), found.limitation.status]).toEqual([expiresOn, status]);
  });

  test('a pending suit holds the clock', () => {
    const found = worth({ items: [{ dueOn: '2020-01-10' }], events: [{ on: '2022-05-01', kind: 'suit-filed' }], asOf: '2026-01-01' });
    expect([found.limitation.status, found.limitation.expiresOn]).toEqual(['running', undefined]);
  });

  test('a guarantee lives six months and becomes three years by a claim in time', () => {
    const open = worth({ basis: 'guarantee', items: [{ dueOn: '2025-08-31' }], asOf: '2026-03-15' });
    expect([isoDay(open.limitation.expiresOn as never), open.limitation.status]).toEqual(['2026-02-28', 'expired']);
    const claimed = worth({
      basis: 'guarantee',
      items: [{ dueOn: '2025-08-31' }],
      events: [{ on: '2025-12-01', kind: 'demand-received' }],
      asOf: '2026-03-15',
    });
    expect(isoDay(claimed.limitation.expiresOn as never)).toBe('2028-12-01');
  });

  test('a sale without a date is due on delivery, a loan without one on demand', () => {
    const sale = worth({ items: [{ dueOn: undefined, deliveredOn: '2025-03-01' } as object], asOf: '2025-06-01' });
    expect([isoDay(sale.items[0]?.dueOn as never), sale.items[0]?.dueBy]).toEqual(['2025-03-01', 'law']);
    const loan = worth({ basis: 'loan', items: [{ kind: 'loan', dueOn: undefined } as object], asOf: '2025-06-01' });
    expect([loan.limitation.status, text(loan.interest)]).toEqual(['not-started', '0.00']);
  });
});

describe('Germany, England, New York, the EU', () => {
  test('BGB 288: nine points and EUR 40 between businesses, five from a consumer, re-fixed each half-year', () => {
    const trade = worth({ law: 'DE', items: [{ amount: '10000', dueOn: '2023-01-01' }], asOf: '2023-07-01' });
    expect([text(trade.interest), text(trade.compensation)]).toEqual(['527.05', '40.00']);
    const consumer = worth({
      law: 'DE',
      consumer: true,
      debtor: { name: 'P', kind: 'person', address: { lines: [], country: 'DE' } },
      items: [{ amount: '10000', dueOn: '2023-01-01' }],
      asOf: '2023-07-01',
    });
    expect([text(consumer.interest), text(consumer.compensation)]).toEqual(['328.69', '0.00']);
  });

  test('BGB 199, 203, 204, 212', () => {
    const due = (events: ClaimFiling['events']) =>
      worth({ law: 'DE', items: [{ dueOn: '2021-03-15' }], events: events ?? [], asOf: '2024-06-30' }).limitation;
    expect(isoDay(due([]).expiresOn as never)).toBe('2024-12-31');
    expect(isoDay(due([{ on: '2022-05-01', kind: 'acknowledgment' }]).expiresOn as never)).toBe('2025-05-01');
    expect(
      isoDay(
        due([
          { on: '2023-01-01', kind: 'negotiation-started' },
          { on: '2023-01-31', kind: 'negotiation-ended' },
        ]).expiresOn as never,
      ),
    ).toBe('2025-01-30');
    expect(due([{ on: '2023-01-01', kind: 'payment-order-filed' }]).suspendedSince).toBe(dayOf('2023-01-01'));
  });

  test('1998 Act: the rate of the half-year of default stays, plus a fixed sum', () => {
    const found = worth({ law: 'GB', items: [{ amount: '10000', dueOn: '2026-01-10' }], asOf: '2026-03-11' });
    expect([text(found.interest), text(found.compensation), text(found.total)]).toEqual(['193.15', '100.00', '10293.15']);
    const old = worth({ law: 'GB', items: [{ amount: '1000', dueOn: '2020-09-01' }], asOf: '2024-09-01' });
    expect(old.items[0]?.segments?.length).toBe(1);
  });

  test('a debt late after the last known Bank Rate has no rate yet, and says so', () => {
    const found = worth({ law: 'GB', items: [{ dueOn: '2026-08-01' }], asOf: '2026-11-01' });
    expect([found.gaps[0]?.code, text(found.interest), text(found.compensation)]).toEqual(['law.not_published_yet', '0.00', '100.00']);
  });

  test('New York: nine percent, two from a consumer; six years', () => {
    const found = worth({ law: 'US-NY', basis: 'service', items: [{ dueOn: '2024-01-31' }], asOf: '2025-01-30' });
    expect([text(found.interest), isoDay(found.limitation.expiresOn as never)]).toEqual(['9000.00', '2030-01-31']);
  });

  test('a credit note reduces from the start, an unknown law refuses, mixed currencies refuse', () => {
    const found = worth({
      law: 'DE',
      items: [{ amount: '10000', dueOn: '2023-01-01' }, { number: 'C', kind: 'credit-note', amount: '-4000', dueOn: undefined } as object],
      asOf: '2023-07-01',
    });
    expect([text(found.principal), text(found.interest)]).toEqual(['6000.00', '316.23']);
    expect(() => worth({ law: 'QQ', asOf: '2025-06-01' })).toThrow('law.not_covered');
  });

  test('who chose no law gets the seller’s, and is told so', () => {
    const found = position(
      claimOf({
        creditor: { name: 'S', address: { lines: [], country: 'DE' } },
        debtor: { name: 'B', address: { lines: [], country: 'FR' } },
        currency: 'EUR',
        items: [{ number: '1', amount: '100', dueOn: '2025-01-01' }],
      }),
      dayOf('2025-06-01'),
      book,
    );
    expect(!isRefusal(found) && [found.jurisdiction, found.notices[0]?.status]).toEqual(['DE', 'unverified']);
  });

  test('MSMED: three times the bank rate, compounded monthly', () => {
    const creditor = { name: 'S', size: 'small' as const, address: { lines: [], country: 'IN' } };
    const found = worth({ law: 'IN', creditor, items: [{ dueOn: '2024-01-31' }], asOf: '2025-01-31' });
    // 3 x 6.75% = 20.25% with monthly rests is more than simple interest and less than daily rests
    expect(Number(text(found.interest))).toBeGreaterThan(22_200);
    expect(Number(text(found.interest))).toBeLessThan(22_500);
  });
});
