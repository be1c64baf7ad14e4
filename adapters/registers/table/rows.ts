import { openCsv } from '#adapters/formats/csv/read.ts';
import { DomainError } from '#domain/kernel/error.ts';

/** Most cells have no space around them: looking at their ends is much cheaper than trimming each, forty times a row. */
function trimmed(cell: string | undefined): string {
  if (cell === undefined || cell === '') return '';
  return cell.charCodeAt(0) > 32 && cell.charCodeAt(0) < 128 && cell.charCodeAt(cell.length - 1) > 32 && cell.charCodeAt(cell.length - 1) < 128
    ? cell
    : cell.trim();
}

/** The rows of a CSV with a header as records by column name, and each row's cells joined again as its raw text. */
export async function* namedRows(
  bytes: AsyncIterable<Uint8Array>,
  needed: readonly string[] = [],
): AsyncGenerator<{ readonly row: (column: string) => string; readonly raw: string; readonly wrong?: string; readonly columns: readonly string[] }> {
  const table = await openCsv(bytes, undefined, { recover: true });
  let at: Map<string, number> | undefined;
  let columns: string[] = [];
  for await (const cells of table.rows) {
    if (!at) {
      columns = cells.map((cell) => cell.replace(/^\ufeff/, '').trim());
      at = new Map(columns.map((name, i) => [name, i]));
      const missing = needed.filter((name) => !at?.has(name));
      if (missing.length > 0)
        throw new DomainError('registry.missing_columns', `expected columns ${missing.join(', ')}, got ${columns.slice(0, 12).join(', ')} ...`, {
          missing,
        });
      continue;
    }
    if (cells.length === 1 && (cells[0] ?? '').trim() === '') continue;
    const positions = at;
    const raw = cells.map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
    yield {
      row: (column) => trimmed(cells[positions.get(column) ?? -1]),
      raw,
      columns,
      // More cells than headings stand behind the known ones; fewer mean a broken row.
      ...(cells.length >= columns.length
        ? raw.includes('\ufffd')
          ? { wrong: 'a byte that the encoding does not have' }
          : {}
        : { wrong: `expected ${columns.length} cells, got ${cells.length}` }),
    };
  }
  if (!at) throw new DomainError('registry.empty_file', 'expected a table with a header row, got an empty file');
}
