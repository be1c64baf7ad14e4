import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Command } from '../command.ts';
import { command as check } from './check.ts';
import { command as fee } from './fee.ts';
import { command as interest } from './interest.ts';
import { command as limitation } from './limitation.ts';
import { command as position } from './position.ts';
import { command as rate } from './rate.ts';

type Ran = { readonly code: number; readonly out: string; readonly err: string };

async function ran(command: Command, args: string[], stdin = ''): Promise<Ran> {
  let [out, err] = ['', ''];
  const sink = (take: (text: string) => void) =>
    new Writable({
      write(chunk, _, done) {
        take(String(chunk));
        done();
      },
    });
  const io = { stdin: Readable.from([stdin]), stdout: sink((text) => (out += text)), stderr: sink((text) => (err += text)) };
  return { code: await command.run(args, io), out, err };
}
const result = async (command: Command, args: string[], stdin?: string) =>
  JSON.parse((await ran(command, args, stdin)).out) as { result: Record<string, unknown>; trace: unknown[] };

describe('quittance law', () => {
  test('position from flags', async () => {
    const { result: found, trace } = await result(position, [
      '--jurisdiction',
      'GB',
      '--amount',
      '10000',
      '--due',
      '2026-01-10',
      '--as-of',
      '2026-03-11',
      '--json',
    ]);
    expect(found.total).toEqual({ amount: '10293.15', currency: 'GBP' });
    expect(trace.length).toBeGreaterThan(2);
  });

  test('position from a claim on stdin, and from NDJSON with an id, a bad line and a good one', async () => {
    const claim = {
      claim: {
        creditor: { name: 'S' },
        debtor: { name: 'B' },
        governingLaw: 'DE',
        currency: 'EUR',
        basis: 'sale',
        items: [{ number: '1', amount: '10000', dueOn: '2023-01-01' }],
      },
      asOf: '2023-07-01',
    };
    expect((await result(position, [], JSON.stringify(claim))).result.interest).toEqual({ amount: '527.05', currency: 'EUR' });
    const lines = [
      JSON.stringify({ id: 'a', ...claim }),
      '{"id":"b","jurisdiction":"DE","amount":"ten"}',
      JSON.stringify({ id: 'c', ...claim }),
    ].join('\n');
    const { code, out } = await ran(position, ['--batch'], lines);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; error?: { code: string }; result?: object });
    expect(answers.map((one) => [one.id, one.error?.code])).toEqual([
      ['a', undefined],
      ['b', 'law.bad_request'],
      ['c', undefined],
    ]);
    expect(code).toBe(65);
  });

  test('interest refuses where no rate is published, and says until when one is', async () => {
    const { result: found } = await result(interest, ['--jurisdiction', 'GB', '--amount', '100', '--due', '2026-08-01', '--as-of', '2026-11-01']);
    expect(found).toMatchObject({ kind: 'refusal', code: 'law.not_published_yet', data: { validThrough: '2026-06-30' } });
    const { result: loan } = await result(interest, [
      '--jurisdiction',
      'CN',
      '--amount',
      '100000',
      '--basis',
      'loan',
      '--contract',
      '2024-01-30',
      '--due',
      '2025-01-30',
      '--agreed-yearly',
      '24',
      '--as-of',
      '2026-01-31',
    ]);
    expect(loan.interest).toEqual({ amount: '13800.00', currency: 'CNY' });
  });

  test('limitation, fee and rate', async () => {
    expect((await result(limitation, ['--jurisdiction', 'DE', '--due', '2022-05-15'])).result.expiresOn).toBe('2025-12-31');
    const fees = (await result(fee, ['acceptance', '--jurisdiction', 'CN', '--amount', '1000000'])).result as unknown as { amount: string }[];
    expect(fees.map((one) => one.amount)).toEqual(['13800.00']);
    expect((await result(rate, ['CN.LPR_1Y', '--on', '2026-09-01'])).result.value).toBe('3.00');
    expect((await result(rate, ['CN.LPR_1Y', '--on', '2026-11-01'])).result.code).toBe('law.not_published_yet');
  });

  test('check reports row by row and fails only on what is not explained', async () => {
    const file = fileURLToPath(new URL('../../../vectors/law/worked-examples.json', import.meta.url));
    const { code, out, err } = await ran(check, [file, '--json']);
    const rows = JSON.parse(out) as { id: string; verdict: string; expected: object; ours: object; trace: object[] }[];
    expect(rows.every((row) => row.verdict === 'agree' && row.trace.length > 0)).toBe(true);
    expect([code, err]).toEqual([0, `${rows.length} rows: ${rows.length} agree, 0 disagree, 0 unsupported\n`]);
  });

  test('bad usage answers 64, a missing file 66', async () => {
    expect((await ran(position, ['--nonsense'])).code).toBe(64);
    expect((await ran(check, [])).code).toBe(64);
    expect((await ran(check, ['nowhere.json'])).code).toBe(66);
  });

  test('a request with an unknown key is refused with its path', async () => {
    await expect(ran(position, [], '{"jurisdiction":"DE","amount":"1","dueOn":"2025-01-01"}')).rejects.toThrow('request.dueOn');
  });
});
