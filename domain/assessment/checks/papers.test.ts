import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Claim } from '#domain/claim/claim.ts';
import type { Answer } from '#domain/kernel/answer.ts';
import { dayOf } from '#domain/kernel/day.ts';
import { moneyOf } from '#domain/kernel/money.ts';
import type { PaperFacts } from '../paper-facts.ts';
import { consistency } from './consistency.ts';
import type { RegisterEntry } from './debtor.ts';
import { delivery } from './delivery.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { registered } from './registered.ts';
import { existence, signatory } from './signatory.ts';

const claim = (more: Partial<Claim> = {}): Claim => ({
  basis: 'sale',
  creditor: { kind: 'organisation', name: 'Hua Xing Trading', identifiers: [] },
  debtor: { kind: 'organisation', name: 'Nordhafen Logistik GmbH', identifiers: [] },
  guarantors: [],
  currency: 'EUR',
  items: [{ number: 'F-100', kind: 'invoice', amount: moneyOf('1000', 'EUR'), issuedOn: dayOf('2026-03-10'), deliveredOn: dayOf('2026-03-08') }],
  payments: [],
  agreedInterest: { kind: 'none-agreed' },
  consumer: false,
  disputed: false,
  events: [],
  ...more,
});
const paper = (kind: PaperFacts['kind'], more: Partial<PaperFacts> = {}): PaperFacts => ({
  exhibit: `${kind}.pdf`,
  kind,
  origin: 'confirmed',
  ...more,
});
const codes = (reasons: readonly { code: string }[]) => reasons.map(({ code }) => code.replace('check.', ''));
const grave = (reasons: readonly { code: string; severity: string }[]) => codes(reasons.filter(({ severity }) => severity === 'warning'));

describe('delivery', () => {
  it('of goods without proof is a concern that says what would cure it; of work it is told', () => {
    const [goods] = delivery(claim(), [], []);
    expect(goods).toMatchObject({ code: 'check.delivery_missing', severity: 'warning', text: { en: expect.stringContaining('bill of lading') } });
    expect(delivery(claim({ basis: 'service' }), [], [])).toMatchObject([{ severity: 'info' }]);
    expect(delivery(claim({ basis: 'loan' }), [], [])).toEqual([]);
    expect(codes(delivery(claim(), [], [{ exhibit: 'note.jpg', kind: 'delivery-note' }]))).toEqual(['delivery_unread']);
  });

  it('is held against the claim: party, day, signature, quantity', () => {
    const invoice = paper('invoice', {
      quantities: [
        { amount: '10', unit: 'PCE' },
        { amount: '2.5', unit: 'kg' },
      ],
    });
    const note = paper('delivery-note', {
      buyer: 'NORDHAFEN LOGISTIK GMBH',
      date: dayOf('2026-03-08'),
      signedBy: 'Jan Petersen',
      quantities: [
        { amount: '7', unit: 'pce' },
        { amount: '3.0', unit: 'PCE' },
        { amount: '2', unit: 'kg' },
      ],
    });
    expect(codes(delivery(claim(), [invoice, note], []))).toEqual([
      'delivery_party_agrees',
      'delivery_signed',
      'delivery_quantity_agrees',
      'delivery_short',
    ]);
    const other = paper('delivery-note', { buyer: 'Somebody GmbH', date: dayOf('2026-04-01') });
    expect(grave(delivery(claim(), [other], []))).toEqual(['delivery_party_differs', 'delivery_day_differs', 'delivery_unsigned']);
  });

  it('compares no quantity where one side prints none', () => {
    const note = paper('delivery-note', { signedBy: 'x', quantities: [{ amount: '7', unit: 'pce' }] });
    expect(codes(delivery(claim(), [paper('invoice'), note], []))).toEqual(['delivery_signed']);
  });
});

describe('consistency across papers', () => {
  const invoice = paper('invoice', {
    number: 'F-100',
    date: dayOf('2026-03-10'),
    dueOn: dayOf('2026-04-09'),
    seller: 'Hua Xing Trading',
    buyer: 'Nordhafen Logistik GmbH',
    currency: 'EUR',
    total: moneyOf('1000', 'EUR'),
    account: 'DE89 3704 0044 0532 0130 00',
    orderNumber: 'PO-7',
  });
  const order = paper('order', { number: 'PO 7', date: dayOf('2026-03-01'), total: moneyOf('1000', 'EUR'), paymentDays: 30 });

  it('says when they agree', () => {
    expect(codes(consistency(claim(), [order, invoice]))).toEqual(['papers_agree']);
    expect(consistency(claim(), [invoice])).toEqual([]);
  });

  it.each<[string, readonly PaperFacts[], string[]]>([
    ['another buyer', [order, { ...invoice, buyer: 'Nordhafen Holding AG' }], ['paper_party_differs']],
    ['another currency', [{ ...invoice, currency: 'USD' }], ['paper_currency_differs']],
    ['another account', [invoice, paper('statement', { account: 'DE12500105170648489890' })], ['account_differs']],
    ['another term', [{ ...order, paymentDays: 60 }, invoice], ['term_differs']],
    ['more than was ordered', [{ ...order, total: moneyOf('900', 'EUR') }, invoice], ['over_order']],
    ['another balance', [paper('statement', { total: moneyOf('800', 'EUR') })], ['statement_differs']],
    ['a delivery before the order', [order, paper('delivery-note', { date: dayOf('2026-02-20') })], ['delivered_before_contract']],
    ['another order', [order, { ...invoice, orderNumber: 'PO-9' }], ['reference_differs']],
  ])('%s', (_, papers, expected) => {
    expect(grave(consistency(claim(), papers))).toEqual(expected);
  });

  it('shows no whole account number', () => {
    const [reason] = consistency(claim(), [invoice, paper('statement', { account: 'DE12500105170648489890' })]);
    expect(JSON.stringify(reason)).not.toContain('0648489890');
  });
});

describe('items like those of other cases', () => {
  const elsewhere = (number: string, amount: string, issuedOn?: string) => ({
    caseNumber: '26-9',
    number,
    amount: moneyOf(amount, 'EUR'),
    ...(issuedOn ? { issuedOn: dayOf(issuedOn) } : {}),
  });
  const of = (number: string, other: ReturnType<typeof elsewhere>) =>
    codes(
      nearDuplicates(claim({ items: [{ number, kind: 'invoice', amount: moneyOf('1000', 'EUR'), issuedOn: dayOf('2026-03-10') }] }), [other], []),
    );

  it.each([
    ['the same number with another sum', 'F-100', elsewhere('f 100', '1100'), true],
    ['zeros and letters misread', 'INV-00412', elsewhere('INV-O412', '1000'), true],
    ['one digit in the middle, the same sum', 'RE-2026-0417', elsewhere('RE-2026-1417', '1000'), true],
    ['the same sum of the same day', 'A', elsewhere('B', '1000', '2026-03-10'), true],
    ['the same number and sum: a duplicate proper, told elsewhere', 'F-100', elsewhere('F-100', '1000'), false],
    ['the next number, the same sum, another day', 'RE-2026-0417', elsewhere('RE-2026-0418', '1000', '2026-04-10'), false],
    ['nothing in common', 'F-100', elsewhere('G-9', '70'), false],
  ])('%s', (_, number, other, like) => {
    expect(of(number, other)).toEqual(like ? ['near_duplicate'] : []);
  });

  it('and files that lie in two cases', () => {
    expect(codes(nearDuplicates(claim(), [], [{ exhibit: 'a.pdf', caseNumber: '26-9' }]))).toEqual(['exhibit_elsewhere']);
  });
});

describe('a contract registered by hash', () => {
  it('says by whom and when; one that was not is told', () => {
    const made = registered(['a.pdf', 'b.pdf'], [{ exhibit: 'a.pdf', by: 'Hua Xing', at: '2026-02-01T08:00:00Z', grade: 'witnessed' }]);
    expect(made.map(({ code, severity }) => [code, severity])).toEqual([
      ['check.contract_registered', 'good'],
      ['check.contract_not_registered', 'info'],
    ]);
    expect(made[0]?.text.en).toContain('Hua Xing on 2026-02-01 (witnessed)');
  });
});

describe('who signed', () => {
  const contract = paper('contract', { date: dayOf('2026-02-01'), signedBy: '王海' });
  const entry = (officers?: RegisterEntry['officers'], more: Partial<RegisterEntry> = {}): Answer<RegisterEntry> => ({
    kind: 'found',
    source: 'Register',
    asOf: '2026-11-01',
    value: { name: 'x', status: 'active', foundBy: 'identifier', identifiers: [], nameAgrees: true, ...(officers ? { officers } : {}), ...more },
  });
  const of = (register: readonly Answer<RegisterEntry>[], papers: readonly PaperFacts[] = [contract]) =>
    codes(signatory(claim().debtor, papers, register));

  it.each<[string, readonly Answer<RegisterEntry>[], string]>([
    ['an officer now', [entry([{ name: '王海' }])], 'authority_found'],
    ['an officer then', [entry([{ name: '李梅' }, { name: '王海', until: '2026-05-01' }])], 'authority_found'],
    ['an officer no more', [entry([{ name: '李梅' }, { name: '王海', until: '2025-05-01' }])], 'authority_not_found'],
    ['nobody of that name', [entry([{ name: '李梅' }])], 'authority_not_found'],
    ['a register without officers', [entry()], 'authority_not_covered'],
    ['no register', [{ kind: 'not-covered', source: 'Register', why: '' }], 'authority_not_covered'],
  ])('%s', (_, register, code) => {
    expect(of(register)).toEqual([code]);
  });

  it('may hold a power of attorney that ran on the day', () => {
    const power = paper('power-of-attorney', {
      agent: '王海',
      buyer: 'Nordhafen Logistik GmbH',
      date: dayOf('2026-01-01'),
      validUntil: dayOf('2026-06-30'),
    });
    expect(of([entry([{ name: '李梅' }])], [contract, power])).toEqual(['authority_by_power']);
    expect(of([entry([{ name: '李梅' }])], [contract, { ...power, validUntil: dayOf('2026-01-15') }])).toEqual(['authority_not_found']);
    expect(of([entry([{ name: '李梅' }])], [contract, { ...power, buyer: 'Another AG' }])).toEqual(['authority_not_found']);
  });

  it('is asked only of contracts that name a signatory', () => {
    expect(of([entry([{ name: '李梅' }])], [paper('contract')])).toEqual([]);
  });

  it('needs a debtor that existed', () => {
    const on = dayOf('2026-02-01');
    expect(codes(existence(on, [entry(undefined, { since: '2026-03-01' })]))).toEqual(['founded_after_contract']);
    expect(existence(on, [entry(undefined, { ended: '2025-12-31' })])).toMatchObject([
      { code: 'check.dissolved_before_contract', severity: 'error' },
    ]);
    expect(existence(on, [entry(undefined, { since: '2010', ended: '2027-01-01' })])).toEqual([]);
    expect(existence(undefined, [entry(undefined, { ended: '2025-12-31' })])).toEqual([]);
  });
});

it('takes any papers without falling over, and never passes a sale that lacks a proof', () => {
  const text = fc.option(fc.string({ maxLength: 30 }), { nil: undefined });
  const any = fc.record(
    {
      exhibit: fc.string(),
      kind: fc.constantFrom('contract', 'order', 'invoice', 'statement'),
      origin: fc.constantFrom('read', 'confirmed'),
      number: text,
      seller: text,
      buyer: text,
      account: text,
      orderNumber: text,
      quantities: fc.array(fc.record({ amount: fc.string(), unit: fc.string() })),
    },
    { requiredKeys: ['exhibit', 'kind', 'origin'] },
  );
  fc.assert(
    fc.property(fc.array(any, { maxLength: 6 }), (papers) => {
      consistency(claim(), papers as unknown as PaperFacts[]);
      expect(codes(delivery(claim(), papers as unknown as PaperFacts[], []))).toContain('delivery_missing');
    }),
  );
});
