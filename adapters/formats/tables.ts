import { createReadStream } from 'node:fs';
import { DomainError } from '#domain/kernel/error.ts';
import type { TableSource } from '#usecases/intake/batch/table.ts';
import { containerOf } from './container.ts';
import type { TextEncoding } from './csv/encoding.ts';
import { openCsv } from './csv/read.ts';
import { openXlsx, xlsxBounds } from './xlsx/read.ts';

/** Opens a batch file by its content: XLSX (a ZIP) or CSV text. A stream is read once; open it again to read again. */
export async function openTable(bytes: AsyncIterable<Uint8Array>, encoding?: TextEncoding['encoding']): Promise<TableSource> {
  const iterator = bytes[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done || first.value.length === 0) throw new DomainError('intake.empty_file', 'expected a table, got an empty file');
  const container = containerOf(first.value);
  switch (container.kind) {
    case 'zip':
      return openXlsx(await collected(first.value, iterator));
    case 'text':
      return openCsv(resumed(first.value, iterator), encoding);
    case 'foreign':
      // UTF-16 without a mark looks binary; anything else that is named is refused by name.
      if (container.en === 'a binary file of unknown kind') return openCsv(resumed(first.value, iterator), encoding);
      throw new DomainError('intake.not_a_table', `expected CSV or XLSX, got ${container.en}`, { found: container.en });
    case 'xml':
    case 'pdf':
      throw new DomainError('intake.not_a_table', `expected CSV or XLSX, got ${container.kind.toUpperCase()}`, { found: container.kind });
  }
}

export const openTableFile = (path: string): Promise<TableSource> => openTable(createReadStream(path));

async function collected(first: Uint8Array, rest: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of resumed(first, rest)) {
    length += chunk.length;
    if (length > xlsxBounds.bytes)
      throw new DomainError('intake.too_large', `expected a workbook of at most ${xlsxBounds.bytes} bytes; save it as CSV instead`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function* resumed(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (;;) {
    const next = await rest.next();
    if (next.done) return;
    yield next.value;
  }
}
