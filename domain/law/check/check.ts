import { DomainError } from '#domain/kernel/error.ts';
import { type KnownGap, knownGap } from '../known-gaps/known-gaps.ts';
import { stepJson } from '../position-json.ts';
import type { TraceStep } from '../trace.ts';
import { interestOnSum } from './amounts.ts';
import { catchesPrincipal, rateWithinCap } from './caps.ts';
import { contactCount, contactHour, daysSinceConversation } from './contacts.ts';
import { plainFact } from './facts.ts';
import { feeOnAmount } from './fees.ts';
import { indexDifference, rateFromFigure } from './figures.ts';
import { rateOnDay } from './rates.ts';
import { agrees, type CheckContext, type CheckRow, type Ours, type Recogniser, readRow } from './row.ts';
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

/**
 * A row that holds several cases side by side (`"days": [100, 200]`, `"rates": ["3.0", "3.1"]`): each case through the same
 * recognisers, the results side by side again. Only where one input is a list of plain values and every result a list of its length.
 */
function caseByCase(row: CheckRow, context: CheckContext): (Ours & { readonly kind: string }) | undefined {
  const lists = Object.entries(row.input).filter(([, value]) => Array.isArray(value));
  const [key, list] = lists[0] ?? [];
  const results = Object.entries(row.expected);
  if (lists.length !== 1 || key === undefined || !Array.isArray(list) || list.length === 0 || list.some((one) => typeof one === 'object'))
    return undefined;
  if (results.length === 0 || !results.every(([, value]) => Array.isArray(value) && value.length === list.length)) return undefined;
  const one = (name: string): string => (/[^s]s$/.test(name) && !/^(days|months|years|weeks)$/.test(name) ? name.slice(0, -1) : name);
  const found = list.map((value, at) => {
    const expected = Object.fromEntries(results.map(([name, values]) => [one(name), (values as unknown[])[at]]));
    const { [key]: _, ...rest } = row.input;
    return answerOf({ ...row, input: { ...rest, [one(key)]: value }, expected }, context);
  });
  if (found.some((part) => part === undefined)) return undefined;
  const values = Object.fromEntries(results.map(([name]) => [name, found.map((part) => part?.values[one(name)])]));
  return { kind: `${found[0]?.kind}, case by case`, values, trace: found.flatMap((part) => part?.trace ?? []) };
}

function answerOf(row: CheckRow, context: CheckContext): (Ours & { readonly kind: string }) | undefined {
  for (const { kind, answer } of recognisers) {
    const ours = answer(row, context);
    if (ours) return { kind, ...ours };
  }
  return undefined;
}

/** Checks one worked example: agree only where every expected figure is found and equal. */
export function checkRow(row: CheckRow, context: CheckContext): CheckResult {
  const ours = answerOf(row, context) ?? caseByCase(row, context);
  if (ours) {
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
      kind: ours.kind,
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
