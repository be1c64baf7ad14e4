import { describe, expect, it } from 'vitest';
import { amountText } from '../kernel/money.ts';
import { duplicateKey } from './duplicate.ts';
import { type ClaimFiling, claimOf, principalOf } from './filing.ts';
import { permission } from './stage.ts';

const filing: ClaimFiling = {
  creditor: { name: 'Hua Xing Trading' },
  debtor: { name: 'Nordhafen Logistik GmbH', identifiers: [{ scheme: 'eu-vat', value: 'DE 123456789' }] },
  currency: 'EUR',
  items: [
    { number: 'RE-1', amount: '1200.50', dueOn: '2026-03-31' },
    { number: 'GS-1', amount: '-200', issuedOn: '2026-04-02' },
  ],
};

describe('a filing', () => {
  it('becomes a claim whose credit note reduces it', () => {
    const claim = claimOf(filing);
    expect(amountText(principalOf(claim))).toBe('1000.50');
    expect(claim.items[1]?.kind).toBe('credit-note');
  });

  it('says where a bad value stands', () => {
    expect(() => claimOf({ ...filing, items: [{ number: 'x', amount: '1.234' }] })).toThrow(/items\.0\.amount.*1\.234/);
    expect(() => claimOf({ ...filing, items: [{ number: 'x', amount: '1', dueOn: '2026-02-30' }] })).toThrow(/items\.0\.dueOn.*2026-02-30/);
    expect(() => claimOf({ ...filing, items: [{ number: 'x', amount: '-1' }] })).toThrow(expect.objectContaining({ code: 'claim.not_positive' }));
  });

  it('knows its own double, however it is written', () => {
    const same = {
      ...filing,
      debtor: { ...filing.debtor, name: 'NORDHAFEN Logistik', identifiers: [{ scheme: 'eu-vat', value: 'DE123456789' }] },
      items: [...filing.items].reverse().map((i) => ({ ...i, amount: `${Number(i.amount)}` })),
    };
    expect(duplicateKey(same)).toBe(duplicateKey(filing));
    expect(duplicateKey({ ...filing, items: [{ number: 'RE-1', amount: '1200.51' }] })).not.toBe(duplicateKey(filing));
  });
});

describe('permissions', () => {
  it('stop contact while a debt is disputed, with the reason', () => {
    expect(permission({ stage: 'assessed', overlays: ['disputed'] }, 'plan-letter')).toMatchObject({
      allowed: false,
      why: { en: expect.stringContaining('disputed') },
    });
    expect(permission({ stage: 'assessed', overlays: [] }, 'plan-letter').allowed).toBe(true);
  });

  it('allow only reopening and attaching once closed', () => {
    const closed = { stage: 'closed', overlays: [] } as const;
    expect(permission(closed, 'record-payment').allowed).toBe(false);
    expect(permission(closed, 'reopen').allowed).toBe(true);
    expect(permission(closed, 'attach').allowed).toBe(true);
  });
});
