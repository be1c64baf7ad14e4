import { DomainError } from '#domain/kernel/error.ts';

export const rowBounds = { recordLength: 1_000_000, columns: 1_000 } as const;

/**
 * Splits text into rows of cells (RFC 4180; a quote counts only at a cell's start; CRLF, LF or CR end a row).
 * Holds one row at a time. A quote that never closes is refused with its row; with `recover` its line becomes a row of one
 * cell and the next line begins anew, so that one slip in a file of millions does not end it.
 */
export async function* csvRows(chunks: AsyncIterable<string>, delimiter: string, recover = false): AsyncGenerator<string[]> {
  let rest = '';
  let row = 0;
  for await (const chunk of chunks) {
    rest += chunk;
    // A trailing CR may be half of a CRLF, and a trailing quote half of a doubled one: both wait for the next chunk.
    const taken = split(rest, delimiter, false);
    for (const cells of taken.rows) {
      row++;
      yield cells;
    }
    rest = rest.slice(taken.used);
    while (rest.length > rowBounds.recordLength) {
      const line = endOfLine(rest, 0);
      if (!recover || line === -1) throw tooLong(rest, row + 1);
      yield [rest.slice(0, line)];
      const taken = split(rest.slice(afterLine(rest, line)), delimiter, false);
      for (const cells of taken.rows) yield cells;
      row += 1 + taken.rows.length;
      rest = rest.slice(afterLine(rest, line) + taken.used);
    }
  }
  for (;;) {
    const last = split(rest, delimiter, true);
    for (const cells of last.rows) yield cells;
    rest = rest.slice(last.used);
    row += last.rows.length;
    if (rest === '') return;
    if (!recover) throw tooLong(rest, row + 1);
    const line = endOfLine(rest, 0);
    yield [line === -1 ? rest : rest.slice(0, line)];
    row += 1;
    rest = line === -1 ? '' : rest.slice(afterLine(rest, line));
  }
}

function split(text: string, delimiter: string, final: boolean): { readonly rows: string[][]; readonly used: number } {
  const rows: string[][] = [];
  let used = 0;
  for (;;) {
    const record = recordAt(text, used, delimiter, final);
    if (record === undefined) return { rows, used };
    refuseTooWide(record.cells.length);
    rows.push(record.cells);
    used = record.end;
  }
}

function refuseTooWide(columns: number): void {
  if (columns > rowBounds.columns) throw new DomainError('intake.too_many_columns', `expected at most ${rowBounds.columns} columns, got ${columns}`);
}

function recordAt(text: string, start: number, delimiter: string, final: boolean): { readonly cells: string[]; readonly end: number } | undefined {
  if (start >= text.length) return undefined;
  const lineEnd = endOfLine(text, start);
  const plain = lineEnd === -1 ? text.length : lineEnd;
  // Looked for in this line only: searching the whole rest for every row would be quadratic.
  if (!text.slice(start, plain).includes('"')) {
    if (lineEnd === -1 && !final) return undefined;
    if (lineEnd === text.length - 1 && text[lineEnd] === '\r' && !final) return undefined;
    return { cells: text.slice(start, plain).split(delimiter), end: afterLine(text, plain) };
  }
  return quotedRecord(text, start, delimiter, final);
}

function quotedRecord(
  text: string,
  start: number,
  delimiter: string,
  final: boolean,
): { readonly cells: string[]; readonly end: number } | undefined {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    let cell = '';
    if (text[at] === '"') {
      at++;
      for (;;) {
        const close = text.indexOf('"', at);
        if (close === -1 || (close === text.length - 1 && !final)) return undefined;
        cell += text.slice(at, close);
        at = close + 1;
        if (text[at] !== '"') break;
        cell += '"';
        at++;
      }
    }
    const nextDelimiter = text.indexOf(delimiter, at);
    const nextLine = endOfLine(text, at);
    if (nextDelimiter !== -1 && (nextLine === -1 || nextDelimiter < nextLine)) {
      cells.push(cell + text.slice(at, nextDelimiter));
      refuseTooWide(cells.length);
      at = nextDelimiter + 1;
      continue;
    }
    if (nextLine === -1 && !final) return undefined;
    if (nextLine === text.length - 1 && text[nextLine] === '\r' && !final) return undefined;
    const end = nextLine === -1 ? text.length : nextLine;
    cells.push(cell + text.slice(at, end));
    return { cells, end: afterLine(text, end) };
  }
}

/** The next CR or LF. A plain walk costs one line; indexOf for the one that is not there would cost the whole rest, row after row. */
function endOfLine(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return -1;
}

const afterLine = (text: string, end: number): number => (text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1);

const tooLong = (rest: string, row: number): DomainError =>
  rest.includes('"')
    ? new DomainError('intake.unclosed_quote', `expected a closing quote, got none from row ${row} on`, { row })
    : new DomainError('intake.too_complex', `expected rows of at most ${rowBounds.recordLength} characters, got a longer row ${row}`, { row });

/** The delimiter that splits the first rows into most columns evenly; Excel's own "sep=" line decides where it stands. */
export function delimiterOf(sample: string): string {
  const hint = /^sep=(.)\r?\n/i.exec(sample)?.[1];
  if (hint !== undefined) return hint;
  const scored = [',', ';', '\t', '|'].map((delimiter) => {
    const rows = split(sample, delimiter, false)
      .rows.filter((cells) => cells.some((cell) => cell.trim() !== ''))
      .slice(0, 50);
    const counts = new Map<number, number>();
    for (const cells of rows) if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
    const [width = 1, times = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    return { delimiter, score: rows.length === 0 ? 0 : (times / rows.length) * Math.min(width, 20) };
  });
  return scored.reduce((best, each) => (each.score > best.score ? each : best)).delimiter;
}
