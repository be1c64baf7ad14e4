import type { RowError } from './map-row.ts';
import type { Row } from './table.ts';

export type RejectedRow = { readonly row: Row; readonly errors: readonly RowError[] };

/** Names of the columns that say why, added after the file's own. */
export const reasonColumns = ['拒收原因 / why rejected (zh)', '拒收原因 / why rejected (en)'] as const;

/** The rejected rows as a table: the same columns, then the reasons. Dropping the reason columns gives a file to send again. */
export async function* rejectedTable(columns: readonly string[], rows: AsyncIterable<RejectedRow> | Iterable<RejectedRow>): AsyncGenerator<string[]> {
  yield [...columns, ...reasonColumns];
  for await (const { row, errors } of rows) {
    const zh = errors.map((error) => `${error.column}：${error.zh}`).join('；');
    const en = errors.map((error) => `${error.column}: ${error.en}`).join('; ');
    yield [...columns.map((column) => row[column] ?? ''), zh, en].map(guarded);
  }
}

/**
 * A spreadsheet runs cells that begin with = + - @ or a control character as formulas (CSV injection). Such text gets a
 * leading apostrophe, which our own reader takes off again; plain numbers and phone numbers stay as they are.
 */
export function guarded(cell: string): string {
  if (/^[+-]?[\d\s.,()/-]*$/.test(cell)) return cell;
  return /^[=+\-@\t\r\n\0]/.test(cell) ? `'${cell}` : cell;
}
