/** An XLSX of text cells, streamed. Every cell is a string cell, so nothing in it can run as a formula. */
export async function xlsxStream(rows: AsyncIterable<readonly string[]>, sheetName: string): Promise<ReadableStream<Uint8Array>> {
  const { writeXlsxStream } = await import('hucre/xlsx');
  return writeXlsxStream(mutable(rows), { name: sheetName });
}

async function* mutable(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string[]> {
  for await (const row of rows) yield [...row];
}
