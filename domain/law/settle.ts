import { addMonths, type Day } from '#domain/kernel/day.ts';
import { divide, type Rounding } from '#domain/kernel/rounding.ts';
import type { Conventions } from './format/files.ts';
import type { ValueOf } from './format/values.ts';
import { edgeOf } from './rate/clock.ts';
import type { Piece } from './rate/pieces.ts';
import { accrued, pieceAt, type RateTable, segments } from './rate/table.ts';

/** A stretch of interest for the reader: principal, days, rate and what came of it (before the item's own rounding). */
export type Segment = {
  readonly kind: InterestKind;
  readonly from: Day;
  readonly before: Day;
  readonly principal: bigint;
  readonly piece: Piece;
  readonly table: RateTable;
  /** Interest of the stretch as a numerator over `table.den`. */
  readonly numerator: bigint;
};
export type InterestKind = 'late' | 'term' | 'surcharge';

/** One kind of interest running on one item: a table, from a day, with what has built up and not been paid. */
type Strand = {
  readonly kind: InterestKind;
  readonly table: RateTable;
  readonly until: Day | undefined;
  /** First day not yet counted. */
  mark: Day;
  /** Built up since the last payment, over `table.den`; may stay a fraction of the smallest unit away from what was paid. */
  built: bigint;
  /** Compounded: interest already added to what bears interest. */
  capital: bigint;
  anchor: Day;
  rests: number;
  paid: bigint;
};

export type ItemState = {
  readonly index: number;
  readonly number: string;
  readonly dueOn: Day | undefined;
  /** Absent: it is not late (not due yet, or the law misses a fact). */
  readonly lateFrom: Day | undefined;
  compensation: bigint;
  principal: bigint;
  compensationLeft: bigint;
  readonly strands: Strand[];
  segments: Segment[] | undefined;
};

export type Settling = {
  readonly order: ValueOf<'allocation'>['order'];
  readonly conventions: Conventions;
  costsLeft: bigint;
};

export function strand(kind: InterestKind, table: RateTable, from: Day, until?: Day): Strand {
  return { kind, table, until, mark: from, built: 0n, capital: 0n, anchor: from, rests: 0, paid: 0n };
}

/** Counts every strand of an item up to (not including) `before`. */
export function advance(item: ItemState, before: Day, conventions: Conventions): void {
  for (const one of item.strands) {
    const end = one.until !== undefined && one.until < before ? one.until : before;
    if (end <= one.mark) continue;
    if (one.table.compound) compoundTo(item, one, end, conventions);
    else build(item, one, item.principal, end, conventions);
  }
}

function build(item: ItemState, one: Strand, base: bigint, before: Day, { roundAt, rounding }: Conventions): void {
  if (base > 0n) {
    one.built += accrued(one.table, base, one.mark, before, roundAt, rounding);
    if (item.segments) {
      for (const part of segments(one.table, one.mark, before)) {
        const numerator = accrued(one.table, base, part.from, part.before, roundAt, rounding);
        item.segments.push({ kind: one.kind, from: part.from, before: part.before, principal: base, piece: part.piece, table: one.table, numerator });
      }
    }
  }
  one.mark = before;
}

/** Compound interest: at each rest the whole units of what has built up join what bears interest; the fraction is carried on, so that no rest rounds. */
function compoundTo(item: ItemState, one: Strand, before: Day, conventions: Conventions): void {
  const months = one.table.compound?.months ?? 12;
  for (let rest = addMonths(one.anchor, months * (one.rests + 1)); rest <= before; rest = addMonths(one.anchor, months * (one.rests + 1))) {
    const base = item.principal + one.capital;
    const twelfths = one.table.compound?.twelfths === true && one.mark === addMonths(one.anchor, months * one.rests);
    if (!twelfths) build(item, one, base, rest, conventions);
    if (twelfths) wholeMonths(item, one, base, rest, months, conventions);
    const joined = divide(one.built, one.table.den, conventions.rounding);
    one.built -= joined * one.table.den;
    one.capital += joined;
    one.rests += 1;
    one.mark = rest;
  }
  build(item, one, item.principal + one.capital, before, conventions);
}

/** Whole months as twelfths of the yearly rate in force on their first day. */
function wholeMonths(item: ItemState, one: Strand, base: bigint, rest: Day, months: number, { roundAt, rounding }: Conventions): void {
  const i = pieceAt(one.table, one.mark);
  const [share, year] = [base * (one.table.rates[i] as bigint) * BigInt(months), one.table.scale * 12n];
  const numerator = roundAt === 'total' ? divide(share * one.table.den, year, rounding) : divide(share, year, rounding) * one.table.den;
  one.built += numerator;
  item.segments?.push({
    kind: one.kind,
    from: one.mark,
    before: rest,
    principal: base,
    piece: one.table.pieces[i] as Piece,
    table: one.table,
    numerator,
  });
}

export const interestLeft = (item: ItemState, rounding: Rounding, kind?: 'surcharge' | 'ordinary'): bigint => {
  let sum = 0n;
  for (const one of item.strands) {
    if (kind === undefined || (kind === 'surcharge') === (one.kind === 'surcharge')) sum += strandLeft(one, rounding);
  }
  return sum;
};

export const interestPaid = (item: ItemState): bigint => item.strands.reduce((sum, one) => sum + one.paid, 0n);

function strandLeft(one: Strand, rounding: Rounding): bigint {
  const left = one.capital + (one.built === 0n ? 0n : divide(one.built, one.table.den, rounding));
  return left > 0n ? left : 0n;
}

/** One payment through the order of the law; gives back what is left of it when nothing is owed any more. */
export function pay(items: readonly ItemState[], amount: bigint, on: Day, towards: string | undefined, settling: Settling): bigint {
  const { conventions } = settling;
  const before = edgeOf(on, conventions.interval);
  let left = amount;
  for (const item of items) advance(item, before, conventions);
  const meant = towards === undefined ? [] : items.filter((item) => item.number === towards);
  const costsFirst = settling.order[0] === 'costs';
  if (costsFirst) left = payCosts(meant.length > 0 ? meant : items, left, on, settling);
  for (const group of meant.length > 0 ? [meant, items] : [items]) {
    for (const item of group) {
      for (const step of settling.order) {
        if (step === 'interest') left = payInterest(item, left, conventions.rounding, false);
        else if (step === 'principal') left = payPrincipal(item, left);
      }
      if (left === 0n) break;
    }
  }
  if (left > 0n) left = payCosts(items, left, on, settling);
  for (const item of items) left = payInterest(item, left, conventions.rounding, true);
  return left;
}

function payCosts(items: readonly ItemState[], amount: bigint, on: Day, settling: Settling): bigint {
  const paid = smaller(amount, settling.costsLeft);
  settling.costsLeft -= paid;
  let left = amount - paid;
  for (const item of items) {
    if (left === 0n || item.lateFrom === undefined || item.lateFrom > on) continue;
    const share = smaller(left, item.compensationLeft);
    item.compensationLeft -= share;
    left -= share;
  }
  return left;
}

function payInterest(item: ItemState, amount: bigint, rounding: Rounding, surcharge: boolean): bigint {
  let left = amount;
  for (const one of item.strands) {
    if (left === 0n) break;
    if ((one.kind === 'surcharge') !== surcharge) continue;
    const paid = smaller(left, strandLeft(one, rounding));
    const fresh = divide(one.built, one.table.den, rounding);
    const fromFresh = smaller(paid, fresh > 0n ? fresh : 0n);
    one.built -= fromFresh * one.table.den;
    one.capital -= paid - fromFresh;
    one.paid += paid;
    left -= paid;
  }
  return left;
}

function payPrincipal(item: ItemState, amount: bigint): bigint {
  const paid = smaller(amount, item.principal > 0n ? item.principal : 0n);
  item.principal -= paid;
  return amount - paid;
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Interest of one day from `day` on, over all strands of an item, rounded. */
export function perDay(item: ItemState, day: Day, rounding: Rounding): bigint {
  let sum = 0n;
  for (const one of item.strands) {
    if (one.until !== undefined && day >= one.until) continue;
    if (day < one.anchor) continue;
    const rate = one.table.rates[pieceAt(one.table, day)] as bigint;
    const time = one.table.clock.at((day + 1) as Day) - one.table.clock.at(day);
    sum += divide((item.principal + one.capital) * rate * BigInt(time), one.table.den, rounding);
  }
  return sum;
}
