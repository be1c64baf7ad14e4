import type { Claim } from '#domain/claim/claim.ts';
import { dayOf } from '#domain/kernel/day.ts';
import { moneyOf } from '#domain/kernel/money.ts';
import type { Position } from '#domain/law/position.ts';
import type { PaperIssue } from '#usecases/ports/documents.ts';

/** Invented parties and figures for tests and the bench; `seed` varies the text so that no layout is served from memory. */
export const asOf = dayOf('2026-11-23');

export const issueOf = (seed: number): PaperIssue => ({
  writtenOn: asOf,
  reference: `QT-2026-${String(seed).padStart(4, '0')}`,
  code: 'QT-7F3K-92QD',
  verifyAt: 'https://quittance.example/v',
});

export function sampleClaim(seed: number, items = 3): Claim {
  return {
    basis: 'sale',
    creditor: {
      kind: 'organisation',
      name: `上海华兴贸易有限公司 Hua Xing Trading ${seed}`,
      identifiers: [{ scheme: 'uscc', value: '91310000132200000X' }],
      address: { lines: ['世纪大道 100 号'], city: '上海', postcode: '200120', country: 'CN' },
      contacts: [{ channel: 'email', value: 'finance@huaxing.example' }],
    },
    debtor: {
      kind: 'organisation',
      name: 'Nordhafen Logistik GmbH',
      identifiers: [{ scheme: 'eu-vat', value: 'DE136695976' }],
      address: { lines: ['Am Sandtorkai 41'], city: 'Hamburg', postcode: '20457', country: 'DE' },
    },
    guarantors: [],
    currency: 'EUR',
    items: Array.from({ length: items }, (_, i) => ({
      number: `INV-${2026000 + i}`,
      kind: 'invoice' as const,
      amount: moneyOf('14700.00', 'EUR'),
      issuedOn: dayOf('2026-03-02'),
      deliveredOn: dayOf('2026-03-01'),
      dueOn: dayOf(i % 2 === 0 ? '2026-04-01' : '2026-07-15'),
    })),
    payments: [{ paidOn: dayOf('2026-06-30'), amount: moneyOf('2000.00', 'EUR'), reference: 'part' }],
    agreedInterest: { kind: 'none-agreed' },
    governingLaw: 'DE',
    consumer: false,
    disputed: false,
    events: [{ on: dayOf('2026-05-04'), kind: 'acknowledgment', proof: 'mail' }],
    reference: 'HX/NL 2026-03',
  };
}

const bgb = (article: string) => ({ instrument: 'BGB', article, status: 'unverified' as const });

/** A position of the shape the law room makes; its figures are invented but its rows sum to its total. */
export function samplePosition(claim: Claim): Position {
  const eur = (text: string) => moneyOf(text, 'EUR');
  const principal = { currency: 'EUR', minor: claim.items.reduce((sum, item) => sum + item.amount.minor, 0n) };
  const total = { currency: 'EUR', minor: principal.minor + 216307n + 4000n * BigInt(claim.items.length) - 200000n };
  const compensation = { currency: 'EUR', minor: 4000n * BigInt(claim.items.length) };
  return {
    kind: 'position',
    asOf,
    jurisdiction: 'DE',
    principal,
    interest: eur('2163.07'),
    surcharge: eur('0'),
    compensation,
    costs: eur('0'),
    paid: eur('2000'),
    overpaid: eur('0'),
    total,
    perDay: eur('11.42'),
    outstanding: { principal, interest: eur('163.07'), compensation, costs: eur('0') },
    items: [],
    limitation: {
      status: 'running',
      startedOn: dayOf('2026-12-31'),
      expiresOn: dayOf('2029-12-31'),
      interruptedBy: [
        {
          on: dayOf('2026-05-04'),
          event: 'acknowledgment',
          effect: 'restart',
          text: { zh: '债务人承认债务，时效重新起算', en: 'the debtor acknowledged the debt: the period begins anew' },
          citation: bgb('§ 212'),
        },
      ],
      notCounted: [],
      whatInterrupts: [
        { zh: '起诉或申请支付令', en: 'an action or an order for payment suspends the period' },
        { zh: '债务人承认债务', en: 'an acknowledgment by the debtor restarts it' },
      ],
      because: [bgb('§§ 195, 199')],
      effectAfterExpiry: { zh: '债务人可以拒绝履行', en: 'the debtor may refuse performance' },
    },
    alternatives: [],
    notices: [
      {
        text: {
          zh: '对非消费者的金钱债权，逾期利率为基准利率加 9 个百分点。',
          en: 'Between businesses late interest is nine points over the base rate.',
        },
        citation: bgb('§ 288(2)'),
        status: 'unverified',
      },
    ],
    gaps: [],
    conventions: { dayCount: 'act/365', interval: 'start', rounding: 'half-up', roundAt: 'total' },
    trace: claim.items.flatMap((item) => [
      {
        rule: 'DE.interest.late',
        text: {
          zh: `款项 ${item.number}：逾期利息 14700.00 EUR × 年利率 10.27% × 90 天`,
          en: `Item ${item.number}: late interest 14700.00 EUR x 10.27% a year x 90 days`,
        },
        citation: bgb('§ 288(2)'),
        value: '10.27',
        unit: 'percent per year',
        from: dayOf('2026-04-02'),
        to: dayOf('2026-06-30'),
        days: 90,
        amount: eur('372.17'),
        rounding: 'half-up' as const,
        status: 'unverified' as const,
      },
      {
        rule: 'DE.compensation',
        text: { zh: `款项 ${item.number}：固定补偿 40 EUR`, en: `Item ${item.number}: fixed compensation 40 EUR` },
        citation: bgb('§ 288(5)'),
        amount: eur('40'),
        status: 'unverified' as const,
      },
    ]),
  };
}
