import type { Claim, ClaimItem } from '#domain/claim/claim.ts';
import type { Citation } from '#domain/kernel/citation.ts';
import { type Money, negate } from '#domain/kernel/money.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { dayWords } from '#domain/kernel/wording.ts';
import type { Position } from '#domain/law/position.ts';

/** One line of a paper's table of amounts. Rows without citation are facts of the contract or the ledger, not of law. */
export type AmountRow = {
  readonly label: Bilingual;
  readonly detail?: Bilingual;
  readonly amount: Money;
  readonly citations: readonly Citation[];
  /** The law's part of a position made without trace: the rule is not at hand, so none is printed. */
  readonly unexplained?: true;
};

/** So many items stand in the table of amounts itself; more go to a schedule at the end of the paper. */
export const itemsInTable = 12;

/** Every item on its own row, for the schedule; empty when the table of amounts lists them already. */
export const scheduleRows = (claim: Claim): AmountRow[] => (claim.items.length > itemsInTable ? claim.items.map(itemRow) : []);

/**
 * The principal by item, then what the law adds, then what was paid; the rows sum to the position's total.
 * More items than `mostItems`, or items that do not sum to the principal (other years' credit notes), are shown as one sum.
 */
export function amountRows(claim: Claim, position: Position, mostItems = itemsInTable): AmountRow[] {
  const cited = citationsOf(position);
  const listed = claim.items.reduce((total, item) => total + item.amount.minor, 0n) === position.principal.minor && claim.items.length <= mostItems;
  const rows: AmountRow[] = listed
    ? claim.items.map(itemRow)
    : [
        {
          label: { zh: `本金（${claim.items.length} 笔）`, en: `Principal (${claim.items.length} items)` },
          ...(claim.items.length > itemsInTable ? { detail: { zh: '见明细表', en: 'see the schedule' } } : {}),
          amount: position.principal,
          citations: [],
        },
      ];
  const extra: readonly (readonly [Bilingual, Money, readonly Citation[]])[] = [
    [interestLabel(claim), position.interest, cited.interest],
    [compensationLabel(claim), position.compensation, cited.compensation],
    [{ zh: '费用', en: 'Costs' }, position.costs, cited.costs],
  ];
  const traced = position.trace.length > 0;
  for (const [label, amount, citations] of extra) {
    if (amount.minor !== 0n) rows.push({ label, amount, citations, ...(traced ? {} : { unexplained: true }) });
  }
  if (position.paid.minor !== 0n) rows.push({ label: { zh: '已付款项', en: 'Paid' }, amount: negate(position.paid), citations: [] });
  return rows;
}

/** A loan's or a judgment's interest is not only for lateness. */
const interestLabel = (claim: Claim): Bilingual =>
  claim.basis === 'loan' || claim.basis === 'judgment' || claim.basis === 'award'
    ? { zh: '利息', en: 'Interest' }
    : { zh: '逾期利息', en: 'Interest for late payment' };

const compensationLabel = (claim: Claim): Bilingual =>
  claim.agreedInterest.kind === 'fixed-penalty'
    ? { zh: '违约金、补偿', en: 'Agreed penalty and compensation' }
    : { zh: '法定补偿', en: 'Statutory compensation' };

const kinds: Readonly<Record<ClaimItem['kind'], Bilingual>> = {
  invoice: { zh: '发票', en: 'Invoice' },
  'credit-note': { zh: '贷项通知单', en: 'Credit note' },
  instalment: { zh: '分期款', en: 'Instalment' },
  loan: { zh: '借款本金', en: 'Loan' },
  judgment: { zh: '判决金额', en: 'Judgment sum' },
  other: { zh: '款项', en: 'Item' },
};

function itemRow(item: ClaimItem): AmountRow {
  const kind = kinds[item.kind];
  const due = item.dueOn === undefined ? undefined : dayWords(item.dueOn);
  const issued = item.issuedOn === undefined ? undefined : dayWords(item.issuedOn);
  const zh = [issued && `${issued.zh}开具`, due && `${due.zh}到期`, item.description].filter(Boolean).join('，');
  const en = [issued && `dated ${issued.en}`, due && `due ${due.en}`, item.description].filter(Boolean).join(', ');
  return {
    label: { zh: `${kind.zh} ${item.number}`, en: `${kind.en} ${item.number}` },
    ...(en ? { detail: { zh, en } } : {}),
    amount: item.amount,
    citations: [],
  };
}

/** Which rules made which sum, read from the position's own trace (the position must be made with `trace: true`). */
export function citationsOf(position: Position): { readonly interest: Citation[]; readonly compensation: Citation[]; readonly costs: Citation[] } {
  const cited = position.trace.flatMap((step) => (step.citation ? [{ step, citation: step.citation }] : []));
  const once = (list: readonly { readonly citation: Citation }[]): Citation[] => distinct(list.map((one) => one.citation));
  return {
    interest: once(cited.filter(({ step }) => step.unit !== undefined && step.from !== undefined)),
    compensation: once(cited.filter(({ step }) => step.amount !== undefined && step.from === undefined && !/alloc/i.test(step.rule))),
    costs: [],
  };
}

export function distinct(citations: readonly Citation[]): Citation[] {
  return [...new Map(citations.map((citation) => [`${citation.instrument}|${citation.article ?? ''}`, citation])).values()];
}
