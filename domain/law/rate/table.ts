import type { Day } from '#domain/kernel/day.ts';
import { isRefusal, type Refusal } from '#domain/kernel/refusal.ts';
import { divide, type Rounding } from '#domain/kernel/rounding.ts';
import type { DayCount } from '../format/values.ts';
import { type Clock, clockOf } from './clock.ts';
import type { Piece } from './pieces.ts';

/**
 * Rates compiled for the hot path: integer rates over one denominator with prefix sums, so that interest over any number of
 * rate changes is two look-ups and one multiplication. `den` = rate scale x clock weight of a year.
 */
export type RateTable = {
  readonly pieces: readonly Piece[];
  readonly starts: readonly number[];
  readonly rates: readonly bigint[];
  /** Weighted sum of rate x time from the first start to each start. */
  readonly sums: readonly bigint[];
  readonly scale: bigint;
  readonly den: bigint;
  readonly clock: Clock;
  readonly gaps: readonly { readonly from: Day; readonly to: Day; readonly refusal: Refusal }[];
  /** One rate for the whole time: the one in force when it is paid. */
  readonly atEnd: boolean;
  readonly compound?: { readonly months: 1 | 3 | 12; readonly twelfths: boolean };
};

export function tableOf(pieces: readonly Piece[], dayCount: DayCount): RateTable {
  const value = pieces.find((piece) => piece.value.kind === 'rate' || piece.value.kind === 'reference')?.value;
  const rated = value?.kind === 'rate' || value?.kind === 'reference' ? value : undefined;
  const named = value?.kind === 'rate' && value.per === 'day' ? 'act/365' : (rated?.dayCount ?? dayCount);
  const clock = clockOf(named === 'month/12' ? 'act/365' : named);
  const scale = pieces.reduce((all, piece) => (isRefusal(piece.rate) ? all : lcm(all, piece.rate.den)), 1n);
  const starts: number[] = [];
  const rates: bigint[] = [];
  const sums: bigint[] = [];
  for (const piece of pieces) {
    const rate = isRefusal(piece.rate) ? 0n : piece.rate.num * (scale / piece.rate.den);
    const last = starts.length - 1;
    const before = last < 0 ? 0n : (sums[last] as bigint) + (rates[last] as bigint) * BigInt(clock.at(piece.from) - clock.at(starts[last] as Day));
    starts.push(piece.from);
    rates.push(rate);
    sums.push(before);
  }
  const months = rated?.compound === 'monthly' ? 1 : rated?.compound === 'quarterly' ? 3 : rated?.compound === 'yearly' ? 12 : undefined;
  return {
    pieces,
    starts,
    rates,
    sums,
    scale,
    den: scale * BigInt(clock.perYear),
    clock,
    gaps: pieces.flatMap((piece) => (isRefusal(piece.rate) ? [{ from: piece.from, to: piece.to, refusal: piece.rate }] : [])),
    atEnd: value?.kind === 'reference' && value.fixing === 'at-payment',
    ...(months ? { compound: { months, twelfths: rated?.dayCount === 'month/12' } } : {}),
  };
}

/** Index of the stretch that holds `day`. */
export function pieceAt(table: RateTable, day: number): number {
  const { starts } = table;
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= day) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? low - 1 : 0;
}

/** Rate x time over the days [from, before), as a numerator over `table.den`; times the principal it is the interest. */
export function weight(table: RateTable, from: Day, before: Day): bigint {
  if (before <= from) return 0n;
  if (table.atEnd) return (table.rates[pieceAt(table, before - 1)] as bigint) * BigInt(table.clock.at(before) - table.clock.at(from));
  return upTo(table, before) - upTo(table, from);
}

function upTo(table: RateTable, day: Day): bigint {
  const i = pieceAt(table, day);
  const rate = table.rates[i] as bigint;
  return rate === 0n
    ? (table.sums[i] as bigint)
    : (table.sums[i] as bigint) + rate * BigInt(table.clock.at(day) - table.clock.at(table.starts[i] as Day));
}

/** The stretches inside [from, before), for segment-wise rounding and for the trace. */
export function segments(
  table: RateTable,
  from: Day,
  before: Day,
): { readonly piece: Piece; readonly rate: bigint; readonly from: Day; readonly before: Day }[] {
  const found: { piece: Piece; rate: bigint; from: Day; before: Day }[] = [];
  if (before <= from) return found;
  if (table.atEnd) {
    const i = pieceAt(table, before - 1);
    return [{ piece: table.pieces[i] as Piece, rate: table.rates[i] as bigint, from, before }];
  }
  for (let i = pieceAt(table, from); i < table.starts.length; i += 1) {
    const start = Math.max(table.starts[i] as number, from) as Day;
    const end = Math.min(table.starts[i + 1] ?? before, before) as Day;
    if (start >= before) break;
    if (end > start) found.push({ piece: table.pieces[i] as Piece, rate: table.rates[i] as bigint, from: start, before: end });
  }
  return found;
}

/** Interest on `principal` over [from, before) as a numerator over `table.den`, rounded where the convention rounds. */
export function accrued(
  table: RateTable,
  principal: bigint,
  from: Day,
  before: Day,
  roundAt: 'total' | 'segment' | 'day',
  rounding: Rounding,
): bigint {
  if (roundAt === 'total') return principal * weight(table, from, before);
  let sum = 0n;
  for (const one of segments(table, from, before)) {
    const time = BigInt(table.clock.at(one.before) - table.clock.at(one.from));
    sum +=
      roundAt === 'segment'
        ? divide(principal * one.rate * time, table.den, rounding)
        : divide(principal * one.rate, table.den, rounding) * BigInt(one.before - one.from);
  }
  return sum * table.den;
}

/** The first reason why some day in [from, before) has no rate. */
export function gapIn(table: RateTable, from: Day, before: Day): { readonly from: Day; readonly refusal: Refusal } | undefined {
  for (const gap of table.gaps) {
    if (gap.from < before && gap.to >= from) return { from: Math.max(gap.from, from) as Day, refusal: gap.refusal };
  }
  return undefined;
}

function lcm(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
