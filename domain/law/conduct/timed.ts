import { Temporal } from 'temporal-polyfill';
import { type Day, dayOf, weekdayOf } from '../../kernel/day.ts';
import type { WorkingCalendar } from '../calendar/calendar.ts';
import type { PlacedRule } from './book.ts';
import { localTime, minuteOf, startOfDay, turningPoints } from './local-clock.ts';
import type { ContactQuestion, PastContact, RefusedSlot } from './question.ts';
import type { ConductRule, ContactLimit, ContactWindow } from './rule.ts';

/**
 * Something that only time decides. `earliest(t)` is the first instant at or after `t` (epoch milliseconds) that satisfies
 * it, undefined when none comes within the horizon. All are monotone, so their joint fixed point is the least common instant.
 */
export type TimedConstraint = {
  readonly placed: PlacedRule;
  readonly code: 'outside_hours' | 'too_often' | 'preference' | 'on_hold';
  readonly earliest: (t: number) => number | undefined;
};

const horizonDays = 62;

/** Contact hours on one clock. A day whose kind the calendar does not know counts as closed. */
export function hoursConstraint(placed: PlacedRule, zone: string, calendarPlace: string, calendar: WorkingCalendar): TimedConstraint {
  const windows = placed.rule.windows ?? [];
  const minutes = windows.flatMap((window) => [minuteOf(window.from), minuteOf(window.to)]);
  const open = (day: Day, minute: number): boolean =>
    windows.some((window) => minute >= minuteOf(window.from) && minute < minuteOf(window.to) && openOn(window, day, calendarPlace, calendar));
  return { placed, code: 'outside_hours', earliest: (t) => firstOpen(t, zone, minutes, open) };
}

/** Slots of the week in which the person asked to be left alone. */
export function slotConstraint(placed: PlacedRule, zone: string, slots: readonly RefusedSlot[]): TimedConstraint {
  const minutes = slots.flatMap((slot) => [minuteOf(slot.from), minuteOf(slot.to)]);
  const open = (day: Day, minute: number): boolean =>
    !slots.some((slot) => slot.days.includes(weekdayOf(day)) && minute >= minuteOf(slot.from) && minute < minuteOf(slot.to));
  return { placed, code: 'preference', earliest: (t) => firstOpen(t, zone, minutes, open) };
}

/** A hold that ends by itself with a local day. */
export function holdConstraint(placed: PlacedRule, zone: string, until: string): TimedConstraint {
  const end = startOfDay((dayOf(until) + 1) as Day, zone);
  return { placed, code: 'on_hold', earliest: (t) => Math.max(t, end) };
}

/** A number of contacts per span of local days. */
export function limitConstraint(placed: PlacedRule, zone: string, question: ContactQuestion): TimedConstraint {
  const limit = placed.rule.limit;
  if (!limit) return { placed, code: 'too_often', earliest: (t) => t };
  const days = countedDays(placed.rule, limit, zone, question);
  const last = days.length === 0 ? 0 : Math.max(...days);
  return {
    placed,
    code: 'too_often',
    earliest(t) {
      const today = localTime(t, zone).day;
      let day = today;
      while (used(days, limit, day) >= limit.max && day <= last + limit.consecutiveDays) day = (day + 1) as Day;
      return day === today ? t : startOfDay(day, zone);
    },
  };
}

export function usedOn(rule: ConductRule, limit: ContactLimit, zone: string, question: ContactQuestion, t: number): number {
  return used(countedDays(rule, limit, zone, question), limit, localTime(t, zone).day);
}

/** Contacts on the days that count on `day`; one noted for later counts as well, so a plan cannot overrun. */
const used = (days: readonly Day[], limit: ContactLimit, day: Day): number => days.filter((d) => d > day - limit.consecutiveDays).length;

function countedDays(rule: ConductRule, limit: ContactLimit, zone: string, question: ContactQuestion): Day[] {
  return question.history
    .filter((past) => counts(limit, past, rule, question))
    .map((past) => localTime(Temporal.Instant.from(past.instant).epochMilliseconds, zone).day);
}

/** A contact whose number or claim nobody noted counts against every number and claim. */
function counts(limit: ContactLimit, past: PastContact, rule: ConductRule, question: ContactQuestion): boolean {
  const of = limit.of ?? rule.appliesTo?.channel;
  if (of && !of.includes(past.channel)) return false;
  if (limit.per === 'number' && past.number !== undefined && question.number !== undefined && past.number !== question.number) return false;
  if (limit.per === 'claim' && past.claim !== undefined && question.claim !== undefined && past.claim !== question.claim) return false;
  switch (limit.counts) {
    case 'conversations':
      return past.outcome === 'answered';
    case 'unanswered':
      return past.outcome === 'unanswered' && past.by !== 'debtor';
    case 'attempts':
    case 'contacts':
      return past.by !== 'debtor';
  }
}

function openOn(window: ContactWindow, day: Day, place: string, calendar: WorkingCalendar): boolean {
  if (window.notOnHolidays && !['working', 'weekend'].includes(calendar.statusOf(place, day).kind)) return false;
  if (typeof window.on !== 'string') return window.on.includes(weekdayOf(day));
  switch (window.on) {
    case 'every-day':
      return true;
    case 'working-days':
      return calendar.statusOf(place, day).kind === 'working';
    case 'rest-days':
      return ['weekend', 'holiday'].includes(calendar.statusOf(place, day).kind);
  }
}

function firstOpen(t: number, zone: string, minutes: readonly number[], open: (day: Day, minute: number) => boolean): number | undefined {
  const here = localTime(t, zone);
  if (open(here.day, here.minute)) return t;
  for (let offset = 0; offset <= horizonDays; offset += 1) {
    for (const point of turningPoints((here.day + offset) as Day, zone, minutes)) {
      const local = localTime(point, zone);
      if (point >= t && open(local.day, local.minute)) return point;
    }
  }
  return undefined;
}
