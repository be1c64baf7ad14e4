import { type Day, dayOf, isDay } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { compare, type Rational, rationalOf } from '#domain/kernel/rational.ts';
import type { LawBook } from '../book.ts';
import type { WorkingCalendar } from '../calendar/calendar.ts';
import type { TraceStep } from '../trace.ts';

/** One worked example: what went in, what somebody else says comes out. */
export type CheckRow = {
  readonly id: string;
  readonly jurisdiction: string;
  readonly rule: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly note?: string;
};

export type CheckContext = { readonly book: LawBook; readonly calendar?: WorkingCalendar };

/** What the engine makes of a row: a value for every expected key it understands, and how. */
export type Ours = { readonly values: Readonly<Record<string, unknown>>; readonly trace: readonly TraceStep[] };

/** Recognises a kind of row by the names of its inputs and results and the words of its rule, never by its id. */
export type Recogniser = { readonly kind: string; readonly answer: (row: CheckRow, context: CheckContext) => Ours | undefined };

export function readRow(value: unknown, at: number): CheckRow {
  const row = value as Partial<CheckRow> | null;
  const bad = (what: string): DomainError =>
    new DomainError('law.bad_check_file', `row ${at + 1}: expected ${what}`, { row: at + 1, expected: what });
  if (typeof row !== 'object' || row === null) throw bad('an object');
  if (typeof row.id !== 'string' || typeof row.jurisdiction !== 'string' || typeof row.rule !== 'string')
    throw bad('texts "id", "jurisdiction" and "rule"');
  if (typeof row.input !== 'object' || row.input === null) throw bad('an object "input"');
  if (typeof row.expected !== 'object' || row.expected === null) throw bad('an object "expected"');
  return {
    id: row.id,
    jurisdiction: row.jurisdiction,
    rule: row.rule,
    input: row.input,
    expected: row.expected,
    ...(typeof row.note === 'string' ? { note: row.note } : {}),
  };
}

/** The first input whose name fits. */
export function inputOf(row: CheckRow, name: RegExp): unknown {
  const key = Object.keys(row.input).find((one) => name.test(one));
  return key === undefined ? undefined : row.input[key];
}

export function decimalOf(value: unknown): Rational | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const text = String(value).replace(/[,\s%]/g, '');
  return /^[+-]?\d{1,40}(\.\d{1,40})?$/.test(text) ? rationalOf(text) : undefined;
}

export const decimalInput = (row: CheckRow, name: RegExp): Rational | undefined => decimalOf(inputOf(row, name));

/** A day, or the first day of "2026H2", "2026-07", "2026Q3" or "2026". */
export function dayFrom(value: unknown): Day | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  if (isDay(text)) return dayOf(text);
  const half = /^(\d{4})[- ]?[HhSs]([12])$/.exec(text);
  if (half) return dayOf(`${half[1]}-${half[2] === '1' ? '01' : '07'}-01`);
  const quarter = /^(\d{4})[- ]?[Qq]([1-4])$/.exec(text);
  if (quarter) return dayOf(`${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}-01`);
  if (/^\d{4}-\d{2}$/.test(text) && isDay(`${text}-01`)) return dayOf(`${text}-01`);
  return /^\d{4}$/.test(text) ? dayOf(`${text}-01-01`) : undefined;
}

export const dayInput = (row: CheckRow, name: RegExp): Day | undefined => dayFrom(inputOf(row, name));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Figures agree as numbers ("3.0" and "3.00"), everything else literally, lists element by element. */
export function agrees(expected: unknown, ours: unknown): boolean {
  if (Array.isArray(expected)) return Array.isArray(ours) && expected.length === ours.length && expected.every((one, i) => agrees(one, ours[i]));
  if (isRecord(expected)) return isRecord(ours) && Object.keys(expected).every((key) => agrees(expected[key], ours[key]));
  const [a, b] = [decimalOf(expected), decimalOf(ours)];
  if (a && b) return compare(a, b) === 0;
  return expected === ours;
}

/** Every expected key through one function, or nothing when it knows none of them. */
export function answering(row: CheckRow, of: (key: string) => unknown): Readonly<Record<string, unknown>> | undefined {
  const values: Record<string, unknown> = {};
  for (const key of Object.keys(row.expected)) {
    const value = of(key);
    if (value !== undefined) values[key] = value;
  }
  return Object.keys(values).length > 0 ? values : undefined;
}
