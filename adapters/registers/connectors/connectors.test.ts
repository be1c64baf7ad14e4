import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Question } from '#usecases/ports/connectors.ts';
import { connectors } from './all.ts';
import { connectorsOf } from './ask.ts';
import { json, type Reply, type Served, SourceServer } from './testing/source-server.ts';

const source = new SourceServer();
beforeAll(() => source.open());
afterAll(() => source.close());

const acme: Question = { subject: 'organisation', name: 'Acme Trading Ltd', identifiers: [] };
const now = () => Date.UTC(2026, 10, 23);

async function ask(connector: string, question: Partial<Question>, ...answers: Reply[]) {
  return askWith(connector, question, answers);
}
async function askWith(connector: string, question: Partial<Question>, answers: Reply[] | ((served: Served) => Reply)) {
  source.reply(answers);
  const door = connectorsOf(connectors, { now, timeoutMs: 300, pauseMs: 1, patienceMs: 50, privateHosts: ['127.0.0.1'] });
  const settings = { connector, enabled: true, baseUrl: source.address, secret: 'k3y', secondSecret: 's3cret' };
  const asked = await door.ask(connector, { ...acme, ...question }, settings, 'tenant');
  served = source.served;
  return asked;
}
let served: Served[] = [];

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
    expect(served[0]?.url).toBe('/lei-records/5493001KJTIIGC8Y1R12');
    expect((await ask('gleif', {}, json({ data: [] }))).answer.kind).toBe('not-found');
    expect(decodeURIComponent(served[0]?.url ?? '')).toContain('filter[entity.legalName]=Acme+Trading+Ltd');
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
    const { answer } = await askWith('companies-house', { identifiers: [{ scheme: 'gb-company', value: '7687209' }] }, ({ url }) =>
      url === '/company/07687209' ? json(profile) : json({ errors: [{ type: 'ch:service', error: 'not-found' }] }, 404),
    );
    expect(answer).toMatchObject({ kind: 'found', value: [{ status: 'insolvent', props: { formerNames: ['OLD ACME LIMITED'], address: 'Leeds' } }] });
    expect(served[0]?.headers.authorization).toBe(`Basic ${Buffer.from('k3y:').toString('base64')}`);
    expect(served[0]?.url).toBe('/company/07687209');
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
      why: 'MS_UNAVAILABLE: the service of this member state is down',
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
    expect(served[0]?.url).toBe('/match/default');
    expect(served[0]?.headers.authorization).toBe('ApiKey k3y');
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
    expect(served[0]?.url).toBe('/submissions/CIK0000320193.json');
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
      why: '300006 the account has no credit left 余额不足',
    });
    expect(
      (await ask('qichacha', question, json({ Status: '200', Result: { Name: company.name, CreditCode: uscc, Status: '存续' } }))).answer,
    ).toMatchObject({ value: [{ status: 'active' }] });
    expect(served[0]?.headers.token).toMatch(/^[0-9A-F]{32}$/);
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

describe('long answers are followed, and cut with words where they do not end', () => {
  it('GLEIF by page number', async () => {
    const record = (n: number) => ({ attributes: { lei: `LEI${n}`, entity: { legalName: { name: `Acme ${n}` }, status: 'ACTIVE' } } });
    const paged = (lastPage: number) => (served: Served) => {
      const page = Number(new URL(served.url, 'http://x').searchParams.get('page[number]'));
      return json({ meta: { pagination: { currentPage: page, lastPage, total: lastPage } }, data: [record(page)] });
    };
    const three = await askWith('gleif', {}, paged(3));
    expect([three.calls, three.cut, three.answer.kind === 'found' && three.answer.value.map(({ name }) => name)]).toEqual([
      3,
      undefined,
      ['Acme 1', 'Acme 2', 'Acme 3'],
    ]);
    expect((await askWith('gleif', {}, paged(90))).cut).toBe('the first 4 of 90 records');
    expect(new TextDecoder().decode(three.raw).split('\u001e')).toHaveLength(3);
  });

  it('CourtListener by cursor, with the token to the same host only', async () => {
    const docket = (n: string) => ({ caseName: `Acme v. ${n}`, court: 'D. Del.', docketNumber: n });
    const two = await askWith('courtlistener', {}, ({ url }) =>
      url.includes('cursor=b')
        ? json({ count: 2, next: null, results: [docket('2')] })
        : json({ count: 2, next: `${source.address}/search/?type=r&cursor=b`, results: [docket('1')] }),
    );
    expect(two.answer).toMatchObject({ value: [{ name: 'Acme v. 1' }, { name: 'Acme v. 2' }] });
    const stolen = await askWith('courtlistener', {}, () => json({ count: 2, next: 'https://evil.example/?cursor=b', results: [docket('1')] }));
    expect([stolen.calls, served.length]).toEqual([1, 1]);
    const endless = await askWith('courtlistener', {}, () =>
      json({ count: 4000, next: `${source.address}/search/?cursor=c`, results: [docket('1')] }),
    );
    expect([endless.calls, endless.cut]).toEqual([5, 'the first 5 of 4000 dockets']);
  });

  it('Companies House: officers, controllers, charges and insolvency cases of a company, all their pages', async () => {
    const officer = (n: number) => ({ name: `OFFICER ${n}`, officer_role: 'director', appointed_on: '2020-01-01' });
    const { answer, cut } = await askWith('companies-house', { identifiers: [{ scheme: 'gb-company', value: '07687209' }] }, ({ url }) => {
      const { pathname, searchParams } = new URL(url, 'http://x');
      const start = Number(searchParams.get('start_index'));
      if (pathname.endsWith('/officers'))
        return json({ total_results: 130, items: Array.from({ length: Math.min(100, 130 - start) }, (_, i) => officer(start + i)) });
      if (pathname.endsWith('/charges'))
        return json({ total_count: 1, items: [{ charge_code: '076872090001', status: 'outstanding', persons_entitled: [{ name: 'Bank PLC' }] }] });
      if (pathname.endsWith('/insolvency'))
        return json({ cases: [{ type: 'creditors-voluntary-liquidation', dates: [{ type: 'wound-up-on', date: '2026-05-01' }] }] });
      if (pathname.endsWith('/persons-with-significant-control')) return json({ errors: [{ error: 'not-found' }] }, 404);
      return json({
        company_name: 'ACME LIMITED',
        company_number: '07687209',
        company_status: 'liquidation',
        has_charges: true,
        has_insolvency_history: true,
      });
    });
    expect(answer.kind === 'found' && answer.value[0]?.props.officers).toHaveLength(130);
    expect(answer).toMatchObject({
      value: [
        {
          props: {
            chargeList: ['076872090001, outstanding, Bank PLC'],
            insolvencyCases: ['creditors-voluntary-liquidation, wound-up-on 2026-05-01'],
          },
        },
      ],
    });
    expect(cut).toBeUndefined();
  });

  it('fails as a whole where a later page fails: half a list is not told for all of it', async () => {
    const { answer, calls } = await askWith('companies-house', { identifiers: [{ scheme: 'gb-company', value: '07687209' }] }, ({ url }) =>
      url.endsWith('/company/07687209') ? json({ company_name: 'ACME LIMITED', company_number: '07687209' }) : json({}, 500),
    );
    expect([answer.kind, calls]).toEqual(['source-failed', 4]);
  });

  it('Kazakhstan by offset', async () => {
    const row = (n: number) => ({ bin: String(990640000000 + n), nameru: `ТОО ${n}` });
    const { answer, calls } = await askWith('egov-kz', {}, ({ url }) => {
      const { from } = JSON.parse(new URL(url, 'http://x').searchParams.get('source') ?? '') as { from: number };
      return json(Array.from({ length: from === 0 ? 100 : 7 }, (_, i) => row(from + i)));
    });
    expect([answer.kind === 'found' && answer.value.length, calls]).toEqual([107, 2]);
  });

  it('EDGAR by name: a list of companies, the one that has the name, and none', async () => {
    const feed = (inner: string): Reply => ({ body: `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">${inner}</feed>` });
    const entry = (cik: string, name: string) =>
      `<entry><content type="text/xml"><company-info><cik>${cik}</cik><state>DE</state></company-info></content><title>${name}</title></entry>`;
    expect((await ask('sec-edgar', {}, feed(entry('0000000017', 'ACME &amp; CO') + entry('0000000018', 'ACME TWO')))).answer).toMatchObject({
      value: [
        { name: 'ACME & CO', foundBy: 'name', identifiers: [{ scheme: 'cik', value: '17' }] },
        { name: 'ACME TWO', props: { state: 'DE' } },
      ],
    });
    expect(served[0]?.url).toContain('company=Acme+Trading+Ltd');
    expect(
      (
        await ask(
          'sec-edgar',
          {},
          feed('<company-info><cik>0000000019</cik><conformed-name>ACME ONE</conformed-name></company-info><entry><title>10-K</title></entry>'),
        )
      ).answer,
    ).toMatchObject({ value: [{ name: 'ACME ONE' }] });
    expect((await ask('sec-edgar', {}, { body: '<html>No matching companies.</html>' })).answer.kind).toBe('not-found');
    const missing: Reply = { status: 404, body: '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>' };
    expect((await ask('sec-edgar', { identifiers: [{ scheme: 'cik', value: '1' }] }, missing)).answer.kind).toBe('not-found');
  });

  it('Qichacha by the other interface that an account may have bought', async () => {
    source.reply([json({ Status: '200', Result: { VerifyResult: 1, Data: { Name: '上海华兴贸易有限公司', Status: '存续' } } })]);
    const door = connectorsOf(connectors, { now, privateHosts: ['127.0.0.1'] });
    const settings = {
      connector: 'qichacha',
      enabled: true,
      baseUrl: source.address,
      secret: 'k',
      secondSecret: 's',
      dataset: 'EnterpriseInfo/Verify',
    };
    expect((await door.ask('qichacha', acme, settings, 't')).answer).toMatchObject({ value: [{ status: 'active' }] });
    expect(source.served[0]?.url).toContain('/EnterpriseInfo/Verify?key=k&searchKey=');
    source.reply([json({ Status: '200', Result: { VerifyResult: 0 } })]);
    expect((await door.ask('qichacha', acme, settings, 't')).answer.kind).toBe('not-found');
  });
});
