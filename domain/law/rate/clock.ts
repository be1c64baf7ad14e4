import { type Day, fromParts, isLeapYear, partsOf } from '#domain/kernel/day.ts';
import { DomainError, unreachable } from '#domain/kernel/error.ts';
import type { DayCount, Interval } from '../format/values.ts';

/**
 * A day count as a clock: `at(day)` rises with the days, `perYear` is what a year weighs. The fraction of a year between two
 * days is (at(b) - at(a)) / perYear, so fractions add up exactly over any split.
 */
export type Clock = { readonly name: DayCount; readonly perYear: number; readonly at: (day: Day) => number };

const actual365: Clock = { name: 'act/365', perYear: 365, at: (day) => day };
const actual360: Clock = { name: 'act/360', perYear: 360, at: (day) => day };
/** A day of a leap year weighs 365, any other 366, a year 365 x 366: both kinds of year come to exactly one. */
const actualActual: Clock = {
  name: 'act/act',
  perYear: 365 * 366,
  at: (day) => {
    const { year } = partsOf(day);
    const since = day - fromParts(year, 1, 1);
    return year * 365 * 366 + since * (isLeapYear(year) ? 365 : 366);
  },
};
/** 30E/360: every month has thirty days, the 31st counts as the 30th. */
const thirty360: Clock = {
  name: '30/360',
  perYear: 360,
  at: (day) => {
    const { year, month, date } = partsOf(day);
    return year * 360 + (month - 1) * 30 + Math.min(date, 30);
  },
};

export function clockOf(name: DayCount): Clock {
  switch (name) {
    case 'act/365':
      return actual365;
    case 'act/360':
      return actual360;
    case 'act/act':
      return actualActual;
    case '30/360':
      return thirty360;
    case 'month/12':
      throw new DomainError(
        'law.bad_day_count',
        'expected month/12 only with compound interest; simple interest needs act/365, act/360, act/act or 30/360',
      );
    default:
      return unreachable(name);
  }
}

/** The first day that is no longer counted when interest runs to `day`: the day itself, or the next one where the last day counts. */
export const edgeOf = (day: Day, interval: Interval): Day => (interval === 'start' ? day : ((day + 1) as Day));

/** The first counted day of an interest period given by its two dates: the next one where the first day is not counted. */
export const firstCounted = (from: Day, interval: Interval): Day => (interval === 'end' ? ((from + 1) as Day) : from);
