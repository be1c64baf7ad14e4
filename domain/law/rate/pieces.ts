import type { Citation } from '#domain/kernel/citation.ts';
import { type Day, fromParts, partsOf } from '#domain/kernel/day.ts';
import { unreachable } from '#domain/kernel/error.ts';
import { compare, plus, type Rational, rational, times, toDecimal, zero } from '#domain/kernel/rational.ts';
import { isRefusal, type Refusal, refuse } from '#domain/kernel/refusal.ts';
import type { LawBook } from '../book.ts';
import type { DatedValue } from '../format/files.ts';
import type { RuleValue, ValueOf } from '../format/values.ts';
import type { Published, Series } from '../series.ts';

/** Far past and far future, where a rule names no bound. */
export const always = -1_000_000 as Day;
export const forever = 3_000_000 as Day;

/** One stretch of days [from, to] with one yearly rate as a fraction of one, or with the reason why there is none. */
export type Piece = {
  readonly from: Day;
  readonly to: Day;
  readonly rate: Rational | Refusal;
  readonly figure?: { readonly series: string; readonly published: Published };
  readonly value: RuleValue;
  readonly status: Citation['status'];
  /** Set where the figure rests on an assumption that the reader must see. */
  readonly assumed?: 'filed-on-last-published-day';
};

/** The days a rate may hang on besides the day itself. */
export type RateDays = { readonly start: Day; readonly contractOn?: Day; readonly filedOn?: Day; readonly asOf: Day; readonly knownOn?: Day };

const percent = rational(1n, 100n);
const yearly = { year: rational(1n), month: rational(12n), day: rational(365n) } as const;

/**
 * The stretches of a dated list of values, each limited to its own legal time. What became known later replaces what it
 * overlaps; with `knownOn` only what was known by then counts.
 */
export function piecesOf(values: readonly DatedValue[], citation: Citation, days: RateDays, book: LawBook): Piece[] {
  const learnt = (version: DatedValue): Day => version.knownFrom ?? version.from ?? always;
  const known = values.filter((version) => days.knownOn === undefined || learnt(version) <= days.knownOn);
  let pieces: Piece[] = [];
  for (const version of [...known].sort((a, b) => learnt(a) - learnt(b))) {
    const [from, to] = [version.from ?? always, version.to ?? forever];
    const own = stretches(version.value, citation, { ...days, start: Math.max(days.start, from) as Day }, book);
    pieces = [...clip(pieces, always, (from - 1) as Day), ...clip(own, from, to), ...clip(pieces, (to + 1) as Day, forever)];
  }
  return pieces;
}

const clip = (pieces: readonly Piece[], from: Day, to: Day): Piece[] =>
  pieces
    .map((piece) => ({ ...piece, from: Math.max(piece.from, from) as Day, to: Math.min(piece.to, to) as Day }))
    .filter((piece) => piece.from <= piece.to);

function stretches(value: RuleValue, citation: Citation, days: RateDays, book: LawBook): Piece[] {
  switch (value.kind) {
    case 'rate':
      return [{ from: always, to: forever, rate: times(times(value.percent, percent), yearly[value.per ?? 'year']), value, status: citation.status }];
    case 'none':
      return [{ from: always, to: forever, rate: zero, value, status: citation.status }];
    case 'reference':
      return referenced(value, citation, days, book);
    case 'difference':
      return indexed(value, citation, days, book);
    case 'blank':
      return [{ from: always, to: forever, rate: refuse('law.ask_counsel', [citation]), value, status: 'blank' }];
    default:
      return [{ from: always, to: forever, rate: refuse('law.not_a_rate', [citation], { kind: value.kind }), value, status: citation.status }];
  }
}

function referenced(value: ValueOf<'reference'>, citation: Citation, days: RateDays, book: LawBook): Piece[] {
  const series = book.series(value.series);
  const whole = (rate: Refusal): Piece[] => [{ from: always, to: forever, rate, value, status: citation.status }];
  if (!series) return whole(refuse('law.no_series', [citation], { series: value.series }));
  const frozen = (day: Day | undefined, need: string): Piece[] => {
    if (day === undefined) return whole(refuse('law.day_needed', [citation], { need, series: value.series }));
    return [{ ...priced(series.on(day, days.knownOn), series, value, citation), from: always, to: forever }];
  };
  switch (value.fixing) {
    case 'daily':
    case 'at-payment':
      return floating(
        series,
        value,
        citation,
        series.points.map((point) => point.from),
        (series.validThrough + 1) as Day,
        days.knownOn,
      );
    case 'half-year': {
      const marks = halfYears((series.points[0]?.from ?? days.start) as Day, series.validThrough);
      return floating(series, value, citation, marks, nextHalfYear(series.validThrough), days.knownOn);
    }
    case 'at-default':
      return frozen(days.start, 'default');
    case 'half-year-at-default':
      return frozen(halfYearOf(days.start), 'default');
    case 'at-contract':
      return frozen(days.contractOn, 'contract');
    case 'at-filing': {
      if (days.filedOn !== undefined) return frozen(days.filedOn, 'filing');
      const filed = Math.min(days.asOf, series.validThrough) as Day;
      return frozen(filed, 'filing').map((piece) => ({ ...piece, assumed: 'filed-on-last-published-day' as const }));
    }
    default:
      return unreachable(value.fixing);
  }
}

/** The figures of the marked days, each until the next mark; from `after` on nothing is published. */
function floating(series: Series, value: ValueOf<'reference'>, citation: Citation, marks: readonly Day[], after: Day, knownOn?: Day): Piece[] {
  const first = marks[0] ?? series.validThrough;
  const pieces = marks.map((from, i) => ({
    ...priced(series.on(from, knownOn), series, value, citation),
    from,
    to: ((marks[i + 1] ?? after) - 1) as Day,
  }));
  const outside = (from: Day, to: Day, on: Day): Piece => ({ ...priced(series.on(on, knownOn), series, value, citation), from, to });
  return [outside(always, (first - 1) as Day, (first - 1) as Day), ...merge(pieces), outside(after, forever, after)];
}

/** A monthly index less another, never below the floor, month by month as published. */
function indexed(value: ValueOf<'difference'>, citation: Citation, days: RateDays, book: LawBook): Piece[] {
  const [first, second] = [book.series(value.series), book.series(value.minus)];
  if (!first || !second) {
    const missing = first ? value.minus : value.series;
    return [{ from: always, to: forever, rate: refuse('law.no_series', [citation], { series: missing }), value, status: citation.status }];
  }
  const marks = [...new Set([...first.points, ...second.points].map((point) => point.from))].sort((a, b) => a - b);
  const after = (Math.min(first.validThrough, second.validThrough) + 1) as Day;
  const rateOn = (day: Day): Rational | Refusal => {
    const [a, b] = [first.on(day, days.knownOn), second.on(day, days.knownOn)];
    if (isRefusal(a)) return a;
    if (isRefusal(b)) return b;
    const difference = plus(a.value, times(b.value, rational(-1n)));
    const kept = value.floor && compare(difference, value.floor) < 0 ? value.floor : difference;
    return times(times(kept, percent), yearly.month);
  };
  const starts = [always, ...marks.filter((mark) => mark < after), after];
  return starts.map((from, i) => ({ from, to: ((starts[i + 1] ?? forever + 1) - 1) as Day, rate: rateOn(from), value, status: citation.status }));
}

/** Neighbours with the same rate are one stretch: a monthly fixing that did not change is no new segment. */
function merge(pieces: readonly Piece[]): Piece[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (last && !isRefusal(last.rate) && !isRefusal(piece.rate) && compare(last.rate, piece.rate) === 0 && last.status === piece.status) {
      merged[merged.length - 1] = { ...last, to: piece.to };
    } else merged.push(piece);
  }
  return merged;
}

type Priced = Pick<Piece, 'rate' | 'figure' | 'value' | 'status'>;

/** `times` x figure + `plus` percentage points, kept between floor and cap. */
function priced(published: Published | Refusal, series: Series, value: ValueOf<'reference'>, citation: Citation): Priced {
  if (isRefusal(published)) return { rate: published, value, status: citation.status };
  const unit = series.unit === 'percent per month' ? yearly.month : series.unit === 'percent per day' ? yearly.day : yearly.year;
  const figure = value.times ? times(published.value, value.times) : published.value;
  const added = value.plus ? plus(figure, value.plus) : figure;
  const floored = value.floor && compare(added, value.floor) < 0 ? value.floor : added;
  const capped = value.cap && compare(floored, value.cap) > 0 ? value.cap : floored;
  const status = citation.status === 'verified' && published.status === 'verified' ? 'verified' : 'unverified';
  return { rate: times(times(capped, percent), unit), figure: { series: series.id, published }, value, status };
}

export function halfYearOf(day: Day): Day {
  const { year, month } = partsOf(day);
  return fromParts(year, month <= 6 ? 1 : 7, 1);
}

function nextHalfYear(day: Day): Day {
  const { year, month } = partsOf(day);
  return month <= 6 ? fromParts(year, 7, 1) : fromParts(year + 1, 1, 1);
}

function halfYears(from: Day, to: Day): Day[] {
  const marks: Day[] = [];
  for (let mark = halfYearOf(from); mark <= to; mark = nextHalfYear(mark)) if (mark >= from) marks.push(mark);
  return marks;
}

/** Stretch by stretch the lower (cap) or the higher (floor) of two rates. */
export function bounded(pieces: readonly Piece[], bounds: readonly Piece[], keep: 'lower' | 'higher'): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    for (const bound of bounds) {
      const from = Math.max(piece.from, bound.from) as Day;
      const to = Math.min(piece.to, bound.to) as Day;
      if (from > to) continue;
      result.push({ ...chosenOf(piece, bound, keep), from, to });
    }
  }
  return result;
}

/** An unknown cap leaves the rate unknown; an unknown floor could only raise it, so the rate stands. */
function chosenOf(piece: Piece, bound: Piece, keep: 'lower' | 'higher'): Piece {
  if (isRefusal(piece.rate)) return piece;
  if (isRefusal(bound.rate)) return keep === 'lower' ? bound : { ...piece, status: 'unverified' };
  return compare(piece.rate, bound.rate) > 0 === (keep === 'lower') ? bound : piece;
}

/** A yearly share of one for a person, in percent: 431/5000 is "8.62". */
export const percentText = (rate: Rational): string => decimalPercent(times(rate, rational(100n)));

/** A figure with as many digits as it has, two at least and eight at most; else the fraction itself. */
export function decimalPercent(value: Rational): string {
  for (let places = 2; places <= 8; places += 1) {
    if ((value.num * 10n ** BigInt(places)) % value.den === 0n) return toDecimal(value, places, 'down');
  }
  return `${value.num}/${value.den}`;
}
