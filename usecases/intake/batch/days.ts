import { isDay } from '#domain/kernel/day.ts';
import type { DateOrder } from './table.ts';

export type CellDay = { readonly kind: 'day'; readonly iso: string } | { readonly kind: 'ambiguous' } | { readonly kind: 'not-a-day' };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const germanMonths: Readonly<Record<string, number>> = { mär: 3, mrz: 3, mai: 5, okt: 10, dez: 12 };

/**
 * One cell as a day. Year first and spelled months are clear by themselves; "03/04/2026" needs the column's order.
 * Dots are day first everywhere they are used. Two-digit years are refused: a century is never guessed.
 */
export function cellDay(cell: string, order: DateOrder | 'ambiguous' | undefined): CellDay {
  if (cell.length > 60) return { kind: 'not-a-day' };
  const text = cell
    .normalize('NFKC')
    .trim()
    .replace(/[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2}|[ap]m)?$/i, '');
  const yearFirst = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (yearFirst) return day(yearFirst[1], yearFirst[2], yearFirst[3]);
  const spelled = /^(\d{1,2})[\s.-]*([A-Za-zä]{3,9})\.?[\s,.-]*(\d{4})$/.exec(text);
  if (spelled) return day(spelled[3], monthNumber(spelled[2]), spelled[1]);
  const monthFirst = /^([A-Za-zä]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})$/.exec(text);
  if (monthFirst) return day(monthFirst[3], monthNumber(monthFirst[1]), monthFirst[2]);
  const numeric = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(text);
  if (!numeric) return { kind: 'not-a-day' };
  const [, first, sign, second, year] = numeric;
  if (sign === '.' || first === second) return day(year, second, first);
  const proven = order === 'dmy' || order === 'mdy' ? order : dayEvidence(cell);
  if (proven === undefined) return { kind: 'ambiguous' };
  return proven === 'dmy' ? day(year, second, first) : day(year, first, second);
}

/** Which order a cell like "25/12/2026" proves. */
export function dayEvidence(cell: string): 'dmy' | 'mdy' | undefined {
  if (cell.length > 60) return undefined;
  const match = /^(\d{1,2})([/-])(\d{1,2})\2\d{4}/.exec(cell.normalize('NFKC').trim());
  if (!match) return undefined;
  const first = Number(match[1]);
  const second = Number(match[3]);
  return first > 12 && second <= 12 ? 'dmy' : second > 12 && first <= 12 ? 'mdy' : undefined;
}

/** A numeric date whose order the cell does not show. */
export const isUnclearDay = (cell: string): boolean => cellDay(cell, undefined).kind === 'ambiguous';

function monthNumber(name: string | undefined): string | undefined {
  const key = name?.slice(0, 3).toLowerCase() ?? '';
  const found = germanMonths[key] ?? months.indexOf(key) + 1;
  return found === 0 ? undefined : String(found);
}

function day(year: string | undefined, month: string | undefined, date: string | undefined): CellDay {
  const iso = `${year}-${(month ?? '').padStart(2, '0')}-${(date ?? '').padStart(2, '0')}`;
  return isDay(iso) ? { kind: 'day', iso } : { kind: 'not-a-day' };
}
