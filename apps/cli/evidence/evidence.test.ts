import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEvidence } from '#adapters/log/open.ts';
import { clipOf, policyText } from '#adapters/log/testing/clips.ts';
import { textItem } from '#adapters/log/testing/items.ts';
import { type TestDatabase, testDatabase } from '#adapters/postgres/testing.ts';
import { wavHeader } from '#domain/evidence/recording/wav.ts';
import { uuid7 } from '#domain/kernel/id.ts';

const folder = mkdtempSync(join(tmpdir(), 'quittance-cli-evidence-'));
const main = resolve(import.meta.dirname, '..', 'main.ts');
let database: TestDatabase;
let caseId: string;
let recordId: string;

beforeAll(async () => {
  database = await testDatabase();
  const { tenant, actor } = await database.newTenant('Example Mediation Ltd');
  caseId = uuid7(1_760_000_000_000, randomBytes(10));
  await database.query(
    `insert into cases (tenant, id, number, claim_id, filing, duplicate_key, debtor_key, stage, source, creditor, debtor, currency, principal_minor, filed_at, updated_at)
     values ($1, $2, '26-000001', $2, '{"creditor":{"name":"某某贸易有限公司"},"debtor":{"name":"Example Trading Ltd"},"currency":"CNY","items":[]}', 'x', 'y', 'filed', 'test', '某某贸易有限公司', 'Example Trading Ltd', 'CNY', 100, now(), now())`,
    [tenant, caseId],
  );
  const folders = { objects: join(folder, 'objects'), log: join(folder, 'log'), keys: join(folder, 'keys') };
  const evidence = await openEvidence({ transactions: database, folders });
  const sealed = await database.withTenant(tenant, actor, (tx) =>
    evidence.sealing.seal(tx, [
      textItem(tenant, '购销合同', { caseId, name: '购销合同.txt', kind: 'contract' }),
      textItem(tenant, '送货单', { caseId, name: '送货单.txt', kind: 'exhibit' }),
    ]),
  );
  recordId = (sealed[0] as { recordId: string }).recordId;
  const stop = new AbortController();
  const sequencing = evidence.keepSequencing(stop.signal, (error) => {
    throw error;
  });
  while ((await (await evidence.logs())[0].store.head()).size < 2) await new Promise((later) => setTimeout(later, 10));
  stop.abort();
  await sequencing;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function quittance(...args: string[]): { status: number | null; out: string; err: string } {
  const { host, port, user, database: name } = database.connection;
  const url = `postgres:///${name}?user=${user}&host=${encodeURIComponent(String(host))}&port=${port}`;
  const env = { ...process.env, DATABASE_URL: url, QUITTANCE_DATA: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'evidence', ...args], {
    encoding: 'utf8',
    cwd: folder,
    env,
    timeout: 60_000,
  });
  return { status, out: stdout, err: stderr };
}

describe('quittance evidence', () => {
  it('bundles a case, prints the policy, verifies with distinct exit codes', { timeout: 120_000 }, () => {
    const policy = quittance('policy');
    expect([policy.status, policy.err]).toEqual([0, '']);
    writeFileSync(join(folder, 'policy.txt'), policy.out);
    const bundled = quittance('bundle', '26-000001', '--out', 'case.zip', '--json');
    expect([bundled.status, bundled.err]).toEqual([0, '']);
    expect(JSON.parse(bundled.out)).toMatchObject({ records: 2, contents: 2, erased: 0, notYetLogged: 0 });
    const zip = readFileSync(join(folder, 'case.zip'));
    expect(zip.includes('report.zh.pdf') && zip.includes('report.en.pdf')).toBe(true);

    const good = quittance('verify', 'case.zip', '--policy', 'policy.txt', '--json');
    expect(good.status).toBe(0);
    expect(JSON.parse(good.out)).toMatchObject({ verdict: 'self-asserted', findings: [] });
    expect(quittance('verify', 'case.zip', '--policy', 'policy.txt', '--json').out).toBe(good.out);
    expect(quittance('verify', 'case.zip', '--policy', 'policy.txt', '--lang', 'zh').out).toContain('购销合同.txt');
    expect(quittance('verify', 'case.zip').status).toBe(2);
    writeFileSync(join(folder, 'strict.txt'), policy.out.replace('quorum none', `witness w ${witnessKey}\nquorum w`));
    expect(quittance('verify', 'case.zip', '--policy', 'strict.txt').status).toBe(3);

    writeFileSync(join(folder, '购销合同.txt'), '购销合同');
    const against = quittance('verify', 'case.zip', '--policy', 'policy.txt', '--against', '购销合同.txt');
    expect([against.status, against.out]).toEqual([0, expect.stringContaining('购销合同.txt  The very same bytes.')]);
    for (const flag of ['--against', '--signer-root', '--revocation']) expect(quittance('verify', 'case.zip', flag, 'absent.pem').status).toBe(66);

    const changed = Buffer.from(zip);
    const at = changed.indexOf('购销合同', changed.indexOf('购销合同.txt') + 20);
    changed[at] = (changed[at] as number) ^ 1;
    writeFileSync(join(folder, 'changed.zip'), changed);
    expect(quittance('verify', 'changed.zip', '--policy', 'policy.txt').status).toBe(1);
    writeFileSync(join(folder, 'cut.zip'), zip.subarray(0, 900));
    expect(quittance('verify', 'cut.zip', '--policy', 'policy.txt').status).toBe(65);
    expect(quittance('verify', 'absent.zip').status).toBe(66);
    expect(quittance('verify').status).toBe(64);

    expect(quittance('bundle', '26-000001', '--out', 'one.zip', '--only', recordId, '--hash-only', recordId, '--no-pdf').status).toBe(0);
    const one = JSON.parse(quittance('verify', 'one.zip', '--policy', 'policy.txt', '--json').out) as { records: { content: string }[] };
    expect(one.records.map(({ content }) => content)).toEqual(['not-disclosed']);
    expect(quittance('bundle', '26-999999').status).toBe(66);
    const twice = quittance('bundle', '26-000001', '--out', 'case.zip');
    expect([twice.status, twice.err]).toEqual([73, expect.stringContaining('is there already')]);
    expect(readFileSync(join(folder, 'case.zip')).equals(zip)).toBe(true);
    expect(quittance('bundle', '26-000001', '--out', 'again.zip').status).toBe(0);
    expect(readFileSync(join(folder, 'again.zip')).equals(zip)).toBe(true);
  });

  it('checks a clip of a recording without the rest, and lets its seconds be heard', { timeout: 120_000 }, () => {
    const sound = Buffer.concat([
      wavHeader({ channels: 1, sampleRate: 8_000, bitsPerSample: 16, dataFrom: 44, dataBytes: 0 }, 80_000),
      randomBytes(80_000),
    ]);
    const clip = clipOf(sound, 0, 1);
    writeFileSync(join(folder, 'clip.json'), clip);
    writeFileSync(join(folder, 'clip-policy.txt'), policyText);
    const good = quittance('verify-clip', 'clip.json', '--policy', 'clip-policy.txt', '--json', '--wav', 'heard.wav');
    expect([good.status, JSON.parse(good.out)]).toEqual([0, expect.objectContaining({ verdict: 'self-asserted' })]);
    expect(readFileSync(join(folder, 'heard.wav')).equals(sound)).toBe(true);
    expect(quittance('verify-clip', 'clip.json').status).toBe(2);
    expect(quittance('verify-clip', 'clip.json', '--policy', 'clip-policy.txt', '--wav', 'heard.wav').status).toBe(73);
    writeFileSync(join(folder, 'clip-changed.json'), clip.subarray(0, clip.length - 2));
    expect(quittance('verify-clip', 'clip-changed.json', '--policy', 'clip-policy.txt').status).toBe(65);
    expect([quittance('verify-clip').status, quittance('verify-clip', 'absent.json').status]).toEqual([64, 66]);
  });

  it('writes the offline verifier page, and never over a file', { timeout: 120_000 }, () => {
    const first = quittance('page', 'verifier.html');
    expect([first.status, first.err.replace(/^quittance: building.*\n/, '')]).toEqual([0, '']);
    expect(readFileSync(join(folder, 'verifier.html'), 'utf8')).toMatch(/^<!doctype html>/);
    expect(quittance('page', 'verifier.html').status).toBe(73);
    expect(quittance('page').status).toBe(64);
  });

  it('holds and erases with a legal basis', { timeout: 120_000 }, () => {
    const legal = ['--law', '个人信息保护法', '--article', '47'];
    const placed = quittance('hold', caseId, '--reason', 'suit filed');
    const { id } = JSON.parse(placed.out) as { id: string };
    expect(JSON.parse(quittance('hold', '26-000001', '--list').out)).toMatchObject({ holds: [{ id, scope: 'case', reason: 'suit filed' }] });
    expect(quittance('erase', caseId, ...legal).status).toBe(64);
    const held = quittance('erase', caseId, ...legal, '--yes');
    expect([held.status, JSON.parse(held.out)]).toEqual([1, expect.objectContaining({ code: 'evidence.erasure_held' })]);
    expect(quittance('hold', caseId, '--release', id, '--reason', 'judgment final').status).toBe(0);
    const erased = quittance('erase', caseId, '--record', recordId, ...legal, '--yes');
    expect([erased.status, JSON.parse(erased.out)]).toEqual([0, expect.objectContaining({ kind: 'erased', recordIds: [recordId] })]);
  });

  it('begins a new log when told twice, and prints the keys of both', { timeout: 120_000 }, () => {
    expect(quittance('rotate-log', '--reason', 'yearly').status).toBe(64);
    const begun = quittance('rotate-log', '--reason', 'yearly', '--yes');
    expect([begun.status, JSON.parse(begun.out)]).toEqual([0, expect.objectContaining({ number: 2, begun: expect.stringMatching(/\/2$/) })]);
    expect(quittance('policy').out.match(/^log /gm)).toHaveLength(4);
  });
});

/** A witness that never cosigned: the Ed25519 key of RFC 8032 section 7.1, test 1, as a vkey of type 0x04. */
const witnessKey = 'witness.test/w+c2a8f2b2+BNdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea';
