import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { emptyPdf } from '#adapters/formats/pdf/testing/empty-pdf.ts';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { memorySource } from '#adapters/objects/bundle-file.ts';
import type { LogStandingJson } from '#contract/operations/evidence.ts';
import { type Bag, bagInZip, readAll } from '#domain/evidence/bundle/bag.ts';
import type { IndexLine } from '#domain/evidence/bundle/layout.ts';
import { verifyBundle } from '#domain/evidence/bundle/verify.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import { type House, openHouse } from './house.ts';

// What a lawyer, a witness and a data protection officer do with evidence, over HTTP.

let house: House;
let caseId: string;
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  house = await openHouse();
  const filed = (await house.call('POST', '/v1/claims', {
    basis: 'sale',
    creditor: { name: 'Hua Xing Trading', address: { lines: ['Haiwan Road 1'], city: 'Ningbo', country: 'CN' } },
    debtor: { name: 'Nordhafen Logistik GmbH', address: { lines: ['Kai 4'], city: 'Hamburg', country: 'DE' }, timeZone: 'Europe/Berlin' },
    currency: 'EUR',
    governingLaw: 'DE',
    items: [{ number: 'EV-1', amount: '48000.00', issuedOn: '2026-02-10', dueOn: '2026-03-12' }],
  })) as never as { body: { caseId: string; assessmentId: string } };
  caseId = filed.body.caseId;
  await house.upload(`/v1/cases/${caseId}/exhibits?kind=contract`, '购销合同.pdf', emptyPdf(7), 'application/pdf');
  await house.upload(`/v1/cases/${caseId}/exhibits?kind=delivery-note&purpose=delivered`, 'delivery.pdf', emptyPdf(2), 'application/pdf');
  await house.upload(`/v1/cases/${caseId}/exhibits?kind=chat`, 'chat.txt', Buffer.from('好的，下周付款'), 'text/plain');
  await house.call('GET', `/v1/assessments/${filed.body.assessmentId}/report.pdf?locale=en`);
  await logged();
}, 60_000);

type Listed = { items: { recordId: string; grade: string; kind: string; erasedAt?: string }[] };
const records = async (): Promise<Listed['items']> => ((await house.call('GET', `/v1/cases/${caseId}/records`)).body as never as Listed).items;
const logged = () => house.until(records, (items) => items.length > 0 && items.every(({ grade }) => grade !== 'received'));

async function bagOf(bytes: Uint8Array): Promise<Bag> {
  return bagInZip(nodeCrypto, memorySource(bytes));
}
async function linesOf(bag: Bag): Promise<readonly IndexLine[]> {
  return (JSON.parse(Buffer.from(await readAll(bag, 'index.json')).toString()) as { lines: IndexLine[] }).lines;
}

describe('the bundle of a case', () => {
  it('verifies under the published policy, holds every original and report, and counts pages through all PDFs', async () => {
    const answer = await house.call('GET', `/v1/cases/${caseId}/bundle.zip`);
    expect([answer.status, answer.headers['content-type'], Number(answer.headers['content-length'])]).toEqual([
      200,
      'application/zip',
      answer.bytes.length,
    ]);
    const policy = (await house.anonymous('GET', '/v1/public/log/policy')).bytes.toString();
    const trust = { policy: parsePolicy(nodeCrypto, policy), reportKeys: [], known: [], anchors: [] };
    const bag = await bagOf(answer.bytes);
    const verification = await verifyBundle(nodeCrypto, async () => bag, trust);
    expect([verification.verdict, verification.findings]).toEqual(['self-asserted', []]);
    // Everything the house sealed can be shown: uploads, the report as data and as paper.
    expect(verification.records.map(({ kind, content }) => `${kind} ${content}`).sort()).toEqual([
      'exhibit same',
      'exhibit same',
      'exhibit same',
      'report same',
      'report same',
    ]);
    const lines = await linesOf(bag);
    const contract = lines.find(({ name }) => name === '购销合同.pdf');
    expect(contract).toMatchObject({ purpose: expect.stringContaining('合同关系'), source: expect.stringContaining('申请人提交') });
    const counted = lines.filter(({ pages }) => pages).map(({ pages }) => pages as { from: number; to: number });
    expect(counted[0]?.from).toBe(1);
    for (const [i, pages] of counted.slice(1).entries()) expect(pages.from).toBe((counted[i] as { to: number }).to + 1);
    expect((contract?.pages?.to ?? 0) - (contract?.pages?.from ?? 0)).toBe(6);
    expect(lines.find(({ name }) => name === 'delivery.pdf')?.purpose).toBe('delivered');
    for (const language of ['zh', 'en'])
      expect(
        Buffer.from(await readAll(bag, `report.${language}.pdf`))
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
    // Asked again, the same bytes; and nothing is left on the disk.
    expect((await house.call('GET', `/v1/cases/${caseId}/bundle.zip`)).bytes.equals(answer.bytes)).toBe(true);
    expect(readdirSync(join(house.dataFolder, 'bundles'))).toEqual([]);
  });

  it('shows only what was chosen, and hashes where the content stays back', async () => {
    const [first, second] = (await records()).filter(({ kind }) => kind === 'exhibit') as { recordId: string }[];
    const url = `/v1/cases/${caseId}/bundle.zip?only=${first?.recordId}&only=${second?.recordId}&hashOnly=${second?.recordId}`;
    const bag = await bagOf((await house.call('GET', url)).bytes);
    const { records: seen } = await verifyBundle(nodeCrypto, async () => bag, { reportKeys: [], known: [], anchors: [] });
    expect(seen.map(({ id, content }) => [id, content])).toEqual([
      [first?.recordId, 'same'],
      [second?.recordId, 'not-disclosed'],
    ]);
  });

  it('is refused to nobody’s session and for a case that is not there', async () => {
    expect((await house.anonymous('GET', `/v1/cases/${caseId}/bundle.zip`)).status).toBe(401);
    expect(await house.call('GET', '/v1/cases/01900000-0000-7000-8000-000000000000/bundle.zip')).toMatchObject({
      status: 404,
      body: { code: 'cases.not_found' },
    });
  });
});

describe('the public log', () => {
  it('gives checkpoint and tiles to anybody, and no other file', async () => {
    const checkpoint = await house.anonymous('GET', '/log/checkpoint');
    const [origin, size] = checkpoint.bytes.toString().split('\n');
    expect([checkpoint.status, origin, Number(size) > 0]).toEqual([200, (await house.rooms.evidence.logs())[0].origin, true]);
    const tile = await house.anonymous('GET', `/log/tile/0/000.p/${size}`);
    expect([tile.status, tile.bytes.length]).toEqual([200, 32 * Number(size)]);
    expect((await house.anonymous('GET', `/log/tile/entries/000.p/${size}`)).status).toBe(200);
    for (const path of ['0/000', '64/000', '0/000.p/256', '..%2fcheckpoint', '%2e%2e/%2e%2e/keys/master.key', '0/0', ''])
      expect([path, (await house.anonymous('GET', `/log/tile/${path}`)).status]).toEqual([path, 404]);
  });
});

describe('sealing a given hash', () => {
  const record = { sha256: sha256('kept elsewhere'), size: 14, mediaType: 'text/plain', name: 'note.txt', context: { device: 'scanner 4' } };

  it('gives one record for each hash, in order, that reaches the log', async () => {
    const many = Array.from({ length: 1_000 }, (_, i) => ({ ...record, sha256: sha256(`item ${i}`) }));
    const answer = (await house.call('POST', '/v1/records', { records: many })) as never as {
      status: number;
      body: { records: { recordId: string }[] };
    };
    expect([answer.status, new Set(answer.body.records.map(({ recordId }) => recordId)).size]).toEqual([201, 1_000]);
    const url = `/v1/records/${answer.body.records.at(-1)?.recordId}`;
    const seen = await house.until(
      async () => (await house.call('GET', url)).body as never as { grade: string },
      ({ grade }) => grade === 'logged',
    );
    expect(seen).toMatchObject({ grade: 'logged', logIndex: expect.any(Number) });
  });

  it('serves many callers at once, each with its own answer; a wrong one fails alone', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        house.call('POST', '/v1/records', { records: [{ ...record, ...(i === 7 ? { parents: ['no id'] } : { sha256: sha256(`c${i}`) }) }] }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, (_, i) => (i === 7 ? 400 : 201)));
    const ids = answers.flatMap(({ body }) => (body as never as { records?: { recordId: string }[] }).records ?? []);
    expect(new Set(ids.map(({ recordId }) => recordId)).size).toBe(39);
  });

  it('answers the same to the same Idempotency-Key, joins a case, and refuses what is no hash or no case of ours', async () => {
    const body = { records: [{ ...record, caseId, kind: 'statement' }] };
    const [once, again] = [
      await house.call('POST', '/v1/records', body, { 'idempotency-key': 'seal-1' }),
      await house.call('POST', '/v1/records', body, { 'idempotency-key': 'seal-1' }),
    ];
    expect(again.body).toEqual(once.body);
    await logged();
    const bag = await bagOf((await house.call('GET', `/v1/cases/${caseId}/bundle.zip`)).bytes);
    expect(await linesOf(bag)).toContainEqual(expect.objectContaining({ name: 'note.txt', sha256: record.sha256 }));
    expect((await house.call('POST', '/v1/records', { records: [{ ...record, sha256: 'ABC' }] })).status).toBe(400);
    expect((await house.call('POST', '/v1/records', { records: [] })).status).toBe(400);
    const strange = { ...record, caseId: '01900000-0000-7000-8000-000000000000' };
    expect((await house.call('POST', '/v1/records', { records: [strange] })).status).toBe(404);
  });
});

describe('holds and erasure', () => {
  it('a hold stops an erasure until it is released; what is erased is gone everywhere; each step is audited', async () => {
    const placed = await house.call('POST', '/v1/holds', { scope: 'case', scopeId: caseId, reason: 'suit filed' });
    const { id } = placed.body as never as { id: string };
    expect(placed.status).toBe(201);
    const erasure = { scope: { kind: 'case', id: caseId }, legalBasis: { instrument: '个人信息保护法', article: '47' } };
    expect(await house.call('POST', '/v1/erasures', erasure)).toMatchObject({ status: 409, body: { code: 'evidence.erasure_held' } });
    expect((await house.call('GET', '/v1/holds')).body).toMatchObject({ items: [{ id, reason: 'suit filed' }] });
    expect((await house.call('POST', `/v1/holds/${id}/release`, { reason: 'judgment final' })).status).toBe(204);
    expect((await house.call('POST', `/v1/holds/${id}/release`, { reason: 'again' })).status).toBe(404);

    const before = await records();
    const done = await house.call('POST', '/v1/erasures', erasure);
    expect([done.status, (done.body as never as { erased: string[] }).erased.length]).toEqual([201, before.length]);
    expect((await records()).every(({ erasedAt }) => erasedAt !== undefined)).toBe(true);
    expect((await house.call('GET', `/v1/cases/${caseId}/bundle.zip`)).body).toMatchObject({ code: 'evidence.nothing_to_bundle' });
    const detail = (await house.call('GET', `/v1/cases/${caseId}`)).body as never as { assessmentId: string };
    expect(await house.call('GET', `/v1/assessments/${detail.assessmentId}`)).toMatchObject({ status: 410, body: { code: 'evidence.erased' } });
    const trail = (await house.call('GET', '/v1/audit')).body as never as { items: { action: string }[] };
    const actions = trail.items.map(({ action }) => action);
    for (const action of ['hold.placed', 'hold.released', 'records.erased']) expect(actions).toContain(action);
  });
});

describe('a new log', () => {
  it('is begun by an administrator, served beside the old one, listed in the policy and audited', async () => {
    const policyBefore = (await house.anonymous('GET', '/v1/public/log/policy')).bytes.toString();
    expect((await house.call('POST', '/v1/log/rotation', {})).status).toBe(400);
    expect((await house.anonymous('POST', '/v1/log/rotation')).status).toBe(401);
    expect((await house.anonymous('GET', '/v1/log')).status).toBe(401);
    const before = (await house.call('GET', '/v1/log')).body as never as LogStandingJson;
    expect(before).toMatchObject({ selfAsserted: true, witnesses: [], organisations: 1, logs: [{ number: 1, path: '/log/', witnessedSize: 0 }] });
    expect(before.logs[0]?.size).toBeGreaterThan(0);
    expect(Date.parse(before.logs[0]?.lastSignedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(before.logs[0]?.firstSignedAt ?? ''));
    expect(before.logs[0]?.keys.map(({ algorithm, fingerprint }) => [algorithm, fingerprint.length])).toEqual([
      ['Ed25519', 64],
      ['ML-DSA-44', 64],
    ]);

    expect((await house.call('POST', '/v1/log/rotation', { reason: 'yearly change of keys' })).status).toBe(202);
    type Logs = { items: { number: number; origin: string; path: string; closedAt?: string; first?: { record: string } }[] };
    const { items } = await house.until(
      async () => JSON.parse((await house.anonymous('GET', '/v1/public/logs')).bytes.toString()) as Logs,
      (logs) => logs.items.length === 2,
    );
    expect(items.map(({ number, path, closedAt }) => [number, path, closedAt !== undefined])).toEqual([
      [1, '/log/', true],
      [2, '/log/2/', false],
    ]);
    expect(JSON.parse(items[1]?.first?.record ?? '')).toMatchObject({ kind: 'rotation', context: { closes: { origin: items[0]?.origin } } });
    const served = await house.until(
      () => house.anonymous('GET', '/log/2/checkpoint'),
      ({ status }) => status === 200,
    );
    expect(served.bytes.toString().split('\n').slice(0, 2)).toEqual([items[1]?.origin, '1']);
    expect((await house.anonymous('GET', '/log/2/tile/entries/000.p/1')).bytes).toHaveLength(36);
    expect((await house.anonymous('GET', '/log/checkpoint')).status).toBe(200);
    for (const path of ['/log/02/checkpoint', '/log/3/checkpoint', '/log/..%2fkeys/checkpoint'])
      expect((await house.anonymous('GET', path)).status).toBe(404);
    const after = (await house.call('GET', '/v1/log')).body as never as LogStandingJson;
    expect(after.logs).toHaveLength(2);
    expect(after.logs[0]).toMatchObject({ number: 1, keys: before.logs[0]?.keys });
    expect(after.logs[0]?.closedAt).toBeDefined();
    expect(after.logs[0]?.rotationAskedAt).toBeUndefined();
    expect(after.logs[1]).toMatchObject({ number: 2, path: '/log/2/', size: 1, witnessedSize: 0 });
    const prints = after.logs.flatMap(({ keys }) => keys.map(({ fingerprint }) => fingerprint));
    expect(new Set(prints).size).toBe(4);
    const policy = (await house.anonymous('GET', '/v1/public/log/policy')).bytes.toString();
    for (const line of policyBefore.split('\n')) expect(policy).toContain(line);
    expect(policy.match(/^log /gm)).toHaveLength(4);
    const trail = (await house.call('GET', '/v1/audit')).body as never as { items: { action: string }[] };
    expect(trail.items.map(({ action }) => action)).toContain('log.rotation_asked');
  });

  it('is not for one of several organisations to begin', async () => {
    await house.database.newTenant();
    const refused = await house.call('POST', '/v1/log/rotation', { reason: 'mine alone' });
    expect([refused.status, refused.body.code]).toEqual([409, 'evidence.shared_log']);
    const { items } = JSON.parse((await house.anonymous('GET', '/v1/public/logs')).bytes.toString()) as { items: unknown[] };
    expect(items).toHaveLength(2);
  });
});
