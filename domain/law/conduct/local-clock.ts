import { Temporal } from 'temporal-polyfill';
import type { Day } from '../../kernel/day.ts';
import { fromParts, partsOf } from '../../kernel/day.ts';

/** What the wall clock of a zone shows at an instant (epoch milliseconds). `minute` counts from local midnight. */
export type LocalTime = { readonly day: Day; readonly minute: number };

export function localTime(epochMs: number, zone: string): LocalTime {
  const at = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
  return { day: fromParts(at.year, at.month, at.day), minute: at.hour * 60 + at.minute };
}

/** The first instant of a local day; where clocks skip midnight it is the first instant that the day has. */
export function startOfDay(day: Day, zone: string): number {
  return plainDate(day).toZonedDateTime(zone).epochMilliseconds;
}

/**
 * The instants of a local day at which the answer to "is it within these hours?" can change: the given wall-clock minutes
 * (twice when the clock repeats them) and every jump of the clock itself.
 */
export function turningPoints(day: Day, zone: string, minutes: readonly number[]): number[] {
  const points = [startOfDay(day, zone)];
  for (const minute of minutes) {
    const dayOffset = Math.floor(minute / 1440);
    const rest = minute - dayOffset * 1440;
    const local = plainDate((day + dayOffset) as Day).toPlainDateTime({ hour: Math.floor(rest / 60), minute: rest % 60 });
    for (const disambiguation of ['earlier', 'later'] as const) points.push(local.toZonedDateTime(zone, { disambiguation }).epochMilliseconds);
  }
  const nextDay = startOfDay((day + 1) as Day, zone);
  if (nextDay - (points[0] ?? 0) !== 86_400_000) {
    const jump = plainDate(day).toZonedDateTime(zone).getTimeZoneTransition('next');
    if (jump && jump.epochMilliseconds < nextDay) points.push(jump.epochMilliseconds);
  }
  return points.sort((a, b) => a - b);
}

function plainDate(day: Day): Temporal.PlainDate {
  const { year, month, date } = partsOf(day);
  return new Temporal.PlainDate(year, month, date);
}

export const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
