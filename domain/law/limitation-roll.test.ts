import { expect, test } from 'vitest';
import { openLawBook } from '#adapters/law/folder.ts';
import { answerLimitation } from './ask/answers.ts';
import { calendarFor } from './ask/calendars.ts';

const book = openLawBook();
const ask = async (request: Readonly<Record<string, unknown>>) => {
  const { result, trace } = answerLimitation(request, '2026-11-23', book, await calendarFor(request));
  return { ...(result as { status: string; expiresOn?: string; rollsTo?: string }), said: (trace as { text: { zh: string } }[]).at(-1)?.text.zh };
};

// 民法典 203: the last day 2025-10-03 is a holiday; the first working day after it is 2025-10-09.
test('an end on a holiday moves to the next working day, and until then the claim is in time', async () => {
  const claim = { jurisdiction: 'CN', due: '2022-10-03' };
  expect(await ask({ ...claim, asOf: '2025-10-04' })).toMatchObject({ status: 'running', expiresOn: '2025-10-03', rollsTo: '2025-10-09' });
  expect(await ask({ ...claim, asOf: '2025-10-10' })).toMatchObject({ status: 'expired', rollsTo: '2025-10-09' });
  expect((await ask({ ...claim, asOf: '2025-10-04' })).said).toContain('顺延至 2025-10-09');
});

test('an end on a working day, an adjusted Saturday among them, stays where it is', async () => {
  const found = await ask({ jurisdiction: 'CN', due: '2023-02-28', asOf: '2026-02-28' });
  expect(found).toMatchObject({ status: 'running', expiresOn: '2026-02-28' });
  expect(found.rollsTo).toBeUndefined();
});
