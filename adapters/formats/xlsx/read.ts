import { DomainError } from '#domain/kernel/error.ts';
import type { TableSource } from '#usecases/intake/batch/table.ts';
import { type Archive, openArchive } from '../zip/archive.ts';
import { numberText } from './cell-text.ts';
import { attribute, brokenPart, openWorkbook, partParser, type Workbook } from './workbook.ts';

export const xlsxBounds = { bytes: 200 * 1024 * 1024, columns: 1_000, cellLength: 100_000, blankRows: 1_100_000 } as const;

/** Opens the first visible sheet of an XLSX; rows stream, only the shared strings stay in memory. */
export async function openXlsx(bytes: Uint8Array): Promise<TableSource> {
  if (bytes.length > xlsxBounds.bytes) {
    throw new DomainError(
      'intake.too_large',
      `expected a workbook of at most ${xlsxBounds.bytes} bytes, got ${bytes.length}; save it as CSV instead`,
    );
  }
  const archive = await openArchive(bytes);
  const workbook = await openWorkbook(archive);
  return { format: 'xlsx', sheet: workbook.sheetName, rows: sheetRows(archive, workbook) };
}

async function* sheetRows(archive: Archive, workbook: Workbook): AsyncGenerator<string[]> {
  const ready: string[][] = [];
  let row: string[] = [];
  let rowNumber = 0;
  let column = -1;
  let type = 'n';
  let style = 0;
  let value = '';
  let collecting = false;
  let phonetic = false;
  const parser = partParser();
  parser.on('opentag', (tag) => {
    switch (tag.local) {
      case 'row': {
        const given = Number(attribute(tag, 'r') ?? rowNumber + 1);
        if (given > xlsxBounds.blankRows)
          throw new DomainError('intake.too_complex', `expected at most ${xlsxBounds.blankRows} rows, got row ${given}`);
        // Empty rows are left out of the file; they are put back so that a row's number is the one a person sees.
        while (++rowNumber < given) ready.push([]);
        row = [];
        column = -1;
        return;
      }
      case 'c': {
        const reference = attribute(tag, 'r');
        column = reference === undefined ? column + 1 : columnIndex(reference);
        if (column >= xlsxBounds.columns)
          throw new DomainError('intake.too_many_columns', `expected at most ${xlsxBounds.columns} columns, got column ${column + 1}`);
        type = attribute(tag, 't') ?? 'n';
        style = Number(attribute(tag, 's') ?? '0');
        value = '';
        return;
      }
      case 'v':
      case 't':
        collecting = !phonetic;
        return;
      case 'rPh':
        phonetic = true;
        return;
    }
  });
  parser.on('text', (text) => {
    if (!collecting) return;
    value += text;
    if (value.length > xlsxBounds.cellLength)
      throw new DomainError('intake.too_complex', `expected at most ${xlsxBounds.cellLength} characters in a cell`);
  });
  parser.on('closetag', (tag) => {
    if (tag.local === 'v' || tag.local === 't') collecting = false;
    if (tag.local === 'rPh') phonetic = false;
    if (tag.local === 'c') {
      while (row.length < column) row.push('');
      row[column] = cellText(value, type, style, workbook);
    }
    if (tag.local === 'row') ready.push(row);
  });
  const decoder = new TextDecoder();
  try {
    for await (const chunk of await archive.open(workbook.sheetPath)) {
      parser.write(decoder.decode(chunk as Uint8Array, { stream: true }));
      yield* ready.splice(0);
    }
    parser.close();
  } catch (cause) {
    throw cause instanceof DomainError ? cause : brokenPart(workbook.sheetPath, cause);
  }
  yield* ready;
}

function cellText(value: string, type: string, style: number, workbook: Workbook): string {
  switch (type) {
    case 's':
      return workbook.strings[Number(value)] ?? '';
    case 'n':
      return value === '' ? '' : numberText(value, workbook.styles[style] ?? 'plain', workbook.date1904);
    case 'd':
      return value.slice(0, 10);
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    default:
      return value;
  }
}

/** "BC12" -> 54. */
function columnIndex(reference: string): number {
  let index = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? 'A') index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}
