import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { memorySource } from '#adapters/objects/bundle-file.ts';
import { lockFile } from '#adapters/objects/file-lock.ts';
import { bagInZip, readAll } from '#domain/evidence/bundle/bag.ts';
import { givenUpAfterMs, sealForgotten } from '#usecases/calls/fetch-recording.ts';
import { type House, openHouse } from './house.ts';
import { openProvider, type Provider } from './telephony/provider.ts';
import { wav } from './wav.ts';

// What a telephony provider, a clerk and an auditor see of calls, over HTTP, with a provider of our own that also lies.

let house: House;
let provider: Provider;
let caseId: string;
let number: string;
const consent = { how: 'spoken', at: '2026-11-20T09:00:05Z', by: 'debtor' };
const basis = { purpose: 'proof of what was agreed', consent };
let calls = 0;
const newCall = () => `call-${++calls}`;

type Call = {
  id: string;
  breach?: string;
  contact?: { allowed: boolean; asked: string; code?: string };
  from?: string;
  to?: string;
  seal?: { grade: string };
  recordings: {
    state: string;
    bytes?: number;
    complete?: boolean;
    exhibitId?: string;
    reason?: { code: string; detail: string };
    seal?: { grade: string; recordId: string };
  }[];
};
const listed = async (): Promise<Call[]> => ((await house.call('GET', `/v1/cases/${caseId}/calls`)).body as unknown as { items: Call[] }).items;
const shown = async (id: string): Promise<Call> => (await house.call('GET', `/v1/calls/${id}`)).body as unknown as Call;
const callId = (answer: { body: unknown }): string => (answer.body as { call: string }).call;

async function file(debtor: object, more: object = {}): Promise<{ caseId: string; number: string }> {
  const filed = await house.call('POST', '/v1/claims', {
    basis: 'sale',
    creditor: { name: 'Hua Xing Trading', address: { lines: ['Haiwan Road 1'], city: 'Ningbo', country: 'CN' } },
    debtor,
    currency: 'CNY',
    governingLaw: 'CN',
    items: [{ number: `T-${++calls}`, amount: '48000.00', issuedOn: '2026-02-10', dueOn: '2026-03-12' }],
    ...more,
  });
  expect(filed.status).toBe(201);
  return filed.body as never;
}

beforeAll(async () => {
  house = await openHouse();
  ({ caseId, number } = await file({
    name: '宁波示例贸易有限公司',
    address: { lines: ['人民路1号'], city: '宁波', country: 'CN' },
    timeZone: 'Asia/Shanghai',
  }));
  provider = await openProvider(house);
}, 120_000);

describe('a call that is streamed while it runs', () => {
  it('is sealed with consent and purpose within a second of its end, and plays back byte for byte', async () => {
    const name = newCall();
    const started = await provider.event('call.started', name, {
      case: number,
      direction: 'inbound',
      from: '+86 574 8765 4321',
      to: '+8657411112222',
      agent: 'Li Wei',
      ...basis,
    });
    expect([started.status, started.body]).toEqual([
      200,
      expect.objectContaining({ connect: true, record: expect.objectContaining({ allowed: true }) }),
    ]);
    const sound = wav(200);
    for (let at = 0; at < sound.length; at += 700_000) {
      const piece = sound.subarray(at, at + 700_000);
      expect((await provider.append(name, 'r1', piece, at)).body).toEqual({ state: 'receiving', offset: at + piece.length });
    }
    expect((await listed())[0]?.recordings).toEqual([expect.objectContaining({ state: 'receiving' })]);

    const begun = performance.now();
    const ended = await provider.event('call.ended', name, { outcome: 'answered', endedAt: '2026-11-20T09:03:20Z' });
    expect(ended.body).toMatchObject({
      connect: false,
      recordings: [{ id: 'r1', state: 'sealed', bytes: sound.length, recordId: expect.any(String) }],
    });
    const done = await house.until(
      () => shown(callId(started)),
      ({ recordings }) => recordings[0]?.seal?.grade === 'logged',
    );
    // One second is the promise on a machine of its own (bench/recordings.ts measures it); here others run beside.
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(done).toMatchObject({ from: '+86•••••••••21', to: '+86•••••••••22', seal: { grade: 'logged' }, recordings: [{ complete: true }] });
    expect(JSON.stringify(done)).not.toContain('87654321');

    const exhibitId = done.recordings[0]?.exhibitId;
    const audio = await house.call('GET', `/v1/exhibits/${exhibitId}/audio`);
    expect([audio.status, audio.headers['content-type'], audio.bytes.equals(sound)]).toEqual([200, 'audio/wav', true]);
    expect((await house.call('GET', `/v1/exhibits/${exhibitId}/waveform?points=10`)).body).toMatchObject({ state: 'drawn', seconds: 200 });

    // The record in the bundle holds consent and purpose, and names the sealed statement of the call.
    const zip = await house.call('GET', `/v1/cases/${caseId}/bundle.zip?only=${done.recordings[0]?.seal?.recordId}`);
    const bag = await bagInZip(nodeCrypto, memorySource(zip.bytes));
    const path = bag.paths.find((each) => /^records\/.*\.json$/.test(each)) as string;
    const record = JSON.parse(Buffer.from(await readAll(bag, path)).toString());
    expect(record).toMatchObject({
      kind: 'call',
      content: { sha256: createHash('sha256').update(sound).digest('hex') },
      context: { consent, purpose: basis.purpose, direction: 'inbound', agent: 'Li Wei', complete: true },
      parents: [expect.any(String)],
    });
  });

  it('goes on after a lost connection from where it stood, and says so when it is asked', async () => {
    const name = newCall();
    await provider.event('call.started', name, { case: caseId, direction: 'inbound', ...basis });
    const sound = randomBytes(2_500_000);
    await provider.append(name, 'r1', sound.subarray(0, 1_200_000), 0);
    expect((await provider.append(name, 'r1', sound.subarray(0, 1_200_000), 0)).body).toMatchObject({
      code: 'calls.wrong_offset',
      data: { offset: 1_200_000 },
    });
    // As a restarted server finds it: nothing in memory, all of it on the disk.
    await house.rooms.evidence.growing.close();
    // While another process over the same folder has it, it is that one's.
    const [id] = await house.rooms.evidence.growing.ids();
    const letGo = lockFile(join(house.dataFolder, 'objects', 'growing', id as string, 'lock'));
    for (const refused of [await provider.offset(name, 'r1'), await provider.append(name, 'r1', sound.subarray(1_200_000), 1_200_000)]) {
      expect([refused.status, refused.body]).toEqual([409, expect.objectContaining({ code: 'calls.recording_elsewhere' })]);
    }
    letGo?.();
    expect((await provider.offset(name, 'r1')).body).toEqual({ state: 'receiving', offset: 1_200_000 });
    const last = await provider.append(name, 'r1', sound.subarray(1_200_000), 1_200_000, { last: true });
    expect(last.body).toEqual({ state: 'sealed', offset: sound.length, recordId: expect.any(String) });
    // The answer got lost and the last piece is sent again.
    expect((await provider.append(name, 'r1', sound.subarray(1_200_000), 1_200_000, { last: true })).body).toEqual(last.body);
    expect(await house.rooms.evidence.growing.ids()).toEqual([]);
    const [call] = await listed();
    expect((await house.call('GET', `/v1/exhibits/${call?.recordings[0]?.exhibitId}/audio`)).bytes.equals(sound)).toBe(true);
  });

  it('waits for bytes that its end announced, and is sealed with the last of them', async () => {
    const name = newCall();
    const sound = randomBytes(900_000);
    await provider.event('call.started', name, { case: caseId, direction: 'inbound', ...basis });
    await provider.append(name, 'r1', sound.subarray(0, 500_000), 0);
    const ended = await provider.event('call.ended', name, { outcome: 'answered', recordings: [{ id: 'r1', bytes: sound.length }] });
    expect(ended.body).toMatchObject({ recordings: [{ state: 'receiving' }] });
    expect((await provider.append(name, 'r1', randomBytes(500_000), 500_000)).body).toMatchObject({ code: 'calls.recording_too_large' });
    expect((await provider.append(name, 'r1', sound.subarray(500_000), 500_000)).body).toMatchObject({ state: 'sealed', offset: sound.length });
  });
});

describe('consent and purpose', () => {
  it('are asked for before a byte is kept; what was refused is shown, and taken once they are on record', async () => {
    const name = newCall();
    const started = await provider.event('call.started', name, { case: caseId, direction: 'inbound', purpose: 'proof' });
    expect(started.body).toMatchObject({
      record: { allowed: false, code: 'calls.no_consent', because: [{ instrument: '个人信息保护法', article: '13, 14' }] },
    });
    const bytes = wav(1);
    for (const refused of [await provider.append(name, 'r1', bytes, 0), await provider.put(name, 'r1', bytes)]) {
      expect([refused.status, refused.body]).toEqual([
        422,
        expect.objectContaining({ code: 'calls.no_consent', detail: expect.stringContaining('个人信息保护法 13, 14') }),
      ]);
    }
    expect((await shown(callId(started))).recordings).toMatchObject([{ state: 'refused', reason: { code: 'calls.no_consent' } }]);
    expect(await house.rooms.evidence.growing.ids()).toEqual([]);
    await provider.event('call.consented', name, { consent: { ...consent, how: 'not-needed' } });
    expect((await provider.put(name, 'r1', bytes)).body).toMatchObject({ code: 'calls.no_consent' });

    const other = newCall();
    await provider.event('call.started', other, { case: caseId, direction: 'inbound' });
    await provider.event('call.consented', other, basis);
    expect((await provider.put(other, 'r1', bytes)).body).toMatchObject({ state: 'sealed', offset: bytes.length });
  });
});

describe('an outbound call', () => {
  const consumer = { kind: 'person', name: '张三', address: { lines: ['人民路2号'], city: '宁波', country: 'CN' }, timeZone: 'Asia/Shanghai' };

  it('is put to the contact policy before it is dialled, and a call in spite of its no stands as a breach', async () => {
    const stopped = await file(consumer, { basis: 'loan' });
    await house.call('POST', `/v1/cases/${stopped.caseId}/overlays`, { overlay: 'disputed', on: true, reason: 'says the goods were bad' });
    const marked = (await house.call('GET', `/v1/cases/${stopped.caseId}`)).body as unknown as { row: { overlays: string[] } };
    if (!marked.row.overlays.includes('disputed')) throw new Error(`expected a disputed case, got ${JSON.stringify(marked.row)}`);
    const name = newCall();
    const asked = await provider.event('call.started', name, { case: stopped.caseId, direction: 'outbound', to: '+8613800000000' });
    expect(asked.body).toMatchObject({
      connect: false,
      decision: { allowed: false, asked: 'before', code: expect.any(String), reasons: [expect.anything()] },
    });
    const ended = await provider.event('call.ended', name, { outcome: 'answered' });
    expect(ended.body).toMatchObject({ breach: 'called-in-spite' });
    const kept = newCall();
    await provider.event('call.started', kept, { case: stopped.caseId, direction: 'outbound' });
    expect((await provider.event('call.ended', kept, { outcome: 'not-connected' })).body).not.toHaveProperty('breach');

    const { items } = (await house.call('GET', `/v1/cases/${stopped.caseId}/calls`)).body as unknown as { items: Call[] };
    expect(items.map(({ breach }) => breach)).toEqual([undefined, 'called-in-spite']);
    const timeline = (await house.call('GET', `/v1/cases/${stopped.caseId}/timeline`)).body as unknown as { items: { kind: string }[] };
    expect(timeline.items.map(({ kind }) => kind)).toContain('call-breach');
    const audit = (await house.call('GET', `/v1/audit?subject=call:${callId(asked)}`)).body as unknown as { items: { action: string }[] };
    expect(audit.items.map(({ action }) => action)).toContain('call.breach');
  });

  it('that nobody asked about is judged afterwards and shown as not asked', async () => {
    const ended = await provider.event('call.ended', newCall(), {
      case: caseId,
      direction: 'outbound',
      outcome: 'no-answer',
      startedAt: '2026-11-20T02:00:00Z',
      endedAt: '2026-11-20T02:00:30Z',
    });
    expect(ended.body).toMatchObject({ breach: 'not-asked', decision: { asked: 'after' }, connect: false });
  });

  it('counts as contact when the policy is asked again', async () => {
    const called = await file(consumer, { basis: 'loan' });
    for (let i = 0; i < 8; i++) await provider.event('call.ended', newCall(), { case: called.caseId, direction: 'outbound', outcome: 'no-answer' });
    const { channels } = (await house.call('GET', `/v1/cases/${called.caseId}/contact`)).body as unknown as {
      channels: { channel: string; allowed: boolean }[];
    };
    expect(channels.find(({ channel }) => channel === 'call')).toMatchObject({ allowed: false });
  });
});

describe('signatures', () => {
  const data = () => ({ case: caseId, direction: 'inbound' });

  it('refuses a wrong secret, a changed body, a missing header and an unknown provider alike', async () => {
    const other = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
    const wrong = [
      await provider.event('call.started', newCall(), data(), { secret: other }),
      await provider.event('call.started', newCall(), data(), { body: '{}' }),
      await provider.event('call.started', newCall(), data(), { signature: '' }),
      await provider.put(newCall(), 'r1', wav(1), { secret: other }),
      await house.anonymous('POST', `/v1/public/telephony/${provider.id}/events`, {}),
      await house.anonymous('POST', '/v1/public/telephony/01900000-0000-7000-8000-000000000000/events', {}),
      await house.anonymous('POST', '/v1/public/telephony/nobody/events', {}),
    ];
    expect(wrong.map(({ status, body }) => [status, body.code])).toEqual(wrong.map(() => [401, 'calls.bad_signature']));
  });

  it('refuses a request that is five minutes old or ahead', async () => {
    const now = Math.floor(Date.now() / 1000);
    for (const timestamp of [now - 310, now + 310]) {
      expect((await provider.event('call.started', newCall(), data(), { timestamp })).body.code).toBe('calls.stale_signature');
    }
    expect((await provider.event('call.started', newCall(), data(), { timestamp: now - 280 })).status).toBe(200);
  });

  it('gives the first answer again to the same id, and refuses the id for another body', async () => {
    const name = newCall();
    const first = await provider.event('call.started', name, data(), { id: 'msg_same' });
    const body = JSON.stringify({ specversion: '1.0', id: 'again', source: 's', type: 'call.started', subject: name, data: data() });
    expect((await provider.event('call.started', name, data(), { id: 'msg_same' })).body).toMatchObject({ code: 'idempotency.key_reused' });
    const twice = [{ id: 'msg_twice' }, { id: 'msg_twice' }];
    const sent = await Promise.all(
      twice.map(({ id }) =>
        house.app.inject({
          method: 'POST',
          url: `/v1/public/telephony/${provider.id}/events`,
          headers: signedBy(provider.secret, id, body),
          payload: body,
        }),
      ),
    );
    expect(sent.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect(sent[0]?.json()).toEqual(sent[1]?.json());
    expect(sent[0]?.json().call).toBe(callId(first));
    expect((await listed()).filter((call) => call.id === callId(first)).length).toBe(1);
  });

  it('holds under the secret before while a rotation overlaps, and not after', async () => {
    const rotating = await openProvider(house);
    const old = rotating.secret;
    const rotate = async (overlapHours: number) => {
      const made = await house.call('POST', `/v1/call-providers/${rotating.id}/secret`, { overlapHours });
      rotating.secret = (made.body as unknown as { secret: string }).secret;
    };
    await rotate(24);
    const both = [await rotating.event('call.started', newCall(), data()), await rotating.event('call.started', newCall(), data(), { secret: old })];
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    await rotate(0);
    expect((await rotating.event('call.started', newCall(), data(), { secret: old })).status).toBe(401);
    const list = await house.call('GET', '/v1/call-providers');
    for (const secret of [old, rotating.secret]) expect(list.bytes.toString()).not.toContain(secret.slice(6));
    await house.call('DELETE', `/v1/call-providers/${rotating.id}`);
    expect((await rotating.event('call.started', newCall(), data())).status).toBe(401);
  });
});

describe('events out of order, and other bad input', () => {
  it('takes an end before its beginning, and asks for the beginning where the end says too little', async () => {
    const name = newCall();
    expect((await provider.event('call.ended', name, { outcome: 'answered' })).body).toMatchObject({ code: 'calls.not_known_yet' });
    expect((await provider.append(name, 'r1', wav(1), 0)).status).toBe(409);
    await provider.event('call.ended', name, { case: caseId, direction: 'inbound', outcome: 'answered' });
    expect((await provider.event('call.started', name, { case: caseId, direction: 'inbound', agent: 'Li Wei', ...basis })).body).toMatchObject({
      connect: false,
    });
    expect((await provider.put(name, 'r1', wav(1))).body).toMatchObject({ state: 'sealed' });
  });

  it('refuses with the value and what was expected', async () => {
    const codes = [
      await provider.event('call.moved', newCall(), { case: caseId, direction: 'inbound' }),
      await provider.event('call.ended', newCall(), { case: caseId, direction: 'inbound' }),
      await provider.event('call.started', newCall(), { case: 'no-such-case', direction: 'inbound' }),
      await provider.event('call.started', newCall(), { case: caseId, direction: 'inbound', startedAt: '2026-11-20 09:00' }),
      await provider.event('call.started', newCall(), { case: caseId, direction: 'inbound', from: 'bob' }),
      await provider.event('call.started', newCall(), { case: caseId, direction: 'inbound', unknown: 1 }),
      await provider.event('call.started', newCall(), {
        case: caseId,
        direction: 'inbound',
        recordings: [{ id: 'r', url: 'https://elsewhere.example/r.wav' }],
        ...basis,
      }),
    ].map(({ body }) => body.code);
    expect(codes).toEqual([
      'calls.unknown_event',
      'calls.no_outcome',
      'cases.not_found',
      'calls.bad_instant',
      'calls.bad_number',
      'api.bad_request',
      'calls.host_not_allowed',
    ]);
  });

  it('keeps nothing of bytes that are not what their digest says, or more than the settings allow', async () => {
    const small = await openProvider(house, { largestBytes: 100_000 });
    const name = newCall();
    await small.event('call.started', name, { case: caseId, direction: 'inbound', ...basis });
    expect((await small.put(name, 'big', randomBytes(100_001))).body.code).toBe('evidence.object_too_large');
    expect((await small.append(name, 'big2', randomBytes(100_001), 0)).body.code).toBe('calls.recording_too_large');
    expect((await small.put(name, 'r1', wav(1), { body: wav(2) })).body.code).toBe('evidence.object_differs');
    expect((await small.append(name, 'r2', wav(1), 0, { body: wav(2) })).body.code).toBe('calls.digest_differs');
    const whole = wav(1);
    expect((await small.put(name, 'r1', whole)).body).toMatchObject({ state: 'sealed' });
    expect((await small.put(name, 'r1', whole)).body).toMatchObject({ state: 'sealed' });
    expect((await small.put(name, 'r1', wav(2))).body.code).toBe('calls.recording_closed');
  });
});

describe('a recording that is fetched', () => {
  it('comes from the provider’s host, is held against what was announced, and fails openly', async () => {
    const sound = wav(3);
    const server = createServer((request, answer) => {
      if (request.url === '/good.wav') answer.writeHead(200, { 'content-type': 'audio/wav' }).end(sound);
      else answer.writeHead(302, { location: 'http://elsewhere.example/' }).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const fetching = await openProvider(house, { hosts: [host], privateHosts: true });
      const name = newCall();
      const sha256 = createHash('sha256').update(sound).digest('hex');
      const ended = await fetching.event('call.ended', name, { case: caseId, direction: 'inbound', outcome: 'answered' });
      const told = await fetching.event('recording.available', name, {
        recordings: [
          { id: 'good', url: `http://${host}/good.wav`, sha256, mediaType: 'audio/wav' },
          { id: 'other', url: `http://${host}/good.wav`, sha256: '0'.repeat(64) },
          { id: 'away', url: `http://${host}/away.wav` },
        ],
      });
      // Without consent nothing is asked for; it is asked for once consent is on record.
      expect((told.body as unknown as Call).recordings.map(({ state }) => state)).toEqual(['refused', 'refused', 'refused']);
      await fetching.event('call.consented', name, basis);
      const done = await house.until(
        () => shown(callId(ended)),
        ({ recordings }) => recordings.every(({ state }) => state === 'sealed' || state === 'failed'),
      );
      expect(done.recordings.map(({ state, reason }) => [state, reason?.code])).toEqual([
        ['sealed', undefined],
        ['failed', 'evidence.object_differs'],
        ['failed', 'calls.host_not_allowed'],
      ]);
    } finally {
      server.close();
    }
  });
});

describe('what was left half done', () => {
  it('is given up hours after the call and sealed as not complete; nothing stays in the growing folder', async () => {
    const name = newCall();
    const started = await provider.event('call.started', name, { case: caseId, direction: 'inbound', ...basis });
    await provider.append(name, 'r1', wav(1), 0);
    await provider.event('call.ended', name, { outcome: 'answered', recordings: [{ id: 'r1', bytes: 100_000 }] });
    const { calling } = house.rooms.api;
    await sealForgotten(calling);
    expect((await shown(callId(started))).recordings).toMatchObject([{ state: 'receiving' }]);
    const later = { ...calling, clock: { ...calling.clock, now: () => Date.now() + givenUpAfterMs + 60_000 } };
    await sealForgotten(later);
    expect((await shown(callId(started))).recordings).toMatchObject([
      { state: 'sealed', complete: false, reason: { code: 'calls.not_as_announced' } },
    ]);
    // As a crash leaves it between the commit and the clearing away.
    const [leftover] = (await shown(callId(started))).recordings as unknown as { id: string }[];
    await calling.growing.append(leftover?.id ?? '', randomBytes(32), Buffer.from('left'), 0);
    expect(await calling.growing.ids()).toEqual([leftover?.id]);
    await sealForgotten(calling);
    expect(await calling.growing.ids()).toEqual([]);
  });
});

describe('playing a part', () => {
  it('answers ranges of the encrypted object as RFC 9110 says', async () => {
    const sound = wav(100);
    const name = newCall();
    await provider.event('call.started', name, { case: caseId, direction: 'inbound', ...basis });
    await provider.put(name, 'r1', sound);
    const [call] = await listed();
    const url = `/v1/exhibits/${call?.recordings[0]?.exhibitId}/audio`;
    const get = (range: string, more = {}) => house.call('GET', url, undefined, { range, ...more });
    const part = await get('bytes=1048570-1048590');
    expect([part.status, part.headers['content-range'], part.headers['content-length']]).toEqual([
      206,
      `bytes 1048570-1048590/${sound.length}`,
      '21',
    ]);
    expect(part.bytes.equals(sound.subarray(1_048_570, 1_048_591))).toBe(true);
    expect((await get('bytes=-5')).bytes.equals(sound.subarray(-5))).toBe(true);
    expect((await get(`bytes=${sound.length}-`)).status).toBe(416);
    const etag = String(part.headers.etag);
    expect((await get('bytes=0-9', { 'if-range': etag })).status).toBe(206);
    expect((await get('bytes=0-9', { 'if-range': '"other"' })).status).toBe(200);
    expect((await house.anonymous('GET', url)).status).toBe(401);
  });
});

function signedBy(secret: string, id: string, body: string): Record<string, string> {
  const timestamp = Math.floor(Date.now() / 1000);
  const key = Buffer.from(secret.slice(6), 'base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  };
}
