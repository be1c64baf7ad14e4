import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLawBook } from '#adapters/law/folder.ts';
import type { Claim, ClaimEvent } from '#domain/claim/claim.ts';
import type { Overlay } from '#domain/claim/stage.ts';
import { addDays, type Day, dayOf } from '#domain/kernel/day.ts';
import { compareMoney, moneyOf, subtract } from '#domain/kernel/money.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { type Position, position } from '#domain/law/position.ts';
import { assess } from './assessment.ts';
import { type Check, check, type Verdict } from './check.ts';
import { routeFacts } from './route-facts.ts';
import { type RouteFacts, routeValues, share } from './routes.ts';

const asOf = dayOf('2026-11-23');
const book = openLawBook();

const claim = (more: Partial<Claim> = {}): Claim => ({
  basis: 'sale',
  creditor: { kind: 'organisation', name: '甲公司', identifiers: [], address: { lines: ['1'], country: 'CN' } },
  debtor: { kind: 'organisation', name: '乙公司', identifiers: [], address: { lines: ['2'], country: 'CN' } },
  guarantors: [],
  currency: 'CNY',
  items: [
    {
      number: 'F-1',
      kind: 'invoice',
      amount: moneyOf('120000', 'CNY'),
      issuedOn: dayOf('2026-05-01'),
      deliveredOn: dayOf('2026-05-01'),
      dueOn: dayOf('2026-06-01'),
    },
  ],
  payments: [],
  agreedInterest: { kind: 'none-agreed' },
  governingLaw: 'CN',
  contractOn: dayOf('2026-04-01'),
  consumer: false,
  disputed: false,
  events: [],
  ...more,
});

function positionOf(one: Claim, on: Day = asOf): Position {
  const made = position(one, on, book, { trace: true });
  if (isRefusal(made)) throw new Error(made.code);
  return made;
}

const verdict = (kind: Check['kind'], which: Verdict): Check =>
  check(
    kind,
    which === 'unknown'
      ? []
      : [{ code: 'check.ageing', severity: which === 'pass' ? 'good' : which === 'fail' ? 'error' : 'warning', text: { zh: '', en: '' } }],
    [],
    '2026-11-23',
  );
const checks = (claimVerdict: Verdict = 'pass', debtorVerdict: Verdict = 'pass') => [
  verdict('claim', claimVerdict),
  verdict('debtor', debtorVerdict),
  verdict('ability', 'unknown'),
];

function assessed(one: Claim, given = checks(), on: Day = asOf) {
  const law = positionOf(one, on);
  return assess({ claim: one, position: law, checks: given, priors: { routes: routeFacts(one, law, book) } });
}
const event = (kind: ClaimEvent['kind'], daysAgo: number): ClaimEvent => ({ kind, on: addDays(asOf, -daysAgo), proof: 'p' });

describe('the next lawful step', () => {
  it.each<[string, Overlay, string]>([
    ['a hold stops the demand', 'on-hold', 'stopped'],
    ['vulnerability leaves the next word to a person', 'vulnerable', 'stopped'],
    ['a mark of insolvency leads to the administrator', 'insolvent', 'lodge-in-insolvency'],
    ['a running plan does not stop anything by itself', 'plan-running', 'send-demand'],
  ])('%s', (_, overlay, kind) => {
    const law = positionOf(claim());
    const { next } = assess({
      claim: claim(),
      position: law,
      checks: checks(),
      overlays: [overlay],
      priors: { routes: routeFacts(claim(), law, book) },
    });
    expect(next.kind).toBe(kind);
  });

  it.each<[string, string, Claim, Check[]]>([
    ['the claim failed its check', 'correct-claim', claim(), checks('fail')],
    ['the debtor failed its check', 'identify-debtor', claim(), checks('pass', 'fail')],
    ['insolvency was opened', 'lodge-in-insolvency', claim({ events: [event('insolvency-opened', 10)] }), checks()],
    ['the debtor disputes', 'answer-dispute', claim({ disputed: true }), checks()],
    ['nothing was demanded yet', 'send-demand', claim(), checks()],
    ['a demand has just gone out', 'wait-for-answer', claim({ events: [event('demand-sent', 5)] }), checks()],
    ['a demand brought nothing', 'take-route', claim({ events: [event('demand-sent', 60)] }), checks()],
    ['a demand brought nothing and the claim is unproved', 'complete-evidence', claim({ events: [event('demand-sent', 60)] }), checks('unknown')],
    [
      'it is not due',
      'wait-until-due',
      claim({ items: [{ number: '1', kind: 'invoice', amount: moneyOf('10', 'CNY'), dueOn: addDays(asOf, 20) }] }),
      checks(),
    ],
    ['it is paid', 'close', claim({ payments: [{ paidOn: asOf, amount: moneyOf('200000', 'CNY') }] }), checks()],
  ])('when %s: %s', (_, kind, one, given) => {
    expect(assessed(one, given).next.kind).toBe(kind);
  });

  it('puts limitation before everything amicable, and never suit after it', () => {
    const due = claim();
    const ends = positionOf(due).limitation.expiresOn ?? asOf;
    const near = assessed(due, checks(), addDays(ends, -20));
    expect(near.next).toMatchObject({ kind: 'protect-limitation', by: ends });
    expect(near.next.citations.length).toBeGreaterThan(0);
    const late = assessed(due, checks(), addDays(ends, 1));
    expect(late.next.kind).toBe('ask-counsel-limitation');
    expect(late.routes.filter((route) => route.decided).every((route) => route.open.kind === 'shut')).toBe(true);
  });

  it('enforces a title instead of suing again', () => {
    const one = claim({ basis: 'judgment', events: [event('judgment', 100)] });
    const made = assessed(one);
    expect(made.next).toMatchObject({ kind: 'enforce', route: 'enforcement' });
    expect(made.routes.map((route) => route.kind)).not.toContain('suit');
  });
});

describe('routes from the law book', () => {
  it('takes the court fee from the statute: CN payment order, a third of the acceptance fee', () => {
    const one = claim();
    const law = { ...positionOf(one), total: moneyOf('200000', 'CNY') };
    const order = routeFacts(one, law, book).find((route) => route.kind === 'payment-order');
    // 诉讼费用交纳办法 13(1): 50 + 90,000 x 2.5% + 100,000 x 2% = 4,300; 14(3): a third.
    expect(order?.cost?.amount).toEqual(moneyOf('1433.33', 'CNY'));
    expect(order?.cost?.source.status).toBe('rule');
  });

  it('shuts the court under an arbitration clause and arbitration without one', () => {
    const law = positionOf(claim());
    const shut = (one: Claim) =>
      routeFacts(one, law, book)
        .filter((route) => route.open.kind === 'shut')
        .map((route) => route.kind);
    expect(shut(claim())).toEqual(['arbitration']);
    const agreed = shut(claim({ forum: { kind: 'arbitration', name: 'CIETAC' } }));
    expect(agreed).toEqual(expect.arrayContaining(['payment-order', 'suit']));
    expect(agreed).not.toContain('arbitration');
  });

  it('labels World Bank figures as historical', () => {
    const suit = assessed(claim({ debtor: { ...claim().debtor, address: { lines: [], country: 'BR' } } })).routes.find(
      (route) => route.kind === 'suit',
    );
    expect(suit?.cost?.source.status).toBe('historical');
  });
});

describe('expected net', () => {
  const source = { name: 's', status: 'given', note: { zh: '', en: '' } } as const;
  const odds = (low: number, mid: number, high: number) =>
    ({
      kind: 'estimated',
      ageMonths: 1,
      now: { low, mid, high },
      waiting: [],
      weight: { priorCases: 20, ownClosed: 0, ownCollected: 0 },
      sources: [],
      notCounted: [],
    }) as const;
  const route = (more: Partial<RouteFacts> = {}): RouteFacts => ({
    kind: 'suit',
    name: { zh: '诉讼', en: 'suit' },
    open: { kind: 'open' },
    cost: { amount: moneyOf('100', 'EUR'), recoverable: moneyOf('40', 'EUR'), source },
    days: { mid: 365, source },
    decided: true,
    citations: [],
    ...more,
  });
  const value = (one: RouteFacts, more: { claimSound?: boolean; yearly?: number } = {}) =>
    routeValues({
      total: moneyOf('1000', 'EUR'),
      odds: odds(0.25, 0.5, 0.75),
      routes: [one],
      claimSound: more.claimSound ?? true,
      ...(more.yearly === undefined ? {} : { discount: { yearly: more.yearly, source } }),
    })[0]?.expected;

  it('is p x amount + p x repaid cost - cost, exact to the cent', () => {
    expect(value(route())).toMatchObject({ net: { low: moneyOf('160', 'EUR'), mid: moneyOf('420', 'EUR'), high: moneyOf('680', 'EUR') } });
  });

  it('discounts by time', () => {
    expect(value(route(), { yearly: 1 })).toMatchObject({ gross: moneyOf('250', 'EUR'), net: { mid: moneyOf('160', 'EUR') } });
  });

  it.each<[string, RouteFacts, boolean]>([
    ['the cost is not known', route({ cost: undefined as never }), true],
    ['the time is not known', route({ days: undefined as never }), true],
    ['the cost is in another currency', route({ cost: { amount: moneyOf('1', 'USD'), recoverable: moneyOf('0', 'USD'), source } }), true],
    ['the outcome of the claim is open', route(), false],
    ['the route is shut', route({ open: { kind: 'shut', why: { zh: '', en: 'shut' } } }), true],
  ])('is withheld when %s', (_, one, claimSound) => {
    expect(value(one, { claimSound })?.kind).toBe('withheld');
  });

  it('does not depend on a decision where nobody decides', () => {
    expect(value(route({ decided: false }), { claimSound: false })?.kind).toBe('estimated');
  });

  it('never shares out more than the whole, and grows with the probability', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 15n),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (minor, p, q) => {
          const whole = { currency: 'EUR', minor };
          const [less, more] = [share(whole, Math.min(p, q)), share(whole, Math.max(p, q))];
          expect(compareMoney(less, more)).toBeLessThanOrEqual(0);
          expect(subtract(whole, more).minor >= 0n).toBe(true);
        },
      ),
    );
  });
});

describe('an assessment', () => {
  it('keeps what is missing apart from what is known', () => {
    const made = assessed(claim({ items: [{ number: '1', kind: 'invoice', amount: moneyOf('10', 'CNY'), deliveredOn: dayOf('2026-05-01') }] }));
    expect(made.missing.map((one) => one.code)).toEqual(expect.arrayContaining(['missing.due_date', 'missing.forum']));
    expect(made.odds.kind).toBe('withheld');
  });

  it('reads willingness only from given facts', () => {
    expect(assessed(claim()).willingness).toMatchObject({ capacity: 'unknown', willingness: 'unknown', quadrant: 'unknown', pointers: [] });
    expect(assessed(claim({ events: [event('acknowledgment', 9)] })).willingness.willingness).toBe('high');
    expect(assessed(claim({ events: [event('promise', 90)] })).willingness.willingness).toBe('low');
    expect(assessed(claim({ events: [event('promise', 90), event('acknowledgment', 9)] })).willingness.willingness).toBe('mixed');
  });

  it('sums the ages to the items', () => {
    const made = assessed(claim());
    expect(made.ageing.reduce((sum, bucket) => sum + bucket.amount.minor, 0n)).toBe(12_000_000n);
    expect(made.ageing.find((bucket) => bucket.items > 0)?.bucket).toBe('91-180');
  });

  it('refuses a position in another currency', () => {
    const law = positionOf(claim());
    expect(() => assess({ claim: claim({ currency: 'EUR' }), position: law, checks: [], priors: { routes: [] } })).toThrowError(
      /expected a position in EUR/,
    );
  });
});
