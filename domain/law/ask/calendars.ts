import type { WorkingCalendar } from '../calendar/calendar.ts';
import { loadCalendar } from '../calendar/load.ts';

const loaded = new Map<string, Promise<WorkingCalendar>>();

/** The working days of the place a request is about, loaded once a place; none where the request names no place. */
export async function calendarFor(request: unknown): Promise<WorkingCalendar | undefined> {
  const place = placeOf(request);
  if (place === undefined || !/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(place) || place === 'EU') return undefined;
  const known = loaded.get(place) ?? loadCalendar([place]);
  loaded.set(place, known);
  return known;
}

function placeOf(request: unknown): string | undefined {
  const { jurisdiction, claim } = (request ?? {}) as { jurisdiction?: unknown; claim?: { governingLaw?: unknown } };
  const place = jurisdiction ?? claim?.governingLaw;
  return typeof place === 'string' ? place : undefined;
}
