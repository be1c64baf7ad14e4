import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import type { Command } from '../command.ts';
import { command as compare } from './compare.ts';
import { command as match } from './match.ts';

const folder = mkdtempSync(join(tmpdir(), 'quittance-names-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function told(command: Command, args: string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const texts = { out: '', err: '' };
  stdout.on('data', (chunk: Buffer) => {
    texts.out += chunk.toString();
  });
  stderr.on('data', (chunk: Buffer) => {
    texts.err += chunk.toString();
  });
  const code = await command.run(args, { stdin: Readable.from([input]), stdout, stderr });
  await new Promise((settle) => setImmediate(settle));
  return { code, ...texts };
}

describe('names compare', () => {
  it('reads entities, lists of names and texts in one batch, and gives an error row for anything else', async () => {
    const lines = [
      {
        id: 'ftm',
        a: { schema: 'Company', properties: { name: ['Acme Foods Ltd'], country: ['gb'] } },
        b: { schema: 'LegalEntity', properties: { name: ['ACME Foods Limited'] } },
      },
      { id: 'lists', a: ['Acme Foods Ltd', 'AFL'], b: { name: ['Acme Foods'] }, schema: 'Organization' },
      { id: 'texts', a: 'Acme Foods Ltd', b: 'Acme Foods', schema: 'LegalEntity' },
      { id: 'number', a: 7, b: 'Acme' },
      { id: 'empty', a: {}, b: 'Acme' },
      { id: 'nothing', a: null, b: 'Acme' },
    ];
    const { code, out } = await told(compare, ['--batch'], lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(code).toBe(1);
    const rows = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; verdict?: string; error?: string });
    expect(rows.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['ftm', 'match'],
      ['lists', 'match'],
      ['texts', 'match'],
      ['number', undefined],
      ['empty', undefined],
      ['nothing', undefined],
    ]);
    expect(rows.slice(3).every(({ error }) => typeof error === 'string' && error.length > 0)).toBe(true);
  });

  it('answers every line of a batch and goes on after a bad one', async () => {
    const lines = [
      '{"id":1,"a":"Apple Inc.","b":"Apple Incorporated"}',
      'not json',
      '{"id":"x","a":"John Smith","b":"John Brown","schema":"Person"}',
      '{"id":4,"a":"only one"}',
      '',
    ];
    const { code, out } = await told(compare, ['--batch', '--lang', 'en'], lines.join('\n'));
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(code).toBe(1);
    expect(answers.map((answer) => answer.verdict ?? 'error')).toEqual(['match', 'error', 'none', 'error']);
    expect(answers[3]).toMatchObject({ id: 4, line: 4 });
  });

  it('compares lists of names and whole entities', async () => {
    const { out } = await told(
      compare,
      ['--batch'],
      '{"id":1,"a":["华为","Huawei Technologies"],"b":{"schema":"Company","properties":{"name":["HUAWEI TECHNOLOGIES CO LTD"]}}}',
    );
    expect(JSON.parse(out)).toMatchObject({ id: 1, verdict: 'match' });
  });

  it('says how it is used when the names are not two', async () => {
    expect(await told(compare, ['only'])).toMatchObject({ code: 64, out: '' });
    expect((await told(compare, ['a', 'b', '--wrong'])).code).toBe(64);
  });
});

describe('names match', () => {
  const file = join(folder, 'names.csv');
  writeFileSync(file, 'id,name\nA1,南京置顺健康咨询有限公司\nA2,"Acme Trading Co., Ltd."\nA3,合肥置顺健康咨询有限公司\n');

  it('finds a name of a file in another script', async () => {
    const { code, out } = await told(match, ['南京置順健康諮詢', '--against', file, '--json']);
    expect(code).toBe(0);
    expect((JSON.parse(out) as { matches: { id: string }[] }).matches[0]?.id).toBe('A1');
  });

  it('keeps an index and asks it in batches', async () => {
    const saved = join(folder, 'names.qni');
    expect((await told(match, ['--against', file, '--save', saved])).code).toBe(0);
    const { out } = await told(match, ['--batch', '--against', saved], '{"id":9,"name":"ACME TRADING LIMITED"}\n');
    expect(JSON.parse(out)).toMatchObject({ id: 9, matches: [{ id: 'A2', verdict: 'match' }] });
  });

  it('says that a file is missing', async () => {
    expect(await told(match, ['x', '--against', join(folder, 'none.txt')])).toMatchObject({ code: 66 });
  });
});
