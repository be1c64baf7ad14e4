import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#adapters/clock/system.ts';
import { operations } from '#contract/operations/all.ts';
import { systemActor } from '#usecases/ports/transactions.ts';
import { sweepRetention } from '#usecases/privacy/retention.ts';
import { type House, openHouse } from './house.ts';

// Privacy through the whole house: what is kept about a person, what goes and why the rest stays, and what may leave the country.

let house: House;
beforeAll(async () => {
  house = await openHouse();
});

const ajv = new Ajv2020({ strict: false });
function conforms(id: string, body: unknown): void {
  const check = ajv.compile(operations.find((op) => op.id === id)?.response as object);
  check(body);
  expect({ id, errors: check.errors ?? [] }).toEqual({ id, errors: [] });
}

const file = async (number: string, debtor: object): Promise<string> => {
  const { body, status } = await house.call('POST', '/v1/claims', {
    basis: 'loan',
    creditor: { name: 'Hua Xing Trading', address: { lines: ['Haiwan Road 1'], city: 'Ningbo', country: 'CN' } },
    debtor,
    currency: 'CNY',
    governingLaw: 'CN',
    items: [{ number, amount: '48000.00', issuedOn: '2026-02-10', dueOn: '2026-03-12' }],
  });
  expect(status).toBe(201);
  return (body as never as { caseId: string }).caseId;
};
const wang = { kind: 'person', name: '王小明', address: { lines: ['张江路1号'], country: 'CN' } };
const ground = { purpose: 'sanctions check', legalBasis: 'legal-claims', retentionDays: 30 };
const settle = async (country: string) => {
  const { body } = await house.call('GET', '/v1/settings');
  await house.call('PUT', '/v1/settings', { ...body, country });
};
type Lookup = { answer: string; lookup: { fault?: string; why?: string; crossesBorder: boolean; transferGround?: string } };

const asked: string[] = [];
const sanctions = createServer((request, response) => {
  asked.push(request.url ?? '');
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ responses: { q: { results: [{ id: 'Q1', caption: '王小明', score: 0.8, properties: { country: ['cn'] } }] } } }));
});
beforeAll(async () => {
  await new Promise<void>((ready) => sanctions.listen(0, '127.0.0.1', ready));
  const baseUrl = `http://127.0.0.1:${(sanctions.address() as AddressInfo).port}`;
  await house.call('PUT', '/v1/registry/connectors/opensanctions', { enabled: true, baseUrl, secret: 'none' });
});
afterAll(() => new Promise((closed) => sanctions.close(closed)));

describe('personal data that would go abroad', () => {
  it('is held back until a legal ground is set, and the attempt is on record', async () => {
    const caseId = await file('P-1', wang);
    const ask = async () =>
      (await house.call('POST', `/v1/cases/${caseId}/lookups`, { connector: 'opensanctions', ...ground })).body as never as Lookup;
    // Nobody said where we are: it cannot be said that no border is crossed.
    expect(await ask()).toMatchObject({ answer: 'not-covered', lookup: { fault: 'no-transfer-ground', crossesBorder: true } });
    await settle('CN');
    const blocked = await ask();
    expect(blocked).toMatchObject({ answer: 'not-covered', lookup: { fault: 'no-transfer-ground' } });
    expect(blocked.lookup.why).toContain('个人信息保护法 38-40');
    expect(blocked.lookup.why).not.toContain('王');
    expect(asked).toHaveLength(0);
    const bad = await house.call('POST', '/v1/privacy/transfer-grounds', { law: 'pipl', route: 'binding-rules', to: 'DE', reference: 'x-1' });
    expect(bad.body.code).toBe('privacy.unknown_route');
    const set = await house.call('POST', '/v1/privacy/transfer-grounds', {
      law: 'pipl',
      route: 'standard-contract',
      to: 'DE',
      reference: 'filed 2026-05-01, no. 4711',
    });
    conforms('setTransferGround', set.body);
    const { id } = set.body as never as { id: string };
    expect(await ask()).toMatchObject({ answer: 'found', lookup: { crossesBorder: true, transferGround: id } });
    expect(asked).toHaveLength(1);
    expect((await house.call('DELETE', `/v1/privacy/transfer-grounds/${id}`)).status).toBe(204);
    expect((await ask()).lookup.fault).toBe('no-transfer-ground');
    expect((await house.call('DELETE', `/v1/privacy/transfer-grounds/${id}`)).status).toBe(404);
  });
});

describe('no question without its grounds', () => {
  it.each([
    ['a purpose', { purpose: '' }],
    ['a legal basis', { legal_basis: 'curiosity' }],
    ['a requester', { requested_by: '' }],
    ['a subject', { subject_hash: 'short' }],
    ['an end of keeping', { retain_until: '1999-01-01' }],
    ['a bounded keeping', { retain_until: '2099-01-01' }],
    ['a case', { case_id: '00000000-0000-7000-8000-000000000000' }],
  ])('the database itself asks for %s', async (_, change) => {
    const [row] = await house.database.query<Record<string, unknown>>('select * from lookups limit 1');
    const values = { ...row, id: systemClock.newId(), ...change };
    const columns = Object.keys(values);
    await expect(
      house.database.withTenant(house.tenant, systemActor('test'), async () =>
        house.database.query(
          `insert into lookups (${columns.join(', ')}) select ${columns.join(', ')} from json_populate_record(null::lookups, '${JSON.stringify(values)}')`,
        ),
      ),
    ).rejects.toThrow(/constraint/);
  });

  it('the page says so too', async () => {
    const caseId = await file('P-2', { ...wang, name: '李雷' });
    const post = (body: object) => house.call('POST', `/v1/cases/${caseId}/lookups`, { connector: 'opensanctions', ...ground, ...body });
    for (const body of [{ purpose: ' ' }, { legalBasis: 'curiosity' }, { retentionDays: 0 }, { retentionDays: 99999 }])
      expect((await post(body)).status).toBeGreaterThanOrEqual(400);
  });
});

const page = (name: string) =>
  [
    '失信被执行人信息',
    ...[name, '赵四'].flatMap((who, i) => [`被执行人姓名/名称：${who}`, '执行法院：上海市浦东新区人民法院', `案号：（2025）沪0115执10${i}号`, '']),
  ].join('\n');

describe('what a person may ask', () => {
  it('sees everything kept about them, with others masked; what may go goes, the rest says why it stays', async () => {
    const caseId = await file('P-3', { ...wang, name: '韩梅梅' });
    const capture = await house.call('POST', `/v1/cases/${caseId}/captures`, {
      page: 'dishonest-judgment-debtor',
      paste: page('韩梅梅'),
      aboutDebtor: [0],
      ...ground,
      purpose: 'enforceability',
    });
    expect(capture.status).toBe(201);
    const { recordId } = capture.body as never as { recordId: string };
    await house.call('POST', '/v1/privacy/transfer-grounds', { law: 'pipl', route: 'contract-necessity', to: '*', reference: 'loan agreement' });
    await house.call('POST', `/v1/cases/${caseId}/lookups`, { connector: 'opensanctions', ...ground });
    type Export = { places: { place: string; items: { data: Record<string, unknown> }[] }[] };
    const told = (await house.call('POST', '/v1/privacy/export', { name: '韩梅梅' })).body as never as Export;
    conforms('exportSubjectData', told);
    const counts = Object.fromEntries(told.places.map(({ place, items }) => [place, items.length]));
    expect(counts).toMatchObject({ parties: 1, lookups: 1, captures: 1, judgements: 1 });
    const text = JSON.stringify(told);
    expect(text).toContain('赵*');
    expect(text).not.toContain('赵四');

    const hold = (await house.call('POST', '/v1/holds', { scope: 'case', scopeId: caseId, reason: 'suit pending' })).body as never as {
      id: string;
    };
    const held = (await house.call('POST', '/v1/privacy/erase', { name: '韩梅梅' })).body as never as {
      erased: object[];
      kept: { place: string; why: { en: string } }[];
    };
    conforms('eraseSubjectData', held);
    expect(held.erased).toEqual([]);
    expect(held.kept.find(({ place }) => place === 'captures')?.why.en).toContain('hold');
    await house.call('POST', `/v1/holds/${hold.id}/release`, { reason: 'suit ended' });

    const done = (await house.call('POST', '/v1/privacy/erase', { name: '韩梅梅' })).body as never as typeof held;
    expect(done.erased).toEqual(
      expect.arrayContaining([
        { place: 'lookups', count: 1 },
        { place: 'captures', count: 1 },
      ]),
    );
    expect(done.kept.find(({ place }) => place === 'parties')?.why.en).toContain('claim');
    const again = (await house.call('POST', '/v1/privacy/erase', { name: '韩梅梅' })).body as never as typeof held;
    expect(again.erased).toEqual([]);
    expect((await house.call('GET', `/v1/records/${recordId}`)).body).toMatchObject({ erasedAt: expect.any(String) });
    expect(await house.database.query("select 1 from registry_names where name = '韩梅梅'")).toEqual([]);
    expect(await house.database.query("select 1 from captures where entries::text like '%韩梅梅%'")).toEqual([]);
    const requests = await house.call('GET', '/v1/privacy/requests');
    conforms('listPrivacyRequests', requests.body);
    expect(JSON.stringify(requests.body)).not.toContain('韩');
  });

  it('a withdrawn consent ends what leaned on it, and nothing new may', async () => {
    const caseId = await file('P-4', { ...wang, name: '孙悦' });
    const ask = () => house.call('POST', `/v1/cases/${caseId}/lookups`, { connector: 'opensanctions', ...ground, legalBasis: 'consent' });
    expect((await ask()).status).toBe(201);
    const withdrawn = await house.call('POST', '/v1/privacy/withdrawals', { name: '孙悦' });
    conforms('withdrawConsent', withdrawn.body);
    expect(withdrawn.body).toMatchObject({ erased: 1 });
    expect((await ask()).body.code).toBe('privacy.consent_withdrawn');
    expect((await house.call('POST', `/v1/cases/${caseId}/lookups`, { connector: 'opensanctions', ...ground })).status).toBe(201);
  });
});

describe('retention', () => {
  it('removes captures and clues whose time is over, not those under a hold, once', async () => {
    const [held, free] = [await file('P-5', { ...wang, name: '周瑜' }), await file('P-6', { ...wang, name: '陆逊' })];
    for (const [caseId, name] of [
      [held, '周瑜'],
      [free, '陆逊'],
    ] as const) {
      await house.call('POST', `/v1/cases/${caseId}/captures`, {
        page: 'dishonest-judgment-debtor',
        paste: page(name),
        aboutDebtor: [0],
        ...ground,
        retentionDays: 1,
      });
      const asset = await house.call('POST', `/v1/cases/${caseId}/assets`, {
        schema: 'Goods',
        name: `${name}的货物`,
        source: 'visit',
        links: [],
        asOf: '2026-11-20',
      });
      expect(asset.status).toBeLessThan(300);
    }
    await house.call('POST', '/v1/holds', { scope: 'case', scopeId: held, reason: 'suit pending' });
    // A map still being drawn would come after the sweep, and be the next one's.
    await house.until(
      () => house.database.query("select name, state from pgboss.job where name = 'assets.screen' and state in ('created', 'active', 'retry')"),
      (open) => open.length === 0,
    );
    await house.database.query(`update cases set closed_at = now() where id in ('${held}', '${free}')`);
    await house.call('PUT', '/v1/privacy/profile', { clueDaysAfterClose: 0 });
    const later = { ...systemClock, today: () => (systemClock.today('UTC') + 3) as never };
    const sweep = () => sweepRetention({ ...house.rooms.api.privacy, clock: later }, house.tenant, systemActor('test'), 'UTC');
    const first = await sweep();
    expect(first.find(({ place }) => place === 'captures')).toEqual({ place: 'captures', erased: 1, held: 1 });
    expect(first.find(({ place }) => place === 'assets')?.held).toBeGreaterThan(0);
    expect((await sweep()).map(({ erased }) => erased)).toEqual([0, 0]);
    const left = await house.database.query<{ case_id: string }>(`select distinct case_id from asset_nodes where name like '%的货物'`);
    expect(left.map(({ case_id }) => case_id)).toEqual([held]);
    const [trail] = await house.database.query<{ after: object }>(
      "select after from audit_trail where action = 'retention.swept' order by at desc limit 1",
    );
    expect(trail?.after).toMatchObject({ captures: { erased: 1, held: 1 } });
  });
});

describe('the record of processing', () => {
  it('tells activities, sources abroad and figures, as page data and as a table, and keeps impact assessments', async () => {
    await settle('CN');
    const made = await house.call('POST', '/v1/privacy/impact-assessments', {
      activity: 'lookups',
      necessity: 'the debtor must be known',
      impact: 'small: public data',
      measures: 'masking, retention',
      conclusion: 'acceptable-with-measures',
      reviewBy: '2099-01-01',
    });
    conforms('addImpactAssessment', made.body);
    const records = await house.call('GET', '/v1/privacy/records');
    conforms('getProcessingRecords', records.body);
    const { activities, transfers, lookups } = records.body as never as {
      activities: { id: string; assessmentMissing: boolean; assessment?: { madeBy: string } }[];
      transfers: { connector: string; crosses: boolean; law: string }[];
      lookups: { connector: string; count: number }[];
    };
    expect(activities.find(({ id }) => id === 'lookups')).toMatchObject({ assessmentMissing: false, assessment: { madeBy: 'Wang Fang' } });
    expect(activities.find(({ id }) => id === 'assessments')).toMatchObject({ assessmentMissing: true });
    expect(transfers.find(({ connector }) => connector === 'courtlistener')).toMatchObject({ crosses: true, law: 'pipl' });
    expect(lookups.find(({ connector }) => connector === 'opensanctions')?.count).toBeGreaterThan(0);
    const csv = (await house.call('GET', '/v1/privacy/records.csv?locale=zh-CN')).bytes.toString();
    expect(csv.split('\r\n')[0]).toContain('处理活动');
    expect(csv.split('\r\n').length).toBeGreaterThan(activities.length);
    await expect(house.database.query("update impact_assessments set impact = 'none'")).rejects.toThrow(/never changed/);
    expect((await house.anonymous('GET', '/v1/privacy/records')).status).toBe(401);
  });
});
