import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#adapters/clock/system.ts';
import { registryWriter } from '#adapters/postgres/registry/writer.ts';
import { table } from '#adapters/registers/table/entries.ts';
import { operations } from '#contract/operations/all.ts';
import { redrawLater } from '#usecases/enforce/redraw-assets.ts';
import { systemActor } from '#usecases/ports/transactions.ts';
import { importRegister } from '#usecases/registry/import-register.ts';
import { type House, openHouse } from './house.ts';

// Hits in lists and at outside sources through the whole house: found, shown beside the debtor, judged, taken back.

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await list('insolvency', 'winding-up', 'name,gb-company,caseNumber,address\nQuern Foods Limited,07687209,CR-2026-2,"Berry Court 9, Tadley"\n');
  await list('sanctions', 'sanctions', 'name,program\nQuern Food Ltd,GB-RUS\nQuern Foods Holding,GB-RUS\n');
});

const list = (kind: 'insolvency' | 'sanctions', id: string, text: string) =>
  importRegister(
    { transactions: house.database, clock: systemClock, registry: registryWriter, drawAgain: redrawLater(house.rooms.api.judging.jobs) },
    house.tenant,
    systemActor('test'),
    {
      source: { id, kind: 'list', list: kind, name: id, licence: 'own', exportable: false, countries: ['GB'], asOf: '2026-11-01' },
      fileName: 'file',
      fingerprint: id,
      format: table.id,
      records: table.records(
        (async function* () {
          yield Buffer.from(text);
        })(),
        { sourceId: id, list: kind, country: 'GB' },
      ),
      whole: false,
    },
  );

const ajv = new Ajv2020({ strict: false });
function conforms(id: string, body: unknown): void {
  const check = ajv.compile(operations.find((op) => op.id === id)?.response ?? {});
  check(body);
  expect({ id, errors: check.errors ?? [] }).toEqual({ id, errors: [] });
}

type Report = { version: number; checks: { kind: string; verdict: string; reasons: { code: string }[]; coverage: object[] }[] };
type Debtor = {
  hits: { id: string; list?: string; rows: { field: string; standing: string }[]; judgement?: { id: string; verdict: string } }[];
  identifiers: { check: string }[];
};
type Queue = { items: { id: string; list?: string; caseId: string; debtor: string; cases: number }[]; total: number; next?: string };

const quern = {
  name: 'Quern Foods Ltd',
  identifiers: [{ scheme: 'gb-company', value: '07687209' }],
  address: { lines: ['Berry Court 9'], city: 'Tadley', country: 'GB' },
};
const file = async (number: string, debtor: object = quern): Promise<string> => {
  const { status, body } = await house.call('POST', '/v1/claims', {
    basis: 'sale',
    creditor: { name: 'Hua Xing Trading', address: { lines: ['Haiwan Road 1'], city: 'Ningbo', country: 'CN' } },
    debtor,
    currency: 'GBP',
    governingLaw: 'GB-EAW',
    items: [{ number, amount: '48000.00', issuedOn: '2026-02-10', dueOn: '2026-03-12' }],
  });
  expect(status).toBe(201);
  return (body as never as { caseId: string }).caseId;
};
const ability = async (caseId: string) => {
  const { assessmentId } = (await house.call('GET', `/v1/cases/${caseId}`)).body as never as { assessmentId: string };
  const report = (await house.call('GET', `/v1/assessments/${assessmentId}`)).body as never as Report;
  const check = report.checks.find(({ kind }) => kind === 'ability');
  return { version: report.version, verdict: check?.verdict, codes: check?.reasons.map(({ code }) => code) ?? [] };
};
const debtor = async (caseId: string): Promise<Debtor> => {
  const { body } = await house.call('GET', `/v1/cases/${caseId}/debtor`);
  conforms('getDebtor', body);
  return body as never as Debtor;
};
const queue = async (query = ''): Promise<Queue> => {
  const { body } = await house.call('GET', `/v1/review/hits${query}`);
  conforms('listReviewHits', body);
  return body as never as Queue;
};

describe('a hit in a list', () => {
  it('is a concern until a person says whose it is, then counts, and can be taken back', async () => {
    const first = await file('Q-1');
    const second = await file('Q-2');
    // Even under the very number of the debtor nothing grave is said before somebody has looked.
    expect(await ability(first)).toMatchObject({ version: 1, verdict: 'concern' });
    expect((await ability(first)).codes).not.toContain('check.list_hit');
    const shown = await debtor(first);
    expect(shown.identifiers).toMatchObject([{ check: 'unchecked' }]);
    const winding = shown.hits.find((hit) => hit.list === 'insolvency');
    expect(winding?.rows.map(({ field, standing }) => `${field} ${standing}`)).toEqual(
      expect.arrayContaining(['name agrees', 'number agrees', 'country agrees', 'address agrees']),
    );
    const waiting = await queue('?kind=list');
    expect(waiting.items[0]).toMatchObject({ id: winding?.id, debtor: 'Quern Foods Ltd', cases: 2 });

    const confirmed = await house.call('POST', '/v1/review/judgements', {
      hits: [winding?.id],
      verdict: 'positive',
      why: 'number and address agree',
    });
    expect(confirmed.status).toBe(201);
    conforms('judgeHits', confirmed.body);
    for (const caseId of [first, second]) expect(await ability(caseId)).toMatchObject({ version: 2, verdict: 'fail' });
    expect((await queue('?kind=list')).items.map(({ id }) => id)).not.toContain(winding?.id);
    expect((await queue('?state=decided')).items.map(({ id }) => id)).toContain(winding?.id);

    const judged = (await debtor(first)).hits.find(({ id }) => id === winding?.id)?.judgement;
    expect(judged?.verdict).toBe('positive');
    expect((await house.call('DELETE', `/v1/entity-judgements/${judged?.id}`)).body).toEqual({ withdrawn: true });
    for (const caseId of [first, second]) expect(await ability(caseId)).toMatchObject({ version: 3, verdict: 'concern' });
    expect((await queue('?kind=list')).items.map(({ id }) => id)).toContain(winding?.id);
    const audit = (await house.call('GET', '/v1/audit')).body as never as { items: { action: string }[] };
    expect(audit.items.map(({ action }) => action)).toEqual(expect.arrayContaining(['entity.judged', 'entity.judgement_withdrawn']));
  });

  it('comes to the queue with a list that is imported after the claim was filed', async () => {
    await file('Q-9', { name: 'Quagmire Harbour Works Ltd', address: { lines: ['1 Way'], country: 'GB' } });
    await list('sanctions', 'late-list', 'name,program\nQuagmire Harbour Works Limited,GB-X\n');
    const seen = await house.until(
      () => queue('?kind=list'),
      ({ items }) => items.some(({ debtor }) => debtor === 'Quagmire Harbour Works Ltd'),
    );
    const late = seen.items.filter(({ debtor }) => debtor === 'Quagmire Harbour Works Ltd').map(({ id }) => id);
    await house.call('POST', '/v1/review/judgements', { hits: late, verdict: 'negative', why: 'another place' });
  });

  it('may be rejected together with others, but is confirmed by itself', async () => {
    const caseId = await file('Q-3');
    const before = await queue('?kind=list');
    const sanctions = before.items.filter((hit) => hit.list === 'sanctions').map(({ id }) => id);
    expect(sanctions.length).toBeGreaterThan(1);
    const together = { hits: sanctions, why: 'another company of like name' };
    expect(await house.call('POST', '/v1/review/judgements', { ...together, verdict: 'positive' })).toMatchObject({
      status: 409,
      body: { code: 'registry.one_at_a_time' },
    });
    expect((await house.call('POST', '/v1/review/judgements', { ...together, verdict: 'negative' })).status).toBe(201);
    expect((await ability(caseId)).codes).toEqual(expect.arrayContaining(['check.list_rejected', 'check.list_possible']));
    expect((await queue('?kind=list')).total).toBe(before.total - sanctions.length);
    expect((await house.call('GET', '/v1/review/counts')).body).toMatchObject({ lists: before.total - sanctions.length });
    // A rejected entry stays in sight, so that the word can be taken back.
    expect((await debtor(caseId)).hits.filter(({ judgement }) => judgement?.verdict === 'negative')).toHaveLength(sanctions.length);
    expect(await house.call('POST', '/v1/review/judgements', { ...together, hits: [crypto.randomUUID()], verdict: 'unsure' })).toMatchObject({
      status: 404,
      body: { code: 'registry.hit_not_found' },
    });
  });

  it('is read page by page', async () => {
    const seen: string[] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const page: Queue = await queue(`?state=decided&limit=1${next ? `&cursor=${next}` : ''}`);
      seen.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    const whole = await queue('?state=decided');
    expect(seen).toEqual(whole.items.map(({ id }) => id));
    expect((await house.call('GET', '/v1/review/hits?cursor=bm9uZQ')).body.code).toBe('cases.bad_cursor');
  });
});

describe('a hit at an outside source', () => {
  const yente = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    const result = {
      id: 'NK-9',
      caption: 'Nordwind Reederei',
      schema: 'Company',
      score: 0.9,
      datasets: ['eu_fsf'],
      properties: { topics: ['sanction'] },
    };
    response.end(JSON.stringify({ responses: { q: { status: 200, results: [result] } } }));
  });
  const gleif = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: [] }));
  });
  afterAll(() => Promise.all([yente, gleif].map((server) => new Promise((closed) => server.close(closed)))));

  it('says nothing where a voluntary register is silent', async () => {
    await new Promise<void>((ready) => gleif.listen(0, '127.0.0.1', ready));
    await house.call('PUT', '/v1/registry/connectors/gleif', { enabled: true, baseUrl: `http://127.0.0.1:${(gleif.address() as AddressInfo).port}` });
    const caseId = await file('Q-5', { name: 'Quillhaven Yards Ltd', address: { lines: ['1 Way'], country: 'GB' } });
    const ground = { purpose: 'identity', legalBasis: 'legal-claims', retentionDays: 30 };
    expect((await house.call('POST', `/v1/cases/${caseId}/lookups`, { connector: 'gleif', ...ground })).body).toMatchObject({ answer: 'not-found' });
    const { register } = (await house.call('GET', `/v1/cases/${caseId}/debtor`)).body as never as { register: { kind: string }[] };
    expect(register.map(({ kind }) => kind)).toEqual(['not-covered']);
  });

  it('stands in the report at once, waits for a word, and is forgotten with the answer', async () => {
    await new Promise<void>((ready) => yente.listen(0, '127.0.0.1', ready));
    const baseUrl = `http://127.0.0.1:${(yente.address() as AddressInfo).port}`;
    await house.call('PUT', '/v1/registry/connectors/opensanctions', { enabled: true, secret: 'none', baseUrl });
    const nordwind = { name: 'Nordwind Reederei GmbH', address: { lines: ['Kai 1'], country: 'DE' } };
    const caseId = await file('Q-4', nordwind);
    const ground = { purpose: 'sanctions check', legalBasis: 'legal-claims', retentionDays: 30 };
    expect((await house.call('POST', `/v1/cases/${caseId}/lookups`, { connector: 'opensanctions', ...ground })).body).toMatchObject({
      answer: 'found',
    });
    expect(await ability(caseId)).toMatchObject({ version: 2, verdict: 'concern' });
    const [hit] = (await debtor(caseId)).hits;
    expect(hit).toMatchObject({ list: 'sanctions', source: 'lookup.opensanctions', facts: { url: expect.stringContaining('NK-9') } });
    await house.call('POST', '/v1/review/judgements', { hits: [hit?.id], verdict: 'positive', why: 'the same ship owner' });
    expect((await ability(caseId)).codes).toContain('check.list_hit');
    await house.call('POST', '/v1/privacy/erase', { name: nordwind.name });
    expect((await debtor(caseId)).hits).toEqual([]);
  });
});
