import { type Assessment, assess } from '#domain/assessment/assessment.ts';
import type { Check } from '#domain/assessment/check.ts';
import { checkAbility } from '#domain/assessment/checks/ability.ts';
import { checkClaim } from '#domain/assessment/checks/claim.ts';
import { checkDebtor } from '#domain/assessment/checks/debtor.ts';
import type { RouteFacts } from '#domain/assessment/routes.ts';
import type { Claim } from '#domain/claim/claim.ts';
import { dayOf } from '#domain/kernel/day.ts';
import { moneyOf } from '#domain/kernel/money.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import type { Position } from '#domain/law/position.ts';
import { type DemandLetter, demandLetter } from '#domain/procedure/letters/demand.ts';
import type { AnnexEntry } from '#domain/registry/assets/annex.ts';
import type {
  AssetAnnexPaper,
  ClearanceLetter,
  ConsultPaper,
  EvidenceIndexPaper,
  FlowAnnexPaper,
  PaperIssue,
  ReportPaper,
} from '#usecases/ports/documents.ts';

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

export function sampleLetter(seed: number, items?: number): DemandLetter {
  const claim = sampleClaim(seed, items);
  const letter = demandLetter({
    claim,
    position: samplePosition(claim),
    issue: {
      ...issueOf(seed),
      answerAt: 'https://quittance.example/d/7F3K92QD',
      contact: { name: '李敏 Li Min', phone: '+86 21 5555 0100', email: 'finance@huaxing.example' },
      payTo: { holder: claim.creditor.name, account: 'DE89 3704 0044 0532 0130 00', bank: 'Beispielbank', bic: 'COBADEFFXXX' },
      enclosures: [{ zh: '发票三张', en: 'three invoices' }],
    },
  });
  if (isRefusal(letter)) throw new Error(`expected a letter, got ${letter.code}`);
  return letter;
}

export function sampleEvidence(seed: number, exhibits = 9): EvidenceIndexPaper {
  return {
    issue: issueOf(seed),
    caption: { zh: '买卖合同纠纷', en: 'Contract of sale' },
    claimant: '上海华兴贸易有限公司',
    respondent: 'Nordhafen Logistik GmbH',
    submittedBy: '上海华兴贸易有限公司',
    exhibits: Array.from({ length: exhibits }, (_, i) => ({
      number: String(i + 1),
      name: i % 2 === 0 ? `买卖合同 HX/NL 2026-0${i}` : `Delivery note ${i}`,
      origin: '债权人',
      proves: '双方存在买卖合同关系，约定货款 44,100.00 欧元及三十日账期',
      original: (['original', 'copy', 'electronic'] as const)[i % 3] ?? 'copy',
      pages: { from: i * 4 + 1, to: i * 4 + 4 },
      bytes: 182_340 + i,
      sha256: `${i}`.repeat(64).slice(0, 64),
      sealed: { index: 10_400 + i, at: '2026-11-20T08:00:00Z' },
    })),
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

export function sampleClearance(seed: number): ClearanceLetter {
  const claim = sampleClaim(seed, 2);
  const eur = (text: string) => moneyOf(text, 'EUR');
  return {
    issue: issueOf(seed),
    creditor: claim.creditor,
    debtor: claim.debtor,
    ending: 'settled',
    items: claim.items.map((item) => ({ label: item.number, amount: item.amount })),
    payments: [
      { paidOn: dayOf('2026-06-30'), amount: eur('2000.00'), reference: 'part' },
      { paidOn: dayOf('2026-11-20'), amount: eur('26000.00'), reference: 'QT-2026-0042' },
    ],
    owed: eur('29400.00'),
    received: eur('28000.00'),
    released: eur('1400.00'),
    dischargedOn: dayOf('2026-11-20'),
  };
}

export function sampleAnnex(seed: number, assets = 3): AssetAnnexPaper {
  const claim = sampleClaim(seed, 2);
  const entry = (i: number, status: 'usable' | 'checked' | 'clue'): AnnexEntry => ({
    node: `clue:${i}`,
    kind: { zh: '货物', en: 'goods' },
    name: `LED lamps, 14 pallets, lot ${i}`,
    status,
    holders: ['Nordhafen Logistik GmbH'],
    hold: { zh: '由债务人自己持有', en: 'held by the debtor itself' },
    ...(i === 1 ? { share: { min: 75, max: 100 } } : {}),
    owedBy: [],
    place: ['Musterkai 4, Hamburg', 'DE'],
    valueMinor: 3_800_000n + BigInt(i),
    currency: 'EUR',
    source: 'warehouse receipt LS-2026-11',
    asOf: '2026-11-12',
    confidence: 95,
    note: 'seen at gate 3',
    ...(status === 'clue'
      ? {}
      : { evidence: { recordId: '01923f00-0000-7000-8000-00000000000a', sha256: `${i % 10}`.repeat(64), name: 'warehouse-receipt.pdf' } }),
    how: [{ at: Date.parse('2026-11-20T08:00:00Z'), after: 'checked', why: 'receipt compared with the keeper by telephone' }],
    notVerified: status === 'clue' ? [{ zh: '仅为线索，尚未有人核实', en: 'a clue only: nobody has checked it' }] : [],
  });
  return {
    issue: { ...issueOf(seed) },
    purpose: 'preservation',
    claim,
    amount: moneyOf('44383.07', 'EUR'),
    amountAsOf: claim.items[0]?.dueOn ?? issueOf(seed).writtenOn,
    withInterest: true,
    annex: {
      assets: Array.from({ length: assets }, (_, i) => entry(i, i % 2 === 0 ? 'usable' : 'checked')),
      clues: [entry(assets, 'clue')],
      withheld: 2,
      otherKinds: 0,
      cluesLeftOut: 1,
    },
  };
}

export function sampleFlow(seed: number, transfers = 4): FlowAnnexPaper {
  const recordId = '01923f00-0000-7000-8000-00000000000b';
  const spending = Array.from({ length: transfers }, (_, i) => ({
    from: 'borrower:b',
    to: `shop${i}`,
    amount: moneyOf(`${100 + i}.00`, 'EUR'),
    on: '2026-01-07',
    kind: 'spending' as const,
    fromLoan: moneyOf(`${100 + i}.00`, 'EUR'),
    reference: 'materials',
    sources: [{ recordId, account: 0, entry: i + 1 }],
  }));
  return {
    issue: issueOf(seed),
    creditor: 'Hua Xing Lending Ltd',
    debtor: 'Example Builders Ltd',
    statements: [{ name: 'account.csv', recordId, sha256: 'ab'.repeat(32), logIndex: 41 }],
    nodes: [
      { id: 'lender:a', name: 'Hua Xing Lending Ltd', role: 'lender' },
      { id: 'borrower:b', name: 'Example Builders Ltd', role: 'borrower' },
      ...spending.map(({ to }, i) => ({ id: to, name: `Shop ${i} #${seed}`, role: 'other' as const })),
    ],
    edges: [
      {
        from: 'lender:a',
        to: 'borrower:b',
        amount: moneyOf('1000.00', 'EUR'),
        on: '2026-01-05',
        kind: 'loan',
        fromLoan: moneyOf('1000.00', 'EUR'),
        sources: [{ recordId, account: 0, entry: 0 }],
      },
      ...spending,
    ],
    left: [{ source: { recordId, account: 0, entry: 9 }, why: 'reversal' }],
    unreadable: ['scan.pdf'],
  };
}
