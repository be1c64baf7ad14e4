import { random as randomBytes } from '#adapters/credentials/random.ts';
import { fromParts } from '#domain/kernel/day.ts';
import { uuid7 } from '#domain/kernel/id.ts';
import type { Clock } from '#usecases/ports/clock.ts';

/** The machine's clock. The legal day is the one on the wall in the given zone, not in UTC. */
export const systemClock: Clock = {
  now: () => Date.now(),
  today: (timeZone) => dayIn(timeZone, Date.now()),
  newId,
};

let lastMillisecond = 0;
let counter = 0;

/**
 * Ids of one process rise even within a millisecond: the 12 bits after the version count up from a random start (RFC 9562
 * section 6.2, method 1), and a full counter borrows the next millisecond. What is listed newest first stands in the order
 * in which it was written.
 */
function newId(): string {
  const now = Date.now();
  const random = randomBytes(10);
  if (now > lastMillisecond) {
    lastMillisecond = now;
    counter = (((random[0] ?? 0) << 8) | (random[1] ?? 0)) & 0x3ff;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMillisecond += 1;
      counter = 0;
    }
  }
  random[0] = counter >> 8;
  random[1] = counter & 0xff;
  return uuid7(lastMillisecond, random);
}

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
