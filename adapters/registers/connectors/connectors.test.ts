import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Question } from '#usecases/ports/connectors.ts';
import { connectors } from './all.ts';
import { connectorsOf } from './ask.ts';
import { TokenBucket } from './token-bucket.ts';

type Served = { readonly request: IncomingMessage; readonly body: string };
type Reply = { readonly status?: number; readonly body: string; readonly headers?: Record<string, string> } | 'silence';

let address = '';
let replies: Reply[] = [];
let served: Served[] = [];
const open = new Set<ServerResponse>();
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => {
    body += part;
  });
  request.on('end', () => {
    served.push({ request, body });
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    if (reply === undefined || reply === 'silence') return void open.add(response);
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
    response.end(reply.body);
  });
});
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  for (const one of open) one.destroy();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

const json = (value: unknown, status = 200): Reply => ({ status, body: JSON.stringify(value) });
const acme: Question = { subject: 'organisation', name: 'Acme Trading Ltd', identifiers: [] };
const now = () => Date.UTC(2026, 10, 23);

async function ask(connector: string, question: Partial<Question>, ...answers: Reply[]) {
  replies = answers;
  served = [];
  const door = connectorsOf(connectors, { now, timeoutMs: 300, pauseMs: 1, patienceMs: 50 });
  const settings = { connector, enabled: true, baseUrl: address, secret: 'k3y', secondSecret: 's3cret' };
  return door.ask(connector, { ...acme, ...question }, settings, 'tenant');
}

describe('each source, in the shape it publishes', () => {
  it('GLEIF by LEI and by name', async () => {
    const record = {
      type: 'lei-records',
      attributes: {
        lei: '5493001KJTIIGC8Y1R12',
        entity: { legalName: { name: 'Acme AG' }, legalAddress: { addressLines: ['Hafen 1'], city: 'Hamburg', country: 'DE' }, status: 'INACTIVE' },
        registration: { status: 'RETIRED' },
      },
    };
    const { answer } = await ask('gleif', { identifiers: [{ scheme: 'lei', value: '5493001KJTIIGC8Y1R12' }] }, json({ data: record }));
    expect(answer).toMatchObject({ kind: 'found', value: [{ name: 'Acme AG', status: 'dissolved', foundBy: 'identifier', country: 'DE' }] });
    expect(served[0]?.request.url).toBe('/lei-records/5493001KJTIIGC8Y1R12');
    expect((await ask('gleif', {}, json({ data: [] }))).answer.kind).toBe('not-found');
    expect(decodeURIComponent(served[0]?.request.url ?? '')).toContain('filter[entity.legalName]=Acme+Trading+Ltd');
    expect((await ask('gleif', { identifiers: [{ scheme: 'lei', value: '5493001KJTIIGC8Y1R12' }] }, json({ errors: [] }, 404))).answer.kind).toBe(
      'not-found',
    );
  });

  it('Companies House with its key as the user', async () => {
    const profile = {
      company_name: 'ACME LIMITED',
      company_number: '07687209',
      company_status: 'liquidation',
      registered_office_address: { locality: 'Leeds' },
      previous_company_names: [{ name: 'OLD ACME LIMITED' }],
    };
    const { answer } = await ask('companies-house', { identifiers: [{ scheme: 'gb-company', value: '7687209' }] }, json(profile));
    expect(answer).toMatchObject({ kind: 'found', value: [{ status: 'insolvent', props: { formerNames: ['OLD ACME LIMITED'], address: 'Leeds' } }] });
    expect(served[0]?.request.headers.authorization).toBe(`Basic ${Buffer.from('k3y:').toString('base64')}`);
    expect(served[0]?.request.url).toBe('/company/07687209');
  });

  it('VIES: valid, invalid, and a member state that is down', async () => {
    const vat = { identifiers: [{ scheme: 'eu-vat', value: 'DE136695976' }] };
    const valid = await ask('vies', vat, json({ valid: true, name: '---', address: '---', requestIdentifier: 'W1' }));
    expect(valid.answer).toMatchObject({ kind: 'found', value: [{ props: { nameShown: 'no', consultation: 'W1' } }] });
    expect(JSON.parse(served[0]?.body ?? '')).toEqual({ countryCode: 'DE', vatNumber: '136695976' });
    expect((await ask('vies', vat, json({ valid: false }))).answer.kind).toBe('not-found');
    const full = { actionSucceed: false, errorWrappers: [{ error: 'MS_MAX_CONCURRENT_REQ' }] };
    expect((await ask('vies', vat, json(full), json({ valid: true }))).answer.kind).toBe('found');
    expect(served).toHaveLength(2);
    expect((await ask('vies', vat, json({ errorWrappers: [{ error: 'MS_UNAVAILABLE' }] }, 500))).answer).toMatchObject({
      kind: 'source-failed',
      why: 'MS_UNAVAILABLE',
    });
    expect((await ask('vies', {}, json({}))).answer).toMatchObject({ kind: 'not-covered' });
    expect(served).toHaveLength(0);
  });

  it('OpenSanctions and yente', async () => {
    const result = {
      id: 'NK-1',
      caption: 'Acme Trading',
      schema: 'Company',
      score: 0.83,
      match: true,
      datasets: ['us_ofac_sdn'],
      properties: { country: ['ru'], topics: ['sanction'] },
    };
    const { answer } = await ask('opensanctions', {}, json({ responses: { q: { status: 200, results: [result] } } }));
    expect(answer).toMatchObject({ kind: 'found', value: [{ list: 'sanctions', foundBy: 'name', score: 0.83, country: 'RU' }] });
    expect(served[0]?.request.url).toBe('/match/default');
    expect(served[0]?.request.headers.authorization).toBe('ApiKey k3y');
  });

  it('EDGAR, CourtListener and Kazakhstan', async () => {
    const filer = {
      cik: '320193',
      name: 'Apple Inc.',
      formerNames: [{ name: 'APPLE COMPUTER INC' }],
      filings: { recent: { form: ['10-K'], filingDate: ['2026-10-30'] } },
    };
    expect((await ask('sec-edgar', { identifiers: [{ scheme: 'cik', value: '320193' }] }, json(filer))).answer).toMatchObject({
      value: [{ props: { latestFilings: ['2026-10-30 10-K'] } }],
    });
    expect(served[0]?.request.url).toBe('/submissions/CIK0000320193.json');
    const docket = {
      caseName: 'In re Acme',
      court: 'Bankr. D. Delaware',
      docketNumber: '26-10001',
      dateFiled: '2026-01-05',
      docket_absolute_url: '/docket/1/acme/',
    };
    expect((await ask('courtlistener', {}, json({ count: 1, results: [docket] }))).answer).toMatchObject({
      value: [{ list: 'insolvency', foundBy: 'name' }],
    });
    const person = { bin: '990640000283', nameru: 'ТОО «Акме»', director: 'ИВАНОВ', status: 'Зарегистрирован' };
    expect((await ask('egov-kz', { identifiers: [{ scheme: 'kz-bin', value: '990640000283' }] }, json([person]))).answer).toMatchObject({
      kind: 'found',
    });
  });

  it('Tianyancha and Qichacha: found, nothing found, no money', async () => {
    const uscc = '91310000MA1FL0X14Y';
    const company = { name: '上海华兴贸易有限公司', creditCode: uscc, regStatus: '注销', estiblishTime: 1_267_200_000_000, legalPersonName: '王芳' };
    const question = { name: '上海华兴贸易有限公司', identifiers: [] };
    expect((await ask('tianyancha', question, json({ error_code: 0, reason: 'ok', result: company }))).answer).toMatchObject({
      value: [{ status: 'dissolved', props: { since: '2010-02-27' } }],
    });
    expect((await ask('tianyancha', question, json({ error_code: 300000, reason: '无数据' }))).answer.kind).toBe('not-found');
    expect((await ask('tianyancha', question, json({ error_code: 300006, reason: '余额不足' }))).answer).toMatchObject({
      kind: 'source-failed',
      why: '300006 余额不足',
    });
    expect(
      (await ask('qichacha', question, json({ Status: '200', Result: { Name: company.name, CreditCode: uscc, Status: '存续' } }))).answer,
    ).toMatchObject({ value: [{ status: 'active' }] });
    expect(served[0]?.request.headers.token).toMatch(/^[0-9A-F]{32}$/);
    expect((await ask('qichacha', question, json({ Status: '201', Message: '查询无结果' }))).answer.kind).toBe('not-found');
  });

  it('a reconciliation service', async () => {
    const { answer } = await ask(
      'reconcile',
      { country: 'GB' },
      json({ q0: { result: [{ id: '/companies/gb/1', name: 'ACME', score: 62.5, match: false }] } }),
    );
    expect(answer).toMatchObject({ value: [{ score: 0.625, foundBy: 'name' }] });
    expect(JSON.parse(new URLSearchParams(served[0]?.body).get('queries') ?? '').q0.properties[0].v).toBe('gb');
  });
});

describe('faults', () => {
  it('tries again after 429 and after an error of the source, then answers', async () => {
    const good = json({ data: [] });
    expect((await ask('gleif', {}, { status: 429, body: '' }, { status: 502, body: 'bad gateway' }, good)).answer.kind).toBe('not-found');
    expect(served).toHaveLength(3);
  });

  it('does not wait for a Retry-After of minutes', async () => {
    expect((await ask('gleif', {}, { status: 429, body: '', headers: { 'retry-after': '600' } })).answer).toMatchObject({
      kind: 'source-failed',
      why: expect.stringContaining('600'),
    });
    expect(served).toHaveLength(1);
  });

  it('ends a call that never answers', async () => {
    expect((await ask('gleif', {}, 'silence')).answer).toMatchObject({ kind: 'source-failed', why: expect.stringContaining('300 ms') });
    expect(served).toHaveLength(3);
  });

  it.each([
    ['not JSON', { body: '{"data": [' }, /expected JSON/],
    ['JSON of another shape', json({ hello: 1 }), /expected "data"/],
    ['a captcha page', { body: '<!DOCTYPE html><title>安全验证</title>请完成滑动验证码' }, /captcha.*assisted capture/],
    ['another page', { body: '<html>welcome</html>' }, /web page/],
    ['a refused key', json({ error: 'no' }, 401), /key is refused/],
  ] as const)('says what came instead: %s', async (_, reply, why) => {
    expect((await ask('gleif', {}, reply)).answer).toMatchObject({ kind: 'source-failed', why: expect.stringMatching(why) });
  });

  it('opens the circuit after five failures and asks no more', async () => {
    replies = [{ status: 500, body: 'down' }];
    served = [];
    const door = connectorsOf(connectors, { now, pauseMs: 1, tries: 1 });
    const settings = { connector: 'gleif', enabled: true, baseUrl: address };
    for (let i = 0; i < 7; i++) await door.ask('gleif', acme, settings, 't');
    expect(served).toHaveLength(5);
    expect((await door.ask('gleif', acme, settings, 't')).answer).toMatchObject({ why: expect.stringContaining('five times') });
    replies = [json({ data: [] })];
    expect((await door.ask('gleif', acme, settings, 'another tenant')).answer.kind).toBe('not-found');
  });

  it('keeps to the rate: refuses rather than waits too long', () => {
    let at = 0;
    const bucket = new TokenBucket({ calls: 2, seconds: 10 }, () => at);
    expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([0, 0, 5000]);
    bucket.giveBack();
    at = 5000;
    expect(bucket.take()).toBe(0);
  });

  it('says not covered without asking: no key, another country, a person', async () => {
    const door = connectorsOf(connectors, { now });
    const bare = (connector: string) => ({ connector, enabled: true, baseUrl: address });
    served = [];
    expect((await door.ask('companies-house', acme, bare('companies-house'), 't')).answer).toMatchObject({
      kind: 'not-covered',
      why: expect.stringContaining('key'),
    });
    expect((await door.ask('companies-house', { ...acme, country: 'CN' }, bare('companies-house'), 't')).answer).toMatchObject({
      why: expect.stringContaining('covers GB'),
    });
    expect((await door.ask('gleif', { ...acme, subject: 'person' }, bare('gleif'), 't')).answer.kind).toBe('not-covered');
    expect(served).toHaveLength(0);
  });
});
