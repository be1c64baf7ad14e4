import { dayOf, isDay } from '../../kernel/day.ts';
import { DomainError } from '../../kernel/error.ts';
import type { CalendarEntry } from './ics.ts';

const known = ['uid', 'day', 'title', 'text', 'url', 'remindDaysBefore', 'sequence', 'cancelled'];

/** Reads a list of calendar entries from JSON; days as text. */
export function parseEntries(value: unknown): CalendarEntry[] {
  if (!Array.isArray(value)) throw bad('the request', 'a list of entries', value);
  return value.map((entry, index) => parseEntry(entry, `[${index}]`));
}

function parseEntry(value: unknown, at: string): CalendarEntry {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad(at, 'an object', value);
  const entry = value as Readonly<Record<string, unknown>>;
  const stranger = Object.keys(entry).find((key) => !known.includes(key));
  if (stranger) throw bad(`${at}.${stranger}`, `one of the keys ${known.join(', ')}`, stranger);
  const { uid, day, title, text, url, remindDaysBefore, sequence, cancelled } = entry;
  if (typeof uid !== 'string' || uid === '') throw bad(`${at}.uid`, 'a text', uid);
  if (typeof day !== 'string' || !isDay(day)) throw bad(`${at}.day`, 'a day like 2026-12-31', day);
  if (typeof title !== 'string' || title === '') throw bad(`${at}.title`, 'a text', title);
  if (text !== undefined && typeof text !== 'string') throw bad(`${at}.text`, 'a text', text);
  if (url !== undefined && (typeof url !== 'string' || !/^https?:\/\//.test(url))) throw bad(`${at}.url`, 'a web address', url);
  if (
    remindDaysBefore !== undefined &&
    !(Array.isArray(remindDaysBefore) && remindDaysBefore.every((n) => Number.isInteger(n) && n >= 0 && n <= 3650))
  ) {
    throw bad(`${at}.remindDaysBefore`, 'a list of whole days', remindDaysBefore);
  }
  if (sequence !== undefined && !(Number.isInteger(sequence) && (sequence as number) >= 0)) throw bad(`${at}.sequence`, 'a whole number', sequence);
  if (cancelled !== undefined && typeof cancelled !== 'boolean') throw bad(`${at}.cancelled`, 'true or false', cancelled);
  return {
    uid,
    day: dayOf(day),
    title,
    ...(text === undefined ? {} : { text }),
    ...(url === undefined ? {} : { url }),
    ...(remindDaysBefore === undefined ? {} : { remindDaysBefore: remindDaysBefore as number[] }),
    ...(sequence === undefined ? {} : { sequence: sequence as number }),
    ...(cancelled === undefined ? {} : { cancelled }),
  };
}

const bad = (at: string, expected: string, got: unknown): DomainError =>
  new DomainError('calendar.bad_request', `expected ${expected} at ${at}, got ${JSON.stringify(got)?.slice(0, 40) ?? 'nothing'}`, { at });
