import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Question } from '#usecases/ports/connectors.ts';
import { connectors } from './all.ts';
import { type AskOptions, connectorsOf } from './ask.ts';
import { json, type Reply, SourceServer } from './testing/source-server.ts';
import { TokenBucket } from './token-bucket.ts';

const source = new SourceServer();
beforeAll(() => source.open());
afterAll(() => source.close());
afterEach(() => vi.useRealTimers());

const acme: Question = { subject: 'organisation', name: 'Acme Trading Ltd', identifiers: [] };
const now = () => Date.UTC(2026, 10, 23);
const door = (options: Partial<AskOptions> = {}) =>
  connectorsOf(connectors, { now, timeoutMs: 150, pauseMs: 1, patienceMs: 50, privateHosts: ['127.0.0.1'], largestBytes: 10_000, ...options });
const settingsOf = (connector: string) => ({
  connector,
  enabled: true,
  baseUrl: source.address,
  secret: 'k3y',
  secondSecret: 's3cret',
  feeds: [`${source.address}/feed.xml`],
});
const ask = (connector: string, replies: readonly Reply[], options: Partial<AskOptions> = {}) => {
  source.reply(replies);
  return door(options).ask(connector, { ...acme, ...questions[connector] }, settingsOf(connector), 'tenant');
};

/** A question that each connector takes. */
const questions: Readonly<Record<string, Partial<Question>>> = {
  vies: { identifiers: [{ scheme: 'eu-vat', value: 'DE136695976' }] },
  'sec-edgar': { identifiers: [{ scheme: 'cik', value: '320193' }] },
};

const page = (text: string, status = 200): Reply => ({
  status,
  body: `<!DOCTYPE html><html><title>x</title>${text}</html>`,
  headers: { 'content-type': 'text/html' },
});

describe.each(connectors.map(({ id }) => id))('%s: what a source does wrong is never taken for "not found"', (id) => {
  it.each([
    ['too many requests, come back in ten minutes', { status: 429, headers: { 'retry-after': '600' } }, 'rate-limited', /600 s/],
    ['the same as a date', { status: 429, headers: { 'retry-after': 'Mon, 23 Nov 2026 00:10:00 GMT' } }, 'rate-limited', /600 s/],
    ['an error of the server', { status: 500, body: 'oops' }, 'source-error', /500/],
    ['a gateway that gives up', page('Bad gateway', 502), 'source-error', /502/],
    ['silence', 'silence', 'timeout', /150 ms/],
    ['a body that never ends', 'drip', 'timeout', /150 ms/],
    ['a cut connection', 'cut', 'unreachable', /cut/],
    ['a key that has expired', json({ error: 'expired' }, 401), 'key-refused', /expired/],
    ['a key that may not ask', json({ error: 'forbidden' }, 403), 'key-refused', /key/],
    ['no such address', page('Not here', 404), 'wrong-address', /base URL/],
    ['a captcha', page('请完成滑动验证码'), 'captcha', /assisted capture/],
    ['a captcha under 403', page('<script src="/cdn-cgi/challenge-platform/x.js"></script>', 403), 'captcha', /assisted capture/],
    ['a redirect to a captcha', { status: 302, headers: { location: '/antirobot/captcha?from=1' } }, 'captcha', /assisted capture/],
    ['a redirect to another host', { status: 302, headers: { location: 'https://elsewhere.example/' } }, 'redirected', /another host/],
    ['a huge body', { body: `{"data": "${'x'.repeat(20_000)}"}` }, 'too-large', /10000/],
  ] as const)('%s', async (_, reply, fault, why) => {
    const { answer, ...asked } = await ask(id, [reply], { tries: 1 });
    expect({ kind: answer.kind, fault: asked.fault }).toEqual({ kind: 'source-failed', fault });
    expect(answer).toMatchObject({ why: expect.stringMatching(why) });
    expect(JSON.stringify(answer)).not.toMatch(/k3y|s3cret|Acme/);
  });

  it.each([
    ['JSON that is cut off', '{"data": ['],
    ['a page for people', '<html>welcome</html>'],
    ['JSON of another shape', '{"hello": 1}'],
    ['a list in place of an object', '[[1]]'],
    ['nothing', ''],
    ['null', 'null'],
    ['a number', '17'],
    ['text', 'OK'],
  ])('%s', async (_, body) => {
    const { answer, ...asked } = await ask(id, [{ body }], { tries: 1 });
    expect(answer.kind).toBe('source-failed');
    expect(asked.fault).toMatch(/not-data|unexpected-shape|source-says/);
  });
});

describe('tries, rate, circuit', () => {
  it('tries again after 429 and after an error of the source, then answers', async () => {
    const asked = await ask('gleif', [{ status: 429 }, { status: 502, body: 'bad gateway' }, json({ data: [] })]);
    expect([asked.answer.kind, asked.calls, source.served.length]).toEqual(['not-found', 3, 3]);
  });

  it('waits as long as a short Retry-After asks', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 1000 });
    const asked = await ask('gleif', [{ status: 503, headers: { 'retry-after': '15' } }, json({ data: [] })], { timeoutMs: 60_000 });
    expect(asked.answer.kind).toBe('not-found');
  });

  it('does not try again what trying cannot mend', async () => {
    await ask('gleif', [json({}, 401)]);
    expect(source.served).toHaveLength(1);
    await ask('gleif', [{ status: 429, headers: { 'retry-after': '600' } }]);
    expect(source.served).toHaveLength(1);
  });

  it('asks no more than the budget allows, tries included', async () => {
    source.reply([{ status: 500, body: 'down' }]);
    let paid = 0;
    const asked = await door().ask('tianyancha', acme, settingsOf('tianyancha'), 't', async () => ++paid < 2);
    expect(source.served).toHaveLength(2);
    expect(asked).toMatchObject({ calls: 2, fault: 'budget', answer: { kind: 'source-failed' } });
  });

  it('opens the circuit after five failures, asks no more for a minute, tries once, and closes it when that went well', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    source.reply([{ status: 500, body: 'down' }]);
    const one = door({ tries: 1 });
    const again = (tenant = 't') => one.ask('gleif', acme, settingsOf('gleif'), tenant);
    for (let i = 0; i < 7; i++) await again();
    expect(source.served).toHaveLength(5);
    expect(await again()).toMatchObject({ fault: 'resting', answer: { kind: 'source-failed', why: expect.stringContaining('five times') } });
    vi.advanceTimersByTime(60_001);
    expect(await again()).toMatchObject({ fault: 'source-error' });
    expect(await again()).toMatchObject({ fault: 'resting' });
    expect(source.served).toHaveLength(6);
    vi.advanceTimersByTime(60_001);
    source.reply([json({ data: [] })]);
    expect((await again()).answer.kind).toBe('not-found');
    expect((await again()).answer.kind).toBe('not-found');
    expect(source.served).toHaveLength(2);
  });

  it('opens it for one tenant only', async () => {
    source.reply([{ status: 500, body: 'down' }]);
    const one = door({ tries: 1 });
    for (let i = 0; i < 6; i++) await one.ask('gleif', acme, settingsOf('gleif'), 't');
    source.reply([json({ data: [] })]);
    expect((await one.ask('gleif', acme, settingsOf('gleif'), 'another tenant')).answer.kind).toBe('not-found');
  });

  it('keeps to the rate: refuses rather than waits too long', () => {
    let at = 0;
    const bucket = new TokenBucket({ calls: 2, seconds: 10 }, () => at);
    expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([0, 0, 5000]);
    bucket.giveBack();
    at = 5000;
    expect(bucket.take()).toBe(0);
  });

  it('lets no more calls through at once than the rate, however many ask', async () => {
    source.reply([json({ data: [] })]);
    // Long enough for eighty answers on a busy machine.
    const one = door({ timeoutMs: 30_000 });
    const asked = await Promise.all(Array.from({ length: 80 }, () => one.ask('gleif', acme, settingsOf('gleif'), 't')));
    expect(source.served).toHaveLength(60);
    expect(asked.filter(({ fault }) => fault === 'rate-limited')).toHaveLength(20);
  });

  it('says not covered without asking: no key, another country, a person', async () => {
    const bare = (connector: string) => ({ connector, enabled: true, baseUrl: source.address });
    source.reply([]);
    const none = door();
    expect((await none.ask('companies-house', acme, bare('companies-house'), 't')).answer).toMatchObject({
      kind: 'not-covered',
      why: expect.stringContaining('key'),
    });
    expect((await none.ask('companies-house', { ...acme, country: 'CN' }, bare('companies-house'), 't')).answer).toMatchObject({
      why: expect.stringContaining('covers GB'),
    });
    expect((await none.ask('gleif', { ...acme, subject: 'person' }, bare('gleif'), 't')).answer.kind).toBe('not-covered');
    expect(source.served).toHaveLength(0);
  });
});
