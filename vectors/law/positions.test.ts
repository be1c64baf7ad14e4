import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openLawBook } from '#adapters/law/folder.ts';
import { answerPosition } from '#domain/law/ask/answers.ts';

type Case = { readonly id: string; readonly source: string; readonly request: object; readonly expected: Readonly<Record<string, string>> };
const { cases } = JSON.parse(readFileSync(new URL('./positions.json', import.meta.url), 'utf8')) as { cases: Case[] };
const book = openLawBook();

test.each(cases)('$id: $source', ({ request, expected }) => {
  const { result, trace } = answerPosition(request, '2026-11-23', book);
  const found = result as Record<string, { amount?: string; expiresOn?: string }>;
  for (const [key, value] of Object.entries(expected))
    expect([key, key === 'expiresOn' ? found.limitation?.expiresOn : found[key]?.amount]).toEqual([key, value]);
  expect(trace.length).toBeGreaterThan(0);
});
