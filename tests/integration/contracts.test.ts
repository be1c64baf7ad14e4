import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { madePdf } from '#adapters/signed-files/testing/pdf-maker.ts';
import { pageMarks } from '#domain/evidence/pages/marks.ts';
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

  it('are compared page by page, listed, and found by one page by whoever holds it', async () => {
    const words = ['Purchase contract', 'The price is 100', 'Signed'];
    const given = async (path: string, bytes: Buffer) => {
      const pages = await pageMarks(nodeCrypto, bytes);
      return { path, sha256: createHash('sha256').update(bytes).digest('hex'), ...(pages ? { pages } : {}) };
    };
    const file = madePdf(words);
    const made = await house.call('POST', '/v1/contracts', { files: [{ ...(await given('contract.pdf', file)), size: file.length }], note: 'pages' });
    expect(made.status).toBe(201);
    const { registrationId } = made.body as unknown as { registrationId: string };
    const check = async (...files: Awaited<ReturnType<typeof given>>[]) =>
      (await house.call('POST', '/v1/contracts/check', { files, registrationId })).body as never as {
        files: { registered: unknown[]; pages: { page: number; registered: { page: number; recordId: string }[] }[] }[];
        comparison: { verdict: string; pages?: unknown[] }[];
      };
    expect((await check(await given('contract.pdf', madePdf(words, { packed: true })))).comparison).toMatchObject([{ verdict: 'same-content' }]);
    const changed = await check(await given('contract.pdf', madePdf(['Purchase contract', 'The price is 900', 'Signed'])));
    expect(changed.comparison).toMatchObject([
      { verdict: 'differs', pages: [{ verdict: 'same' }, { page: 2, verdict: 'changed', registeredPage: 2 }, { verdict: 'same' }] },
    ]);
    expect(changed.files[0]?.pages.map(({ page }) => page)).toEqual([1, 3]);

    const one = await given('page.pdf', madePdf(['Signed']));
    const found = await house.anonymous('POST', '/v1/public/contracts/look-up', {
      files: [{ path: 'page.pdf', sha256: one.sha256, pages: { method: 'pdf-page/v1', pages: one.pages?.pages.map(({ content }) => content) } }],
    });
    expect(found.body).toMatchObject({
      files: [{ registered: [], pages: [{ page: 1, registered: [{ page: 3, registeredBy: expect.any(String) }] }] }],
    });
    expect(JSON.stringify(found.body)).not.toMatch(/recordId|contract\.pdf/);

    const list = (await house.call('GET', '/v1/contracts?limit=1')).body as never as {
      items: { registrationId: string; files: unknown[] }[];
      next: string;
    };
    expect(list.items).toMatchObject([{ registrationId, note: 'pages', files: [{ path: 'contract.pdf', pages: 3 }] }]);
    const rest = (await house.call('GET', `/v1/contracts?cursor=${list.next}`)).body as never as typeof list;
    expect(rest.items.length).toBeGreaterThan(0);
    expect(rest.items.map((item) => item.registrationId)).not.toContain(registrationId);
    expect((await house.call('GET', `/v1/contracts/${registrationId}`)).body).toMatchObject({ registrationId, anchors: [] });

    const fileRecord = (made.body as unknown as { files: { recordId: string }[] }).files[0]?.recordId as string;
    await house.call('POST', '/v1/erasures', {
      scope: { kind: 'records', ids: [fileRecord, registrationId] },
      legalBasis: { instrument: 'GDPR', article: '17' },
    });
    const gone = await house.anonymous('POST', '/v1/public/contracts/look-up', {
      files: [{ path: 'page.pdf', sha256: one.sha256, pages: { method: 'pdf-page/v1', pages: one.pages?.pages.map(({ content }) => content) } }],
    });
    expect(gone.body).toMatchObject({ files: [{ pages: [] }] });
  }, 60_000);
});
