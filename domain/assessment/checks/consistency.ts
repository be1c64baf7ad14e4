import type { Claim } from '#domain/claim/claim.ts';
import { isoDay } from '#domain/kernel/day.ts';
import { compareMoney, type Money } from '#domain/kernel/money.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { moneyWords } from '#domain/kernel/wording.ts';
import type { Reason } from '../check.ts';
import { type PaperFacts, type PaperKind, plain } from '../paper-facts.ts';

export const paperNames: Readonly<Record<PaperKind, Bilingual>> = {
  contract: { zh: '合同', en: 'contract' },
  order: { zh: '订单', en: 'order' },
  'delivery-note': { zh: '送货单', en: 'delivery note' },
  acceptance: { zh: '验收单', en: 'acceptance' },
  'transport-document': { zh: '运输单据', en: 'transport document' },
  'service-report': { zh: '服务报告', en: 'service report' },
  invoice: { zh: '发票', en: 'invoice' },
  statement: { zh: '对账单', en: 'statement of account' },
  'power-of-attorney': { zh: '授权委托书', en: 'power of attorney' },
};

/**
 * Do the papers tell one story? Names, currency, account, payment term, totals, order of days and the numbers they call each
 * other by, compared wherever two papers, or a paper and the claim, both say something.
 */
export function consistency(claim: Claim, papers: readonly PaperFacts[]): Reason[] {
  const reasons = [
    ...papers.flatMap((paper) => [...parties(claim, paper), ...currency(claim, paper)]),
    ...accounts(papers),
    ...terms(papers),
    ...orderTotals(papers),
    ...statement(claim, papers),
    ...days(papers),
    ...references(papers),
  ];
  // What deliveries say of the party and the quantity stands in delivery.ts.
  const compared = papers.filter(({ kind }) => kind === 'contract' || kind === 'order' || kind === 'invoice' || kind === 'statement');
  if (reasons.length > 0 || compared.length < 2) return reasons;
  return [
    {
      code: 'check.papers_agree',
      severity: 'good',
      text: {
        zh: `${compared.length} 份单据彼此一致（当事人、币种、账号、账期、金额、日期和编号）。`,
        en: `${compared.length} papers agree with each other in parties, currency, account, term, sums, days and numbers.`,
      },
      evidence: { detail: compared.map(({ exhibit }) => exhibit).join(', ') },
    },
  ];
}

const differs = (code: string, paper: PaperFacts, zh: string, en: string, detail: string): Reason => ({
  code,
  severity: 'warning',
  text: { zh, en },
  evidence: { exhibit: paper.exhibit, detail },
});

/** Contracts have their own comparison (contract.ts), deliveries theirs (delivery.ts). */
function parties(claim: Claim, paper: PaperFacts): Reason[] {
  if (paper.kind !== 'order' && paper.kind !== 'invoice' && paper.kind !== 'statement') return [];
  const name = paperNames[paper.kind];
  return ([['seller', paper.seller, claim.creditor] as const, ['buyer', paper.buyer, claim.debtor] as const] as const).flatMap(
    ([role, printed, party]) => {
      if (!printed || [party.name, ...(party.otherNames ?? [])].map(plain).includes(plain(printed))) return [];
      const zh = role === 'seller' ? '卖方' : '买方';
      return [
        differs(
          'check.paper_party_differs',
          paper,
          `${name.zh} ${paper.exhibit} 的${zh}为“${printed}”，债权当事人为“${party.name}”。`,
          `The ${name.en} ${paper.exhibit} names “${printed}” as ${role}, the claim “${party.name}”.`,
          printed,
        ),
      ];
    },
  );
}

function currency(claim: Claim, paper: PaperFacts): Reason[] {
  if (!paper.currency || paper.currency === claim.currency || paper.kind === 'contract') return [];
  const name = paperNames[paper.kind];
  return [
    differs(
      'check.paper_currency_differs',
      paper,
      `${name.zh} ${paper.exhibit} 的币种为 ${paper.currency}，债权为 ${claim.currency}。`,
      `The ${name.en} ${paper.exhibit} is in ${paper.currency}, the claim in ${claim.currency}.`,
      paper.currency,
    ),
  ];
}

/** Two accounts to pay to are the mark of a changed invoice as much as of a changed bank: somebody has to ask. */
function accounts(papers: readonly PaperFacts[]): Reason[] {
  const [first, ...others] = papers.filter(({ account, kind }) => account && kind !== 'power-of-attorney');
  if (!first) return [];
  const other = others.find(({ account }) => plain(account ?? '') !== plain(first.account ?? ''));
  if (!other) return [];
  return [
    differs(
      'check.account_differs',
      other,
      `${other.exhibit} 的收款账号与 ${first.exhibit} 不同，请向收款银行或双方核实，谨防账号被篡改。`,
      `${other.exhibit} names another account to pay to than ${first.exhibit}; verify it with the parties, accounts are changed by fraud.`,
      `${tail(first.account)} / ${tail(other.account)}`,
    ),
  ];
}

const tail = (account: string | undefined): string => `…${(account ?? '').replace(/\s/g, '').slice(-4)}`;

function terms(papers: readonly PaperFacts[]): Reason[] {
  const agreed = papers.find(({ kind, paymentDays }) => (kind === 'contract' || kind === 'order') && paymentDays !== undefined);
  if (agreed?.paymentDays === undefined) return [];
  const days = agreed.paymentDays;
  return papers.flatMap((paper) => {
    if (paper.kind !== 'invoice' || paper.date === undefined || paper.dueOn === undefined) return [];
    const given = paper.dueOn - paper.date;
    if (given === days) return [];
    return [
      differs(
        'check.term_differs',
        paper,
        `发票 ${paper.exhibit} 的账期为 ${given} 天，${paperNames[agreed.kind].zh}约定 ${days} 天。`,
        `The invoice ${paper.exhibit} gives ${given} days to pay, the ${paperNames[agreed.kind].en} ${days}.`,
        `${given} d / ${days} d`,
      ),
    ];
  });
}

function orderTotals(papers: readonly PaperFacts[]): Reason[] {
  const ordered = sumOf(papers.filter(({ kind }) => kind === 'order'));
  const invoiced = sumOf(papers.filter(({ kind }) => kind === 'invoice'));
  const [first] = papers.filter(({ kind }) => kind === 'order');
  if (!ordered || !invoiced || !first || ordered.currency !== invoiced.currency || compareMoney(invoiced, ordered) <= 0) return [];
  return [
    differs(
      'check.over_order',
      first,
      `发票合计 ${moneyWords(invoiced).zh} 超过订单 ${moneyWords(ordered).zh}。`,
      `The invoices sum to ${moneyWords(invoiced).en}, the orders to ${moneyWords(ordered).en}.`,
      moneyWords(ordered).en,
    ),
  ];
}

/** The sum of papers of one currency that all print a total; undefined where one does not. */
function sumOf(papers: readonly PaperFacts[]): Money | undefined {
  const totals = papers.flatMap(({ total }) => total ?? []);
  const [first] = totals;
  if (!first || totals.length < papers.length || totals.some((one) => one.currency !== first.currency)) return undefined;
  return { currency: first.currency, minor: totals.reduce((sum, one) => sum + one.minor, 0n) };
}

function statement(claim: Claim, papers: readonly PaperFacts[]): Reason[] {
  const paper = papers.find(({ kind, total }) => kind === 'statement' && total !== undefined);
  if (!paper?.total || paper.total.currency !== claim.currency) return [];
  const paid = claim.payments
    .filter(({ paidOn }) => paper.date === undefined || paidOn <= paper.date)
    .reduce((sum, one) => sum + one.amount.minor, 0n);
  const open = claim.items.reduce((sum, item) => sum + (item.amount.currency === claim.currency ? item.amount.minor : 0n), 0n) - paid;
  if (paper.total.minor === open)
    return [
      {
        code: 'check.statement_agrees',
        severity: 'good',
        text: {
          zh: `对账单 ${paper.exhibit} 的余额与债权一致（${moneyWords(paper.total).zh}）。`,
          en: `The balance of the statement ${paper.exhibit} is the claim’s (${moneyWords(paper.total).en}).`,
        },
        evidence: { exhibit: paper.exhibit, detail: moneyWords(paper.total).en },
      },
    ];
  const claimed = { currency: claim.currency, minor: open };
  return [
    differs(
      'check.statement_differs',
      paper,
      `对账单 ${paper.exhibit} 的余额为 ${moneyWords(paper.total).zh}，债权未付金额为 ${moneyWords(claimed).zh}。`,
      `The statement ${paper.exhibit} shows ${moneyWords(paper.total).en} open, the claim ${moneyWords(claimed).en}.`,
      moneyWords(paper.total).en,
    ),
  ];
}

/** A contract comes before its delivery; where it does not, it was perhaps made afterwards. */
function days(papers: readonly PaperFacts[]): Reason[] {
  const contract = papers.find(({ kind, date }) => (kind === 'contract' || kind === 'order') && date !== undefined);
  if (contract?.date === undefined) return [];
  const signedOn = contract.date;
  return papers.flatMap((paper) => {
    const delivers = paper.kind === 'delivery-note' || paper.kind === 'transport-document' || paper.kind === 'acceptance';
    if (!delivers || paper.date === undefined || paper.date >= signedOn) return [];
    return [
      differs(
        'check.delivered_before_contract',
        paper,
        `${paperNames[paper.kind].zh} ${paper.exhibit} 早于${paperNames[contract.kind].zh}签订日。`,
        `The ${paperNames[paper.kind].en} ${paper.exhibit} is older than the ${paperNames[contract.kind].en}.`,
        `${isoDay(paper.date)} < ${isoDay(signedOn)}`,
      ),
    ];
  });
}

/** A paper that calls an order or contract by a number, and an attached one that has another. */
function references(papers: readonly PaperFacts[]): Reason[] {
  return (
    [
      ['order', 'orderNumber'],
      ['contract', 'contractNumber'],
    ] as const
  ).flatMap(([kind, field]) => {
    const numbers = papers.filter((paper) => paper.kind === kind && paper.number).map(({ number }) => plain(number ?? ''));
    if (numbers.length === 0) return [];
    return papers.flatMap((paper) => {
      const named = paper[field];
      if (!named || numbers.includes(plain(named))) return [];
      return [
        differs(
          'check.reference_differs',
          paper,
          `${paperNames[paper.kind].zh} ${paper.exhibit} 所引${paperNames[kind].zh}编号为 ${named}，与所附${paperNames[kind].zh}不同。`,
          `The ${paperNames[paper.kind].en} ${paper.exhibit} refers to ${kind} ${named}, the attached one has another number.`,
          named,
        ),
      ];
    });
  });
}
