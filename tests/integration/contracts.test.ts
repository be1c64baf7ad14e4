import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 120_000);

const mark = (path: string, text: string) => ({ path, sha256: createHash('sha256').update(text).digest('hex'), size: text.length });

describe('registered contracts', () => {
  it('are registered at signing, checked file by file and as a folder, and found by whoever holds the file', async () => {
    const files = [mark('contract.pdf', 'the contract'), mark('annex/prices.xlsx', 'the prices'), mark('annex/terms.pdf', 'the terms')];
    const made = await house.call('POST', '/v1/contracts', { files, signedAt: '2026-11-20', note: 'framework' });
    expect(made.status).toBe(201);
    const { registrationId } = made.body as unknown as { registrationId: string };
    const given = [
      mark('contract.pdf', 'the contract'),
      mark('annex/prices.xlsx', 'other prices'),
      mark('renamed.pdf', 'the terms'),
      mark('new.pdf', 'something new'),
    ].map(({ path, sha256 }) => ({ path, sha256 }));
    const checked = (await house.call('POST', '/v1/contracts/check', { files: given, registrationId })).body as unknown as {
      files: { path: string; registered: { registeredBy: string; grade: string }[] }[];
      comparison: { path: string; verdict: string; registeredAs?: string }[];
    };
    expect(checked.files.map(({ registered }) => registered.length)).toEqual([1, 0, 1, 0]);
    expect(checked.comparison.map(({ path, verdict }) => `${path} ${verdict}`)).toEqual([
      'contract.pdf same',
      'annex/prices.xlsx differs',
      'renamed.pdf same',
      'new.pdf not-registered',
    ]);
    expect(checked.comparison[2]?.registeredAs).toBe('annex/terms.pdf');
    const missing = (await house.call('POST', '/v1/contracts/check', { files: given.slice(0, 1), registrationId })).body as unknown as typeof checked;
    expect(missing.comparison.filter(({ verdict }) => verdict === 'missing')).toHaveLength(2);

    const known = await house.anonymous('GET', `/v1/public/contracts/${files[0]?.sha256}`);
    const [sighting] = (known.body as unknown as { registered: Record<string, unknown>[] }).registered;
    expect(sighting).toMatchObject({ registeredBy: expect.any(String), registeredAt: expect.stringMatching(/^\d{4}-/) });
    expect(Object.keys(sighting ?? {})).not.toContain('recordId');
    const unknown = await house.anonymous('GET', `/v1/public/contracts/${'0'.repeat(64)}`);
    expect(unknown.body).toMatchObject({ registered: [] });
    const twice = await house.call('POST', '/v1/contracts', { files: [files[0], files[0]] });
    expect(twice.body.code).toBe('evidence.bad_registration');
  }, 60_000);
});
