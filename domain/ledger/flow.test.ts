import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitting, flowOf } from './flow.ts';
import type { StatementEntry } from './statement.ts';

const entry = (sign: 'credit' | 'debit', amount: string, bookedOn: string, name: string, more: Partial<StatementEntry> = {}): StatementEntry => ({
  amount,
  currency: 'CNY',
  sign,
  reversal: false,
  status: 'booked',
  bookedOn,
  counterparty: { name },
  references: { documents: [] },
  ...more,
});
const statement = (recordId: string, owner: string, entries: readonly StatementEntry[]) => ({
  recordId,
  statement: { format: 'csv' as const, accounts: [{ account: { owner, other: `acct-${owner}` }, balances: [], entries }], findings: [] },
});
const parties = { lenders: ['甲贸易有限公司'], borrowers: ['乙 商行'] };

describe('the flow of funds', () => {
  it('follows the loan to what it was spent on and back, and cites each entry', () => {
    const flow = flowOf(
      [
        statement('r1', '乙商行', [
          entry('credit', '300.00', '2026-01-01', '某客户'),
          entry('credit', '1000.00', '2026-01-05', '甲贸易有限公司'),
          entry('debit', '500.00', '2026-01-06', '丙建材'),
          entry('debit', '600.00', '2026-01-09', '丁置业'),
          entry('debit', '100.00', '2026-02-01', '甲贸易有限公司', { status: 'pending' }),
          entry('debit', '150.00', '2026-02-02', '甲贸易有限公司'),
        ]),
        statement('r2', '甲贸易有限公司', [entry('debit', '1000.00', '2026-01-05', '乙商行')]),
      ],
      parties,
    );
    expect(flow.edges.map(({ kind, amount, fromLoan, sources }) => [kind, amount.minor, fromLoan.minor, sources.length])).toEqual([
      ['income', 30_000n, 0n, 1],
      ['loan', 100_000n, 100_000n, 2],
      ['spending', 50_000n, 20_000n, 1],
      ['spending', 60_000n, 60_000n, 1],
      ['repayment', 15_000n, 15_000n, 1],
    ]);
    expect(flow.left).toEqual([{ source: { recordId: 'r1', account: 0, entry: 4 }, why: 'not-booked' }]);
    expect(flow.nodes.filter(({ role }) => role !== 'other').map(({ role }) => role)).toEqual(['borrower', 'lender']);
  });

  it('never spends more of the loan than was lent', () => {
    const move = fc.record({
      sign: fc.constantFrom('credit' as const, 'debit' as const),
      minor: fc.integer({ min: 1, max: 1_000_000 }),
      day: fc.integer({ min: 10, max: 28 }),
      who: fc.constantFrom('甲贸易有限公司', '丙', '丁'),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
        const entries = moves.map(({ sign, minor, day, who }) => entry(sign, (minor / 100).toFixed(2), `2026-03-${day}`, who));
        const { edges } = flowOf([statement('r', '乙商行', entries)], parties);
        const total = (kinds: readonly string[]) =>
          edges.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { fromLoan }) => sum + fromLoan.minor, 0n);
        expect(edges).toHaveLength(moves.length);
        expect(total(['spending', 'repayment']) <= total(['loan'])).toBe(true);
        expect(edges.every(({ fromLoan, amount }) => fromLoan.minor <= amount.minor)).toBe(true);
      }),
    );
  });

  it('keeps transfers between accounts of one side apart and out of the loan', () => {
    const flow = flowOf(
      [
        statement('r1', '乙商行', [
          entry('credit', '1000.00', '2026-01-05', '甲贸易有限公司'),
          entry('debit', '400.00', '2026-01-06', '乙 商行', { counterparty: { name: '乙商行', account: 'second' } }),
          entry('debit', '1000.00', '2026-01-07', '丙'),
        ]),
      ],
      parties,
    );
    expect(flow.edges.map(({ kind, fromLoan }) => [kind, fromLoan.minor])).toEqual([
      ['loan', 100_000n],
      ['own', 0n],
      ['spending', 100_000n],
    ]);
  });

  it('is filtered by day, amount and currency without changing what was followed', () => {
    const whole = flowOf(
      [
        statement('r1', '乙商行', [
          entry('credit', '1000.00', '2026-01-05', '甲贸易有限公司'),
          entry('debit', '0.01', '2026-01-06', '丙'),
          entry('debit', '600.00', '2026-01-09', '丁'),
          entry('debit', '600.00', '2026-02-09', '戊'),
        ]),
      ],
      parties,
    );
    const shown = (filter: Parameters<typeof fitting>[1]) => fitting(whole, filter).edges.map(({ on, fromLoan }) => `${on} ${fromLoan.minor}`);
    expect(shown({ from: '2026-01-09' })).toEqual(['2026-01-09 60000', '2026-02-09 39999']);
    expect(shown({ to: '2026-01-06', least: '0.011' })).toEqual(['2026-01-05 100000']);
    expect(shown({ least: '0.01', currency: 'CNY' })).toHaveLength(4);
    expect(fitting(whole, { currency: 'EUR' })).toMatchObject({ edges: [], nodes: [] });
    expect(fitting(whole, { from: '2026-02-01' }).nodes.map(({ name }) => name)).toEqual(['乙商行', '戊']);
  });
});
