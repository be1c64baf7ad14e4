import { allConductRules, type PlacedRule } from '../conduct/book.ts';
import { withinLimit } from '../conduct/limits.ts';
import type { ContactLimit } from '../conduct/rule.ts';
import type { TraceStep } from '../trace.ts';
import { answering, type CheckRow, type Recogniser } from './row.ts';
import { words } from './words.ts';

const forbidding = /violat|presum|breach|forbid|prohibit|unlawful|refus|too_many|exceed/;
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
  answer(row) {
    const key = Object.keys(row.input).find((one) => isHour(row.input[one]));
    if (key === undefined) return undefined;
    const placed = best(row, (one) => one.rule.kind === 'hours', key);
    const window = placed?.rule.windows?.[0];
    if (!placed || !window) return undefined;
    const given = row.input[key];
    const values = answering(row, (name) => {
      const each = (hour: unknown): boolean => (padded(String(hour)) >= window.from && padded(String(hour)) < window.to) !== forbidding.test(name);
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
  (Array.isArray(value) ? value : [value]).every((one) => typeof one === 'string' && /^\d{1,2}:\d{2}$/.test(one)) &&
  (!Array.isArray(value) || value.length > 0);
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
