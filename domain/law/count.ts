import type { Claim, ClaimItem } from '#domain/claim/claim.ts';
import { addDays, type Day } from '#domain/kernel/day.ts';
import type { Refusal } from '#domain/kernel/refusal.ts';
import { allocationOf } from './allocation.ts';
import type { Jurisdiction, LawBook } from './book.ts';
import { type Compensation, raiseCompensation } from './compensation.ts';
import { type Due, dueOf } from './due.ts';
import type { Facts } from './facts.ts';
import type { Conventions } from './format/files.ts';
import { type Governed, lateRate, type RateQuestion, type Reading, surchargeRate, termRate } from './interest.ts';
import type { PositionOptions } from './position.ts';
import { edgeOf } from './rate/clock.ts';
import { gapIn } from './rate/table.ts';
import { advance, type ItemState, pay, type Settling, strand } from './settle.ts';

/** Everything a position is counted from. */
export type Question = {
  readonly claim: Claim;
  readonly asOf: Day;
  readonly book: LawBook;
  readonly law: Jurisdiction;
  readonly options: PositionOptions;
  readonly facts: Facts;
  /** Another reading of the rule on late interest, in place of its own values. */
  readonly reading?: Reading;
  /** Without the law's caps and floors on agreed rates. */
  readonly unbounded?: boolean;
};

export type CountedItem = {
  readonly item: ClaimItem;
  readonly due: Due;
  readonly state: ItemState;
  readonly late?: Governed;
  readonly term?: Governed;
  readonly surcharge?: Governed;
  compensation: Compensation | undefined;
  /** It has been late with something unpaid, so its fixed sum was looked for. */
  raised: boolean;
};

export type Counted = {
  readonly question: Question;
  readonly conventions: Conventions;
  readonly allocation: ReturnType<typeof allocationOf>;
  readonly items: readonly CountedItem[];
  /** Credit notes that reduced the oldest items from the start. */
  readonly credited: bigint;
  readonly settling: Settling;
  readonly costs: bigint;
  readonly paid: bigint;
  readonly overpaid: bigint;
  readonly edge: Day;
  readonly gaps: readonly Refusal[];
};

/** Due dates, rates, credit notes, payments in the order of the law, interest to the day: in that order. */
export function count(question: Question): Counted {
  const { claim, asOf, options, law, facts } = question;
  const conventions = conventionsOf(law, options);
  const edge = edgeOf(asOf, conventions.interval);
  const debts = claim.items.filter((item) => item.amount.minor > 0n);
  const items = debts.map((item, index) => begin(item, index, question, conventions));
  const allocation = allocationOf(law, facts, asOf);
  const oldestFirst = inOrder(items, 'oldest-due-first');
  const credit = claim.items.reduce((sum, item) => (item.amount.minor < 0n && (item.issuedOn ?? asOf) <= asOf ? sum - item.amount.minor : sum), 0n);
  const spare = reduce(oldestFirst, credit);
  const settling: Settling = { order: allocation.order, conventions, costsLeft: options.costs?.minor ?? 0n };
  const ordered = (allocation.items === 'oldest-due-first' ? oldestFirst : inOrder(items, allocation.items)).map((one) => one.state);
  let paid = 0n;
  let overpaid = spare;
  for (const payment of paymentsOf(claim, asOf)) {
    raiseCompensation(question, items, edge, payment.on);
    const left = pay(ordered, payment.minor, payment.on, payment.towards, settling);
    paid += payment.minor - left;
    overpaid += left;
  }
  raiseCompensation(question, items, edge, asOf);
  for (const one of items) advance(one.state, edge, conventions);
  return {
    question,
    conventions,
    allocation,
    items,
    credited: credit - spare,
    settling,
    costs: options.costs?.minor ?? 0n,
    paid,
    overpaid,
    edge,
    gaps: gapsOf(items, edge),
  };
}

const settled = new WeakMap<Jurisdiction, Conventions>();

/** The jurisdiction's conventions with what the caller names instead. */
function conventionsOf(law: Jurisdiction, { dayCount, interval, rounding, roundAt }: PositionOptions): Conventions {
  if (!dayCount && !interval && !rounding && !roundAt) {
    const known = settled.get(law);
    if (known) return known;
    settled.set(law, law.conventions);
    return law.conventions;
  }
  const own = law.conventions;
  return {
    dayCount: dayCount ?? own.dayCount,
    interval: interval ?? own.interval,
    rounding: rounding ?? own.rounding,
    roundAt: roundAt ?? own.roundAt,
  };
}

function begin(item: ClaimItem, index: number, question: Question, conventions: Conventions): CountedItem {
  const { claim, asOf, law, book, facts, options } = question;
  const due = dueOf(item, claim, law, facts, asOf);
  const lateFrom = due.on !== undefined && due.on < asOf ? addDays(due.on, 1) : undefined;
  const state: ItemState = {
    index,
    number: item.number,
    dueOn: due.on,
    lateFrom,
    principal: item.amount.minor,
    compensation: 0n,
    compensationLeft: 0n,
    strands: [],
    segments: options.trace ? [] : undefined,
  };
  const start = lateFrom ?? addDays(due.on ?? asOf, 1);
  const rates: RateQuestion = {
    law,
    book,
    facts,
    agreed: claim.agreedInterest,
    days: { start, contractOn: facts.contractOn, filedOn: facts.filedOn, asOf, knownOn: facts.knownOn } as RateQuestion['days'],
    dayCount: conventions.dayCount,
    ...(question.reading ? { reading: question.reading } : {}),
    ...(question.unbounded || options.lender === 'licensed' ? { unbounded: true } : {}),
  };
  const termFrom = item.issuedOn ?? facts.contractOn;
  const term = termFrom === undefined ? undefined : termRate(rates);
  if (term && termFrom !== undefined) state.strands.push(strand('term', term.table, termFrom, due.on === undefined ? undefined : start));
  const late = lateFrom === undefined ? undefined : lateRate(rates);
  if (late && lateFrom !== undefined) state.strands.push(strand('late', late.table, lateFrom));
  const surcharge = lateFrom === undefined ? undefined : surchargeRate(rates);
  if (surcharge && lateFrom !== undefined) state.strands.push(strand('surcharge', surcharge.table, lateFrom));
  return {
    item,
    due,
    state,
    compensation: undefined,
    raised: false,
    ...(late ? { late } : {}),
    ...(term ? { term } : {}),
    ...(surcharge ? { surcharge } : {}),
  };
}

function inOrder(items: readonly CountedItem[], order: 'oldest-due-first' | 'newest-due-first'): readonly CountedItem[] {
  if (items.length < 2) return items;
  const far = order === 'oldest-due-first' ? 1 : -1;
  const day = (one: CountedItem): number => one.due.on ?? Number.MAX_SAFE_INTEGER * far;
  return [...items].sort((a, b) => far * (day(a) - day(b)) || a.state.index - b.state.index);
}

/** Takes a credit off the oldest items; gives back what no item could take. */
function reduce(items: readonly CountedItem[], credit: bigint): bigint {
  let left = credit;
  for (const { state } of items) {
    // biome-ignore lint/complexity/useMathMinMax: Math.min takes no bigint
    const taken = left > state.principal ? state.principal : left;
    state.principal -= taken;
    left -= taken;
  }
  return left;
}

type Paid = { readonly on: Day; readonly towards: string | undefined; minor: bigint };

/**
 * Payments up to `asOf`, oldest first; those of one day towards one item are one payment, so that the order in which a batch
 * lists them cannot matter.
 */
function paymentsOf(claim: Claim, asOf: Day): readonly Paid[] {
  if (claim.payments.length === 0) return [];
  const found: Paid[] = [];
  for (const payment of claim.payments) {
    if (payment.paidOn > asOf) continue;
    const same = found.find((one) => one.on === payment.paidOn && one.towards === payment.towards);
    if (same) same.minor += payment.amount.minor;
    else found.push({ on: payment.paidOn, towards: payment.towards, minor: payment.amount.minor });
  }
  return found.length < 2 ? found : found.sort((a, b) => a.on - b.on || compareTargets(a.towards, b.towards));
}

/** Payments meant for an item come before those that name none. */
function compareTargets(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -1 : 1;
}

const noGaps: readonly Refusal[] = [];

function gapsOf(items: readonly CountedItem[], edge: Day): readonly Refusal[] {
  const gaps: Refusal[] = [];
  for (const { state } of items) {
    for (const one of state.strands) {
      if (one.table.gaps.length === 0) continue;
      const gap = gapIn(one.table, one.anchor, one.until !== undefined && one.until < edge ? one.until : edge);
      if (gap && !gaps.some((known) => known.code === gap.refusal.code && known.data.series === gap.refusal.data.series)) gaps.push(gap.refusal);
    }
  }
  return gaps.length === 0 ? noGaps : gaps;
}
