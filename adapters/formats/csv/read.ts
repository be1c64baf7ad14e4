import { DomainError } from '#domain/kernel/error.ts';
import type { TableSource } from '#usecases/intake/batch/table.ts';
import { encodingOf, type TextEncoding } from './encoding.ts';
import { csvRows, delimiterOf } from './rows.ts';

const sampleBytes = 1024 * 1024;

/**
 * Opens a CSV: encoding and delimiter are found from its first megabyte, then rows stream with one chunk in memory. With
 * `recover` a broken line or byte spoils its own row only, for bulk files that others publish.
 */
export async function openCsv(
  bytes: AsyncIterable<Uint8Array>,
  encoding?: TextEncoding['encoding'],
  { recover = false }: { readonly recover?: boolean } = {},
): Promise<TableSource> {
  const iterator = bytes[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let length = 0;
  while (length < sampleBytes) {
    const next = await iterator.next();
    if (next.done) break;
    head.push(next.value);
    length += next.value.length;
  }
  const sample = Buffer.concat(head);
  const found = encoding ?? encodingOf(sample).encoding;
  const text = new TextDecoder(found).decode(sample.subarray(0, sampleBytes), { stream: true });
  if (text.slice(0, 4096).includes('\0')) throw new DomainError('intake.not_a_table', 'expected a table, got binary data');
  const delimiter = delimiterOf(text);
  const hinted = /^sep=.\r?\n/i.exec(text)?.[0].length ?? 0;
  return { format: 'csv', encoding: found, delimiter, rows: csvRows(decoded(sample, iterator, found, hinted, !recover), delimiter, recover) };
}

async function* decoded(head: Uint8Array, rest: AsyncIterator<Uint8Array>, encoding: string, skip: number, fatal: boolean): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal });
  const decode = (chunk: Uint8Array | undefined): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (cause) {
      throw new DomainError('intake.bad_encoding', `expected ${encoding} text throughout, got bytes that it does not have`, { encoding }, cause);
    }
  };
  for (let at = 0; at < head.length; at += 65_536) {
    const text = decode(head.subarray(at, at + 65_536));
    yield at === 0 ? text.slice(skip) : text;
  }
  for (;;) {
    const next = await rest.next();
    if (next.done) break;
    yield decode(next.value);
  }
  yield decode(undefined);
}
