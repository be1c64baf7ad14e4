import type { Claim } from '#domain/claim/claim.ts';
import { type Day, isoDay } from '#domain/kernel/day.ts';
import { compareMoney, type Money, sum } from '#domain/kernel/money.ts';
import { moneyWords } from '#domain/kernel/wording.ts';
import type { Reason } from '../check.ts';
import { good, wrong } from './finding.ts';

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

/** Contract against invoices: currency, total, names, dates, payment term; only what the contract says is compared. */
export function contractAgainstItems(claim: Claim, contract: ContractFacts): Reason[] {
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

const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.,&()'"’“”-]+/g, '');
