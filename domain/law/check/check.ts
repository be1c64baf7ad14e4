import { DomainError } from '#domain/kernel/error.ts';
import { type KnownGap, knownGap } from '../known-gaps/known-gaps.ts';
import { stepJson } from '../position-json.ts';
import type { TraceStep } from '../trace.ts';
import { catchesPrincipal, interestOnSum, rateWithinCap } from './amounts.ts';
import { contactCount, contactHour, daysSinceConversation } from './contacts.ts';
import { plainFact } from './facts.ts';
import { feeOnAmount } from './fees.ts';
import { indexDifference, rateFromFigure, rateOnDay } from './rates.ts';
import { agrees, type CheckContext, type CheckRow, type Recogniser, readRow } from './row.ts';
import { lastDayOfPeriod, limitation, paymentTerm } from './times.ts';

/** The kinds of worked example the engine understands, the most particular first. */
export const recognisers: readonly Recogniser[] = [
  daysSinceConversation,
  contactCount,
  contactHour,
  indexDifference,
  catchesPrincipal,
  limitation,
  lastDayOfPeriod,
  paymentTerm,
  rateWithinCap,
  interestOnSum,
  feeOnAmount,
  rateFromFigure,
  rateOnDay,
  plainFact,
];

export type CheckResult = {
  readonly id: string;
  readonly verdict: 'agree' | 'disagree' | 'unsupported';
  readonly kind?: string;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly ours: Readonly<Record<string, unknown>>;
  readonly trace: readonly Record<string, unknown>[];
  /** With a disagreement that is written down: the law's reason. */
  readonly knownGap?: KnownGap;
};

/** Checks one worked example: agree only where every expected figure is found and equal. */
export function checkRow(row: CheckRow, context: CheckContext): CheckResult {
  for (const { kind, answer } of recognisers) {
    const ours = answer(row, context);
    if (!ours) continue;
    const keys = Object.keys(row.expected);
    const known = keys.filter((key) => key in ours.values);
    const verdict = !known.every((key) => agrees(row.expected[key], ours.values[key]))
      ? 'disagree'
      : known.length === keys.length
        ? 'agree'
        : 'unsupported';
    const gap = verdict === 'disagree' ? knownGap(row) : undefined;
    return {
      id: row.id,
      verdict,
      ...(gap ? { knownGap: gap } : {}),
      kind,
      expected: row.expected,
      ours: ours.values,
      trace: ours.trace.map((step: TraceStep) => stepJson(step)),
    };
  }
  return { id: row.id, verdict: 'unsupported', expected: row.expected, ours: {}, trace: [] };
}

/** Reads a file of worked examples (`{"oracles": [...]}` or a list) and checks every row. */
export function lawCheck(file: unknown, context: CheckContext): CheckResult[] {
  const rows = Array.isArray(file) ? file : (file as { oracles?: unknown } | null)?.oracles;
  if (!Array.isArray(rows)) throw new DomainError('law.bad_check_file', 'expected a list of rows, or an object with a list "oracles"');
  return rows.map((row, i) => checkRow(readRow(row, i), context));
}
