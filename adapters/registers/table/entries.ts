import type { Identifier } from '#domain/claim/party.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { schemeNamed } from '#domain/registry/identifiers/check.ts';
import { fieldOfHeading, type ListField, listFields } from '#domain/registry/lists/list-fields.ts';
import { readDay, readNumber, readStatus, saysClosed } from '#domain/registry/lists/list-values.ts';
import { hash64 } from '#domain/registry/lookup/name-hash.ts';
import { entityKey, normalIdentifier } from '#domain/registry/lookup/normal-identifier.ts';
import type { SourceRecord } from '#usecases/ports/registry.ts';
import { type BulkFormat, filled, rejectedRecord } from '../format.ts';
import { namedRows } from './rows.ts';

/** Any table with a header: a register's export or a list (judgment debtors, defaulters, insolvencies, sanctions). */
export const table: BulkFormat = {
  id: 'csv',
  title: 'Any CSV with a header; columns by --map or by their usual names (zh, en)',
  source: { id: 'own-table', kind: 'register', name: 'Own table', licence: 'own', exportable: false, countries: [], reach: 'voluntary' },
  async *records(bytes, options) {
    let columns: Columns | undefined;
    let line = 1;
    for await (const { row, raw, wrong, columns: names } of namedRows(bytes)) {
      line += 1;
      columns ??= columnsOf(names, options.mapping ?? {});
      yield wrong === undefined ? entryOf(columns, row, raw, options) : rejectedRecord(raw, `row ${line}: ${wrong}`);
    }
  },
};

/** Field or identifier scheme -> columns that hold it. */
export type Columns = {
  readonly fields: ReadonlyMap<ListField, readonly string[]>;
  readonly identifiers: readonly { readonly scheme: string; readonly column: string }[];
  readonly other: readonly string[];
};

/** The given mapping first, then the columns' usual names. Refuses a mapping to unknown fields or columns, and a table without a name. */
export function columnsOf(names: readonly string[], mapping: Readonly<Record<string, string>>): Columns {
  const fields = new Map<ListField, string[]>();
  const identifiers: { scheme: string; column: string }[] = [];
  const taken = new Set<string>();
  const isField = (text: string): text is ListField => (listFields as readonly string[]).includes(text);
  for (const [field, column] of Object.entries(mapping)) {
    if (!names.includes(column))
      throw new DomainError('registry.bad_mapping', `expected a column of the table for "${field}", got "${column}"; it has ${names.join(', ')}`, {
        field,
        column,
      });
    const scheme = schemeNamed(field);
    if (isField(field)) fields.set(field, [...(fields.get(field) ?? []), column]);
    else if (scheme) identifiers.push({ scheme, column });
    else
      throw new DomainError('registry.bad_mapping', `expected a field out of ${listFields.join(', ')} or an identifier scheme, got "${field}"`, {
        field,
      });
    taken.add(column);
  }
  for (const column of names) {
    if (taken.has(column)) continue;
    const field = fieldOfHeading(column);
    const scheme = field === undefined || field === 'number' ? schemeNamed(column) : undefined;
    if (scheme) identifiers.push({ scheme, column });
    else if (field && !(field in mapping)) fields.set(field, [...(fields.get(field) ?? []), column]);
    else continue;
    taken.add(column);
  }
  if (!fields.has('name'))
    throw new DomainError(
      'registry.bad_mapping',
      `expected a column for the name, got ${names.slice(0, 20).join(', ')}; say which with --map name=Column`,
      { field: 'name' },
    );
  return { fields, identifiers, other: names.filter((name) => !taken.has(name)) };
}

const severalIn = (text: string): string[] =>
  text
    .split(/[;；|、]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

function entryOf(
  columns: Columns,
  row: (column: string) => string,
  raw: string,
  options: { readonly sourceId: string; readonly country?: string; readonly list?: string },
): SourceRecord {
  const value = (field: ListField): string => (columns.fields.get(field) ?? []).map(row).find((text) => text !== '') ?? '';
  const name = value('name');
  if (name === '') return rejectedRecord(raw, 'the name is empty');
  const given = value('country').toUpperCase();
  const country = /^[A-Z]{2}$/.test(given) ? given : options.country;
  const identifiers: Identifier[] = columns.identifiers.flatMap(({ scheme, column }) => (row(column) === '' ? [] : [{ scheme, value: row(column) }]));
  const masked: string[] = [];
  for (const column of columns.fields.get('number') ?? []) {
    const number = readNumber(row(column), country ?? (/[\u4e00-\u9fff]/.test(name) ? 'CN' : undefined));
    if (number && 'masked' in number) masked.push(number.masked);
    else if (number) identifiers.push(number);
  }
  const first = identifiers
    .map(({ scheme, value: text }) => normalIdentifier(scheme, text))
    .find((one) => one !== undefined && one.valid !== false && !one.value.includes('*'));
  const caseNumber = value('caseNumber');
  const person = /自然人|个人|person|individual/i.test(value('kind')) || (masked.length > 0 && identifiers.length === 0);
  const key =
    options.list === undefined && first
      ? entityKey(first.scheme, first.value)
      : `${options.sourceId}:${hash64('t', [caseNumber, name, first?.value ?? masked[0] ?? '', caseNumber === '' ? value('publishedOn') : ''].join('|'))}`;
  const ended = readDay(value('ended'));
  const props: Record<string, string> = {};
  for (const field of listFields) {
    const text = value(field);
    if (text === '' || ['name', 'otherNames', 'formerNames', 'number', 'country', 'since', 'ended'].includes(field)) continue;
    props[field] = field === 'filedOn' || field === 'publishedOn' ? (readDay(text) ?? text) : text;
  }
  for (const column of columns.other.slice(0, 60)) if (row(column) !== '' && !/^\d{17}[\dXx]$/.test(row(column))) props[column] ??= row(column);
  const status = readStatus(value('status'));
  return {
    // Personal numbers are masked in what is kept as raw, too.
    raw: raw.replace(/(?<![0-9A-Za-z])(\d{4})\d{12}(\d[\dXx])(?![0-9A-Za-z])/g, (all, head: string, tail: string) =>
      'masked' in (readNumber(all, 'CN') ?? {}) ? `${head}************${tail}` : all,
    ),
    edges: [],
    entities: [
      {
        key,
        schema: person ? 'Person' : 'LegalEntity',
        name,
        names: [
          ...severalIn(value('otherNames')).map((text) => ({ name: text, kind: 'other' as const })),
          ...severalIn(value('formerNames')).map((text) => ({ name: text, kind: 'former' as const })),
        ],
        identifiers,
        status: ended ? 'dissolved' : status,
        open: !saysClosed(value('closed')) && ended === undefined,
        ...filled({ country, since: readDay(value('since')), ended }),
        props: filled({ ...props, maskedNumber: masked[0] }) as Record<string, string>,
      },
    ],
  };
}
