import { addDays, type Day, isoDay } from '../../kernel/day.ts';
import { DomainError } from '../../kernel/error.ts';

/** One deadline as an all-day calendar event. `uid` is stable: the same deadline keeps it when its day moves. */
export type CalendarEntry = {
  readonly uid: string;
  readonly day: Day;
  readonly title: string;
  readonly text?: string;
  readonly url?: string;
  /** How many days before to remind; absent means no alarm. */
  readonly remindDaysBefore?: readonly number[];
  /** Grows with each change of the entry (RFC 5545 3.8.7.4). */
  readonly sequence?: number;
  readonly cancelled?: boolean;
};

/**
 * An iCalendar object (RFC 5545) of deadlines: CRLF lines folded at 75 octets, text escaped, entries in day order.
 * `stamp` is the UTC instant of writing (ISO 8601), an argument because the domain has no clock.
 */
export function icsOf(entries: readonly CalendarEntry[], stamp: string, name = 'Quittance 清偿'): string {
  const stampText = utcStamp(stamp);
  const seen = new Set<string>();
  for (const entry of entries) {
    if (seen.has(entry.uid)) throw new DomainError('calendar.duplicate_uid', `expected each uid once, got "${entry.uid}" twice`, { uid: entry.uid });
    seen.add(entry.uid);
  }
  const ordered = [...entries].sort((a, b) => a.day - b.day || (a.uid < b.uid ? -1 : 1));
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Quittance//Deadlines//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...ordered.flatMap((entry) => eventLines(entry, stampText)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(entry: CalendarEntry, stamp: string): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(entry.uid)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${basicDay(entry.day)}`,
    `DTEND;VALUE=DATE:${basicDay(addDays(entry.day, 1))}`,
    `SEQUENCE:${entry.sequence ?? 0}`,
    `STATUS:${entry.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    `SUMMARY:${escaped(entry.title)}`,
    ...(entry.text ? [`DESCRIPTION:${escaped(entry.text)}`] : []),
    ...(entry.url ? [`URL:${entry.url.replace(controls, '')}`] : []),
    ...(entry.remindDaysBefore ?? []).flatMap((days) => alarmLines(entry, days)),
    'END:VEVENT',
  ];
}

const alarmLines = (entry: CalendarEntry, days: number): string[] => [
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  `DESCRIPTION:${escaped(entry.title)}`,
  `TRIGGER:${days === 0 ? 'PT0S' : `-P${Math.trunc(days)}D`}`,
  'END:VALARM',
];

const basicDay = (day: Day): string => isoDay(day).replaceAll('-', '');

function utcStamp(instant: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?Z$/.exec(instant);
  if (!match) throw new DomainError('calendar.bad_instant', `expected a UTC instant like 2026-11-23T08:00:00Z, got "${instant.slice(0, 40)}"`);
  const [, year, month, date, hour, minute, second] = match;
  return `${year}${month}${date}T${hour}${minute}${second}Z`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not reach the file
const controls = /[\u0000-\u001f\u007f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of them but the line feed, which is escaped
const controlsButLineFeed = /[\u0000-\u0009\u000b-\u001f\u007f]/g;

const escaped = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replace(controlsButLineFeed, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll('\n', '\\n');

/** Folds at 75 octets without cutting a character (RFC 5545 3.1). */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0);
    if (octets + size > 75) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}

const octetsOf = (point: number): number => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);
