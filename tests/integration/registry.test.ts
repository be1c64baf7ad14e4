import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#adapters/clock/system.ts';
import { capturesPlace } from '#adapters/postgres/privacy/places.ts';
import { sealPlainSecrets } from '#adapters/postgres/registry/connector-settings.ts';
import { registryWriter } from '#adapters/postgres/registry/writer.ts';
import { companiesHouseBasic } from '#adapters/registers/companies-house/basic.ts';
import { companiesHousePsc } from '#adapters/registers/companies-house/psc.ts';
import type { BulkFormat } from '#adapters/registers/format.ts';
import { table } from '#adapters/registers/table/entries.ts';
import { operations } from '#contract/operations/all.ts';
import { systemActor, type TenantTx } from '#usecases/ports/transactions.ts';
import { sweepRetention } from '#usecases/privacy/retention.ts';
import { importRegister } from '#usecases/registry/import-register.ts';
import { type House, openHouse } from './house.ts';

// Registers and lists through the whole house: imported, asked when a claim is filed, drawn as a map, exported, erased.

let house: House;
beforeAll(async () => {
  house = await openHouse();
});

const ajv = new Ajv2020({ strict: false });
/** What came must be what the contract says, field by field. */
function conforms(id: string, body: unknown): void {
  const schema = operations.find((op) => op.id === id)?.response;
  if (!schema) throw new Error(`no operation ${id}`);
  const check = ajv.compile(schema);
  check(body);
  expect({ id, errors: check.errors ?? [] }).toEqual({ id, errors: [] });
}

const bring = async (format: BulkFormat, text: string, source: object = {}, options: object = {}) =>
  importRegister({ transactions: house.database, clock: systemClock, registry: registryWriter }, house.tenant, systemActor('test'), {
    source: { ...format.source, asOf: '2026-11-01', ...source } as never,
    fileName: 'file',
    fingerprint: `${format.id}-${text.length}`,
    format: format.id,
    records: format.records(
      (async function* () {
        yield Buffer.from(text);
      })(),
      { sourceId: 's', ...options },
    ),
    whole: false,
  });

const claim = (number: string, debtor: object) => ({
  basis: 'sale',
  creditor: { name: 'Hua Xing Trading', address: { lines: ['Haiwan Road 1'], city: 'Ningbo', country: 'CN' } },
  debtor,
  currency: 'GBP',
  governingLaw: 'GB-EAW',
  items: [{ number, amount: '48000.00', issuedOn: '2026-02-10', dueOn: '2026-03-12' }],
});
type Coverage = { kind: string; source: { zh: string }; asOf?: string; why?: { en: string } };
type Report = { checks: { kind: string; verdict: string; reasons: { code: string; severity: string }[]; coverage: Coverage[] }[] };
const file = async (number: string, debtor: object) => {
  const { body, status } = (await house.call('POST', '/v1/claims', claim(number, debtor))) as never as {
    status: number;
    body: { caseId: string; assessmentId: string };
  };
  expect(status).toBe(201);
  return { ...body, report: (await house.call('GET', `/v1/assessments/${body.assessmentId}`)).body as never as Report };
};
const coverage = (report: Report, kind: string) => report.checks.find((check) => check.kind === kind)?.coverage.map(({ kind: answer }) => answer);
const codes = (report: Report, kind: string) => report.checks.find((check) => check.kind === kind)?.reasons.map(({ code }) => code);
const northwind = {
  name: 'Northwind Trading Ltd',
  identifiers: [{ scheme: 'gb-company', value: '07687209' }],
  address: { lines: ['Berry Court 9'], city: 'Tadley', country: 'GB' },
};

describe('a number by itself', () => {
  it('is told what it is, with numbers of persons masked', async () => {
    const told = await house.call('POST', '/v1/registry/identify', { value: '91350100M000100Y43' });
    conforms('identifyNumber', told.body);
    expect(told.body).toMatchObject({ candidates: [{ scheme: 'uscc', valid: true, says: { region: { en: 'Fuzhou, Fujian' } } }] });
    const person = await house.call('POST', '/v1/registry/identify', { value: '11010519491231002X', scheme: '身份证' });
    expect(JSON.stringify(person.body)).not.toContain('19491231');
    expect((await house.call('POST', '/v1/registry/identify', { value: '1', scheme: 'moon-tax' })).body.code).toBe('registry.unknown_scheme');
  });
});

describe('who the debtor is and whether it can pay', () => {
  it('is not covered while nothing is imported', async () => {
    const { report } = await file('N-1', northwind);
    expect([coverage(report, 'debtor'), coverage(report, 'ability')]).toEqual([['not-covered'], ['not-covered']]);
  });

  it('is found, not found or not covered once registers and lists are there', async () => {
    await bring(
      companiesHouseBasic,
      'CompanyName, CompanyNumber,RegAddress.AddressLine1,RegAddress.PostTown,CompanyStatus,Mortgages.NumMortOutstanding\n"NORTHWIND TRADING LIMITED","07687209","Berry Court 9","TADLEY","Active","2"\n"WESTHAVEN STORAGE LTD","01234567","Dock 4","HULL","Active","0"\n',
    );
    await bring(
      companiesHousePsc,
      [
        {
          company_number: '01234567',
          data: {
            kind: 'corporate-entity-person-with-significant-control',
            name: 'NORTHWIND TRADING LIMITED',
            natures_of_control: ['ownership-of-shares-75-to-100-percent'],
            notified_on: '2020-01-01',
            identification: { registration_number: '07687209', country_registered: 'England' },
            links: { self: '/company/01234567/psc/1' },
          },
        },
        {
          company_number: '07687209',
          data: {
            kind: 'individual-person-with-significant-control',
            name: 'Ms Ann Reed',
            natures_of_control: ['ownership-of-shares-50-to-75-percent'],
            notified_on: '2020-01-01',
            links: { self: '/company/07687209/psc/2' },
          },
        },
      ]
        .map((line) => JSON.stringify(line))
        .join('\n'),
    );
    await bring(
      table,
      'name,gb-company,caseNumber,court\nNorthwind Trading Limited,07687209,CR-2026-1,High Court\nQuern Foods Limited,,CR-2026-2,High Court\n',
      { id: 'winding-up', kind: 'list', list: 'insolvency', name: 'Winding-up petitions', countries: ['GB'] },
      { list: 'insolvency', country: 'GB' },
    );
    const known = await file('N-2', northwind);
    expect(coverage(known.report, 'debtor')).toEqual(['found']);
    expect(codes(known.report, 'debtor')).toEqual(expect.arrayContaining(['check.register_agrees', 'check.debtor_active']));
    expect(codes(known.report, 'ability')).toContain('check.list_possible');
    expect(codes(known.report, 'ability')).not.toContain('check.list_hit');
    const unknown = await file('N-3', { name: 'Quirrel Yards Ltd', address: { lines: ['1 Way'], country: 'GB' } });
    expect([coverage(unknown.report, 'debtor'), coverage(unknown.report, 'ability')]).toEqual([['not-found'], ['not-found']]);
    const abroad = await file('N-4', { name: 'Nordhafen Logistik GmbH', address: { lines: ['Kai 4'], country: 'DE' } });
    expect([coverage(abroad.report, 'debtor'), coverage(abroad.report, 'ability')]).toEqual([['not-covered'], ['not-covered']]);
    const namesake = await file('N-5', { name: 'Quern Foods Ltd', address: { lines: ['1 Way'], country: 'GB' } });
    expect(codes(namesake.report, 'ability')).toContain('check.list_possible');
    expect(codes(namesake.report, 'ability')).not.toContain('check.list_hit');
  });

  it('warns nobody of standing in no register that is voluntary, an excerpt, or of companies only', async () => {
    await bring(table, 'name,lei\nNordhafen Holding AG,529900T8BM49AURSDO55\n', { id: 'gleif', name: 'LEI index', reach: 'voluntary' });
    const { report } = await file('N-10', { name: 'Quellmühle Logistik GmbH', address: { lines: ['Kai 4'], country: 'DE' } });
    expect(coverage(report, 'debtor')).not.toContain('not-found');
    expect(codes(report, 'debtor')).not.toContain('check.register_not_found');
    const person = await file('N-11', { kind: 'person', name: 'Ann Quill', address: { lines: ['1 Way'], country: 'GB' } });
    expect(coverage(person.report, 'debtor')).toEqual(['not-covered', 'not-covered']);
  });

  it('turns a copied page into a confirmed hit, with the paste sealed', async () => {
    const debtor = { name: '上海华兴贸易有限公司', address: { lines: ['张江路1号'], country: 'CN' } };
    const { caseId } = await file('N-6', debtor);
    const paste =
      '失信被执行人信息\n被执行人姓名/名称：上海华兴贸易有限公司\n执行法院：上海市浦东新区人民法院\n案号：（2025）沪0115执100号\n发布时间：2025年05月01日';
    const read = await house.call('POST', '/v1/captures/read', { paste });
    conforms('readCapture', read.body);
    expect(read.body).toMatchObject({ page: 'dishonest-judgment-debtor', outcome: 'entries' });
    const kept = await house.call('POST', `/v1/cases/${caseId}/captures`, {
      page: 'dishonest-judgment-debtor',
      paste,
      aboutDebtor: [0],
      purpose: 'enforceability of the claim',
      legalBasis: 'legal-claims',
      retentionDays: 365,
    });
    expect([kept.status, (kept.body as never as { recordId: string }).recordId]).toEqual([201, expect.any(String)]);
    conforms('keepCapture', kept.body);
    conforms('listCaptures', (await house.call('GET', `/v1/cases/${caseId}/captures`)).body);
    const report = (await house.call('POST', `/v1/cases/${caseId}/assessments`, {})).body as never as Report;
    expect(codes(report, 'ability')).toContain('check.list_hit');
    expect((await house.call('POST', '/v1/captures/read', { paste: '被执行人 请输入验证码' })).body).toMatchObject({ code: 'capture.captcha' });
  });

  it('tells a copied page that found nothing as not found, by a person, as of that day, until it is erased; no verdict moves by it', async () => {
    const { caseId, report: before } = await file('N-12', { name: '杭州空谷商贸有限公司', address: { lines: ['文三路1号'], country: 'CN' } });
    const verdicts = ({ checks }: Report) => checks.map(({ kind, verdict }) => `${kind} ${verdict}`);
    const copied = (report: Report, kind: string) =>
      report.checks.find((check) => check.kind === kind)?.coverage.filter(({ why }) => why?.en === 'copied by a person') ?? [];
    const keep = async (page: string, paste: string) => {
      const { status, body } = await house.call('POST', `/v1/cases/${caseId}/captures`, {
        page,
        paste,
        aboutDebtor: [],
        purpose: 'enforceability of the claim',
        legalBasis: 'legal-claims',
        retentionDays: 365,
      });
      expect([status, body.outcome]).toEqual([201, paste.includes('案号') ? 'entries' : 'nothing-found']);
      conforms('keepCapture', body);
      return body.id as unknown as string;
    };
    const assess = async () => (await house.call('POST', `/v1/cases/${caseId}/assessments`, {})).body as never as Report;
    const listId = await keep('dishonest-judgment-debtor', '没有找到相关记录');
    await keep('enterprise-register', '未查询到企业');
    const after = await assess();
    const day = (zone: string) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format();
    for (const kind of ['ability', 'debtor']) {
      expect(copied(after, kind)).toMatchObject([{ kind: 'not-found', asOf: day('Asia/Shanghai') }]);
      expect(codes(after, kind)).toContain('check.page_nothing_found');
    }
    // The page was asked: the same source is not told as "not covered" beside it.
    const sources = after.checks.flatMap(({ coverage }) => coverage.map(({ kind, source }) => `${kind} ${source.zh}`));
    expect(sources).not.toContain('not-covered 失信被执行人（人工采集）');
    expect(verdicts(after)).toEqual(verdicts(before));

    // A later page of the same kind that has entries takes its place.
    const entries = '失信被执行人信息\n被执行人姓名/名称：杭州某某有限公司\n执行法院：杭州市西湖区人民法院\n案号：（2025）浙0106执7号';
    await keep('dishonest-judgment-debtor', entries);
    expect(copied(await assess(), 'ability')).toEqual([]);
    expect(copied(await assess(), 'debtor')).toHaveLength(1);

    await house.database.withTenant(house.tenant, systemActor('test'), async (tx) => {
      const ids = (await house.rooms.api.registry.captures.ofCase(tx, caseId)).map(({ id }) => id);
      expect(ids).toContain(listId);
      await capturesPlace.erase?.(tx, ids, systemClock.now());
    });
    expect(copied(await assess(), 'debtor')).toEqual([]);
    const left = (await house.call('GET', `/v1/cases/${caseId}/captures`)).body as never as { items: { outcome?: string; erasedAt?: string }[] };
    expect(left.items.map(({ outcome, erasedAt }) => [outcome, typeof erasedAt])).toEqual(Array(3).fill([undefined, 'string']));
  });
});

describe('the asset map', () => {
  it('is drawn without being asked, shows what the debtor controls, and takes a clue to usable', async () => {
    const { caseId } = await file('N-7', northwind);
    type Map = {
      nodes: { id: string; schema: string; name: string }[];
      roots: string[];
      controlled: { id: string; certainty: string }[];
      steps: { node: string }[];
      screening?: object;
    };
    const map = await house.until(
      async () => (await house.call('GET', `/v1/cases/${caseId}/assets`)).body as never as Map,
      (seen) => seen.screening !== undefined,
    );
    expect(map.nodes.map(({ name }) => name)).toEqual(expect.arrayContaining(['Northwind Trading Ltd', 'WESTHAVEN STORAGE LTD', 'Ms Ann Reed']));
    expect(map.controlled).toMatchObject([{ id: 'gb-company:01234567', certainty: 'surely' }]);
    conforms('getAssets', map);
    const added = await house.call('POST', `/v1/cases/${caseId}/assets`, {
      schema: 'Goods',
      name: '14 CNC lathes',
      country: 'GB',
      value: { amount: '60000.00', currency: 'GBP' },
      source: 'visit to the dock',
      asOf: '2026-11-20',
      links: [{ kind: 'Holds', from: 'gb-company:01234567' }],
    });
    const { id } = added.body as never as { id: string };
    await house.call('POST', `/v1/cases/${caseId}/assets/status`, { id, status: 'checked', why: 'warehouse receipt seen' });
    const again = (await house.call('POST', `/v1/cases/${caseId}/assets/screen`, {})).body as never as Map;
    expect(again.steps[0]?.node).toBe(id);
    const assessed = (await house.call('POST', `/v1/cases/${caseId}/assessments`, {})).body as never as Report;
    expect(codes(assessed, 'ability')).toContain('check.assets_known');
    const annex = await house.call('GET', `/v1/cases/${caseId}/assets/annex.csv?locale=zh-CN`);
    expect(annex.bytes.toString()).toContain('14 CNC lathes');
    const ftm = (await house.call('GET', `/v1/cases/${caseId}/assets.ftm.json`)).bytes
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(ftm.find((entity) => entity.properties.name?.[0] === '14 CNC lathes')).toMatchObject({
      schema: 'Asset',
      properties: { amount: ['60000.00'] },
    });
    expect((await house.call('POST', `/v1/cases/${caseId}/assets/status`, { id: 'none', status: 'checked', why: 'because' })).status).toBe(404);
  });
});

describe('outside sources', () => {
  const asked: string[] = [];
  const gleif = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ data: [{ attributes: { lei: '5493001KJTIIGC8Y1R12', entity: { legalName: { name: 'Northwind' }, status: 'ACTIVE' } } }] }),
    );
  });
  afterAll(() => new Promise((closed) => gleif.close(closed)));

  it('are asked with purpose and ground only, answer from the cache the second time, and forget', async () => {
    await new Promise<void>((ready) => gleif.listen(0, '127.0.0.1', ready));
    const { caseId } = await file('N-8', { name: 'Northwind Hull Ltd', address: { lines: ['1 Way'], country: 'GB' } });
    const url = `http://127.0.0.1:${(gleif.address() as AddressInfo).port}`;
    await house.call('PUT', '/v1/registry/connectors/gleif', { enabled: true, baseUrl: url });
    const ground = { purpose: 'identity of the debtor', legalBasis: 'legal-claims', retentionDays: 30 };
    expect((await house.call('POST', `/v1/cases/${caseId}/lookups`, { connector: 'gleif' })).status).toBe(400);
    const first = await house.call('POST', `/v1/cases/${caseId}/lookups`, { connector: 'gleif', ...ground });
    expect(first).toMatchObject({
      status: 201,
      body: { answer: 'found', lookup: { fromCache: false, outcome: 'found', recordId: expect.any(String) } },
    });
    conforms('askConnector', first.body);
    conforms('listConnectors', (await house.call('GET', '/v1/registry/connectors')).body);
    conforms('listRegistryImports', (await house.call('GET', '/v1/registry/imports')).body);
    conforms('listRegistrySources', (await house.call('GET', '/v1/registry/sources')).body);
    conforms('listLookups', (await house.call('GET', `/v1/cases/${caseId}/lookups`)).body);
    const second = await house.call('POST', `/v1/cases/${caseId}/lookups`, { connector: 'gleif', ...ground });
    expect(second.body).toMatchObject({ answer: 'found', lookup: { fromCache: true } });
    expect(asked).toHaveLength(1);
    const subject = { name: 'Northwind Hull Ltd' };
    type Place = { place: string; items: { purpose: string; data: { findings?: unknown[] } }[] };
    const exported = (await house.call('POST', '/v1/privacy/export', subject)).body as never as { places: Place[] };
    conforms('exportSubjectData', exported);
    const lookups = exported.places.find(({ place }) => place === 'lookups')?.items ?? [];
    expect(lookups.map(({ purpose, data }) => [purpose, data.findings?.length])).toEqual([
      ['identity of the debtor', 1],
      ['identity of the debtor', 1],
    ]);
    const erased = (await house.call('POST', '/v1/privacy/erase', subject)).body as never as { erased: object[] };
    conforms('eraseSubjectData', erased);
    expect(erased.erased).toContainEqual({ place: 'lookups', count: 2 });
    expect(await house.database.query('select 1 from lookup_answers')).toEqual([]);
    const after = (await house.call('GET', `/v1/cases/${caseId}/lookups`)).body as never as { items: { erasedAt?: string }[] };
    expect(after.items.every(({ erasedAt }) => erasedAt !== undefined)).toBe(true);
  });

  it('are never asked beyond the budget, however many ask at once', async () => {
    const paid: string[] = [];
    const tianyancha = createServer((request, response) => {
      paid.push(request.url ?? '');
      response.setHeader('content-type', 'application/json');
      // Every second call has to be made again, and costs again.
      response.end(JSON.stringify(paid.length % 2 === 0 ? { error_code: 300000, reason: '无数据' } : { error_code: 300004, reason: '访问频率过快' }));
    });
    await new Promise<void>((ready) => tianyancha.listen(0, '127.0.0.1', ready));
    const baseUrl = `http://127.0.0.1:${(tianyancha.address() as AddressInfo).port}`;
    await house.call('PUT', '/v1/registry/connectors/tianyancha', { enabled: true, baseUrl, secret: 'k', budgetMinor: 15 * 4 + 3 });
    const cases = [];
    for (let i = 0; i < 8; i++)
      cases.push((await file(`B-${i}`, { name: `上海华兴第${i}贸易有限公司`, address: { lines: ['张江路1号'], country: 'CN' } })).caseId);
    const ground = { purpose: 'register facts', legalBasis: 'legal-claims', retentionDays: 30 };
    const answers = await Promise.all(cases.map((id) => house.call('POST', `/v1/cases/${id}/lookups`, { connector: 'tianyancha', ...ground })));
    await new Promise((closed) => tianyancha.close(closed));
    const [row] = await house.database.query<{ spent: string }>("select sum(cost_minor)::text as spent from lookups where connector = 'tianyancha'");
    expect(paid.length).toBeLessThanOrEqual(4);
    expect(Number(row?.spent)).toBe(paid.length * 15);
    expect(answers.some(({ body }) => body.code === 'registry.over_budget')).toBe(true);
  });

  it('have their keys sealed: nowhere in the database, for the host they were entered for, and refused elsewhere', async () => {
    const secret = 'plain-key-4711';
    const put = (body: object) => house.call('PUT', '/v1/registry/connectors/companies-house', { enabled: true, ...body });
    expect((await put({ secret })).body).toMatchObject({ hasSecret: true, ready: true });
    const [row] = await house.database.query<{ secret: string | null; sealed_secret: Buffer }>(
      "select * from registry_connectors where connector = 'companies-house'",
    );
    expect([row?.secret, row?.sealed_secret.includes(secret)]).toEqual([null, false]);
    expect((await put({})).body).toMatchObject({ hasSecret: true });
    expect((await put({ baseUrl: 'https://collector.example' })).body).toMatchObject({ code: 'registry.secret_needed_again' });
    expect((await put({ baseUrl: 'https://10.0.0.7' })).body).toMatchObject({ code: 'registry.refused_address' });
    expect((await put({ baseUrl: 'http://api.company-information.service.gov.uk' })).body).toMatchObject({ code: 'registry.refused_address' });
    expect((await put({ baseUrl: 'https://collector.example', forgetSecrets: true })).body).toMatchObject({ hasSecret: false, ready: false });
    const trail = JSON.stringify(await house.database.query('select * from audit_trail'));
    expect(trail).toContain('connector.set');
    expect(trail).not.toContain(secret);
    await expect(house.database.query("update registry_connectors set secret = 'plain' where connector = 'companies-house'")).rejects.toThrow(
      /sealed/,
    );
  });

  it('have keys of an earlier version sealed at the start; a key copied to another row does not open', async () => {
    const { lookups } = house.rooms.api.registry;
    await house.database.query('alter table registry_connectors drop constraint registry_connectors_sealed');
    await house.database.query(
      `insert into registry_connectors (tenant, connector, secret, second_secret, updated_by) values ('${house.tenant}', 'qichacha', 'old-key', 'old-second', 'x')`,
    );
    const sealed = await house.database.withSystem('test', (tx) => sealPlainSecrets(tx, house.rooms.evidence.vault));
    expect(sealed).toBe(1);
    const within = <T>(work: (tx: TenantTx) => Promise<T>) => house.database.withTenant(house.tenant, systemActor('test'), work);
    expect(await within((tx) => lookups.lockSettings(tx, 'qichacha'))).toMatchObject({ secret: 'old-key', secondSecret: 'old-second' });
    expect(await house.database.query('select 1 from registry_connectors where secret is not null or second_secret is not null')).toEqual([]);
    await house.database.query("update registry_connectors set sealed_secret = sealed_second_secret where connector = 'qichacha'");
    await expect(within((tx) => lookups.lockSettings(tx, 'qichacha'))).rejects.toMatchObject({ code: 'registry.secret_unreadable' });
  });

  it('keep to the budget, never show a secret, and are forgotten when their retention ends', async () => {
    const { caseId } = await file('N-9', { name: 'Northwind Leeds Ltd', address: { lines: ['1 Way'], country: 'GB' } });
    const set = await house.call('PUT', '/v1/registry/connectors/opensanctions', { enabled: true, secret: 'very-secret', budgetMinor: 5 });
    expect([set.status, JSON.stringify(set.body)]).toEqual([200, expect.not.stringContaining('very-secret')]);
    const ground = { purpose: 'sanctions check', legalBasis: 'legal-claims', retentionDays: 1 };
    expect((await house.call('POST', `/v1/cases/${caseId}/lookups`, { connector: 'opensanctions', ...ground })).body).toMatchObject({
      code: 'registry.over_budget',
    });
    await house.call('POST', `/v1/cases/${caseId}/lookups`, { connector: 'gleif', ...ground });
    const later = { ...systemClock, today: () => (systemClock.today('UTC') + 3) as never };
    const swept = await sweepRetention({ ...house.rooms.api.privacy, clock: later }, house.tenant, systemActor('test'), 'UTC');
    expect(swept).toContainEqual({ place: 'lookups', erased: 1, held: 0 });
  });
});
