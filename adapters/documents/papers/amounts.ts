import type { Citation } from '#domain/kernel/citation.ts';
import { moneyInTable } from '#domain/kernel/wording.ts';
import type { AmountRow } from '#domain/procedure/letters/amounts.ts';
import type { Speaker } from './frame.ts';

export type AmountLine = { readonly label: string; readonly detail: string; readonly amount: string; readonly citations: readonly string[] };

/** Rows of a table of amounts; what no rule made comes from contract and papers. */
export function amountLines(rows: readonly AmountRow[], say: Speaker, cite: (citations: readonly Citation[]) => string[]): AmountLine[] {
  return rows.map((row) => ({
    label: say.of(row.label),
    detail: row.detail ? say.of(row.detail) : '',
    amount: moneyInTable(row.amount),
    citations: row.citations.length > 0 ? cite(row.citations) : row.unexplained ? [] : [say.caption('amounts.contract')],
  }));
}

/** The schedule of items at the end of a paper; no rows, no schedule. */
export function schedulePart(rows: readonly AmountRow[], say: Speaker): unknown {
  return {
    title: say.caption('amounts.schedule'),
    head: ['', say.caption('amounts.item'), say.caption('amounts.details'), say.caption('amounts.amount')],
    rows: rows.map((row, i) => [String(i + 1), say.of(row.label), row.detail ? say.of(row.detail) : '', moneyInTable(row.amount)]),
  };
}
