import { type Day, weekdayOf } from '#domain/kernel/day.ts';
import { allConductRules, type PlacedRule } from '../conduct/book.ts';
import { withinLimit } from '../conduct/limits.ts';
import type { ContactLimit, ContactWindow } from '../conduct/rule.ts';
import type { TraceStep } from '../trace.ts';
import { answering, type CheckRow, dayFrom, inputOf, type Recogniser } from './row.ts';
import { words } from './words.ts';

const forbidding = /violat|presum(?!\w*_(of_)?compl)|inconvenient|breach|forbid|prohibit|unlawful|refus|too_many|exceed/;
const countWords: Readonly<Record<ContactLimit['counts'], RegExp>> = {
  attempts: /call|attempt|dial/,
  unanswered: /unanswered|dial/,
  contacts: /contact|reminder|message|visit/,
  conversations: /conversation|talk/,
};

/** Whether the nth contact is still inside a numeric limit; whether an hour is inside the permitted hours. */
export const contactCount: Recogniser = {
  kind: 'number of contacts',
  answer(row) {
    const key = Object.keys(row.input).find(
      (one) => /call|dial|contact|attempt|visit|message|reminder|conversation/.test(one) && isCount(row.input[one]),
    );
    if (key === undefined) return undefined;
    const placed = best(row, (one) => one.rule.kind === 'limit', key);
    if (!placed) return undefined;
    const given = row.input[key];
    const values = answering(row, (name) => {
      const each = (nth: unknown): boolean => withinLimit(placed.rule.id, Number(nth)).allowed !== forbidding.test(name);
      if (/max|limit/.test(name)) return placed.rule.limit?.max;
      return Array.isArray(given) ? given.map(each) : each(given);
    });
    return values && { values, trace: [stepOf(placed)] };
  },
};

export const contactHour: Recogniser = {
  kind: 'hour of contact',
  answer(row, { calendar }) {
    const key = Object.keys(row.input).find((one) => isHour(row.input[one]) || (/hour/.test(one) && isCount(row.input[one])));
    if (key === undefined) return undefined;
    const placed = best(row, (one) => one.rule.kind === 'hours', key);
    const windows = placed?.rule.windows;
    if (!placed || !windows?.[0]) return undefined;
    const full = (when: unknown): unknown => (typeof when === 'number' ? `${when}:00` : when);
    const read = row.input[key];
    const given = Array.isArray(read) ? read.map(full) : full(read);
    const values = answering(row, (name) => {
      const each = (when: unknown): boolean => {
        const [date, hour] = /^\d{4}-/.test(String(when)) ? String(when).split(/[T ]/) : [undefined, String(when)];
        const day = dayOfRow(row, dayFrom(date));
        const rest = day.on !== undefined && calendar?.statusOf(row.jurisdiction, day.on).kind === 'holiday';
        const open = day.weekday === undefined ? windows.slice(0, 1) : windows.filter((one) => opens(one, day.weekday ?? 1, rest || day.holiday));
        return open.some(({ from, to }) => padded(hour ?? '') >= from && padded(hour ?? '') < to) !== forbidding.test(name);
      };
      return Array.isArray(given) ? given.map(each) : each(given);
    });
    return values && { values, trace: [stepOf(placed)] };
  },
};

/** Whether enough days have passed since a conversation. */
export const daysSinceConversation: Recogniser = {
  kind: 'days since a conversation',
  answer(row) {
    const key = Object.keys(row.input).find((one) => /days_(since|after).*(conversation|talk|call)/.test(one) && isCount(row.input[one]));
    const placed =
      key === undefined ? undefined : best(row, ({ rule }) => rule.kind === 'limit' && rule.limit?.counts === 'conversations', 'conversation');
    const span = placed?.rule.limit?.consecutiveDays;
    if (key === undefined || !placed || span === undefined) return undefined;
    const given = row.input[key];
    const values = answering(row, (name) => {
      const each = (days: unknown): boolean => Number(days) >= span !== forbidding.test(name);
      return Array.isArray(given) ? given.map(each) : each(given);
    });
    return values && { values, trace: [stepOf(placed)] };
  },
};

const isCount = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 && value.every((one) => Number.isInteger(one)) : Number.isInteger(value);
const isHour = (value: unknown): boolean =>
  (Array.isArray(value) ? value : [value]).every((one) => typeof one === 'string' && /^(\d{4}-\d{2}-\d{2}[T ])?\d{1,2}:\d{2}(:\d{2})?$/.test(one)) &&
  (!Array.isArray(value) || value.length > 0);
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The weekday of a row: of its moment, of a date beside it, or by name ("Sunday", "weekday", "weekend"). */
function dayOfRow(row: CheckRow, moment: Day | undefined): { readonly weekday?: number; readonly on?: Day; readonly holiday: boolean } {
  const said = /\b(weekends?|saturdays?|sundays?|public holidays?)\b/i.exec(row.rule)?.[1] ?? '';
  const named = String(inputOf(row, /^(day|weekday|day_of_week|date|on)$/) ?? said).toLowerCase();
  const holiday = inputOf(row, /holiday/) === true || named.includes('holiday');
  const on = moment ?? dayFrom(named);
  if (on !== undefined) return { weekday: weekdayOf(on), on, holiday };
  const at = weekdays.findIndex((one) => named.length >= 3 && one.startsWith(named.slice(0, 3)) && named !== 'weekday');
  const weekday = at >= 0 ? at + 1 : /weekend/.test(named) ? 6 : /weekday|working/.test(named) ? 1 : holiday ? 1 : undefined;
  return { ...(weekday === undefined ? {} : { weekday }), holiday };
}

function opens({ on, notOnHolidays }: ContactWindow, weekday: number, holiday: boolean): boolean {
  if (holiday && (notOnHolidays || on === 'working-days')) return false;
  switch (on) {
    case 'every-day':
      return true;
    case 'working-days':
      return weekday < 6;
    case 'rest-days':
      return weekday >= 6 || holiday;
    default:
      return on.includes(weekday);
  }
}

const padded = (hour: string): string => hour.padStart(5, '0');

const stepOf = ({ rule }: PlacedRule): TraceStep => ({ rule: rule.id, text: rule.text, citation: rule.citation, status: rule.citation.status });

/** The rule of the place whose words, span of days and counted thing fit the row. */
function best(row: CheckRow, of: (placed: PlacedRule) => boolean, key: string): PlacedRule | undefined {
  const asked = words(`${row.rule} ${key.replaceAll('_', ' ')}`);
  const span = /(\d+)_?days?/.exec(key)?.[1] ?? (/today|per_day|daily|_day\b/.test(key) ? '1' : /week/.test(key) ? '7' : undefined);
  const score = ({ rule }: PlacedRule): number => {
    let points = 0;
    for (const word of words(`${rule.id} ${rule.text.en} ${rule.text.zh} ${rule.citation.instrument} ${rule.citation.article ?? ''}`))
      if (asked.has(word)) points += 1;
    const own = rule.id.split('.').at(-1) ?? '';
    if (own !== 'hours' && asked.has(own)) points += 2;
    if (rule.limit && span !== undefined) points += Number(span) === rule.limit.consecutiveDays ? 3 : -3;
    if (rule.limit && countWords[rule.limit.counts].test(key)) points += 2;
    if (rule.binding === 'house-caution') points -= 2;
    if (rule.appliesTo?.recipient?.includes('third-party')) points -= 2;
    return points;
  };
  return allConductRules()
    .filter((placed) => placed.place === row.jurisdiction && of(placed))
    .map((placed) => ({ placed, points: score(placed) }))
    .sort((a, b) => b.points - a.points)[0]?.placed;
}
