import { cellAmount, decimalEvidence } from './amounts.ts';
import { cellDay, dayEvidence, isUnclearDay } from './days.ts';
import { guessHeading } from './headings.ts';
import type { ColumnProfile, DateOrder, DecimalSign, Field, Mapping, Row, TableIssue, TableProfile, TableSource } from './table.ts';

const sampleRows = 5_000;
const headingSearchRows = 20;
const dateFields: ReadonlySet<Field> = new Set(['issuedOn', 'dueOn', 'deliveredOn', 'contractOn', 'paidOn']);
const amountFields: ReadonlySet<Field> = new Set(['amount', 'outstanding', 'tax', 'paid']);

/**
 * Looks at the first rows of a table: where the heading is, what each column means, and how the file writes numbers and
 * dates. What the samples do not settle is an issue of the column, once, for a person to settle; it is never guessed.
 */
export async function profileTable(source: TableSource): Promise<TableProfile> {
  const rows: string[][] = [];
  for await (const row of source.rows) {
    rows.push(row);
    if (rows.length >= sampleRows + headingSearchRows) break;
  }
  const headerRow = headingRow(rows);
  const names = columnNames(rows[headerRow] ?? []);
  const body = rows.slice(headerRow + 1).filter((row) => row.some((cell) => cell.trim() !== ''));
  const cellsOf = (index: number) => body.map((row) => row[index]?.trim() ?? '').filter((cell) => cell !== '');
  const guesses = settle(
    names.map((name) => guessHeading(name)),
    names.map((_, index) => cellsOf(index)),
  );
  const columns = names.map<ColumnProfile>((name, index) => {
    const guess = guesses[index];
    return { name, samples: cellsOf(index).slice(0, 5), confidence: guess?.confidence ?? 0, ...(guess ? { field: guess.field } : {}) };
  });
  const guessedMapping: Mapping = Object.fromEntries(columns.flatMap((column) => (column.field ? [[column.field, column.name]] : [])));
  const issues: TableIssue[] = [];
  if (body.length === 0) issues.push(issue('intake.no_rows', '表格没有数据行。', 'The table has no rows below its heading.'));
  const decimal = decimalOf(columns, cellsOf, issues);
  const dateOrder = dateOrders(columns, cellsOf, issues);
  if (guessedMapping.debtorName === undefined)
    issues.push(
      issue('intake.column_missing', '没有找到债务人（客户）名称列，请指定。', 'No column for the debtor (customer) was found; choose one.'),
    );
  if (guessedMapping.amount === undefined && guessedMapping.outstanding === undefined)
    issues.push(issue('intake.column_missing', '没有找到金额列，请指定。', 'No column for the amount was found; choose one.'));
  const { format, encoding, delimiter, sheet } = source;
  return {
    format,
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(sheet === undefined ? {} : { sheet }),
    headerRow,
    columns,
    guessedMapping,
    notation: { ...(decimal === undefined ? {} : { decimal }), dateOrder },
    issues,
    sampledRows: body.length,
  };
}

/** The data rows below the heading, by column name; `rowNumber` is the record's number in the file, from 1. Blank rows are passed over. */
export async function* tableRows(source: TableSource, profile: TableProfile): AsyncGenerator<{ readonly rowNumber: number; readonly row: Row }> {
  const names = profile.columns.map((column) => column.name);
  let rowNumber = 0;
  for await (const cells of source.rows) {
    rowNumber++;
    if (rowNumber <= profile.headerRow + 1 || cells.every((cell) => cell.trim() === '')) continue;
    const row: Record<string, string> = {};
    names.forEach((name, index) => {
      row[name] = cells[index] ?? '';
    });
    // Cells beyond the heading mean a stray delimiter: they are kept so that the row can be refused and seen.
    if (cells.length > names.length && cells.slice(names.length).some((cell) => cell.trim() !== ''))
      row[surplus] = cells.slice(names.length).join(' ');
    yield { rowNumber, row };
  }
}

/** Name under which cells stand that have no heading above them. */
export const surplus = '+';

/** The row with most known headings; with none known, the first row of at least two filled cells. */
function headingRow(rows: readonly string[][]): number {
  const known = rows
    .slice(0, headingSearchRows)
    .map((row) => new Set(row.flatMap((cell) => (cell.length > 60 ? [] : (guessHeading(cell)?.field ?? [])))).size);
  const best = known.reduce((top, count, index) => (count > (known[top] ?? 0) ? index : top), 0);
  if ((known[best] ?? 0) >= 2) return best;
  const first = rows.findIndex((row) => row.filter((cell) => cell.trim() !== '').length >= 2);
  return first === -1 ? 0 : first;
}

/** Blank headings get a number and doubled ones a suffix, so that every column has one name of its own. */
function columnNames(row: readonly string[]): string[] {
  const seen = new Map<string, number>();
  let width = row.length;
  while (width > 0 && row[width - 1]?.trim() === '') width--;
  return row.slice(0, width).map((cell, index) => {
    const base = cell.trim().replace(/^\ufeff/, '') || `#${index + 1}`;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return count === 1 ? base : `${base} (${count})`;
  });
}

/** One column a field: the surest heading wins, then the one whose cells fit; a date or amount field needs cells that can be one. */
function settle(guesses: readonly ReturnType<typeof guessHeading>[], cells: readonly (readonly string[])[]): ReturnType<typeof guessHeading>[] {
  const fitted = guesses.map((guess, index) => {
    if (guess === undefined) return undefined;
    const sample = cells[index]?.slice(0, 200) ?? [];
    const fits = dateFields.has(guess.field)
      ? sample.filter((cell) => cellDay(cell, 'dmy').kind === 'day' || cellDay(cell, 'mdy').kind === 'day').length
      : amountFields.has(guess.field)
        ? sample.filter((cell) => cellAmount(cell, undefined).kind !== 'not-a-number').length
        : sample.length;
    // A few bad cells are rows to reject; a column of other things is another column.
    return sample.length > 0 && fits < sample.length / 2 ? undefined : guess;
  });
  return fitted.map((guess, index) => {
    if (guess === undefined) return undefined;
    const rival = fitted.some(
      (other, at) => other?.field === guess.field && (other.confidence > guess.confidence || (other.confidence === guess.confidence && at < index)),
    );
    return rival ? undefined : guess;
  });
}

function decimalOf(columns: readonly ColumnProfile[], cellsOf: (index: number) => readonly string[], issues: TableIssue[]): DecimalSign | undefined {
  const amounts = columns.flatMap((column, index) => (column.field && amountFields.has(column.field) ? [{ column, cells: cellsOf(index) }] : []));
  const proofs = amounts.flatMap(({ cells }) => cells.map(decimalEvidence)).filter((sign) => sign !== undefined);
  const dots = proofs.filter((sign) => sign === '.').length;
  const commas = proofs.length - dots;
  if (dots > 0 && commas > 0) {
    issues.push(
      issue(
        'intake.mixed_decimal',
        `金额的小数点写法不一致（点 ${dots} 处，逗号 ${commas} 处），请指定。`,
        `Amounts use both signs as the decimal one (point ${dots} times, comma ${commas} times); choose which.`,
        amounts[0]?.column.name,
      ),
    );
    return undefined;
  }
  if (dots > 0) return '.';
  if (commas > 0) return ',';
  const unclear = amounts.find(({ cells }) => cells.some((cell) => cellAmount(cell, undefined).kind === 'ambiguous'));
  if (unclear) {
    issues.push(
      issue(
        'intake.ambiguous_number',
        `“${unclear.column.name}”列无法判断小数点写法（如 1,234），请指定。`,
        `Column "${unclear.column.name}" does not show which sign is the decimal one (such as 1,234); choose it.`,
        unclear.column.name,
      ),
    );
  }
  return undefined;
}

function dateOrders(
  columns: readonly ColumnProfile[],
  cellsOf: (index: number) => readonly string[],
  issues: TableIssue[],
): Record<string, DateOrder | 'ambiguous'> {
  const orders: Record<string, DateOrder | 'ambiguous'> = {};
  columns.forEach((column, index) => {
    if (column.field === undefined || !dateFields.has(column.field)) return;
    const cells = cellsOf(index);
    const proofs = new Set(cells.map(dayEvidence).filter((order) => order !== undefined));
    const [only] = proofs;
    if (proofs.size === 1 && only !== undefined) orders[column.name] = only;
    else if (proofs.size === 2 || cells.some(isUnclearDay)) {
      orders[column.name] = 'ambiguous';
      issues.push(
        issue(
          'intake.ambiguous_date',
          `“${column.name}”列无法判断日月顺序（如 03/04/2026），请指定。`,
          `Column "${column.name}" does not show whether day or month comes first (such as 03/04/2026); choose it.`,
          column.name,
        ),
      );
    }
  });
  return orders;
}

const issue = (code: string, zh: string, en: string, column?: string): TableIssue => ({ code, zh, en, ...(column === undefined ? {} : { column }) });
