import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type House, openHouse } from './house.ts';
import { wav } from './wav.ts';

// Calls and the flow of funds on the command line, as a person uses it: a process of its own, a key, a server on a port.
let house: House;
let env: NodeJS.ProcessEnv;
let number = '';
const folder = mkdtempSync(join(tmpdir(), 'quittance-cli-calls-'));
const main = join(import.meta.dirname, '..', '..', 'apps', 'cli', 'main.ts');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  house = await openHouse();
  const url = await house.app.listen({ port: 0, host: '127.0.0.1' });
  const key = (await house.call('POST', '/v1/keys', { name: 'cli', scopes: ['claims:read', 'claims:write'] })).body as never as { secret: string };
  env = { ...process.env, QUITTANCE_URL: url, QUITTANCE_API_KEY: key.secret };
  const filed = await house.call('POST', '/v1/claims', {
    basis: 'loan',
    creditor: { name: 'Hua Xing Lending Ltd', address: { lines: ['x'], country: 'CN' } },
    debtor: { name: 'Example Builders Ltd' },
    currency: 'EUR',
    governingLaw: 'DE',
    items: [{ number: 'L-1', amount: '1000.00', issuedOn: '2026-01-05', dueOn: '2026-03-05' }],
  });
  const { caseId, number: named } = filed.body as unknown as { caseId: string; number: string };
  number = named;
  const csv = 'Date,Amount,Currency,Counterparty\n2026-01-05,1000.00,EUR,Hua Xing Lending Ltd\n2026-01-06,-300.00,EUR,Shop Ltd\n';
  await house.upload(`/v1/cases/${caseId}/exhibits?kind=statement`, 'account.csv', Buffer.from(csv));
  writeFileSync(join(folder, 'call.wav'), wav(40));
}, 120_000);

const quittance = (...args: string[]): Promise<{ code: number | null; out: string; err: string }> =>
  new Promise((done) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
      env,
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const heard = { out: '', err: '' };
    for (const name of ['out', 'err'] as const) {
      child[`std${name}`].on('data', (part: Buffer) => {
        heard[name] += part.toString();
      });
    }
    child.once('close', (code) => done({ code, ...heard }));
  });

it('adds a recording only with purpose and consent, lists and shows it, and cuts a clip that verifies', { timeout: 120_000 }, async () => {
  const facts = ['--direction', 'outbound', '--started', '2026-11-20T17:00:00+08:00'];
  const refused = await quittance('call', 'add', number, 'call.wav', ...facts, '--purpose', 'proof');
  expect([refused.code, refused.err]).toEqual([65, expect.stringMatching(/个人信息保护法 13, 14.*\[calls\.no_consent\]/)]);
  const consent = ['--consent', 'spoken', '--consent-at', '2026-11-20T17:00:20+08:00', '--consent-by', 'Mr Example'];
  const added = await quittance('call', 'add', number, 'call.wav', ...facts, '--purpose', 'proof', ...consent);
  expect([added.code, added.err]).toEqual([0, '']);
  const { id } = JSON.parse(added.out) as { id: string };
  await house.until(
    () => quittance('call', 'list', number),
    ({ out }) => out.includes('recording logged'),
  );
  expect(JSON.parse((await quittance('call', 'show', id)).out)).toMatchObject({
    purpose: 'proof',
    consent: { how: 'spoken' },
    recordings: [{ state: 'sealed' }],
  });
  expect(JSON.parse((await quittance('call', 'list', number, '--json')).out).items).toHaveLength(1);

  expect((await quittance('call', 'clip', id, '--from', '5', '--to', '35', '--out', 'clip.json')).code).toBe(0);
  writeFileSync(join(folder, 'policy.txt'), (await house.anonymous('GET', '/v1/public/log/policy')).bytes);
  const verified = await quittance('evidence', 'verify-clip', 'clip.json', '--policy', 'policy.txt', '--json');
  expect([verified.code, JSON.parse(verified.out)]).toEqual([0, expect.objectContaining({ verdict: 'self-asserted' })]);
  expect((await quittance('call', 'clip', id, '--from', '5', '--to', '35', '--out', 'clip.json')).code).toBe(73);
  expect((await quittance('call', 'clip', id, '--from', '5', '--to', '3', '--out', 'other.json')).code).toBe(64);
  expect((await quittance('call', 'show', '01900000-0000-7000-8000-000000000000')).err).toContain('[calls.not_found]');
});

it('tells the flow of funds as lines, as a table and as data', { timeout: 120_000 }, async () => {
  const lines = await quittance('case', 'flow', number);
  expect([lines.code, lines.out.trim().split('\n').length]).toEqual([0, 2]);
  expect(lines.out).toMatch(/2026-01-06 {2}spending .* 300\.00 EUR {2}of the loan +300\.00 {2}Example Builders Ltd -> Shop Ltd {2}#/);
  expect((await quittance('case', 'flow', number, '--csv', '--least', '500')).out.trim().split('\r\n')).toHaveLength(2);
  expect(JSON.parse((await quittance('case', 'flow', number, '--json')).out)).toMatchObject({ convention: 'first-in-first-out' });
  expect((await quittance('case', 'flow', number, '--csv', '--json')).code).toBe(64);
});
