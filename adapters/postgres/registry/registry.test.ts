import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { companiesHouseBasic } from '#adapters/registers/companies-house/basic.ts';
import type { PartyFiling } from '#domain/claim/filing.ts';
import { uuid7 } from '#domain/kernel/id.ts';
import type { RegistrySource, SourceRecord } from '#usecases/ports/registry.ts';
import { importRegister } from '#usecases/registry/import-register.ts';
import { debtorLookup } from '#usecases/verify/look-up-debtors.ts';
import { debtorName } from '#usecases/verify/pair.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { registryReader } from './reader.ts';
import { registryWriter } from './writer.ts';

let database: TestDatabase;
let mine: Awaited<ReturnType<TestDatabase['newTenant']>>;

beforeAll(async () => {
  database = await testDatabase();
});

const clock = { now: () => Date.UTC(2026, 10, 23), newId: () => uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10))) };
const house: RegistrySource = { ...companiesHouseBasic.source, kind: 'register', asOf: '2026-11-01' };
const defaulters: RegistrySource = {
  id: 'defaulters',
  kind: 'list',
  list: 'dishonest-judgment-debtor',
  name: '失信被执行人',
  licence: 'own-copy',
  exportable: false,
  countries: ['CN'],
  asOf: '2026-11-20',
};

const header = `CompanyName, CompanyNumber,RegAddress.PostTown,CompanyStatus,IncorporationDate,PreviousName_1.CompanyName`;
const csv = (...rows: string[]) => [header, ...rows].join('\n');
const bytes = async function* (text: string) {
  yield Buffer.from(text);
};
const first = csv(
  '"NORTHWIND TRADING LIMITED","07687209","TADLEY","Active","29/06/2011","NORTHWIND FITTINGS LIMITED"',
  '"EASTGATE METALS LTD","01234567","LEEDS","Liquidation","01/02/1990",""',
  '"","99","X","Active","",""',
);

async function take(source: RegistrySource, records: AsyncIterable<SourceRecord>, fingerprint: string, whole = false) {
  const ports = { transactions: database, clock, registry: registryWriter };
  return importRegister(ports, mine.tenant, mine.actor, { source, fileName: 'a.csv', fingerprint, format: 'test', records, whole });
}
const listed = async function* (...records: SourceRecord[]) {
  yield* records;
};
const ask = async (party: PartyFiling) =>
  database.withTenant(mine.tenant, mine.actor, async (tx) => (await debtorLookup(registryReader)(tx, [{ key: 'k', party }])).get('k'));
const entry = (key: string, name: string, uscc: string, extra: object = {}): SourceRecord => ({
  raw: name,
  edges: [],
  entities: [
    {
      key,
      schema: 'Company',
      name,
      names: [],
      identifiers: [{ scheme: 'uscc', value: uscc }],
      status: 'unknown',
      country: 'CN',
      open: true,
      props: { caseNumber: '（2026）沪01执100号' },
      ...extra,
    },
  ],
});

describe('the local register', () => {
  it('answers nothing, hence not covered, before anything is imported', async () => {
    mine = await database.newTenant();
    expect(await ask({ name: 'Northwind Trading Ltd' })).toBeUndefined();
  });

  it('imports, rejects a bad row alone, and does nothing the second time', async () => {
    mine = await database.newTenant();
    const once = await take(house, companiesHouseBasic.records(bytes(first), { sourceId: house.id }), 'f1');
    expect(once).toMatchObject({ records: 3, entities: 2, changed: 2, rejected: 1 });
    const again = await take(house, companiesHouseBasic.records(bytes(first), { sourceId: house.id }), 'f1');
    expect(again).toMatchObject({ records: 3, changed: 0, rejected: 1 });
    const raw = await database.query<{ licence: string; records: number }>('select licence, records from source_records where tenant = $1', [
      mine.tenant,
    ]);
    // The second run brought nothing new, so nothing more is kept.
    expect(raw).toEqual([{ licence: 'OGL-UK-3.0', records: 3 }]);
    expect(again.rejects).toEqual([{ record: 3, why: 'CompanyName of 00000099 is empty' }]);
    const kept = await database.withTenant(mine.tenant, mine.actor, (tx) => registryReader.rejects(tx, again.importId, 10));
    expect(kept).toEqual(again.rejects);
    await expect(database.query(`update source_records set sha256 = 'x' where tenant = $1`, [mine.tenant])).rejects.toThrow(/never changed/);
  });

  it('finds by number, by name in another spelling, and says when a former name was meant', async () => {
    const byNumber = await ask({ name: 'Northwind Trading', identifiers: [{ scheme: 'gb-company', value: '7687209' }] });
    expect(byNumber?.register?.[0]).toMatchObject({
      kind: 'found',
      asOf: '2026-11-01',
      value: { foundBy: 'identifier', status: 'active', nameAgrees: true },
    });
    const byName = await ask({ name: 'Northwind Trading Ltd.', address: { lines: [], country: 'GB' } });
    expect(byName?.register?.[0]).toMatchObject({ kind: 'found', value: { foundBy: 'name', status: 'active', nameAgrees: true } });
    const former = await ask({ name: 'Northwind Fittings Limited', address: { lines: [], country: 'GB' } });
    expect(former?.register?.[0]).toMatchObject({
      kind: 'found',
      value: { name: 'NORTHWIND TRADING LIMITED', nameAgrees: false, status: 'unknown' },
    });
    const broken = await ask({ name: 'Eastgate Metals', identifiers: [{ scheme: 'gb-company', value: '01234567' }] });
    expect(broken?.register?.[0]).toMatchObject({ value: { status: 'insolvent' } });
  });

  it('tells not found from not covered', async () => {
    expect((await ask({ name: 'Qwyx Holdings Ltd', address: { lines: [], country: 'GB' } }))?.register?.[0]).toMatchObject({ kind: 'not-found' });
    expect((await ask({ name: '上海华兴贸易有限公司', address: { lines: [], country: 'CN' } }))?.register?.[0]).toMatchObject({
      kind: 'not-covered',
    });
    const other = await ask({ name: 'Northwind Trading Ltd', identifiers: [{ scheme: 'gb-company', value: '00000006' }] });
    expect(other?.register?.[0]).toMatchObject({ kind: 'not-found' });
  });

  it('never asserts a list entry by name alone, until a person confirms it; the word can be taken back', async () => {
    await take(defaulters, listed(entry('d1', '上海华兴贸易有限公司', '91310000MA1FL0X14Y')), 'l1');
    const party = { name: '上海华兴贸易有限公司', address: { lines: [], country: 'CN' } };
    const standing = async () => (await ask(party))?.lists?.map((one) => (one.kind === 'found' ? one.value.standing : one.kind));
    expect(await standing()).toEqual(['waiting']);
    const judgement = {
      id: clock.newId(),
      left: debtorName('k'),
      right: 'defaulters/d1',
      verdict: 'positive' as const,
      why: 'same seal',
      decidedBy: mine.user,
      decidedAt: clock.now(),
    };
    await database.withTenant(mine.tenant, mine.actor, (tx) => registryWriter.judge(tx, judgement));
    expect(await standing()).toEqual(['confirmed']);
    await database.withTenant(mine.tenant, mine.actor, (tx) => registryWriter.judge(tx, { ...judgement, id: clock.newId(), verdict: 'negative' }));
    expect(await standing()).toEqual(['not-found']);
    const open = await database.withTenant(mine.tenant, mine.actor, (tx) => registryReader.judgements(tx, [debtorName('k')]));
    await database.withTenant(mine.tenant, mine.actor, (tx) => registryWriter.withdraw(tx, open[0]?.id ?? '', mine.user, clock.now()));
    expect(await standing()).toEqual(['waiting']);
  });

  it('keeps what an entity was called before, and closes what a whole file no longer names', async () => {
    const renamed = csv('"NORTHWIND GLOBAL LIMITED","07687209","TADLEY","Active","29/06/2011","NORTHWIND TRADING LIMITED"');
    const done = await take({ ...house, asOf: '2026-12-01' }, companiesHouseBasic.records(bytes(renamed), { sourceId: house.id }), 'f2', true);
    expect(done).toMatchObject({ changed: 1, closed: 1 });
    const history = await database.withTenant(mine.tenant, mine.actor, (tx) => registryReader.history(tx, ['gb-company:07687209']));
    const asked = await ask({ name: 'Northwind Global Ltd', identifiers: [{ scheme: 'gb-company', value: '07687209' }] });
    expect(asked?.register?.[0]).toMatchObject({ value: { changes: [{ what: 'name', before: 'NORTHWIND TRADING LIMITED', until: '2026-12-01' }] } });
    expect(history).toContainEqual(expect.objectContaining({ prop: 'name', value: 'NORTHWIND TRADING LIMITED', lastSeen: '2026-12-01' }));
  });

  it('opens again what a later whole file names as before', async () => {
    mine = await database.newTenant();
    const read = (text: string) => companiesHouseBasic.records(bytes(text), { sourceId: house.id });
    const open = async () =>
      (await database.withTenant(mine.tenant, mine.actor, (tx) => registryReader.entities(tx, ['gb-company:01234567']))).map((one) => one.open);
    await take(house, read(first), 'w1', true);
    expect(await open()).toEqual([true]);
    const without = csv('"NORTHWIND TRADING LIMITED","07687209","TADLEY","Active","29/06/2011","NORTHWIND FITTINGS LIMITED"');
    expect(await take(house, read(without), 'w2', true)).toMatchObject({ changed: 0, closed: 1 });
    expect(await open()).toEqual([false]);
    expect(await take(house, read(first), 'w3', true)).toMatchObject({ changed: 1, closed: 0 });
    expect(await open()).toEqual([true]);
  });

  it('stops when asked, says so, and goes on from there', async () => {
    mine = await database.newTenant();
    const many = Array.from({ length: 12_000 }, (_, i) => entry(`s${i}`, `Company ${i} Beta`, ''));
    const stopping = new AbortController();
    const ports = { transactions: database, clock, registry: registryWriter };
    const file = { source: defaulters, fileName: 'a.csv', fingerprint: 'stop', format: 'test', whole: false };
    await expect(
      importRegister(ports, mine.tenant, mine.actor, {
        ...file,
        records: listed(...many),
        signal: stopping.signal,
        onProgress: () => stopping.abort(new Error('asked to stop')),
      }),
    ).rejects.toThrow('asked to stop');
    const [stopped] = await database.withTenant(mine.tenant, mine.actor, (tx) => registryReader.imports(tx));
    expect(stopped).toMatchObject({ state: 'stopped', message: 'asked to stop' });
    const done = await importRegister(ports, mine.tenant, mine.actor, { ...file, records: listed(...many) });
    expect(done).toMatchObject({ records: 12_000, entities: 12_000, resumedAt: stopped?.position });
    expect(done.resumedAt).toBeGreaterThan(0);
  });

  it('goes on after kill -9, wherever it fell, and ends as if nothing had happened', { timeout: 120_000 }, async () => {
    mine = await database.newTenant();
    const told = { connection: database.connection, tenant: mine.tenant, records: 30_000 };
    for (const after of [1, 2, 1]) {
      const child = spawnSync(process.execPath, [join(import.meta.dirname, 'testing', 'dying-import.ts'), JSON.stringify({ ...told, after })], {
        encoding: 'utf8',
      });
      expect(child.signal, child.stderr).toBe('SIGKILL');
    }
    const child = spawnSync(process.execPath, [join(import.meta.dirname, 'testing', 'dying-import.ts'), JSON.stringify(told)], { encoding: 'utf8' });
    const done = JSON.parse(child.stdout) as { records: number; resumedAt: number; entities: number; changed: number };
    expect(done).toMatchObject({ records: 30_000, entities: 30_000, changed: 30_000 });
    expect(done.resumedAt).toBeGreaterThanOrEqual(4 * 4000);
    const [rows] = await database.query<{ entities: number; names: number; raw: number }>(
      `select (select count(*) from registry_entities where tenant = $1)::integer as entities, (select count(*) from registry_names where tenant = $1)::integer as names,
       (select sum(records) from source_records where tenant = $1)::integer as raw`,
      [mine.tenant],
    );
    expect(rows).toEqual({ entities: 30_000, names: 30_000, raw: 30_000 });
  });

  it('goes on where a broken import stopped', async () => {
    mine = await database.newTenant();
    const many = Array.from({ length: 9000 }, (_, i) => entry(`e${i}`, `Company ${i} Alpha`, ''));
    const cut = (async function* () {
      yield* many.slice(0, 5000);
      throw new Error('the disk went away');
    })();
    await expect(take(defaulters, cut, 'big')).rejects.toThrow('disk');
    const done = await take(defaulters, listed(...many), 'big');
    expect(done).toMatchObject({ resumedAt: 4000, records: 9000, entities: 9000, changed: 9000 });
  });

  it('shows another tenant nothing', async () => {
    const theirs = await database.newTenant();
    const seen = await database.withTenant(theirs.tenant, theirs.actor, (tx) => registryReader.entities(tx, ['e1', 'gb-company:07687209']));
    expect(seen).toEqual([]);
  });
});
