import { createHash, createHmac, randomBytes } from 'node:crypto';
import { type House, withHouse } from './house.ts';
import { atMost, figure, type Row } from './row.ts';

const mebibyte = 1_048_576;
const pieces = 1_024;

/**
 * One call of 1 GiB into the real server: signed pieces of 1 MiB while it runs, its end, the record in the log, and the whole
 * played back. Resident memory is read every 20 ms throughout.
 */
export function run(): Promise<readonly Row[]> {
  return withHouse(async (house) => {
    const caseId = await filed(house);
    const provider = await providerOf(house);
    await recorded(house, provider, caseId, 'warm', 8);
    const before = house.residentBytes();
    let peak = before;
    const watch = setInterval(() => (peak = Math.max(peak, house.residentBytes())), 20);
    const { streamed, answered, logged, exhibitId } = await recorded(house, provider, caseId, 'long', pieces);
    const begun = performance.now();
    const played = (await house.call('GET', `/v1/exhibits/${exhibitId}/audio`)).bytes.length;
    const playing = (performance.now() - begun) / 1000;
    clearInterval(watch);
    if (played !== pieces * mebibyte) throw new Error(`expected ${pieces * mebibyte} bytes back, got ${played}`);
    return [
      atMost('from the end of a call of 1 GiB to its recording sealed (answer to call.ended)', answered, 'ms', 1_000),
      atMost('from the end of a call of 1 GiB to its recording in the signed log', logged, 'ms', 1_000),
      atMost('memory that streaming, sealing and playing 1 GiB adds to the server at its peak', (peak - before) / 1e6, 'MB', 200),
      figure("the server's resident memory at that peak", peak / 1e6, 'MB'),
      figure('streaming in signed pieces of 1 MiB, each durable with its answer', (pieces * mebibyte) / 1e6 / streamed, 'MB/s'),
      figure('playing the whole of it back', (pieces * mebibyte) / 1e6 / playing, 'MB/s'),
    ];
  });
}

type Provider = { readonly id: string; readonly secret: string };

async function providerOf(house: House): Promise<Provider> {
  const wish = { name: 'Bench Telephony', hosts: [], privateHosts: false, largestBytes: 2 * pieces * mebibyte };
  const { provider, secret } = await house.json<{ provider: { id: string }; secret: string }>('POST', '/v1/call-providers', wish);
  return { id: provider.id, secret };
}

async function filed(house: House): Promise<string> {
  const { caseId } = await house.json<{ caseId: string }>('POST', '/v1/claims', {
    basis: 'sale',
    creditor: { name: 'Bench Trading' },
    debtor: { name: 'Example Ltd', address: { lines: ['Kai 4'], city: 'Hamburg', country: 'DE' } },
    currency: 'EUR',
    governingLaw: 'DE',
    items: [{ number: 'B-1', amount: '100.00', dueOn: '2026-03-12' }],
  });
  return caseId;
}

async function recorded(house: House, provider: Provider, caseId: string, name: string, count: number) {
  const event = (type: string, data: object) => {
    const body = Buffer.from(JSON.stringify({ specversion: '1.0', id: `${name}-${type}`, source: 'bench', type, subject: name, data }));
    return signed(house, provider, 'POST', '/events', { 'content-type': 'application/json' }, body, body);
  };
  const consent = { how: 'spoken', at: '2026-11-20T09:00:05Z', by: 'debtor' };
  const { call } = (await event('call.started', { case: caseId, direction: 'inbound', purpose: 'bench', consent })) as { call: string };
  const piece = randomBytes(mebibyte);
  const digest = `sha-256=:${createHash('sha256').update(piece).digest('base64')}:`;
  let begun = performance.now();
  for (let i = 0; i < count; i++) {
    const path = `/calls/${name}/recordings/r1?offset=${i * mebibyte}`;
    const covered = Buffer.from(`PATCH /v1/public/telephony/${provider.id}${path}\n${digest}`);
    await signed(house, provider, 'PATCH', path, { 'content-type': 'audio/wav', 'content-digest': digest }, covered, piece);
  }
  const streamed = (performance.now() - begun) / 1000;
  begun = performance.now();
  await event('call.ended', { outcome: 'answered' });
  const answered = performance.now() - begun;
  for (;;) {
    const { recordings } = await house.json<{ recordings: { exhibitId: string; seal: { grade: string } }[] }>('GET', `/v1/calls/${call}`);
    const [recording] = recordings;
    if (recording && recording.seal.grade !== 'received')
      return { streamed, answered, logged: performance.now() - begun, exhibitId: recording.exhibitId };
    if (performance.now() - begun > 60_000) throw new Error('expected the recording in the log within a minute');
    await new Promise((resume) => setTimeout(resume, 10));
  }
}

let count = 0;

async function signed(
  house: House,
  { id, secret }: Provider,
  method: string,
  path: string,
  headers: object,
  covered: Buffer,
  body: Buffer,
): Promise<unknown> {
  const [name, at] = [`bench-${++count}`, String(Math.floor(Date.now() / 1000))];
  const mac = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(`${name}.${at}.`)
    .update(covered)
    .digest('base64');
  const answer = await fetch(`${house.address}/v1/public/telephony/${id}${path}`, {
    method,
    headers: { ...headers, 'webhook-id': name, 'webhook-timestamp': at, 'webhook-signature': `v1,${mac}` },
    body: new Uint8Array(body),
  });
  const said: unknown = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(said)}`);
  return said;
}
