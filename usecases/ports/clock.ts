import type { Day } from '#domain/kernel/day.ts';

/** Time and fresh ids come from outside, so that a test can hold them still. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** The legal day it is now in an IANA zone. */
  today(timeZone: string): Day;
  /** A new time-ordered id. */
  newId(): string;
}
