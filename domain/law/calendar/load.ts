import { type Day, fromParts, isoDay } from '../../kernel/day.ts';
import { type HolidaySource, type WorkingCalendar, workingCalendar } from './calendar.ts';

/**
 * Loads the holidays of the named places (ISO 3166-1, or 3166-2 where days differ inside a country). The two data
 * libraries are imported only when a place needs them: chinese-days for CN (adjusted working days, as the State Council
 * publishes year by year), date-holidays elsewhere (computed). Places that neither knows stay uncovered.
 */
export async function loadCalendar(places: readonly string[]): Promise<WorkingCalendar> {
  const wanted = [...new Set(places)];
  const sources = await Promise.all(wanted.map((place) => (place.slice(0, 2) === 'CN' ? chinaSource(place) : computedSource(place))));
  return workingCalendar(sources.filter((source) => source !== undefined));
}

async function chinaSource(place: string): Promise<HolidaySource> {
  const { default: data } = await import('chinese-days/dist/chinese-days.json', { with: { type: 'json' } });
  const holidays: Readonly<Record<string, string>> = data.holidays;
  const workdays: Readonly<Record<string, string>> = data.workdays;
  const years = new Set(Object.keys(holidays).map((iso) => Number(iso.slice(0, 4))));
  const nameOn = (table: Readonly<Record<string, string>>, day: Day): string | undefined => table[isoDay(day)]?.split(',')[1];
  return {
    place,
    source: 'chinese-days (State Council holiday notices)',
    covers: (year) => years.has(year),
    holidayOn: (day) => nameOn(holidays, day),
    workdayOn: (day) => nameOn(workdays, day),
  };
}

/** Computed rules are trusted in this span only; before and after it the answer is "unknown". */
const computedFrom = 1990;
const computedUntil = 2050;

async function computedSource(place: string): Promise<HolidaySource | undefined> {
  const { default: Holidays } = await import('date-holidays');
  const [country = '', state] = place.split('-');
  const known = new Holidays().getCountries();
  if (!(country in known)) return undefined;
  const states = state ? new Holidays().getStates(country) : undefined;
  const regional = state !== undefined && states !== undefined && state in states;
  const book = regional ? new Holidays(country, state) : new Holidays(country);
  const perYear = new Map<number, ReadonlyMap<Day, string>>();
  const daysOf = (year: number): ReadonlyMap<Day, string> => {
    const cached = perYear.get(year);
    if (cached) return cached;
    const days = new Map<Day, string>();
    for (const y of [year - 1, year]) for (const holiday of book.getHolidays(y)) if (holiday.type === 'public') spread(holiday, days);
    perYear.set(year, days);
    return days;
  };
  return {
    place,
    source: `date-holidays (${regional ? place : country}, public days, computed)`,
    covers: (year) => year >= computedFrom && year <= computedUntil,
    holidayOn: (day) => daysOf(Number(isoDay(day).slice(0, 4))).get(day),
    gap:
      state && !regional
        ? { zh: `没有 ${place} 的地区性节假日数据，只计全国节假日`, en: `no regional holidays known for ${place}: national days only` }
        : undefined,
  };
}

const dateText = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):\d{2}(?: ([+-])(\d{2})(\d{2}))?/;

/**
 * One record may span days and may begin at sunset ("-0600": six hours before midnight). A calendar day counts when the
 * record covers its noon; this gives the published days for the Islamic and Jewish feasts.
 */
function spread(holiday: { readonly date: string; readonly start: Date; readonly end: Date; readonly name: string }, into: Map<Day, string>): void {
  const match = dateText.exec(holiday.date);
  if (!match) return;
  const [, year, month, date, hour, minute, sign, offsetHour = '0', offsetMinute = '0'] = match;
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHour) + Number(offsetMinute) / 60);
  const first = fromParts(Number(year), Number(month), Number(date));
  const startHour = Number(hour) + Number(minute) / 60 + offset;
  const endHour = startHour + Math.round((holiday.end.getTime() - holiday.start.getTime()) / 3_600_000);
  for (let index = -1; index * 24 + 12 < endHour; index += 1) {
    if (index * 24 + 12 >= startHour) into.set((first + index) as Day, holiday.name);
  }
}
