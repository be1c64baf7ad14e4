import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';

import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { type NameIndex, NameIndexBuilder, readIndex } from '#domain/registry/matching/name-index.ts';
import type { Io } from '../../command.ts';

/** An index of names, and the id of each position where the file gave ids. */
export type OpenNames = { readonly index: NameIndex; readonly ids?: readonly string[] };

/** Where the register's importers leave the index of all names they hold, below the data folder. */
const registerIndex = join('registry', 'names.qni');

/** Opens a file of names, or the local register's index; an exit code when there is none or it cannot be read. */
export async function openNames(path: string | undefined, io: Io): Promise<OpenNames | number> {
  const file = path ?? localRegister();
  if (file === undefined || !existsSync(file)) {
    io.stderr.write(
      path === undefined
        ? 'names match: there is no local register yet; import one with "quittance registry import" or give a file with --against\n'
        : `names match: there is no file ${path}\n`,
    );
    return 66;
  }
  if (statSync(file).isDirectory()) {
    io.stderr.write(`names match: ${file} is a folder, expected a file of names\n`);
    return 66;
  }
  if (extname(file).toLowerCase() === '.qni') return { index: readIndex(readFileSync(file)), ...idsBeside(file) };
  const builder = new NameIndexBuilder();
  const ids: string[] = [];
  let own = false;
  let count = 0;
  for await (const { id, name } of namesOf(file)) {
    builder.add(name);
    count++;
    // A plain list needs no ids: its positions are its lines.
    if (id !== String(count) && !own) {
      own = true;
      for (let i = 1; i < count; i++) ids.push(String(i));
    }
    if (own) ids.push(id);
  }
  if (count === 0) {
    io.stderr.write(`names match: found no name in ${file}\n`);
    return 65;
  }
  return { index: builder.finish(), ...(own ? { ids } : {}) };
}

function localRegister(): string | undefined {
  const folders = [process.env.QUITTANCE_DATA, join(process.cwd(), '.quittance')];
  return folders.flatMap((folder) => (folder ? [join(folder, registerIndex)] : [])).find((file) => existsSync(file));
}

function idsBeside(file: string): { ids?: readonly string[] } {
  const beside = `${file}.ids`;
  return existsSync(beside) ? { ids: readFileSync(beside, 'utf8').split('\n') } : {};
}

type Named = { readonly id: string; readonly name: string };

async function* namesOf(file: string): AsyncGenerator<Named> {
  const kind = extname(file).toLowerCase();
  if (kind === '.csv' || kind === '.tsv') {
    yield* rowsOf(file, kind === '.tsv' ? '\t' : '');
    return;
  }
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
    line++;
    const trimmed = text.replace(/^\ufeff/, '').trim();
    if (trimmed === '') continue;
    if (kind === '.ndjson' || kind === '.jsonl') yield jsonLine(trimmed, line);
    else yield { id: String(line), name: trimmed };
  }
}

function jsonLine(text: string, line: number): Named {
  const record: unknown = JSON.parse(text);
  if (typeof record === 'string') return { id: String(line), name: record };
  const { id, name, caption } = record as { id?: unknown; name?: unknown; caption?: unknown };
  const found = typeof name === 'string' ? name : caption;
  if (typeof found !== 'string') throw new Error(`line ${line}: expected {id, name}, found no name`);
  return { id: id === undefined ? String(line) : String(id), name: found };
}

async function* rowsOf(file: string, delimiter: string): AsyncGenerator<Named> {
  const { default: papa } = await import('papaparse');
  const { data, meta } = papa.parse<Record<string, string>>(readFileSync(file, 'utf8').replace(/^\ufeff/, ''), {
    header: true,
    skipEmptyLines: true,
    delimiter,
  });
  const columns = meta.fields ?? [];
  const column =
    columns.find((field) => /^(name|company ?name|full_?name|legal ?name|名称|企业名称|公司名称|姓名)$/i.test(field.trim())) ?? columns[0];
  const idColumn = columns.find((field) => /^(id|lei|company ?number|编号)$/i.test(field.trim()));
  let row = 0;
  for (const record of data) {
    row++;
    const name = column === undefined ? undefined : record[column]?.trim();
    if (name) yield { id: (idColumn && record[idColumn]) || String(row), name };
  }
}
