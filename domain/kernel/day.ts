import { DomainError } from './error.ts';

/**
 * A legal day without time or zone, as the count of days since 1970-01-01 (proleptic Gregorian).
 * Integers keep hot loops fast; `dayOf` and `isoDay` stand at the edges.
 */
export type Day = number & { readonly __day: unique symbol };

const isoForm = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Parses "2026-02-28"; a day that no calendar has is refused. */
export function dayOf(iso: string): Day {
  const match = isoForm.exec(iso);
  const day = match ? fromParts(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
  if (day === undefined || isoDay(day) !== iso) {
    throw new DomainError('kernel.bad_day', `expected a day like 2026-02-28, got "${iso.slice(0, 40)}"`, { text: iso.slice(0, 40) });
  }
  return day;
}

export function isDay(iso: string): boolean {
  const match = isoForm.exec(iso);
  return match !== null && isoDay(fromParts(Number(match[1]), Number(match[2]), Number(match[3]))) === iso;
}

export function isoDay(day: Day): string {
  const { year, month, date } = partsOf(day);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** Days from civil date, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013). */
export function fromParts(year: number, month: number, date: number): Day {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146097 + dayOfEra - 719468) as Day;
}

export function partsOf(day: Day): { readonly year: number; readonly month: number; readonly date: number } {
  const z = day + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

export const addDays = (day: Day, days: number): Day => (day + days) as Day;

/** The day `months` later with the same number, or the month's last day where it has none (民法典 202; BGB § 188(3)). */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = partsOf(day);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12 + 1;
  return fromParts(toYear, toMonth, Math.min(date, daysInMonth(toYear, toMonth)));
}

export const addYears = (day: Day, years: number): Day => addMonths(day, years * 12);

export function daysInMonth(year: number, month: number): number {
  const next = month === 12 ? fromParts(year + 1, 1, 1) : fromParts(year, month + 1, 1);
  return next - fromParts(year, month, 1);
}

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** ISO 8601 weekday: Monday 1 ... Sunday 7. */
export const weekdayOf = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1;
