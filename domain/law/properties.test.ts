import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openLawBook } from '#adapters/law/folder.ts';
import type { ClaimFiling, PaymentFiling } from '#domain/claim/filing.ts';
import { claimOf } from '#domain/claim/filing.ts';
import { addDays, type Day, dayOf, isoDay } from '#domain/kernel/day.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { dayCounts } from './format/values.ts';
import { type Position, type PositionOptions, position } from './position.ts';
import { piecesOf } from './rate/pieces.ts';
import { segments, tableOf, weight } from './rate/table.ts';

const book = openLawBook();
const first = dayOf('2019-01-01');
const dayIn = fc.integer({ min: 0, max: 2_500 }).map((n) => addDays(first, n));
const law = fc.constantFrom('CN', 'DE', 'GB', 'FR', 'NL', 'US-NY', 'ES', 'IT', 'IN', 'PL', 'JP', 'RU');
const sum = fc.integer({ min: 1, max: 99_999_999 }).map((n) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`);

function worth(place: string, items: ClaimFiling['items'], payments: readonly PaymentFiling[], asOf: Day, options: PositionOptions = {}): Position {
  const country = place.slice(0, 2);
  const side = { name: 'X', address: { lines: [], country }, size: 'small' as const };
  const filing: ClaimFiling = {
    basis: 'sale',
    creditor: side,
    debtor: { ...side, size: 'large' },
    currency: 'EUR',
    governingLaw: place,
    contractOn: '2019-01-01',
    items,
    payments,
  };
  const found = position(claimOf(filing), asOf, book, options);
  if (isRefusal(found)) throw new Error(found.code);
  return found;
}
const one = (amount: string, dueOn: Day): ClaimFiling['items'] => [{ number: '1', amount, dueOn: isoDay(dueOn) }];

describe('rate tables', () => {
  const series = ['CN.LPR_1Y', 'DE.BASISZINSSATZ', 'EU.LATE_REFERENCE', 'RU.KEY_RATE', 'GB.BANK_RATE'];
  const table = fc.tuple(fc.constantFrom(...series), fc.constantFrom(...dayCounts.filter((name) => name !== 'month/12'))).map(([id, dayCount]) => {
    const citation = { instrument: 'x', status: 'unverified' as const };
    return tableOf(
      piecesOf([{ value: { kind: 'reference', series: id, fixing: 'daily' } }], citation, { start: first, asOf: first }, book),
      dayCount,
    );
  });

  test('interest is additive over any split of the time, under every day count', () => {
    fc.assert(
      fc.property(table, dayIn, dayIn, dayIn, (t, ...days) => {
        const [a, b, c] = days.sort((x, y) => x - y) as [Day, Day, Day];
        return weight(t, a, b) + weight(t, b, c) === weight(t, a, c);
      }),
    );
  });

  test('prefix sums equal the sum of the segments', () => {
    fc.assert(
      fc.property(table, dayIn, dayIn, (t, a, b) => {
        const [from, before] = a < b ? [a, b] : [b, a];
        const bySegments = segments(t, from, before).reduce(
          (all, part) => all + part.rate * BigInt(t.clock.at(part.before) - t.clock.at(part.from)),
          0n,
        );
        return bySegments === weight(t, from, before);
      }),
    );
  });

  test('no time, no interest', () => {
    fc.assert(fc.property(table, dayIn, (t, day) => weight(t, day, day) === 0n));
  });
});

describe('positions', () => {
  test('grow with time and with the principal', () => {
    fc.assert(
      fc.property(law, sum, sum, dayIn, fc.nat(900), fc.nat(900), (place, small, more, due, days, later) => {
        const at = addDays(due, days);
        const base = worth(place, one(small, due), [], at);
        expect(worth(place, one(small, due), [], addDays(at, later)).interest.minor >= base.interest.minor).toBe(true);
        const big = (Number(small) + Number(more)).toFixed(2);
        expect(worth(place, one(big, due), [], at).interest.minor >= base.interest.minor).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('before it is late there is nothing but the principal', () => {
    fc.assert(
      fc.property(law, sum, dayIn, fc.nat(300), (place, amount, due, early) => {
        const found = worth(place, one(amount, due), [], addDays(due, -early));
        expect([found.interest.minor, found.compensation.minor, found.total.minor]).toEqual([0n, 0n, found.principal.minor]);
      }),
      { numRuns: 60 },
    );
  });

  const payment = fc.record({ paidOn: dayIn.map(isoDay), amount: sum });
  const payments = fc.array(payment, { maxLength: 5 });

  test('the order in which payments are listed does not matter, nor a day’s payment in two parts', () => {
    fc.assert(
      fc.property(law, sum, dayIn, payments, fc.nat(), (place, amount, due, paid, turn) => {
        const items = [...one(amount, due), { number: '2', amount: '5000.00', dueOn: isoDay(addDays(due, 45)) }];
        const asOf = addDays(first, 2_600);
        const base = worth(place, items, paid, asOf);
        const turned = [...paid.slice(turn % (paid.length + 1)), ...paid.slice(0, turn % (paid.length + 1))].reverse();
        const halves = turned.flatMap(({ paidOn, amount: whole }) => {
          const cents = BigInt(whole.replace('.', ''));
          const half = cents / 2n;
          return [half, cents - half]
            .filter((part) => part > 0n)
            .map((part) => ({ paidOn, amount: `${part / 100n}.${String(part % 100n).padStart(2, '0')}` }));
        });
        for (const again of [worth(place, items, turned, asOf), worth(place, items, halves, asOf)]) {
          expect([again.total, again.interest, again.outstanding, again.overpaid]).toEqual([
            base.total,
            base.interest,
            base.outstanding,
            base.overpaid,
          ]);
        }
      }),
      { numRuns: 80 },
    );
  });

  test('the sums close: principal + interest + compensation + costs - paid = total', () => {
    fc.assert(
      fc.property(law, sum, dayIn, payments, (place, amount, due, paid) => {
        const found = worth(place, one(amount, due), paid, addDays(first, 2_600), { costs: { currency: 'EUR', minor: 3_500n } });
        const { principal, interest, compensation, costs, paid: settled, total, outstanding } = found;
        expect(principal.minor + interest.minor + compensation.minor + costs.minor - settled.minor).toBe(total.minor);
        expect(outstanding.principal.minor + outstanding.interest.minor + outstanding.compensation.minor + outstanding.costs.minor).toBe(total.minor);
        expect(found.overpaid.minor === 0n || total.minor === 0n).toBe(true);
        expect(settled.minor + found.overpaid.minor).toBe(paid.reduce((all, one) => all + BigInt(one.amount.replace('.', '')), 0n));
      }),
      { numRuns: 80 },
    );
  });

  test('asking for the trace changes no figure, and only then it is built', () => {
    fc.assert(
      fc.property(law, sum, dayIn, payments, (place, amount, due, paid) => {
        const at = addDays(first, 2_600);
        const [plain, traced] = [worth(place, one(amount, due), paid, at), worth(place, one(amount, due), paid, at, { trace: true })];
        expect([traced.total, traced.interest, traced.perDay]).toEqual([plain.total, plain.interest, plain.perDay]);
        expect(plain.trace).toEqual([]);
        expect(plain.items[0]?.segments).toBeUndefined();
        for (const step of traced.trace) expect(step.text.zh.length * step.text.en.length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });

  test('currencies never mix', () => {
    const claim = claimOf({
      creditor: { name: 'S' },
      debtor: { name: 'B' },
      governingLaw: 'DE',
      currency: 'EUR',
      items: [{ number: '1', amount: '100', dueOn: '2025-01-01' }],
    });
    const mixed = { ...claim, payments: [{ paidOn: dayOf('2025-02-01'), amount: { currency: 'USD', minor: 100n } }] };
    expect(position(mixed, dayOf('2025-06-01'), book)).toMatchObject({ kind: 'refusal', code: 'law.currency_mixed' });
    const dollars = claimOf({
      basis: 'sale',
      creditor: { name: 'S' },
      debtor: { name: 'B' },
      governingLaw: 'DE',
      currency: 'USD',
      items: [{ number: '1', amount: '100', dueOn: '2025-01-01' }],
    });
    const found = position(dollars, dayOf('2025-06-01'), book) as Position;
    expect(found.compensation.minor).toBe(0n);
    expect(found.notices.some((notice) => notice.text.en.includes('40 EUR'))).toBe(true);
  });
});
