import type { Citation } from '../../kernel/citation.ts';
import { addDays, addMonths, addYears, type Day, isoDay, weekdayOf } from '../../kernel/day.ts';
import { DomainError, unreachable } from '../../kernel/error.ts';
import { type Refusal, refuse } from '../../kernel/refusal.ts';
import type { Bilingual } from '../../kernel/text.ts';
import type { DayStatus, WorkingCalendar } from './calendar.ts';

export const periodUnits = ['days', 'working-days', 'weeks', 'months', 'years'] as const;
export type PeriodUnit = (typeof periodUnits)[number];
export const rolls = ['next-working-day', 'previous-working-day', 'none'] as const;
export type Roll = (typeof rolls)[number];

/** A period of time as a statute fixes it, with every convention named. */
export type PeriodRule = {
  readonly count: number;
  readonly unit: PeriodUnit;
  /** Whether the day of the event is day one. Nearly all codes exclude it. */
  readonly firstDay: 'excluded' | 'included';
  /** What happens when the last day is not a working day. */
  readonly roll: Roll;
  /** Rest days that make the last day roll: some codes leave Saturday out. Absent: the place's own weekend and holidays. */
  readonly rollOver?: 'weekend-and-holidays' | 'sundays-and-holidays' | 'holidays-only';
  readonly citation: Citation;
};

export type DeadlineStep = { readonly text: Bilingual; readonly day: string };
export type Deadline = {
  readonly kind: 'deadline';
  readonly lastDay: Day;
  /** The last day before any roll. */
  readonly unrolledDay: Day;
  readonly place: string;
  readonly because: Citation;
  readonly notices: readonly Bilingual[];
  readonly trace: readonly DeadlineStep[];
};

/**
 * The last day of a period that begins with an event at a place. Refuses with `calendar.not_published` when the count or
 * the roll meets a day the calendar cannot decide; it never assumes a working day.
 */
export function deadline(rule: PeriodRule, event: Day, place: string, calendar: WorkingCalendar): Deadline | Refusal<'calendar.not_published'> {
  if (!Number.isInteger(rule.count) || rule.count < 0 || rule.count > 36_525) {
    throw new DomainError('calendar.bad_period', `expected a whole count from 0 to 36525, got ${rule.count}`, { count: rule.count });
  }
  const trace: DeadlineStep[] = [{ text: { zh: '事件发生日', en: 'day of the event' }, day: isoDay(event) }];
  const end = rule.unit === 'working-days' ? countWorkingDays(rule, event, place, calendar) : { day: calendarEnd(rule, event) };
  if ('unknown' in end) return unpublished(rule, place, end.unknown, end.at);
  trace.push({ text: countText(rule), day: isoDay(end.day) });
  const rolled = rollFrom(rule, end.day, place, calendar);
  if ('unknown' in rolled) return unpublished(rule, place, rolled.unknown, rolled.at);
  for (const step of rolled.steps) trace.push(step);
  return { kind: 'deadline', lastDay: rolled.day, unrolledDay: end.day, place, because: rule.citation, notices: calendar.gapsOf(place), trace };
}

type Landed = { readonly day: Day } | { readonly unknown: Bilingual; readonly at: Day };

function calendarEnd(rule: PeriodRule, event: Day): Day {
  const back = rule.firstDay === 'included' ? -1 : 0;
  switch (rule.unit) {
    case 'days':
    case 'working-days':
      return addDays(event, rule.count + back);
    case 'weeks':
      return addDays(event, rule.count * 7 + back);
    case 'months':
      return addDays(addMonths(event, rule.count), back);
    case 'years':
      return addDays(addYears(event, rule.count), back);
    default:
      return unreachable(rule.unit);
  }
}

function countWorkingDays(rule: PeriodRule, event: Day, place: string, calendar: WorkingCalendar): Landed {
  let left = rule.count;
  let day = rule.firstDay === 'included' ? addDays(event, -1) : event;
  while (left > 0) {
    day = addDays(day, 1);
    const status = calendar.statusOf(place, day);
    if (status.kind === 'unknown') return { unknown: status.why, at: day };
    if (status.kind === 'working') left -= 1;
  }
  return { day };
}

function rollFrom(
  rule: PeriodRule,
  from: Day,
  place: string,
  calendar: WorkingCalendar,
): (Landed & { steps: DeadlineStep[] }) | Extract<Landed, { unknown: Bilingual }> {
  const steps: DeadlineStep[] = [];
  if (rule.roll === 'none') return { day: from, steps };
  const direction = rule.roll === 'next-working-day' ? 1 : -1;
  let day = from;
  for (;;) {
    const status = calendar.statusOf(place, day);
    if (status.kind === 'unknown') return { unknown: status.why, at: day };
    if (!isRest(rule, day, status)) return { day, steps };
    day = addDays(day, direction);
    steps.push({ text: restText(status, direction), day: isoDay(day) });
  }
}

function isRest(rule: PeriodRule, day: Day, status: DayStatus): boolean {
  switch (status.kind) {
    case 'holiday':
      return true;
    case 'weekend':
      return rule.rollOver === 'holidays-only' ? false : rule.rollOver === 'sundays-and-holidays' ? weekdayOf(day) === 7 : true;
    case 'working':
    case 'unknown':
      return false;
    default:
      return unreachable(status);
  }
}

const unpublished = (rule: PeriodRule, place: string, why: Bilingual, at: Day): Refusal<'calendar.not_published'> =>
  refuse('calendar.not_published', [rule.citation], { place, day: isoDay(at), zh: why.zh, en: why.en });

const unitWords: Readonly<Record<PeriodUnit, Bilingual>> = {
  days: { zh: '日', en: 'days' },
  'working-days': { zh: '个工作日', en: 'working days' },
  weeks: { zh: '周', en: 'weeks' },
  months: { zh: '个月', en: 'months' },
  years: { zh: '年', en: 'years' },
};

const countText = (rule: PeriodRule): Bilingual => ({
  zh: `${rule.count}${unitWords[rule.unit].zh}，${rule.firstDay === 'excluded' ? '开始的当日不计入' : '开始的当日计入'}`,
  en: `${rule.count} ${unitWords[rule.unit].en}, first day ${rule.firstDay}`,
});

function restText(status: DayStatus, direction: 1 | -1): Bilingual {
  const way = direction === 1 ? { zh: '顺延', en: 'moves on' } : { zh: '提前', en: 'moves back' };
  return status.kind === 'holiday'
    ? { zh: `末日为${status.name}假日，${way.zh}至`, en: `the last day is a holiday (${status.name}): ${way.en} to` }
    : { zh: `末日为休息日，${way.zh}至`, en: `the last day is a weekly rest day: ${way.en} to` };
}
