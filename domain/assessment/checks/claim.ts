import type { Claim, ClaimItem } from '#domain/claim/claim.ts';
import { type Day, isoDay } from '#domain/kernel/day.ts';
import { compareMoney, type Money, nothing, sum } from '#domain/kernel/money.ts';
import { dayWords, moneyWords } from '#domain/kernel/wording.ts';
import { type Check, check, type Reason } from '../check.ts';

/** The contract's own terms, where it was given beside the invoices. Absent fields were not read from it. */
export type ContractFacts = {
  readonly exhibit: string;
  readonly currency?: string;
  readonly total?: Money;
  readonly seller?: string;
  readonly buyer?: string;
  readonly signedOn?: Day;
  /** Days after delivery or invoice within which to pay. */
  readonly paymentDays?: number;
};

/** A paper as read: its printed totals, so that arithmetic is checked against what stands there and not against what was typed. */
export type PaperTotals = {
  readonly exhibit: string;
  readonly number: string;
  readonly taxExclusive?: Money;
  readonly tax?: Money;
  readonly taxInclusive?: Money;
  readonly payable?: Money;
  readonly prepaid?: Money;
  readonly lines: readonly Money[];
  readonly allowances?: Money;
  readonly charges?: Money;
  readonly rounding?: Money;
};

/** `sealed` is the hash recorded at upload, `now` the hash of the stored bytes when the check ran; absent: could not be read. */
export type ExhibitHash = { readonly exhibit: string; readonly sealed: string; readonly now?: string };

/** Items of other claims of the same creditor against the same debtor that carry the same number. */
export type Twin = { readonly number: string; readonly elsewhere: string; readonly amount: Money };

export type ClaimCheckInput = {
  readonly claim: Claim;
  readonly asOf: Day;
  readonly papers: readonly PaperTotals[];
  readonly contract?: ContractFacts;
  readonly hashes: readonly ExhibitHash[];
  readonly twins: readonly Twin[];
};

/** Is the claim true, as far as its own papers can tell? */
export function checkClaim(input: ClaimCheckInput): Check {
  const { claim, asOf } = input;
  const reasons = [
    ...amounts(claim),
    ...input.papers.flatMap((paper) => arithmetic(paper)),
    ...duplicates(claim.items, input.twins),
    ...claim.items.flatMap((item) => dateOrder(item, asOf)),
    ...payments(claim, asOf),
    ...(input.contract ? contractAgainstItems(claim, input.contract) : []),
    ...hashes(input.hashes),
    ...(input.papers.length === 0 && !input.contract && input.hashes.length === 0 ? [noPapers] : []),
    ...(claim.disputed ? [disputed] : []),
  ];
  return check('claim', reasons, [], isoDay(asOf));
}

const disputed: Reason = {
  code: 'check.claim_disputed',
  severity: 'warning',
  text: { zh: '债务人已对债权提出异议。', en: 'The debtor disputes the claim.' },
};

const noPapers: Reason = {
  code: 'check.no_papers',
  severity: 'info',
  text: {
    zh: '没有附发票、合同或其他单据，无从与书面材料核对。',
    en: 'No invoice, contract or other paper is attached, so there was nothing to check the claim against.',
  },
};

function amounts(claim: Claim): Reason[] {
  const foreign = claim.items.filter((item) => item.amount.currency !== claim.currency);
  if (foreign.length > 0) {
    return foreign.map((item) =>
      wrong(
        'check.currency_differs',
        `款项 ${item.number} 的币种为 ${item.amount.currency}，债权币种为 ${claim.currency}。`,
        `Item ${item.number} is in ${item.amount.currency}, the claim in ${claim.currency}.`,
        item.number,
      ),
    );
  }
  if (claim.items.length === 0) return [wrong('check.no_items', '债权没有任何款项。', 'The claim has no item.', claim.reference ?? '')];
  const total = sum(
    claim.currency,
    claim.items.map((item) => item.amount),
  );
  if (compareMoney(total, nothing(claim.currency)) <= 0) {
    const words = moneyWords(total);
    return [wrong('check.nothing_owed', `各笔款项合计为 ${words.zh}，没有可主张的金额。`, `The items sum to ${words.en}: nothing is owed.`, '')];
  }
  return claim.items
    .filter((item) => (item.kind === 'credit-note' ? item.amount.minor > 0n : item.amount.minor < 0n))
    .map((item) =>
      wrong('check.sign', `款项 ${item.number} 的正负号与其种类不符。`, `Item ${item.number} has the wrong sign for its kind.`, item.number),
    );
}

/** EN 16931 BR-CO-13, -15, -16: lines make the net, net and tax the gross, gross less prepaid the payable. */
function arithmetic(paper: PaperTotals): Reason[] {
  const { taxExclusive, tax, taxInclusive, payable } = paper;
  const reasons: Reason[] = [];
  const compare = (code: string, agrees: string, zh: string, en: string, expected: Money | undefined, printed: Money | undefined): void => {
    if (!expected || !printed || expected.currency !== printed.currency) return;
    const same = expected.minor === printed.minor;
    const e = moneyWords(expected);
    const p = moneyWords(printed);
    reasons.push(
      same
        ? {
            ...good(agrees, `${paper.number}：${zh}相符（${p.zh}）。`, `${paper.number}: ${en} agrees (${p.en}).`),
            evidence: { exhibit: paper.exhibit, detail: p.en },
          }
        : wrong(
            code,
            `${paper.number}：${zh}应为 ${e.zh}，票面为 ${p.zh}。`,
            `${paper.number}: ${en} should be ${e.en}, the paper says ${p.en}.`,
            p.en,
            paper.exhibit,
          ),
    );
  };
  const currency = (payable ?? taxInclusive ?? taxExclusive)?.currency;
  if (!currency) return reasons;
  const plus = (...parts: readonly (Money | undefined)[]): Money =>
    sum(
      currency,
      parts.filter((part) => part !== undefined),
    );
  const minus = (value: Money | undefined): Money | undefined => value && { currency: value.currency, minor: -value.minor };
  if (paper.lines.length > 0) {
    compare(
      'check.line_sum',
      'check.line_sum_agrees',
      '各行合计',
      'the sum of lines',
      plus(...paper.lines, minus(paper.allowances), paper.charges),
      taxExclusive,
    );
  }
  if (taxExclusive && tax) compare('check.gross_sum', 'check.gross_sum_agrees', '价税合计', 'net plus tax', plus(taxExclusive, tax), taxInclusive);
  if (taxInclusive)
    compare(
      'check.payable_sum',
      'check.payable_sum_agrees',
      '应付金额',
      'gross less prepaid',
      plus(taxInclusive, minus(paper.prepaid), paper.rounding),
      payable,
    );
  return reasons;
}

function duplicates(items: readonly ClaimItem[], twins: readonly Twin[]): Reason[] {
  const seen = new Map<string, ClaimItem>();
  const reasons: Reason[] = [];
  for (const item of items) {
    const key = `${item.kind}|${item.number.trim().toUpperCase()}`;
    if (item.number !== '' && seen.has(key)) {
      reasons.push(
        wrong('check.duplicate_item', `款项 ${item.number} 在本债权中重复出现。`, `Item ${item.number} stands twice in this claim.`, item.number),
      );
    }
    seen.set(key, item);
  }
  for (const twin of twins) {
    reasons.push({
      code: 'check.claimed_elsewhere',
      severity: 'warning',
      text: {
        zh: `款项 ${twin.number} 已在 ${twin.elsewhere} 中主张（${moneyWords(twin.amount).zh}）。`,
        en: `Item ${twin.number} is already claimed in ${twin.elsewhere} (${moneyWords(twin.amount).en}).`,
      },
      evidence: { detail: twin.elsewhere },
    });
  }
  return reasons;
}

function dateOrder(item: ClaimItem, asOf: Day): Reason[] {
  const reasons: Reason[] = [];
  const { issuedOn, deliveredOn, dueOn, number } = item;
  if (issuedOn !== undefined && dueOn !== undefined && dueOn < issuedOn) {
    reasons.push({
      code: 'check.due_before_issue',
      severity: 'warning',
      text: {
        zh: `款项 ${number} 的到期日（${dayWords(dueOn).zh}）早于开具日（${dayWords(issuedOn).zh}）。`,
        en: `Item ${number} falls due (${dayWords(dueOn).en}) before it was issued (${dayWords(issuedOn).en}).`,
      },
      evidence: { detail: `${isoDay(dueOn)} < ${isoDay(issuedOn)}` },
    });
  }
  for (const [day, zh, en] of [
    [issuedOn, '开具日', 'issue date'],
    [deliveredOn, '交付日', 'delivery date'],
  ] as const) {
    if (day !== undefined && day > asOf) {
      reasons.push(
        wrong(
          'check.future_date',
          `款项 ${number} 的${zh}（${dayWords(day).zh}）在将来。`,
          `The ${en} of item ${number} (${dayWords(day).en}) lies in the future.`,
          isoDay(day),
        ),
      );
    }
  }
  if (dueOn === undefined && item.amount.minor > 0n) {
    reasons.push({
      code: 'check.no_due_date',
      severity: 'info',
      text: {
        zh: `款项 ${number} 没有约定到期日，何时逾期由法律确定。`,
        en: `Item ${number} has no agreed due date: the law says from when it is late.`,
      },
    });
  }
  return reasons;
}

function payments(claim: Claim, asOf: Day): Reason[] {
  return claim.payments.flatMap((payment) => {
    if (payment.paidOn > asOf)
      return [
        wrong(
          'check.future_payment',
          `付款日 ${dayWords(payment.paidOn).zh} 在将来。`,
          `A payment is dated ${dayWords(payment.paidOn).en}, in the future.`,
          isoDay(payment.paidOn),
        ),
      ];
    if (payment.amount.minor <= 0n)
      return [wrong('check.payment_sign', '付款金额不是正数。', 'A payment is not a positive amount.', isoDay(payment.paidOn))];
    return [];
  });
}

function contractAgainstItems(claim: Claim, contract: ContractFacts): Reason[] {
  const reasons: Reason[] = [];
  if (contract.currency && contract.currency !== claim.currency) {
    reasons.push(
      wrong(
        'check.contract_currency',
        `合同币种为 ${contract.currency}，债权币种为 ${claim.currency}。`,
        `The contract is in ${contract.currency}, the claim in ${claim.currency}.`,
        contract.currency,
        contract.exhibit,
      ),
    );
  }
  const total = sum(
    claim.currency,
    claim.items.filter((item) => item.amount.currency === claim.currency).map((item) => item.amount),
  );
  if (contract.total && contract.total.currency === claim.currency) {
    const c = moneyWords(contract.total);
    const t = moneyWords(total);
    if (compareMoney(total, contract.total) > 0) {
      reasons.push({
        code: 'check.over_contract',
        severity: 'warning',
        text: { zh: `款项合计 ${t.zh} 超过合同总价 ${c.zh}。`, en: `The items sum to ${t.en}, more than the contract’s ${c.en}.` },
        evidence: { exhibit: contract.exhibit, detail: c.en },
      });
    } else {
      reasons.push({
        ...good('check.within_contract', `款项合计 ${t.zh} 不超过合同总价 ${c.zh}。`, `The items sum to ${t.en}, within the contract’s ${c.en}.`),
        evidence: { exhibit: contract.exhibit, detail: c.en },
      });
    }
  }
  for (const [role, printed, party, agrees, differs] of [
    ['seller', contract.seller, claim.creditor.name, 'check.seller_agrees', 'check.seller_differs'],
    ['buyer', contract.buyer, claim.debtor.name, 'check.buyer_agrees', 'check.buyer_differs'],
  ] as const) {
    if (printed === undefined) continue;
    const same = plainName(printed) === plainName(party);
    const zh = role === 'seller' ? '出卖人' : '买受人';
    reasons.push(
      same
        ? {
            ...good(agrees, `合同${zh}与当事人名称一致。`, `The contract’s ${role} is the party named.`),
            evidence: { exhibit: contract.exhibit, detail: printed },
          }
        : {
            code: differs,
            severity: 'warning',
            text: {
              zh: `合同${zh}为“${printed}”，债权当事人为“${party}”。`,
              en: `The contract’s ${role} is “${printed}”, the claim names “${party}”.`,
            },
            evidence: { exhibit: contract.exhibit, detail: printed },
          },
    );
  }
  const early = claim.items.filter((item) => contract.signedOn !== undefined && item.issuedOn !== undefined && item.issuedOn < contract.signedOn);
  for (const item of early) {
    reasons.push({
      code: 'check.before_contract',
      severity: 'info',
      text: { zh: `款项 ${item.number} 早于合同签订日开具。`, en: `Item ${item.number} was issued before the contract was signed.` },
      evidence: { exhibit: contract.exhibit, detail: contract.signedOn === undefined ? '' : isoDay(contract.signedOn) },
    });
  }
  return [...reasons, ...paymentTerm(claim, contract)];
}

function paymentTerm(claim: Claim, contract: ContractFacts): Reason[] {
  const days = contract.paymentDays;
  if (days === undefined) return [];
  return claim.items.flatMap((item): Reason[] => {
    const start = item.deliveredOn ?? item.issuedOn;
    if (start === undefined || item.dueOn === undefined || item.dueOn >= start + days) return [];
    return [
      {
        code: 'check.due_too_early',
        severity: 'warning',
        text: {
          zh: `款项 ${item.number} 的到期日早于合同约定的 ${days} 天账期。`,
          en: `Item ${item.number} is claimed as due before the contract’s ${days} days have run.`,
        },
        evidence: { exhibit: contract.exhibit, detail: `${isoDay(item.dueOn)}, ${days} d` },
      },
    ];
  });
}

function hashes(exhibits: readonly ExhibitHash[]): Reason[] {
  return exhibits.map((one): Reason => {
    if (one.now === undefined) {
      return {
        code: 'check.exhibit_unread',
        severity: 'warning',
        text: { zh: `证据材料 ${one.exhibit} 未能读取，哈希未核对。`, en: `Exhibit ${one.exhibit} could not be read; its hash was not checked.` },
        evidence: { exhibit: one.exhibit, detail: one.sealed },
      };
    }
    return one.now === one.sealed
      ? {
          ...good('check.exhibit_intact', `证据材料 ${one.exhibit} 与入库时一致。`, `Exhibit ${one.exhibit} is unchanged since it came in.`),
          evidence: { exhibit: one.exhibit, detail: one.sealed },
        }
      : wrong(
          'check.exhibit_changed',
          `证据材料 ${one.exhibit} 与入库时的哈希不一致。`,
          `Exhibit ${one.exhibit} no longer has the hash it came in with.`,
          `${one.sealed} -> ${one.now}`,
          one.exhibit,
        );
  });
}

const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.,&()'"’“”-]+/g, '');

const good = (code: string, zh: string, en: string): Reason => ({ code, severity: 'good', text: { zh, en } });

function wrong(code: string, zh: string, en: string, detail: string, exhibit?: string): Reason {
  return { code, severity: 'error', text: { zh, en }, evidence: { ...(exhibit ? { exhibit } : {}), detail } };
}
