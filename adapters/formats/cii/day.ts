import { isDay } from '#domain/kernel/day.ts';
import { textOf } from '../xml/find.ts';
import type { Reading } from '../xml/reading.ts';
import type { Element } from '../xml/tree.ts';

/**
 * A CII date: DateTimeString with a UNTDID 2379 format (102 = YYYYMMDD, 203 and 204 with a time, 610 = YYYYMM,
 * 616 = YYYYWW) or an ISO date. A month or a week is not a day: it is shown as a finding and no day is made up.
 */
export function dayOfCii(holder: Element | undefined, reading: Reading): string | undefined {
  const value = holder?.children[0] ?? holder;
  const text = textOf(value);
  if (value === undefined || text === undefined) return undefined;
  const format = value.attributes.format;
  if (format === '610' || format === '616') {
    reading.note({
      code: 'intake.imprecise_date',
      severity: 'warning',
      zh: `“${text.slice(0, 20)}”只写明${format === '610' ? '月份' : '周次'}，没有具体日期，未采用。`,
      en: `"${text.slice(0, 20)}" names a ${format === '610' ? 'month' : 'week'}, not a day; it is left out.`,
      path: `${holder?.name} (line ${value.line})`,
      expected: 'format 102, YYYYMMDD',
      got: text.slice(0, 20),
    });
    return undefined;
  }
  const digits = /^(\d{4})-?(\d{2})-?(\d{2})(?:\d{4}(?:\d{2})?|T.*|Z|[+-]\d{2}:\d{2})?$/.exec(text);
  const iso = digits === null ? undefined : `${digits[1]}-${digits[2]}-${digits[3]}`;
  return iso !== undefined && isDay(iso) ? iso : reading.badDay(value, text);
}
