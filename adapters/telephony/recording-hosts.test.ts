import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isInside } from './addresses.ts';
import { recordingHosts } from './recording-hosts.ts';

let server: Server;
let host: string;
const seen: (string | undefined)[] = [];
const rules = (more = {}) => ({ hosts: [host], privateHosts: true, ...more });
const never = new AbortController().signal;

beforeAll(async () => {
  server = createServer((request, answer) => {
    seen.push(request.headers.authorization);
    const to = (location: string) => answer.writeHead(302, { location }).end();
    if (request.url === '/ok') answer.writeHead(200, { 'content-type': 'audio/ogg; codecs=opus' }).end('bytes');
    else if (request.url === '/hop') to('/ok');
    else if (request.url === '/away') to('http://elsewhere.example/ok');
    else if (request.url === '/port') to('http://127.0.0.1:1/ok');
    else if (request.url === '/round') to('/round');
    else if (request.url === '/cut') answer.writeHead(200, { 'content-length': '100' }).write('half', () => answer.destroy());
    else answer.writeHead(500).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));

async function text(path: string, more = {}): Promise<string> {
  const { content } = await recordingHosts.open(`http://${host}${path}`, rules(more), never);
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts).toString();
}
const failure = (work: Promise<unknown>) =>
  work.then(
    () => 'it went through',
    (cause: { code?: string }) => cause.code,
  );

describe('fetching a recording', () => {
  it('gives the bytes of a host of the settings, with its header, also behind a redirect of its own', async () => {
    expect(await text('/ok', { authorization: 'Bearer x' })).toBe('bytes');
    expect(seen.at(-1)).toBe('Bearer x');
    expect(await text('/hop')).toBe('bytes');
    expect((await recordingHosts.open(`http://${host}/ok`, rules(), never)).mediaType).toBe('audio/ogg');
  });

  it('follows no redirect to elsewhere, and none without end', async () => {
    expect(await failure(text('/away'))).toBe('calls.host_not_allowed');
    expect(await failure(text('/port', { hosts: [host, '127.0.0.1:1'] }))).toBe('calls.host_not_allowed');
    expect(await failure(text('/round'))).toBe('calls.recording_not_fetched');
    expect(await failure(text('/broken'))).toBe('calls.recording_not_fetched');
  });

  it('asks no host but those, nothing inside unless allowed, and no plain HTTP outside', () => {
    const refused = (url: string, more = {}) => {
      try {
        recordingHosts.check(url, rules(more));
        return undefined;
      } catch (cause) {
        return (cause as { code: string }).code;
      }
    };
    const hosts = ['rec.example', 'rec.example:8443'];
    expect([refused('https://rec.example/a', { hosts }), refused('https://rec.example:8443/a', { hosts })]).toEqual([undefined, undefined]);
    for (const url of [
      'https://rec.example.evil.test/a',
      'https://rec.example:9000/a',
      'https://user:secret@rec.example/a',
      'file:///etc/passwd',
      'ftp://rec.example/a',
      'no url',
    ]) {
      expect([url, refused(url, { hosts })]).toEqual([url, 'calls.host_not_allowed']);
    }
    expect(refused('http://rec.example/a', { hosts, privateHosts: false })).toBe('calls.host_not_allowed');
  });

  it('refuses a name that leads to a private address, also where it is in the settings', async () => {
    const inside = { hosts: ['localhost'], privateHosts: false };
    expect(await failure(recordingHosts.open('https://localhost/a', inside, never))).toBe('calls.host_not_allowed');
  });

  it('fails where the connection is lost in the middle', async () => {
    await expect(text('/cut')).rejects.toThrow();
  });
});

describe('an address', () => {
  it('is inside where it is no public unicast one, in every writing', () => {
    for (const one of [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '255.255.255.255',
      '::1',
      '::',
      'fe80::1%eth0',
      'fd00::1',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      'not an address',
    ])
      expect([one, isInside(one)]).toEqual([one, true]);
    for (const one of ['1.1.1.1', '93.184.216.34', '2606:4700::1111', '::ffff:1.1.1.1']) expect([one, isInside(one)]).toEqual([one, false]);
  });
});
