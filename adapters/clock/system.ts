import { getRandomValues } from 'node:crypto';
import { fromParts } from '#domain/kernel/day.ts';
import { uuid7 } from '#domain/kernel/id.ts';
import type { Clock } from '#usecases/ports/clock.ts';

/** The machine's clock. The legal day is the one on the wall in the given zone, not in UTC. */
export const systemClock: Clock = {
  now: () => Date.now(),
  today: (timeZone) => dayIn(timeZone, Date.now()),
  newId: () => uuid7(Date.now(), getRandomValues(new Uint8Array(10))),
};

const formats = new Map<string, Intl.DateTimeFormat>();

export function dayIn(timeZone: string, epochMilliseconds: number): ReturnType<Clock['today']> {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const part = new Map(format.formatToParts(epochMilliseconds).map(({ type, value }) => [type, Number(value)]));
  return fromParts(part.get('year') ?? Number.NaN, part.get('month') ?? Number.NaN, part.get('day') ?? Number.NaN);
}
