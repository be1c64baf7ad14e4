import type { Place } from './question.ts';
import regional from './region-zones.json' with { type: 'json' };

const byRegion: Readonly<Record<string, readonly string[]>> = regional.regions;
const legal: Readonly<Record<string, readonly string[]>> = regional.countries;

/**
 * The clocks a person at this place may live by. Named zones win; else the region's; else the country's legal zones; else
 * every zone the time zone database gives the country. Empty when nothing is known: then nothing timed may be allowed.
 */
export function zonesOf(place: Place): readonly string[] {
  if (place.zones && place.zones.length > 0) return place.zones;
  const own = place.region ? byRegion[`${place.country}-${place.region}`] : undefined;
  return own ?? legal[place.country] ?? allZonesOf(place.country);
}

function allZonesOf(country: string): readonly string[] {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?: () => string[] | undefined };
  return locale.getTimeZones?.() ?? [];
}
