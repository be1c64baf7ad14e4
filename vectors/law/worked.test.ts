import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openLawBook } from '#adapters/law/folder.ts';
import { loadCalendar } from '#domain/law/calendar/load.ts';
import { checkRow } from '#domain/law/check/check.ts';
import { readRow } from '#domain/law/check/row.ts';

type Row = { readonly id: string; readonly source: string };
const folder = new URL('./worked/', import.meta.url);
const read = (name: string): Row[] => (JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { oracles: Row[] }).oracles;
const book = openLawBook();
const calendar = await loadCalendar(['CN', 'DE', 'GB', 'US', 'AU', 'ID', 'KZ']);

describe.each(readdirSync(folder))('%s', (name) => {
  test.each(read(name))('$id ($source)', (row) => {
    expect(row.source).not.toBe('');
    const { verdict, ours, expected, trace } = checkRow(readRow(row, 0), { book, calendar });
    expect({ verdict, ours, expected }).toMatchObject({ verdict: 'agree' });
    expect(trace.length).toBeGreaterThan(0);
  });
});
