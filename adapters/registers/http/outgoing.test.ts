import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer as createTlsServer } from 'node:https';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bits, der, integer, oid, sequence, setOf, text } from '#domain/evidence/asn1/der.ts';
import { type Reply, SourceServer } from '../connectors/testing/source-server.ts';
import { CallFailed, outgoing, refusedUrl } from './outgoing.ts';
import { isPrivateAddress } from './private-addresses.ts';

const source = new SourceServer();
const elsewhere = new SourceServer();
beforeAll(() => Promise.all([source.open(), elsewhere.open()]));
afterAll(() => Promise.all([source.close(), elsewhere.close()]));

const limits = { timeoutMs: 400, largestBytes: 10_000, privateHosts: ['127.0.0.1'] };
const get = (url: string, privateHosts: readonly string[] = limits.privateHosts) =>
  outgoing({ method: 'GET', url, headers: { authorization: 'Basic k3y' } }, { ...limits, privateHosts });
async function fault(work: Promise<unknown>): Promise<Pick<CallFailed, 'fault' | 'message' | 'again'>> {
  const failed = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failed instanceof CallFailed)) throw new Error(`expected a failed call, got ${String(failed)}`);
  return { fault: failed.fault, message: failed.message, again: failed.again };
}
const replied = (reply: Reply) => {
  source.reply([reply]);
  return fault(get(`${source.address}/x`));
};

describe('where a call may go', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fe80::1%eth0',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::10.0.0.1',
    '2002:7f00:1::',
    '[::1]',
  ])('knows %s for private', (address) => expect(isPrivateAddress(address)).toBe(true));

  it.each(['8.8.8.8', '172.32.0.1', '1.1.1.1', '2606:4700:4700::1111', '64:ff9b::808:808', '::ffff:8.8.8.8'])('takes %s for public', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );

  it.each([
    ['http://api.gleif.org/', /https/],
    ['https://10.0.0.5/', /private/],
    ['https://localhost/', /private/],
    ['https://[::1]/', /private/],
    // WHATWG URLs spell numbers out: 2130706433 and 0x7f.1 are 127.0.0.1.
    ['https://2130706433/', /private/],
    ['https://0x7f.1/', /private/],
    ['https://user:pass@api.gleif.org/', /user/],
    ['ftp://api.gleif.org/', /https/],
  ])('refuses %s', (url, why) => expect(refusedUrl(new URL(url), [])).toMatch(why));

  it('lets the operator allow a host, with or without its port', () => {
    expect(refusedUrl(new URL('http://yente.internal:8000/x'), ['yente.internal:8000'])).toBeUndefined();
    expect(refusedUrl(new URL('http://yente.internal:9000/x'), ['yente.internal:8000'])).toMatch(/https/);
  });

  it('refuses a name that points into the private network, at the connection', async () => {
    const port = new URL(source.address).port;
    const resolve = ((_name: string, _options: object, done: (error: null, addresses: object[]) => void) =>
      done(null, [{ address: '127.0.0.1', family: 4 }])) as never;
    const rebound = outgoing({ method: 'GET', url: `https://api.example.com:${port}/`, headers: {} }, { ...limits, privateHosts: [], resolve });
    expect(await fault(rebound)).toMatchObject({ fault: 'refused-address', message: expect.stringContaining('points into a private network') });
    source.reply([{ body: '{}' }]);
    expect(await fault(get(source.address, []))).toMatchObject({ fault: 'refused-address', again: false });
    expect(source.served).toHaveLength(0);
  });
});

describe('what can go wrong on the way', () => {
  it('follows a redirect on the same host and never takes the key to another', async () => {
    source.reply((served) => (served.url === '/old' ? { status: 301, headers: { location: '/new' } } : { body: '"here"' }));
    expect(new TextDecoder().decode((await get(`${source.address}/old`)).bytes)).toBe('"here"');
    const other = elsewhere.address.replace('127.0.0.1', 'localhost');
    elsewhere.reply([{ body: '{}' }]);
    expect(await replied({ status: 302, headers: { location: other } })).toMatchObject({
      fault: 'redirected',
      message: expect.stringContaining('another host'),
    });
    expect(elsewhere.served).toHaveLength(0);
    expect(await replied({ status: 302, headers: { location: '/x' } })).toMatchObject({
      fault: 'redirected',
      message: expect.stringContaining('more than 3'),
    });
    expect(await replied({ status: 302, headers: { location: 'https://other.example/captcha?from=x' } })).toMatchObject({ fault: 'captcha' });
  });

  it('ends silence, a body that never ends, and one that is cut off', async () => {
    expect(await replied('silence')).toMatchObject({ fault: 'timeout', again: true });
    expect(await replied('drip')).toMatchObject({ fault: 'timeout', again: true });
    expect(await replied('cut')).toMatchObject({ fault: 'unreachable', again: true });
  });

  it('refuses a huge body, and a small one that unpacks to a huge one', async () => {
    expect(await replied({ body: 'x'.repeat(20_000) })).toMatchObject({ fault: 'too-large', again: false });
    const bomb = gzipSync(Buffer.alloc(5_000_000));
    expect(bomb.length).toBeLessThan(10_000);
    expect(await replied({ body: bomb, headers: { 'content-encoding': 'gzip' } })).toMatchObject({ fault: 'too-large' });
    source.reply([{ body: gzipSync('{"a":1}'), headers: { 'content-encoding': 'gzip' } }]);
    expect(new TextDecoder().decode((await get(source.address)).bytes)).toBe('{"a":1}');
    expect(await replied({ body: 'not gzip', headers: { 'content-encoding': 'gzip' } })).toMatchObject({ fault: 'not-data' });
  });

  it('says that nothing listens, and that a certificate is not trusted', async () => {
    const closed = new SourceServer();
    await closed.open();
    await closed.close();
    expect(await fault(get(closed.address))).toMatchObject({ fault: 'unreachable', message: expect.stringContaining('nothing listens') });
    expect(await fault(get(source.address.replace('http:', 'https:')))).toMatchObject({ fault: 'tls', again: false });
    const selfSigned = new SourceServer((listener) => createTlsServer(ownCertificate(), listener));
    await selfSigned.open('https');
    expect(await fault(get(selfSigned.address))).toMatchObject({ fault: 'tls', again: false, message: expect.stringContaining('SELF_SIGNED') });
    await selfSigned.close();
  });
});

/** A certificate for 127.0.0.1 that nobody but itself vouches for (RFC 5280 4.1). */
function ownCertificate(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(setOf(sequence(oid('2.5.4.3'), text('127.0.0.1'))));
  const time = (when: string) => der(0x17, new TextEncoder().encode(when));
  const algorithm = sequence(oid('1.2.840.10045.4.3.2'));
  const body = sequence(
    integer(1),
    algorithm,
    name,
    sequence(time('200101000000Z'), time('490101000000Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = createSign('sha256').update(body).sign(privateKey);
  const cert = Buffer.from(sequence(body, algorithm, bits(signature))).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${cert.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}
