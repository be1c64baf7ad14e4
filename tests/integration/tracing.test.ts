import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import { checkClip } from '#domain/evidence/recording/clip.ts';
import { type House, openHouse } from './house.ts';
import { wavOf } from './wav.ts';

let house: House;
let caseId: string;
beforeAll(async () => {
  house = await openHouse();
  const filed = await house.call('POST', '/v1/claims', {
    basis: 'loan',
    creditor: { name: 'Hua Xing Lending Ltd' },
    debtor: { name: 'Example Builders Ltd' },
    currency: 'EUR',
    governingLaw: 'DE',
    items: [{ number: 'L-1', amount: '1000.00', issuedOn: '2026-01-05', dueOn: '2026-03-05' }],
  });
  expect(filed.status).toBe(201);
  caseId = (filed.body as unknown as { caseId: string }).caseId;
}, 120_000);

/** Silence, then full scale from the third second on. */
function wav(seconds: number): Buffer {
  const data = Buffer.alloc(seconds * 16_000);
  for (let at = 32_000; at < data.length; at += 2) data.writeInt16LE(at % 4 ? 32_000 : -32_000, at);
  return wavOf(data);
}

describe('a recording', () => {
  it('is drawn, and thirty seconds of it stand on their own', async () => {
    const file = wav(200);
    const added = await house.upload(`/v1/cases/${caseId}/exhibits?kind=recording`, 'call.wav', file, 'audio/wav');
    const { id } = added.body as unknown as { id: string };
    const drawn = await house.call('GET', `/v1/exhibits/${id}/waveform?points=100`);
    expect(drawn.body).toMatchObject({ state: 'drawn', seconds: 200 });
    const { peaks } = drawn.body as unknown as { peaks: number[] };
    expect([peaks.length, peaks[0], peaks[50]]).toEqual([100, 0, 0.977]);

    const policy = parsePolicy(nodeCrypto, (await house.anonymous('GET', '/v1/public/log/policy')).bytes.toString());
    const clip = await house.until(
      () => house.call('GET', `/v1/exhibits/${id}/clip.json?from=60&to=90`),
      ({ status }) => status === 200,
    );
    const { verdict, content } = checkClip(nodeCrypto, clip.bytes, policy);
    expect(verdict).toMatchObject({ bytes: 'same', inclusion: 'proven', log: 'valid', name: 'call.wav', range: { size: file.length } });
    expect(verdict.range.from).toBeLessThanOrEqual(44 + 60 * 16_000);
    expect(verdict.range.to).toBeGreaterThanOrEqual(44 + 90 * 16_000);
    expect(Buffer.concat(content).equals(file.subarray(verdict.range.from, verdict.range.to))).toBe(true);
    const other = JSON.parse(clip.bytes.toString()) as { chunks: string[] };
    other.chunks[0] = randomBytes(1_048_576).toString('base64');
    const changed = Buffer.from(clip.bytes.toString().replace(/"chunks":\[[^\]]*\]/, `"chunks":${JSON.stringify(other.chunks)}`));
    expect(() => checkClip(nodeCrypto, changed, policy)).toThrow('its own SHA-256 differs');

    const late = await house.call('GET', `/v1/exhibits/${id}/clip.json?from=190&to=500`);
    expect(late.body.code).toBe('evidence.bad_clip');
    const mp3 = await house.upload(`/v1/cases/${caseId}/exhibits?kind=recording`, 'call.mp3', randomBytes(5_000), 'audio/mpeg');
    const none = await house.call('GET', `/v1/exhibits/${(mp3.body as unknown as { id: string }).id}/waveform`);
    expect(none.body).toEqual({ state: 'not-drawn', why: 'not-wav' });
    const unsigned = await house.call('GET', `/v1/exhibits/${id}/signatures`);
    expect(unsigned.body).toEqual({ form: 'other', signatures: [] });
  }, 60_000);
});

describe('the flow of funds of a case', () => {
  it('comes from its sealed statements and cites their leaves', async () => {
    const csv = [
      'Date,Amount,Currency,Counterparty,Counterparty account,Description',
      '2026-01-05,1000.00,EUR,Hua Xing Lending Ltd,DE02120300000000202051,loan',
      '2026-01-07,-700.00,EUR,Shop Ltd,DE02500105170137075030,materials',
      '2026-02-05,-100.00,EUR,Hua Xing Lending Ltd,DE02120300000000202051,instalment 1',
    ].join('\n');
    const added = await house.upload(`/v1/cases/${caseId}/exhibits?kind=statement`, 'statement.csv', Buffer.from(`${csv}\n`), 'text/csv');
    expect(added.status).toBeLessThan(300);
    type Flow = {
      edges: { kind: string; amount: { amount: string }; fromLoan: { amount: string }; sources: { logIndex?: number }[] }[];
      unreadable: unknown[];
    };
    const flow = await house.until(
      async () => (await house.call('GET', `/v1/cases/${caseId}/flow`)).body as unknown as Flow,
      ({ edges }) => edges?.every(({ sources }) => sources.every(({ logIndex }) => logIndex !== undefined)),
    );
    expect(flow.unreadable).toEqual([]);
    expect(flow.edges.map(({ kind, amount, fromLoan }) => [kind, amount.amount, fromLoan.amount])).toEqual([
      ['loan', '1000.00', '1000.00'],
      ['spending', '700.00', '700.00'],
      ['repayment', '100.00', '100.00'],
    ]);
  }, 60_000);
});
