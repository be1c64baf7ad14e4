import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './house.ts';

// The command line as a person uses it: a process of its own, a key, a server on a port.

let house: House;
let env: NodeJS.ProcessEnv;
const folder = mkdtempSync(join(tmpdir(), 'quittance-cli-'));
const main = join(import.meta.dirname, '..', '..', 'apps', 'cli', 'main.ts');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  house = await openHouse();
  const url = await house.app.listen({ port: 0, host: '127.0.0.1' });
  const key = (
    await house.call('POST', '/v1/keys', {
      name: 'cli',
      scopes: ['claims:read', 'claims:write', 'letters:write', 'letters:approve', 'settings:write'],
    })
  ).body as never as { secret: string };
  env = { ...process.env, QUITTANCE_URL: url, QUITTANCE_API_KEY: key.secret };
});

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };
const quittance = (args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Ran> =>
  new Promise((done) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
      env: { ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (part: Buffer) => {
      out += part.toString();
    });
    child.stderr.on('data', (part: Buffer) => {
      err += part.toString();
    });
    child.on('close', (code) => done({ code, out, err }));
  });

const claim = {
  basis: 'sale',
  creditor: { name: 'Hua Xing Trading', address: { lines: [], country: 'CN' } },
  debtor: { name: 'Nordhafen GmbH', address: { lines: ['Kai 4'], city: 'Hamburg', country: 'DE' } },
  currency: 'EUR',
  governingLaw: 'DE',
  items: [{ number: 'CLI-1', amount: '1200.00', dueOn: '2026-03-12' }],
};

describe('the command line', () => {
  it('files a claim with an exhibit, shows it, prints its report, and approves its letter', async () => {
    const file = join(folder, 'claim.json');
    writeFileSync(file, JSON.stringify(claim));
    writeFileSync(join(folder, 'note.txt'), 'delivery note');
    const filed = await quittance(['claim', 'file', file, '--exhibit', join(folder, 'note.txt'), '--json']);
    expect([filed.code, filed.err]).toEqual([0, '']);
    const { number } = JSON.parse(filed.out) as { number: string };
    const shown = JSON.parse((await quittance(['case', 'show', number, 'position'])).out) as { position: { jurisdiction: string } };
    expect(shown.position.jurisdiction).toBe('DE');
    const pdf = join(folder, 'report.pdf');
    expect((await quittance(['case', 'report', number, '--locale', 'en', '--out', pdf])).code).toBe(0);
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    const planned = JSON.parse((await quittance(['letter', 'plan', number, '--channel', 'post', '--json'])).out) as { message: { id: string } };
    expect(JSON.parse((await quittance(['letter', 'approve', planned.message.id])).out)).toMatchObject({ id: planned.message.id });
    expect((await quittance(['letter', 'list'])).out).toContain(planned.message.id);
    const row = JSON.parse((await quittance(['case', 'pay', number, '--amount', '200.00', '--on', '2026-05-05'])).out) as { outstanding: string };
    expect(row.outstanding).toBe('1000.00');
  });

  it('works on the asset map: adds, moves, lists, exports', async () => {
    const file = join(folder, 'claim-2.json');
    writeFileSync(file, JSON.stringify({ ...claim, items: [{ ...claim.items[0], number: 'CLI-2' }] }));
    const { number } = JSON.parse((await quittance(['claim', 'file', file, '--json'])).out) as { number: string };
    expect((await quittance(['asset', 'screen', number])).code).toBe(0);
    const { roots } = JSON.parse((await quittance(['asset', 'list', number, '--json'])).out) as { roots: string[] };
    const what = ['--kind', 'Goods', '--name', '14 pallets', '--value', '900.00', '--currency', 'EUR', '--country', 'DE', '--source', 'receipt'];
    const added = await quittance(['asset', 'add', number, ...what, '--held-by', roots[0] ?? '', '--key', 'one', '--json']);
    const { id } = JSON.parse(added.out) as { id: string };
    expect(JSON.parse((await quittance(['asset', 'add', number, ...what, '--held-by', roots[0] ?? '', '--key', 'one', '--json'])).out)).toEqual({
      id,
    });
    expect((await quittance(['asset', 'status', number, id, 'usable', '--why', 'seen at the gate'])).out).toContain('usable');
    expect((await quittance(['asset', 'status', number, id, 'lost', '--why', 'seen at the gate'])).code).toBe(64);
    expect((await quittance(['asset', 'list', number, '--status', 'usable'])).out).toMatch(/● usable +EUR 900.00 .*14 pallets/);
    const pdf = join(folder, 'annex.pdf');
    expect((await quittance(['asset', 'export', number, '--as', 'pdf', '--purpose', 'freezing', '--locale', 'en', '--out', pdf])).code).toBe(0);
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await quittance(['asset', 'export', number, '--as', 'csv', '--locale', 'en'])).out).toContain('14 pallets');
    expect((await quittance(['asset', 'export', number, '--as', 'ftm'])).out).toContain('"schema":"Asset"');
    expect((await quittance(['asset', 'export', number, '--as', 'odt'])).code).toBe(64);
  }, 120_000);

  it('imports a file with progress on stderr and the rejected rows as a file', async () => {
    const file = join(folder, 'rows.csv');
    writeFileSync(
      file,
      'Invoice No,Customer,Country,Amount,Currency,Due Date\nA-1,Alpha GmbH,DE,10.00,EUR,2026-03-01\nA-2,Beta GmbH,DE,abc,EUR,2026-03-01\n',
    );
    const rejected = join(folder, 'rejected.csv');
    const ran = await quittance(['import', 'file', file, '--creditor', 'Hua Xing Trading', '--rejected', rejected, '--json']);
    expect([ran.code, JSON.parse(ran.out)]).toEqual([0, expect.objectContaining({ filed: 1, rejected: 1, duplicates: 0 })]);
    expect(ran.err).toContain('2 of 2 rows');
    expect(readFileSync(rejected, 'utf8')).toContain('is not an amount');
  });

  it('says in plain words what is wrong, with an exit code of its own', async () => {
    expect(await quittance(['case', 'show', '99-000000'])).toMatchObject({ code: 65, err: expect.stringContaining('There is no case 99-000000') });
    expect(await quittance(['case', 'list'], { QUITTANCE_API_KEY: '' })).toMatchObject({
      code: 77,
      err: expect.stringContaining('QUITTANCE_API_KEY'),
    });
    expect(await quittance(['case', 'list'], { QUITTANCE_URL: 'http://127.0.0.1:9' })).toMatchObject({
      code: 69,
      err: expect.stringContaining('npm start'),
    });
    expect(await quittance(['claim', 'file', join(folder, 'nowhere.json')])).toMatchObject({ code: 66 });
    expect(await quittance(['case', 'fly'])).toMatchObject({ code: 64, err: expect.stringMatching(/Known: .*list, pay, report, show/) });
  });
});
