import { describe, expect, it } from 'vitest';
import type { Claim, ClaimItem } from '#domain/claim/claim.ts';
import { addDays, dayOf } from '#domain/kernel/day.ts';
import { moneyOf } from '#domain/kernel/money.ts';
import { checkAbility } from './ability.ts';
import { type ClaimCheckInput, checkClaim, type PaperTotals } from './claim.ts';
import { checkDebtor, type IdentifierVerdict, type RegisterEntry } from './debtor.ts';
import { type SignatureFact, signatureReasons } from './signatures.ts';

const asOf = dayOf('2026-11-23');
const eur = (text: string) => moneyOf(text, 'EUR');
const item = (more: Partial<ClaimItem> = {}): ClaimItem => ({
  number: 'R-1',
  kind: 'invoice',
  amount: eur('119'),
  issuedOn: dayOf('2026-01-01'),
  dueOn: dayOf('2026-01-31'),
  ...more,
});
const claim = (more: Partial<Claim> = {}): Claim => ({
  basis: 'sale',
  creditor: { kind: 'organisation', name: 'Verkäufer GmbH', identifiers: [] },
  debtor: { kind: 'organisation', name: 'Käufer AG', identifiers: [], address: { lines: ['Weg 1'], country: 'DE' } },
  guarantors: [],
  currency: 'EUR',
  items: [item()],
  payments: [],
  agreedInterest: { kind: 'none-agreed' },
  consumer: false,
  disputed: false,
  events: [],
  ...more,
});
const paper = (more: Partial<PaperTotals> = {}): PaperTotals => ({
  exhibit: 'r-1.xml',
  number: 'R-1',
  lines: [eur('60'), eur('40')],
  taxExclusive: eur('100'),
  tax: eur('19'),
  taxInclusive: eur('119'),
  payable: eur('119'),
  ...more,
});
const run = (more: Partial<ClaimCheckInput> = {}) => checkClaim({ claim: claim(), asOf, papers: [], hashes: [], twins: [], ...more });
const codes = (check: { readonly reasons: readonly { readonly code: string }[] }) => check.reasons.map((reason) => reason.code);

/** A delivery note that somebody signed. */
const delivered = { exhibit: 'r-1.xml', kind: 'delivery-note', origin: 'confirmed', signedBy: 'A. Meier' } as const;

describe('the claim check', () => {
  it('passes sound papers and names the exhibit behind each finding', () => {
    const check = run({ papers: [paper()], facts: [delivered] });
    expect(check.verdict).toBe('pass');
    expect(check.reasons.every((reason) => reason.evidence?.exhibit === 'r-1.xml')).toBe(true);
  });

  it('is unknown, not passed, when there is nothing to check against', () => {
    expect(run()).toMatchObject({ verdict: 'unknown', reasons: [{ code: 'check.no_papers' }] });
  });

  it.each<[string, Partial<ClaimCheckInput>, string]>([
    ['lines that do not sum', { papers: [paper({ lines: [eur('60'), eur('41')] })] }, 'check.line_sum'],
    ['tax that does not add', { papers: [paper({ tax: eur('20') })] }, 'check.gross_sum'],
    ['prepaid that was not deducted', { papers: [paper({ prepaid: eur('19') })] }, 'check.payable_sum'],
    ['the same invoice twice', { claim: claim({ items: [item(), item({ number: ' r-1' })] }) }, 'check.duplicate_item'],
    [
      'an invoice from the future',
      { claim: claim({ items: [item({ issuedOn: dayOf('2027-01-01'), dueOn: dayOf('2027-02-01') })] }) },
      'check.future_date',
    ],
    ['another currency', { claim: claim({ items: [item({ amount: moneyOf('1', 'USD') })] }) }, 'check.currency_differs'],
    ['no item', { claim: claim({ items: [] }) }, 'check.no_items'],
    ['nothing owed', { claim: claim({ items: [item(), item({ number: 'G-1', kind: 'credit-note', amount: eur('-119') })] }) }, 'check.nothing_owed'],
    ['a credit note that adds', { claim: claim({ items: [item(), item({ number: 'G-1', kind: 'credit-note' })] }) }, 'check.sign'],
    ['a payment from the future', { claim: claim({ payments: [{ paidOn: dayOf('2027-01-01'), amount: eur('1') }] }) }, 'check.future_payment'],
    ['a changed exhibit', { hashes: [{ exhibit: 'c.pdf', sealed: 'aa', now: 'bb' }] }, 'check.exhibit_changed'],
    ['a contract in another currency', { contract: { exhibit: 'c.pdf', currency: 'USD' } }, 'check.contract_currency'],
  ])('fails %s', (_, input, code) => {
    const check = run(input);
    expect(codes(check)).toContain(code);
    expect(check.verdict).toBe('fail');
  });

  it.each<[string, Partial<ClaimCheckInput>, string]>([
    ['a due date before the invoice', { claim: claim({ items: [item({ dueOn: dayOf('2025-12-01') })] }) }, 'check.due_before_issue'],
    ['more than the contract', { contract: { exhibit: 'c.pdf', total: eur('100') } }, 'check.over_contract'],
    ['another buyer in the contract', { contract: { exhibit: 'c.pdf', buyer: 'Andere AG' } }, 'check.buyer_differs'],
    ['payment asked before the term', { contract: { exhibit: 'c.pdf', paymentDays: 60 } }, 'check.due_too_early'],
    ['a claim made elsewhere', { twins: [{ number: 'R-1', elsewhere: 'Q-7', amount: eur('119') }] }, 'check.claimed_elsewhere'],
    ['an unread exhibit', { hashes: [{ exhibit: 'c.pdf', sealed: 'aa' }] }, 'check.exhibit_unread'],
    ['a dispute', { claim: claim({ disputed: true }) }, 'check.claim_disputed'],
  ])('is concerned by %s', (_, input, code) => {
    const check = run(input);
    expect(codes(check)).toContain(code);
    expect(check.verdict).toBe('concern');
  });

  it('accepts names that differ only in width, case and points', () => {
    const check = run({ contract: { exhibit: 'c.pdf', buyer: 'KÄUFER  A.G.', seller: 'Verkäufer GmbH' } });
    expect(codes(check)).toEqual(['check.seller_agrees', 'check.buyer_agrees', 'check.delivery_missing']);
  });

  it('sums with deduction of allowances, charges and rounding', () => {
    const check = run({
      papers: [paper({ lines: [eur('110')], allowances: eur('15'), charges: eur('5'), rounding: eur('0.01'), payable: eur('119.01') })],
      facts: [delivered],
    });
    expect(check.verdict).toBe('pass');
  });
});

describe('the debtor check', () => {
  const valid: IdentifierVerdict = { kind: 'valid' };
  const entry = (more: Partial<RegisterEntry> = {}): RegisterEntry => ({
    name: 'Käufer AG',
    status: 'active',
    foundBy: 'identifier',
    identifiers: [],
    nameAgrees: true,
    ...more,
  });
  const debtor = { ...claim().debtor, identifiers: [{ scheme: 'lei', value: '5299000J2N45DDNE4Y28' }] };
  const look = (register: Parameters<typeof checkDebtor>[0]['register'], verdict: IdentifierVerdict = valid) =>
    checkDebtor({ debtor, asOf, identifierVerdict: () => verdict, register });

  it('passes a valid identifier with an active entry, and keeps the source', () => {
    const check = look([{ kind: 'found', source: 'GLEIF', asOf: '2026-11-01T00:00:00Z', value: entry() }]);
    expect(check.verdict).toBe('pass');
    expect(check.coverage).toEqual([{ source: 'GLEIF', answer: 'found', asOf: '2026-11-01T00:00:00Z', ageDays: 22 }]);
    expect(check.freshness).toEqual({ checkedOn: '2026-11-23', oldestSourceOn: '2026-11-01' });
  });

  it('fails a wrong check digit and a dissolved debtor', () => {
    expect(look([], { kind: 'invalid', why: { zh: '校验位', en: 'check digit' } }).verdict).toBe('fail');
    expect(look([{ kind: 'found', source: 'GLEIF', asOf: '2026-11-01', value: entry({ status: 'dissolved' }) }]).verdict).toBe('fail');
  });

  it('tells not found, not covered and failed apart', () => {
    expect(codes(look([{ kind: 'not-found', source: 'S', asOf: '2026-11-01' }]))).toContain('check.register_not_found');
    expect(codes(look([{ kind: 'not-covered', source: 'S', why: 'CN only' }]))).toContain('check.register_not_covered');
    expect(codes(look([{ kind: 'source-failed', source: 'S', why: 'timeout' }]))).toContain('check.register_failed');
  });

  it('says so when the answer is old or under another name', () => {
    const found = codes(look([{ kind: 'found', source: 'S', asOf: '2020-01-01', value: entry({ nameAgrees: false }) }]));
    expect(found).toEqual(expect.arrayContaining(['check.register_stale', 'check.register_name_differs']));
  });

  it('warns of a new officer of the last two years, not of older history', () => {
    const changes = (until: string) => [{ what: 'officer' as const, before: 'Li Wei', until }];
    const of = (until: string) => look([{ kind: 'found', source: 'S', asOf: '2026-11-01', value: entry({ changes: changes(until) }) }]);
    expect([codes(of('2026-03-01')).includes('check.debtor_changed'), of('2026-03-01').verdict]).toEqual([true, 'concern']);
    expect(codes(of('2019-03-01'))).not.toContain('check.debtor_changed');
  });

  it('is unknown for a party nobody has looked up', () => {
    expect(checkDebtor({ debtor: claim().debtor, asOf, identifierVerdict: () => valid, register: [] }).verdict).toBe('unknown');
  });
});

describe('the ability check', () => {
  const look = (more: Partial<Parameters<typeof checkAbility>[0]> = {}) =>
    checkAbility({ claim: claim({ items: [item({ dueOn: asOf })] }), asOf, lists: [], ...more });
  const hit = (
    standing: 'confirmed' | 'unsure' | 'waiting',
    list: 'insolvency' | 'judgment-debtor' | 'sanctions' = 'judgment-debtor',
    matchedBy: 'identifier' | 'name' = 'name',
  ) => ({ kind: 'found', source: 'L', asOf: '2026-11-01', value: { list, detail: '(2026)沪01执1号', matchedBy, open: true, standing } }) as const;

  it('is unknown when nothing is known', () => {
    expect(look().verdict).toBe('unknown');
    expect(look({ lists: [{ kind: 'not-found', source: 'L', asOf: '2026-11-01' }] }).verdict).toBe('unknown');
  });

  it.each(['judgment-debtor', 'insolvency', 'sanctions'] as const)('never goes beyond a concern on a %s hit that nobody confirmed', (list) => {
    for (const standing of ['waiting', 'unsure'] as const)
      for (const matchedBy of ['identifier', 'name'] as const) {
        const made = look({ lists: [hit(standing, list, matchedBy)] });
        expect([codes(made), made.verdict]).toEqual([['check.list_possible'], 'concern']);
      }
    expect(codes(look({ lists: [hit('confirmed', list)] }))).toEqual(['check.list_hit']);
  });

  it('fails in insolvency, once a person has confirmed it', () => {
    expect(look({ lists: [hit('confirmed', 'insolvency')] }).verdict).toBe('fail');
    expect(look({ claim: claim({ events: [{ on: dayOf('2026-06-01'), kind: 'insolvency-opened' }] }) }).verdict).toBe('fail');
  });

  it('tells of entries that were rejected, and counts them for nothing', () => {
    const made = look({ lists: [{ kind: 'not-found', source: 'L', asOf: '2026-11-01' }], rejected: [{ source: 'L', entries: 2 }] });
    expect([codes(made), made.verdict]).toEqual([['check.list_clear', 'check.list_rejected'], 'unknown']);
  });

  it('shows each source once, with its age, and marks what is stale', () => {
    const old = { kind: 'not-found', source: 'Old', asOf: '2026-06-01' } as const;
    const made = look({ lists: [hit('waiting'), hit('unsure'), old] });
    expect(made.coverage).toEqual([
      { source: 'L', answer: 'found', asOf: '2026-11-01', ageDays: 22 },
      { source: 'Old', answer: 'not-found', asOf: '2026-06-01', ageDays: 175, stale: true },
    ]);
    expect(codes(made)).toContain('check.list_stale');
  });

  it('weighs own history and age', () => {
    expect(look({ history: { invoices: 10, paidLate: 2, meanDaysLate: 5, unpaid: 0 } }).verdict).toBe('pass');
    expect(look({ history: { invoices: 10, paidLate: 2, meanDaysLate: 5, unpaid: 4 } }).verdict).toBe('concern');
    expect(codes(look({ claim: claim() }))).toEqual(['check.ageing']);
  });

  it('tells promises kept and broken, and leaves a fresh one open', () => {
    const promised = (ago: number, paid?: number) =>
      codes(
        look({
          claim: claim({
            items: [item({ dueOn: asOf })],
            events: [{ on: addDays(asOf, -ago), kind: 'promise' }],
            payments: paid === undefined ? [] : [{ paidOn: addDays(asOf, -paid), amount: eur('1') }],
          }),
        }),
      ).filter((code) => code.startsWith('check.promise'));
    expect([promised(60, 40), promised(60), promised(60, 5), promised(10)]).toEqual([
      ['check.promise_kept'],
      ['check.promise_broken'],
      ['check.promise_broken'],
      [],
    ]);
  });

  it('counts only assets that somebody checked', () => {
    const asset = (status: 'clue' | 'usable') => ({ status, detail: { zh: '房产', en: 'building' }, source: 'land register' });
    expect(look({ assets: [asset('clue')] }).verdict).toBe('unknown');
    expect(look({ assets: [asset('usable')] }).verdict).toBe('pass');
  });
});

describe('signatures in the exhibits', () => {
  const fact: SignatureFact = {
    exhibit: 'contract.ofd',
    state: 'holds',
    signer: '示例贸易有限公司',
    signedAt: '2026-11-20T02:00:00Z',
    timeProven: false,
    identity: 'trusted',
    later: [],
    underLaterSignature: 0,
  };
  const only = (more: Partial<SignatureFact>) => signatureReasons([{ ...fact, ...more }])[0];

  it('are good under a trusted root and only a note without one; an unsigned paper says nothing', () => {
    expect(only({})).toMatchObject({ code: 'check.signature_holds', severity: 'good', evidence: { exhibit: 'contract.ofd' } });
    expect(only({})?.text.en).toContain('"示例贸易有限公司", by its own word at 2026-11-20 02:00:00 UTC');
    expect(only({ identity: 'unknown' })).toMatchObject({ code: 'check.signature_holds', severity: 'info' });
    expect(signatureReasons([])).toEqual([]);
  });

  it('fail when broken by a later change and name what was changed', () => {
    expect(only({ state: 'changed', later: ['Doc_0/Pages/Page_1/Content.xml'] })).toMatchObject({
      code: 'check.signature_broken',
      severity: 'error',
    });
    expect(only({ state: 'changed', later: ['Doc_0/Pages/Page_1/Content.xml'] })?.text.zh).toContain('Page_1');
    expect(only({ state: 'false' })).toMatchObject({ code: 'check.signature_false', severity: 'error' });
  });

  it('concern where parts are not covered or the certificate does not stand, and are no penalty where unreadable', () => {
    expect(only({ later: ['Annot/FreeText (object 6)'] })).toMatchObject({ code: 'check.signature_partial', severity: 'warning' });
    expect(only({ identity: 'broken' })).toMatchObject({ code: 'check.signature_doubtful', severity: 'warning' });
    expect(only({ why: { zh: '印章未授权', en: 'the seal was not made for this certificate' } })).toMatchObject({ severity: 'warning' });
    expect(only({ state: 'not-supported', why: { zh: '无证书', en: 'no certificate' } })).toMatchObject({
      code: 'check.signature_unchecked',
      severity: 'info',
    });
  });
});
