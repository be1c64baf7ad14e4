import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { command } from './read.ts';

const vector = (name: string): string => fileURLToPath(new URL(`../../../vectors/intake/${name}`, import.meta.url));
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'intake-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(args: string[], stdin = ''): Promise<{ code: number; out: string; err: string }> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const code = await command.run(args, { stdin: Readable.from([Buffer.from(stdin)]), stdout, stderr });
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

it('prints one draft as JSON', async () => {
  const { code, out } = await run([vector('ubl-invoice.xml'), '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    number: 'SE-2026-0042',
    totals: { owed: '1000.00' },
    source: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
});

it('reads several files, keeps going past a bad one and returns the worst code', async () => {
  const bad = join(folder, 'bad.xml');
  await writeFile(bad, '<html></html>');
  const { code, out, err } = await run([vector('cii-invoice.xml'), bad, join(folder, 'none.xml'), '--json']);
  expect(code).toBe(66);
  expect(JSON.parse(out)).toMatchObject([{ number: 'FX-9' }, { error: { code: 'intake.foreign_file' } }, { error: { code: 'intake.no_such_file' } }]);
  expect(err).toContain('intake.foreign_file');
  expect((await run([bad])).code).toBe(65);
});

it('reads standard input, and prints words without --json', async () => {
  const { code, out } = await run(
    ['-'],
    '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><b:ID>7\u001b[31m</b:ID></Invoice>'.replace(
      '\u001b',
      '',
    ),
  );
  expect(code).toBe(0);
  expect(out).toContain('Number       7');
  expect((await run(['-'])).code).toBe(65);
});

it('explains its use', async () => {
  expect((await run([])).code).toBe(64);
  expect((await run(['--frob', 'x'])).code).toBe(64);
  expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('quittance intake read') });
});
