import { type Day, dayOf, weekdayOf } from '../../kernel/day.ts';
import table from './weekends.json' with { type: 'json' };

type Row = { readonly place: string; readonly days: readonly number[]; readonly from?: string; readonly until?: string; readonly unsure?: boolean };

const rowsByPlace = new Map<string, Row[]>();
for (const row of table.rows as readonly Row[]) rowsByPlace.set(row.place, [...(rowsByPlace.get(row.place) ?? []), row]);

const saturdayAndSunday = [6, 7] as const;

/** The weekly rest days of a place on a day (ISO weekdays). A region's own row goes before its country's. */
export function weekendOf(place: string, day: Day): { readonly days: readonly number[]; readonly unsure: boolean } {
  for (const name of [place, place.slice(0, 2)]) {
    const row = rowsByPlace.get(name)?.find((r) => (!r.from || day >= dayOf(r.from)) && (!r.until || day <= dayOf(r.until)));
    if (row) return { days: row.days, unsure: row.unsure === true };
  }
  return { days: saturdayAndSunday, unsure: false };
}

export const isWeekend = (place: string, day: Day): boolean => weekendOf(place, day).days.includes(weekdayOf(day));
