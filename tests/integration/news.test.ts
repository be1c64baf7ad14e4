import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '#contract/operations/all.ts';
import { type House, openHouse } from './house.ts';

// News through the whole house: a feed is read, rules suggest, a person judges, the report follows.

const item = (title: string, link: string, text = '') =>
  `<item><title>${title}</title><link>${link}</link><description>${text}</description><pubDate>Tue, 24 Nov 2026 08:00:00 GMT</pubDate></item>`;
const feed = createServer((_, response) => {
  response.setHeader('content-type', 'application/rss+xml');
  response.end(
    `<rss version="2.0"><channel><title>Harbour Post</title>${[
      item('Quayside Freight Ltd in administration', 'https://post.example/1?utm_source=rss'),
      item('Quayside Freight Ltd in administration', 'https://other.example/1'),
      item('Quayside Freight opens depot', 'https://post.example/2', 'growth'),
      item('Tide tables', 'https://post.example/3'),
    ].join('')}</channel></rss>`,
  );
});
let house: House;
beforeAll(async () => {
  house = await openHouse();
  await new Promise<void>((ready) => feed.listen(0, '127.0.0.1', ready));
});
afterAll(() => new Promise((closed) => feed.close(closed)));

const ajv = new Ajv2020({ strict: false });
function conforms(id: string, body: unknown): void {
  const check = ajv.compile(operations.find((op) => op.id === id)?.response ?? {});
  check(body);
  expect({ id, errors: check.errors ?? [] }).toEqual({ id, errors: [] });
}
type News = {
  id: string;
  title: string;
  also: string[];
  retainUntil: string;
  recordId?: string;
  suggestion: { relevance: string; tone: string; rules: string };
  judged?: { verdict: string };
};
const ground = { purpose: 'ability to pay', legalBasis: 'legal-claims', retentionDays: 90 };
const debtor = { name: 'Quayside Freight Ltd', address: { lines: ['1 Quay'], country: 'GB' } };
const file = async (number: string): Promise<string> => {
  const { body } = await house.call('POST', '/v1/claims', {
    basis: 'service',
    creditor: { name: 'Hua Xing Trading' },
    debtor,
    currency: 'GBP',
    governingLaw: 'GB-EAW',
    items: [{ number, amount: '900.00', issuedOn: '2026-10-10', dueOn: '2026-11-12' }],
  });
  return (body as never as { caseId: string }).caseId;
};
const news = async (caseId: string): Promise<News[]> => {
  const { body } = await house.call('GET', `/v1/cases/${caseId}/news`);
  conforms('listNews', body);
  return (body as never as { items: News[] }).items;
};
const ability = async (caseId: string) => {
  const { assessmentId } = (await house.call('GET', `/v1/cases/${caseId}`)).body as never as { assessmentId: string };
  const report = (await house.call('GET', `/v1/assessments/${assessmentId}`)).body as never as {
    checks: { kind: string; verdict: string; reasons: { code: string }[]; coverage: { source: { en: string }; kind: string }[] }[];
  };
  const check = report.checks.find(({ kind }) => kind === 'ability');
  return { verdict: check?.verdict, codes: check?.reasons.map(({ code }) => code) ?? [], coverage: check?.coverage ?? [] };
};

describe('news', () => {
  it('count for nothing until a person has judged them; confirmed ones are sealed and can be taken back', async () => {
    const caseId = await file('N-1');
    const lookup = { connector: 'news-feeds', ...ground };
    expect((await house.call('POST', `/v1/cases/${caseId}/lookups`, lookup)).body).toMatchObject({ answer: 'not-covered' });
    const url = `http://127.0.0.1:${(feed.address() as AddressInfo).port}/rss`;
    const set = await house.call('PUT', '/v1/registry/connectors/news-feeds', { enabled: true, feeds: [url] });
    expect(set.body).toMatchObject({ ready: true, feeds: [url] });
    expect((await house.call('PUT', '/v1/registry/connectors/news-feeds', { enabled: true, feeds: ['http://10.0.0.1/rss'] })).body.code).toBe(
      'registry.refused_address',
    );
    expect((await house.call('POST', `/v1/cases/${caseId}/lookups`, lookup)).body).toMatchObject({
      answer: 'found',
      lookup: { crossesBorder: false },
    });

    const found = await news(caseId);
    // The same article under two addresses is one; what does not name the debtor is not kept.
    expect(found.map(({ title }) => title).sort()).toEqual(['Quayside Freight Ltd in administration', 'Quayside Freight opens depot']);
    const bad = found.find(({ title }) => title.includes('administration'));
    expect(bad).toMatchObject({ also: ['https://other.example/1'], suggestion: { relevance: 'likely', rules: 'news-lexicon 1' } });
    expect(await ability(caseId)).toMatchObject({ codes: expect.arrayContaining(['check.news_waiting']) });
    expect((await ability(caseId)).codes).not.toContain('check.news_adverse');
    expect((await ability(caseId)).coverage).toContainEqual(
      expect.objectContaining({ kind: 'found', source: expect.objectContaining({ en: 'News feeds (RSS, Atom)' }) }),
    );
    expect((await house.call('GET', '/v1/review/counts')).body).toMatchObject({ news: 2 });
    const queue = (await house.call('GET', '/v1/review/news?limit=1')).body as never as { items: News[]; total: number; next?: string };
    conforms('listReviewNews', queue);
    expect([queue.items.length, queue.total, typeof queue.next]).toEqual([1, 2, 'string']);

    const judge = (body: object) => house.call('PUT', `/v1/news/${bad?.id}/judgement`, body);
    expect((await judge({ verdict: 'relevant', why: 'same firm' })).body.code).toBe('news.no_tone');
    const judged = await judge({ verdict: 'relevant', tone: 'adverse', why: 'same firm and town' });
    conforms('judgeNews', judged.body);
    expect(judged.body).toMatchObject({ judged: { verdict: 'relevant', tone: 'adverse' }, recordId: expect.any(String) });
    expect(await ability(caseId)).toMatchObject({ verdict: 'concern', codes: expect.arrayContaining(['check.news_adverse', 'check.news_waiting']) });
    await house.call('DELETE', `/v1/news/${bad?.id}/judgement`);
    expect((await ability(caseId)).codes).not.toContain('check.news_adverse');
  });

  it('are brought by hand with purpose and retention, and only once', async () => {
    const caseId = await file('N-2');
    const article = {
      title: 'Quayside Freight Ltd wins contract',
      text: 'A long text',
      url: 'https://m.post.example/7?utm_medium=x',
      publishedOn: '2026-11-01',
      ...ground,
    };
    const added = await house.call('POST', `/v1/cases/${caseId}/news`, article);
    expect(added).toMatchObject({ status: 201, body: { source: 'pasted', outlet: 'm.post.example', suggestion: { tone: 'favourable' } } });
    conforms('addNews', added.body);
    expect((await house.call('POST', `/v1/cases/${caseId}/news`, { ...article, url: 'https://post.example/7' })).body.code).toBe('news.known');
    const { purpose: _, ...groundless } = article;
    expect((await house.call('POST', `/v1/cases/${caseId}/news`, groundless)).status).toBe(400);
    const { id } = added.body as never as { id: string };
    await house.call('PUT', `/v1/news/${id}/judgement`, { verdict: 'relevant', tone: 'favourable', why: 'about them' });
    const told = await ability(caseId);
    expect([told.codes.includes('check.news_other'), told.codes.includes('check.news_adverse')]).toEqual([true, false]);
    const lookups = (await house.call('GET', `/v1/cases/${caseId}/lookups`)).body as never as { items: { connector: string; purpose: string }[] };
    expect(lookups.items).toMatchObject([{ connector: 'pasted', purpose: 'ability to pay' }]);
  });
});
