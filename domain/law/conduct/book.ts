import { type WorkingCalendar, workingCalendar } from '../calendar/calendar.ts';
import { loadCalendar } from '../calendar/load.ts';
import { memberStates } from '../profiles/union.ts';
import type { ContactQuestion, Place } from './question.ts';
import type { ConductRule } from './rule.ts';
import { conductRuleFiles, houseRules } from './rule-files.ts';

/** A rule with the place that made it. */
export type PlacedRule = { readonly place: string; readonly rule: ConductRule };

export type ConductBook = {
  readonly calendar: WorkingCalendar;
  /** The rules that bind at a place: region, country, European Union; empty where nothing is loaded. */
  readonly rulesAt: (place: Place) => readonly PlacedRule[];
  readonly house: readonly PlacedRule[];
  /** What the table says it does not know about a place. */
  readonly blankAt: (place: Place) => string | undefined;
};

const files = new Map(conductRuleFiles.map((file) => [file.jurisdiction, file]));

const namesOf = (place: Place): string[] => [
  ...(place.region ? [`${place.country}-${place.region}`] : []),
  place.country,
  ...(memberStates.has(place.country) ? ['EU'] : []),
];

/** The book over a calendar that holds at least the places asked about (`conductBookFor` loads exactly those). */
export function conductBook(calendar: WorkingCalendar): ConductBook {
  return {
    calendar,
    rulesAt: (place) => namesOf(place).flatMap((name) => (files.get(name)?.rules ?? []).map((rule) => ({ place: name, rule }))),
    house: houseRules.rules.map((rule) => ({ place: 'house', rule })),
    blankAt: (place) =>
      namesOf(place)
        .map((name) => files.get(name)?.blank)
        .find((blank) => blank !== undefined),
  };
}

/** The name under which a place's holidays are looked up. */
export const calendarName = (place: Place): string => (place.region ? `${place.country}-${place.region}` : place.country);

type Asked = Pick<ContactQuestion, 'sender' | 'debtor' | 'channel' | 'recipient'>;

/** Loads what these questions need and no more: holidays only where a window of hours depends on them. */
export async function conductBookFor(questions: readonly Asked[]): Promise<ConductBook> {
  const rules = conductBook(workingCalendar([]));
  const places = questions.flatMap((question) =>
    [question.sender.place, ...question.debtor.places].filter((place) => dependsOnHolidays(rules.rulesAt(place), question)),
  );
  return conductBook(await loadCalendar(places.flatMap((place) => [calendarName(place), place.country])));
}

/** True also where a place has no hours for this debtor and channel: the house's working days may then hold. */
function dependsOnHolidays(rules: readonly PlacedRule[], { debtor, channel, recipient }: Asked): boolean {
  if (recipient === 'debtor-lawyer') return true;
  const hours = rules.filter(
    ({ rule }) =>
      rule.kind === 'hours' && (rule.appliesTo?.debtor?.includes(debtor.kind) ?? true) && (rule.appliesTo?.channel?.includes(channel) ?? true),
  );
  const windows = hours.flatMap(({ rule }) => rule.windows ?? []);
  return hours.length === 0 || windows.some((window) => window.notOnHolidays || window.on === 'working-days' || window.on === 'rest-days');
}

/** Every rule of the table, for pages that show it. */
export const allConductRules = (): readonly PlacedRule[] =>
  [houseRules, ...conductRuleFiles].flatMap((file) => file.rules.map((rule) => ({ place: file.jurisdiction, rule })));
