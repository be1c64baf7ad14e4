/** CSV text (RFC 4180, CRLF) with the mark that makes spreadsheets read it as UTF-8. */
export async function* csvText(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  yield '\ufeff';
  for await (const row of rows) yield `${row.map(quoted).join(',')}\r\n`;
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) || /^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
