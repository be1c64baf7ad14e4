import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkArithmetic } from './arithmetic.ts';
import type { ClaimDraft } from './draft.ts';

const cents = (value: bigint): string => {
  const size = (value < 0n ? -value : value).toString().padStart(3, '0');
  return `${value < 0n ? '-' : ''}${size.slice(0, -2)}.${size.slice(-2)}`;
};
const halfUp = (num: bigint, den: bigint): bigint => (num < 0n ? -((-num * 2n + den) / (den * 2n)) : (num * 2n + den) / (den * 2n));

const amount = fc.bigInt({ min: -1_000_000_00n, max: 1_000_000_00n });
const positive = fc.bigInt({ min: 0n, max: 50_000_00n });

/** An invoice whose sums are right by construction, in cents. */
const consistent = fc
  .record({
    lines: fc.array(amount, { minLength: 1, maxLength: 8 }),
    allowance: positive,
    charge: positive,
    rate: fc.integer({ min: 0, max: 27 }),
    prepaid: positive,
    rounding: fc.bigInt({ min: -99n, max: 99n }),
  })
  .map(({ lines, allowance, charge, rate, prepaid, rounding }): ClaimDraft => {
    const sum = lines.reduce((a, b) => a + b, 0n);
    const exclusive = sum - allowance + charge;
    const tax = halfUp(exclusive * BigInt(rate), 100n);
    const tag = { taxCategory: 'S', taxRate: String(rate) };
    return {
      source: { format: 'ubl' },
      kind: 'invoice',
      currency: 'EUR',
      totals: {
        lines: cents(sum),
        allowances: cents(allowance),
        charges: cents(charge),
        taxExclusive: cents(exclusive),
        tax: cents(tax),
        taxInclusive: cents(exclusive + tax),
        prepaid: cents(prepaid),
        rounding: cents(rounding),
        payable: cents(exclusive + tax - prepaid + rounding),
      },
      taxes: [{ category: 'S', rate: String(rate), taxable: cents(exclusive), amount: cents(tax) }],
      adjustments: [
        { kind: 'allowance', amount: cents(allowance), ...tag },
        { kind: 'charge', amount: cents(charge), ...tag },
      ],
      references: { preceding: [] },
      lines: lines.map((net, i) => ({ id: String(i + 1), net: cents(net), ...tag })),
      notes: [],
      findings: [],
    };
  });

describe('the sums of EN 16931', () => {
  it('hold for every invoice that is right by construction', () => {
    fc.assert(
      fc.property(consistent, (draft) => {
        expect(checkArithmetic(draft)).toEqual([]);
      }),
    );
  });

  it('show one cent too much in any total by its rule', () => {
    const rules = {
      payable: 'BR-CO-16',
      taxInclusive: 'BR-CO-15',
      tax: 'BR-CO-14',
      taxExclusive: 'BR-CO-13',
      charges: 'BR-CO-12',
      allowances: 'BR-CO-11',
      lines: 'BR-CO-10',
    } as const;
    fc.assert(
      fc.property(consistent, fc.constantFrom(...(Object.keys(rules) as (keyof typeof rules)[])), (draft, field) => {
        const right = draft.totals[field] ?? '0.00';
        const wrong = cents(BigInt(right.replace('.', '')) + 1n);
        const found = checkArithmetic({ ...draft, totals: { ...draft.totals, [field]: wrong } });
        expect(found).toContainEqual(expect.objectContaining({ code: 'intake.bad_total', path: rules[field] }));
      }),
    );
  });

  it('judge a line by price, base quantity and its own charges', () => {
    const line = { id: '1', quantity: '40', unitPrice: '500.00', baseQuantity: '100', adjustments: [{ kind: 'charge' as const, amount: '1.50' }] };
    const draft = (net: string): ClaimDraft => ({
      source: { format: 'ubl' },
      kind: 'invoice',
      totals: {},
      references: { preceding: [] },
      lines: [{ ...line, net }],
      notes: [],
      findings: [],
    });
    expect(checkArithmetic(draft('201.50'))).toEqual([]);
    expect(checkArithmetic(draft('201.52'))).toMatchObject([{ code: 'intake.bad_line', severity: 'info' }]);
    expect(checkArithmetic(draft('210.50'))).toMatchObject([{ code: 'intake.bad_line', severity: 'warning', expected: '201.50', got: '210.50' }]);
  });

  it('say nothing about what a profile does not print', () => {
    expect(
      checkArithmetic({
        source: { format: 'cii' },
        kind: 'invoice',
        totals: { taxExclusive: '100', tax: '19', taxInclusive: '119', payable: '119' },
        references: { preceding: [] },
        lines: [],
        notes: [],
        findings: [],
      }),
    ).toEqual([]);
  });
});
