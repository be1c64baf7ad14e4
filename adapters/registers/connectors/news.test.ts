import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectors } from './all.ts';
import { connectorsOf } from './ask.ts';
import { feedBounds, readFeed } from './feed-items.ts';
import { json, type Reply, SourceServer } from './testing/source-server.ts';

const server = new SourceServer();
beforeAll(() => server.open());
afterAll(() => server.close());

const now = () => Date.UTC(2026, 10, 28);
const question = { subject: 'organisation' as const, name: 'Nordhafen Logistik GmbH', identifiers: [], otherNames: ['北港物流有限公司'] };
const open = (largestBytes = 8 * 1024 * 1024) =>
  connectorsOf(connectors, { now, timeoutMs: 300, pauseMs: 1, patienceMs: 50, tries: 1, largestBytes, privateHosts: ['127.0.0.1'] });
async function ask(connector: string, replies: readonly Reply[], feeds = ['/a.xml'], house = open()) {
  server.reply(replies);
  const settings = { connector, enabled: true, baseUrl: server.address, feeds: feeds.map((path) => `${server.address}${path}`) };
  return house.ask(connector, question, settings, 'tenant');
}
const xml = (body: string | Uint8Array, headers: Record<string, string> = {}): Reply => ({
  body,
  headers: { 'content-type': 'application/xml', ...headers },
});

const rss = `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Post</title><language>en</language>
<item><title>Nordhafen Logistik sued over unpaid freight</title><link>https://harbour.example/1?utm_source=rss</link><description>&lt;p&gt;The court in &lt;b&gt;Hamburg&lt;/b&gt; &amp;amp; more.&lt;/p&gt;</description><pubDate>Tue, 24 Nov 2026 08:00:00 GMT</pubDate></item>
<item><title>Weather</title><link>https://harbour.example/2</link></item></channel></rss>`;
const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh"><title>北港日报</title><entry><title>北港物流有限公司中标</title><link rel="alternate" href="https://bei.example/3"/><summary>扩产</summary><published>2026-11-20T01:00:00+08:00</published></entry></feed>`;

describe('a feed', () => {
  it('is read as RSS 2.0 and as Atom: text without markup, days, language', () => {
    expect(readFeed(rss)).toMatchObject({
      title: 'Harbour Post',
      items: [
        {
          title: 'Nordhafen Logistik sued over unpaid freight',
          text: 'The court in Hamburg & more.',
          at: '2026-11-24T08:00:00.000Z',
          language: 'en',
        },
        { title: 'Weather' },
      ],
    });
    expect(readFeed(atom)).toMatchObject({ items: [{ url: 'https://bei.example/3', at: '2026-11-19T17:00:00.000Z', language: 'zh', text: '扩产' }] });
  });

  it('refuses what is none, and every XML bomb, in bounded time', () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>`;
    expect(readFeed(bomb)).toContain('document type');
    expect(readFeed('<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd"><rss/>')).toContain('document type');
    expect(readFeed('<html><body>no</body></html>')).toContain('<html>');
    expect(readFeed('')).toContain('not well-formed');
    const began = performance.now();
    expect(readFeed(`<rss>${'<a>'.repeat(100_000)}`)).toContain('levels');
    expect(readFeed(`<rss><channel>${'<a/>'.repeat(300_000)}</channel></rss>`)).toContain('elements');
    const many = readFeed(`<rss><channel>${'<item><title>t</title></item>'.repeat(5_000)}</channel></rss>`);
    expect(many).toMatchObject({ cut: true });
    expect(typeof many === 'string' ? 0 : many.items.length).toBe(feedBounds.items);
    const long = readFeed(`<rss><channel><item><title>${'x'.repeat(3_000_000)}</title></item></channel></rss>`);
    expect(typeof long === 'string' ? 0 : long.items[0]?.title.length).toBeLessThanOrEqual(1_000);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('keeps the items before a break, and never falls over', () => {
    expect(readFeed(rss.slice(0, rss.indexOf('Weather')))).toMatchObject({
      cut: true,
      items: [{ title: 'Nordhafen Logistik sued over unpaid freight' }],
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.nat(rss.length), (noise, at) => {
        const read = readFeed(rss.slice(0, at) + noise + rss.slice(at));
        expect(['string', 'object']).toContain(typeof read);
      }),
      { numRuns: 300 },
    );
  });
});

describe('feeds of a tenant', () => {
  it('tell what names the debtor under any of its names, and send nothing of it', async () => {
    const { answer } = await ask('news-feeds', [xml(rss), xml(atom)], ['/a.xml', '/b.xml']);
    expect(answer).toMatchObject({
      kind: 'found',
      value: [
        { name: 'Nordhafen Logistik sued over unpaid freight', url: 'https://harbour.example/1?utm_source=rss', props: { outlet: 'Harbour Post' } },
        { name: '北港物流有限公司中标', props: { language: 'zh' } },
      ],
    });
    expect(server.served.map(({ url, body }) => url + body)).toEqual(['/a.xml', '/b.xml']);
    expect((await ask('news-feeds', [xml('<rss><channel/></rss>')])).answer.kind).toBe('not-found');
    expect((await open().ask('news-feeds', question, { connector: 'news-feeds', enabled: true }, 't')).answer).toMatchObject({ kind: 'not-covered' });
  });

  it('are asked again with ETag and Last-Modified, and a 304 gives what was read before', async () => {
    const house = open();
    const validators = { etag: '"v1"', 'last-modified': 'Tue, 24 Nov 2026 08:00:00 GMT' };
    await ask('news-feeds', [xml(rss, validators)], ['/a.xml'], house);
    const { answer } = await ask('news-feeds', [{ status: 304 }], ['/a.xml'], house);
    expect(server.served[0]?.headers).toMatchObject({ 'if-none-match': '"v1"', 'if-modified-since': validators['last-modified'] });
    expect(answer).toMatchObject({ kind: 'found' });
  });

  it('are read in the encoding they declare', async () => {
    // 北港物流有限公司 in GB 2312.
    const name = Uint8Array.from([0xb1, 0xb1, 0xb8, 0xdb, 0xce, 0xef, 0xc1, 0xf7, 0xd3, 0xd0, 0xcf, 0xde, 0xb9, 0xab, 0xcb, 0xbe]);
    const bytes = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="gb2312"?><rss><channel><item><title>'),
      name,
      Buffer.from('</title></item></channel></rss>'),
    ]);
    expect((await ask('news-feeds', [xml(bytes)])).answer).toMatchObject({ kind: 'found', value: [{ name: '北港物流有限公司' }] });
  });

  it('fail one by one: the others are read, and what failed is said', async () => {
    const half = await ask('news-feeds', [{ status: 404, body: 'no' }, xml(rss)], ['/gone.xml', '/a.xml']);
    expect(half).toMatchObject({ answer: { kind: 'found' }, cut: expect.stringContaining('404') });
    // Nothing found where not everything could be read is no "not found".
    expect((await ask('news-feeds', [{ status: 404, body: 'no' }, xml('<rss><channel/></rss>')], ['/gone.xml', '/a.xml'])).answer).toMatchObject({
      kind: 'not-covered',
    });
  });

  it.each<[string, readonly Reply[], string]>([
    ['429', [{ status: 429, body: '', headers: { 'retry-after': '600' } }], 'rate-limited'],
    ['silence', ['silence'], 'timeout'],
    [
      'a page in place of a feed',
      [{ body: '<!doctype html><html><body>Sign in</body></html>', headers: { 'content-type': 'text/html' } }],
      'not-data',
    ],
    ['a captcha', [{ body: '<!doctype html><html><body>请完成安全验证</body></html>', headers: { 'content-type': 'text/html' } }], 'captcha'],
    ['JSON in place of a feed', [json({ items: [] })], 'unexpected-shape'],
    ['a bomb', [xml('<!DOCTYPE x [<!ENTITY a "a">]><rss/>')], 'unexpected-shape'],
    ['a cut answer', ['cut'], 'unreachable'],
  ])('%s is a failure of the source, never "no news"', async (_, replies, fault) => {
    expect(await ask('news-feeds', replies)).toMatchObject({ answer: { kind: 'source-failed' }, fault });
  });

  it('larger than the limit are not read', async () => {
    expect(await ask('news-feeds', [xml(`<rss>${' '.repeat(200_000)}</rss>`)], ['/a.xml'], open(100_000))).toMatchObject({
      answer: { kind: 'source-failed' },
      fault: 'too-large',
    });
  });
});

describe('GDELT', () => {
  const article = {
    url: 'https://post.example/9',
    title: 'Nordhafen Logistik expands',
    seendate: '20261120T101500Z',
    domain: 'post.example',
    language: 'English',
    sourcecountry: 'Germany',
  };

  it('is asked for all names of the last three months, and read in the shape it publishes', async () => {
    const { answer } = await ask('gdelt', [json({ articles: [article] })]);
    expect(answer).toMatchObject({
      kind: 'found',
      value: [
        {
          name: article.title,
          url: article.url,
          props: { outlet: 'post.example', publishedAt: '2026-11-20T10:15:00.000Z', language: 'en', country: 'Germany' },
        },
      ],
    });
    const sent = new URL(server.served[0]?.url ?? '', server.address).searchParams;
    expect(Object.fromEntries(sent)).toMatchObject({
      query: '("Nordhafen Logistik GmbH" OR "北港物流有限公司")',
      mode: 'artlist',
      format: 'json',
      timespan: '3months',
    });
    expect((await ask('gdelt', [json({})])).answer.kind).toBe('not-found');
  });

  it.each<[string, Reply, string, string]>([
    ['a full list', json({ articles: Array.from({ length: 75 }, (_, i) => ({ ...article, url: `https://post.example/${i}` })) }), 'found', ''],
    ['a question it does not take', { body: 'Your query was too short or too long.' }, 'source-failed', 'source-says'],
    ['its own words for too many', { body: 'Please limit requests to one every 5 seconds.' }, 'source-failed', 'source-says'],
    ['429', { status: 429, body: 'Please limit requests', headers: { 'retry-after': '300' } }, 'source-failed', 'rate-limited'],
    ['broken JSON', { body: '{"articles": [{"title": "a' }, 'source-failed', 'unexpected-shape'],
    ['another shape', json({ articles: 'none' }), 'source-failed', 'unexpected-shape'],
    ['a page', { body: '<!doctype html><html><body>down</body></html>' }, 'source-failed', 'unexpected-shape'],
    ['silence', 'silence', 'source-failed', 'timeout'],
  ])('%s', async (_, reply, kind, fault) => {
    const asked = await ask('gdelt', [reply]);
    expect([asked.answer.kind, asked.fault ?? '']).toEqual([kind, fault]);
    if (kind === 'found') expect(asked.cut).toContain('75');
  });
});
