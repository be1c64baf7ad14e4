import { type Assessment, assess } from '#domain/assessment/assessment.ts';
import type { Check } from '#domain/assessment/check.ts';
import { checkAbility } from '#domain/assessment/checks/ability.ts';
import { checkClaim } from '#domain/assessment/checks/claim.ts';
import { checkDebtor } from '#domain/assessment/checks/debtor.ts';
import type { RouteFacts } from '#domain/assessment/routes.ts';
import type { Claim } from '#domain/claim/claim.ts';
import { dayOf } from '#domain/kernel/day.ts';
import { moneyOf } from '#domain/kernel/money.ts';
import type { Position } from '#domain/law/position.ts';
import type { ConsultPaper, ReportPaper } from '#usecases/ports/documents.ts';
import { asOf, issueOf, sampleClaim, samplePosition } from './claim.ts';

const history = (note: string) => ({
  name: 'World Bank Doing Business 2020',
  status: 'historical' as const,
  note: {
    zh: `世界银行《营商环境报告 2020》，已停止发布，仅作历史参考（${note}）。`,
    en: `World Bank Doing Business 2020, discontinued: historical only (${note}).`,
  },
});

export const sampleRoutes: readonly RouteFacts[] = [
  {
    kind: 'demand',
    name: { zh: '债权人自行催款', en: 'creditor’s own demand' },
    open: { kind: 'open' },
    cost: {
      amount: moneyOf('0', 'EUR'),
      recoverable: moneyOf('0', 'EUR'),
      source: { name: 'own postage', status: 'given', note: { zh: '自行发送', en: 'sent by the creditor' } },
    },
    days: {
      mid: 14,
      low: 7,
      high: 30,
      source: { name: 'letter deadline', status: 'rule', note: { zh: '函件所定期限', en: 'the letter’s own deadline' } },
    },
    decided: false,
    citations: [],
  },
  {
    kind: 'payment-order',
    name: { zh: '督促程序（Mahnverfahren）', en: 'order for payment (Mahnverfahren)' },
    open: { kind: 'open' },
    cost: { amount: moneyOf('322.00', 'EUR'), recoverable: moneyOf('322.00', 'EUR'), source: history('DE') },
    days: { mid: 60, low: 40, high: 120, source: history('DE') },
    decided: true,
    citations: [{ instrument: 'ZPO', article: '§§ 688-703d', status: 'unverified' }],
  },
  {
    kind: 'suit',
    name: { zh: '诉讼', en: 'court action' },
    open: { kind: 'open' },
    cost: { amount: moneyOf('6350.00', 'EUR'), recoverable: moneyOf('5100.00', 'EUR'), source: history('DE') },
    days: { mid: 499, low: 400, high: 620, source: history('DE') },
    decided: true,
    citations: [],
  },
  {
    kind: 'arbitration',
    name: { zh: '仲裁', en: 'arbitration' },
    open: { kind: 'shut', why: { zh: '没有仲裁协议。', en: 'There is no arbitration agreement.' } },
    decided: true,
    citations: [],
  },
  { kind: 'mediation', name: { zh: '调解', en: 'mediation' }, open: { kind: 'open' }, decided: false, citations: [] },
];

export function sampleChecks(claim: Claim): Check[] {
  const eur = (text: string) => moneyOf(text, 'EUR');
  return [
    checkClaim({
      claim,
      asOf,
      papers: [
        {
          exhibit: 'INV-2026000.xml',
          number: 'INV-2026000',
          lines: [eur('12352.94')],
          taxExclusive: eur('12352.94'),
          tax: eur('2347.06'),
          taxInclusive: eur('14700.00'),
          payable: eur('14700.00'),
        },
      ],
      contract: {
        exhibit: 'contract.pdf',
        currency: 'EUR',
        total: eur('60000.00'),
        seller: claim.creditor.name,
        buyer: 'Nordhafen Logistik GmbH',
        signedOn: dayOf('2026-02-10'),
        paymentDays: 30,
      },
      hashes: [{ exhibit: 'contract.pdf', sealed: 'ab'.repeat(32), now: 'ab'.repeat(32) }],
      twins: [],
    }),
    checkDebtor({
      debtor: claim.debtor,
      asOf,
      identifierVerdict: () => ({ kind: 'valid' }),
      register: [
        {
          kind: 'found',
          source: 'GLEIF golden copy',
          asOf: '2026-11-20',
          value: { name: 'Nordhafen Logistik GmbH', status: 'active', foundBy: 'name', score: 0.97, identifiers: [], nameAgrees: true },
        },
        { kind: 'source-failed', source: 'VIES', why: 'MS_UNAVAILABLE' },
      ],
    }),
    checkAbility({
      claim,
      asOf,
      lists: [
        { kind: 'not-found', source: 'local insolvency list', asOf: '2026-11-22' },
        { kind: 'not-covered', source: '失信被执行人名单', why: 'CN only' },
      ],
      history: { invoices: 12, paidLate: 5, meanDaysLate: 21, unpaid: 0 },
    }),
  ];
}

export function sampleAssessment(claim: Claim, position: Position): Assessment {
  return assess({
    claim,
    position,
    checks: sampleChecks(claim),
    priors: {
      routes: sampleRoutes,
      own: { closed: 14, collected: 9, cell: { zh: '德国、企业、181–365 天', en: 'Germany, business, 181-365 days' } },
    },
  });
}

export function sampleReport(seed: number, items?: number): ReportPaper {
  const claim = sampleClaim(seed, items);
  const position = samplePosition(claim);
  return {
    issue: issueOf(seed),
    claim,
    position,
    assessment: sampleAssessment(claim, position),
    sealed: { index: 10_412, sha256: 'c0'.repeat(32), sealedAt: '2026-11-23T09:12:04Z' },
  };
}

export function sampleConsult(seed: number, items?: number): ConsultPaper {
  const { claim, position, assessment, issue } = sampleReport(seed, items);
  return {
    issue,
    claim,
    position,
    assessment,
    notToDo: [
      { zh: '不要威胁、骚扰债务人或其家人、同事。', en: 'Do not threaten or pester the debtor, family or colleagues.' },
      { zh: '不要公开债务人的个人信息。', en: 'Do not publish the debtor’s personal data.' },
    ],
    papersToGather: [
      { zh: '合同、订单', en: 'contract or order' },
      { zh: '送货单、验收单', en: 'delivery notes, acceptance' },
      { zh: '对账单、聊天记录', en: 'reconciliation sheets, messages' },
    ],
  };
}
