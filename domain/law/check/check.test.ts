import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openLawBook } from '#adapters/law/folder.ts';
import { loadCalendar } from '../calendar/load.ts';
import { lawCheck } from './check.ts';

const book = openLawBook();
const calendar = await loadCalendar(['CN', 'DE', 'GB', 'US']);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const shared = '../../../../shared/law/oracles.json';

describe('worked examples', () => {
  test.each(lawCheck(read('../../../vectors/law/worked-examples.json'), { book, calendar }))('$id', ({ verdict, expected, ours, trace }) => {
    expect({ verdict, ours }).toMatchObject({ verdict: 'agree', ours: expect.objectContaining({}) });
    expect(Object.keys(ours).sort()).toEqual(expect.arrayContaining(Object.keys(expected).sort()));
    expect(trace.length).toBeGreaterThan(0);
  });

  test.skipIf(!existsSync(new URL(shared, import.meta.url)))('the shared oracles: at least 45 of 50 supported, all agree or are explained', () => {
    const results = lawCheck(read(shared), { book, calendar });
    expect(results.filter((one) => one.verdict === 'unsupported').length).toBeLessThanOrEqual(5);
    expect(results.filter((one) => one.verdict === 'disagree' && !one.knownGap).map((one) => one.id)).toEqual([]);
  });
  if (!existsSync(new URL(shared, import.meta.url))) console.log('law check: shared/law/oracles.json is absent; only vectors/law was checked');
});

describe('rows are recognised by what they hold', () => {
  const one = (row: object) => lawCheck([{ id: 'x', jurisdiction: 'CN', rule: '', input: {}, expected: {}, ...row }], { book, calendar })[0];

  test('a wrong figure disagrees', () => {
    expect(one({ rule: 'court acceptance fee, property case', input: { amount_cny: 1000000 }, expected: { fee_cny: 13801 } })?.verdict).toBe(
      'disagree',
    );
  });

  test('an id changes nothing', () => {
    const row = { rule: 'LPR 1Y in force', input: { date: '2026-09-01' }, expected: { rate: '3.0' } };
    expect(one({ ...row, id: 'anything' })?.verdict).toBe('agree');
  });

  test('what nobody taught us is unsupported, never guessed', () => {
    expect(one({ rule: 'phase of the moon', input: { night: 'yes' }, expected: { phase: 'full' } })?.verdict).toBe('unsupported');
  });

  test('after the last publication it is unsupported, not the old figure', () => {
    expect(one({ rule: 'LPR 1Y in force', input: { date: '2026-11-01' }, expected: { rate: '3.0' } })?.verdict).not.toBe('agree');
  });

  test.each([
    [{ oracles: 'none' }, 'list of rows'],
    [[{ id: 1 }], 'row 1'],
    [[null], 'row 1'],
  ])('a file that is none is refused: %j', (file, message) => {
    expect(() => lawCheck(file, { book })).toThrow(message);
  });
});
