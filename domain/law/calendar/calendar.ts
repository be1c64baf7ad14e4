import { type Day, isoDay, partsOf } from '../../kernel/day.ts';
import type { Bilingual } from '../../kernel/text.ts';
import { isWeekend, weekendOf } from './weekend.ts';

/** What a day is at a place. `unknown` means the calendar has no data for it: nobody may count over it in silence. */
export type DayStatus =
  | { readonly kind: 'working'; readonly adjusted?: string }
  | { readonly kind: 'weekend' }
  | { readonly kind: 'holiday'; readonly name: string }
  | { readonly kind: 'unknown'; readonly why: Bilingual };

/**
 * Holidays of one place. `holidayOn` answers the name or nothing; `workdayOn` names the reason when a weekend day is worked
 * (China's adjusted working days); `covers` says whether the year is published or computable.
 */
export type HolidaySource = {
  readonly place: string;
  readonly source: string;
  readonly covers: (year: number) => boolean;
  readonly holidayOn: (day: Day) => string | undefined;
  readonly workdayOn?: (day: Day) => string | undefined;
  readonly gap?: Bilingual;
};

/** A loaded set of places. Asking for a place that was not loaded, or a year that is not published, answers `unknown`. */
export type WorkingCalendar = {
  readonly statusOf: (place: string, day: Day) => DayStatus;
  readonly gapsOf: (place: string) => readonly Bilingual[];
  readonly sourceOf: (place: string) => string | undefined;
};

export function workingCalendar(sources: readonly HolidaySource[]): WorkingCalendar {
  const byPlace = new Map(sources.map((source) => [source.place, source]));
  const sourceFor = (place: string): HolidaySource | undefined => byPlace.get(place) ?? byPlace.get(place.slice(0, 2));
  return {
    statusOf(place, day) {
      const source = sourceFor(place);
      if (!source) return { kind: 'unknown', why: notCovered(place) };
      if (!source.covers(partsOf(day).year)) return { kind: 'unknown', why: notPublished(place, day) };
      const adjusted = source.workdayOn?.(day);
      if (adjusted) return { kind: 'working', adjusted };
      const holiday = source.holidayOn(day);
      if (holiday) return { kind: 'holiday', name: holiday };
      return isWeekend(place, day) ? { kind: 'weekend' } : { kind: 'working' };
    },
    gapsOf(place) {
      const gap = sourceFor(place)?.gap;
      const unsure = weekendOf(place, 0 as Day).unsure ? [unsureWeekend(place)] : [];
      return gap ? [gap, ...unsure] : unsure;
    },
    sourceOf: (place) => sourceFor(place)?.source,
  };
}

const notCovered = (place: string): Bilingual => ({
  zh: `没有 ${place} 的节假日数据，请向当地律师核对`,
  en: `no holiday data for ${place}: ask local counsel`,
});

const notPublished = (place: string, day: Day): Bilingual => ({
  zh: `${place} ${partsOf(day).year} 年的放假安排尚未公布或未载入，无法确定 ${isoDay(day)} 是否为工作日`,
  en: `the ${partsOf(day).year} holidays of ${place} are not published or not loaded: ${isoDay(day)} cannot be decided`,
});

const unsureWeekend = (place: string): Bilingual => ({
  zh: `${place} 的每周休息日未经核实`,
  en: `the weekly rest days of ${place} are not verified`,
});
