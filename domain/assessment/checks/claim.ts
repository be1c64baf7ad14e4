import type { Claim, ClaimItem } from '#domain/claim/claim.ts';
import { type Day, isoDay } from '#domain/kernel/day.ts';
import { compareMoney, type Money, nothing, sum } from '#domain/kernel/money.ts';
import { dayWords, moneyWords } from '#domain/kernel/wording.ts';
import { type Check, check, type Reason } from '../check.ts';
import type { PaperFacts } from '../paper-facts.ts';
import { arithmetic, type PaperTotals } from './arithmetic.ts';
import { consistency } from './consistency.ts';
import { type ContractFacts, contractAgainstItems } from './contract.ts';
import { delivery, type UnreadPaper } from './delivery.ts';
import { wrong } from './finding.ts';
import { type ExhibitHash, hashes } from './hashes.ts';
import { type ExhibitElsewhere, type ItemElsewhere, nearDuplicates } from './near-duplicates.ts';
import { type Registration, registered } from './registered.ts';
import { type SignatureFact, signatureReasons } from './signatures.ts';

export type { PaperTotals } from './arithmetic.ts';
export type { ContractFacts } from './contract.ts';
export type { ExhibitHash } from './hashes.ts';

/** Items of other claims of the same creditor against the same debtor that carry the same number. */
export type Twin = { readonly number: string; readonly elsewhere: string; readonly amount: Money };

export type ClaimCheckInput = {
  readonly claim: Claim;
  readonly asOf: Day;
  readonly papers: readonly PaperTotals[];
  readonly contract?: ContractFacts;
  readonly hashes: readonly ExhibitHash[];
  /** Signatures and seals found in the exhibits. */
  readonly signatures?: readonly SignatureFact[];
  readonly twins: readonly Twin[];
  /** What the papers say, as read or as a person confirmed it. */
  readonly facts?: readonly PaperFacts[];
  /** Exhibits that may prove delivery and of which nothing is known. */
  readonly unread?: readonly UnreadPaper[];
  /** Contracts among the exhibits, and those whose hash was registered at signing. */
  readonly contracts?: readonly string[];
  readonly registrations?: readonly Registration[];
  readonly itemsElsewhere?: readonly ItemElsewhere[];
  readonly exhibitsElsewhere?: readonly ExhibitElsewhere[];
};

/** Is the claim true, as far as its own papers can tell? */
export function checkClaim(input: ClaimCheckInput): Check {
  const { claim, asOf, facts = [] } = input;
  const contracts = input.contract ? [input.contract] : facts.flatMap(contractFacts);
  const handedIn = input.papers.length > 0 || contracts.length > 0 || input.hashes.length > 0 || facts.length > 0;
  const reasons = [
    ...amounts(claim),
    ...input.papers.flatMap((paper) => arithmetic(paper)),
    ...duplicates(claim.items, input.twins),
    ...claim.items.flatMap((item) => dateOrder(item, asOf)),
    ...payments(claim, asOf),
    ...nearDuplicates(claim, input.itemsElsewhere ?? [], input.exhibitsElsewhere ?? []),
    ...contracts.flatMap((contract) => contractAgainstItems(claim, contract)),
    ...consistency(claim, facts),
    ...delivery(claim, facts, input.unread ?? [], handedIn),
    ...registered(input.contracts ?? [], input.registrations ?? []),
    ...hashes(input.hashes),
    ...signatureReasons(input.signatures ?? []),
    ...(handedIn ? [] : [noPapers]),
    ...(claim.disputed ? [disputed] : []),
  ];
  return check('claim', reasons, [], isoDay(asOf));
}

function contractFacts(paper: PaperFacts): ContractFacts[] {
  if (paper.kind !== 'contract') return [];
  const { exhibit, currency, total, seller, buyer, date, paymentDays } = paper;
  return [
    {
      exhibit,
      ...(currency ? { currency } : {}),
      ...(total ? { total } : {}),
      ...(seller ? { seller } : {}),
      ...(buyer ? { buyer } : {}),
      ...(date === undefined ? {} : { signedOn: date }),
      ...(paymentDays === undefined ? {} : { paymentDays }),
    },
  ];
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
