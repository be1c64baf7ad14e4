import { beforeAll, describe, expect, it } from 'vitest';
import { importStep } from '#usecases/intake/import-claims.ts';
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});

const heading = 'Invoice No,Customer,Country,Amount,Currency,Invoice Date,Due Date,Creditor\n';
const row = (i: number, amount = '120.50') => `INV-${i},Debtor ${i % 40} GmbH,DE,${amount},EUR,2026-02-01,2026-03-03,Hua Xing Trading\n`;
const csv = (rows: readonly string[]): Uint8Array => Buffer.from(heading + rows.join(''));

type State = {
  id: string;
  state: string;
  rows?: number;
  filed: number;
  assessed: number;
  rejected: number;
  duplicates: number;
  mapping: Record<string, string>;
};
const uploaded = async (name: string, bytes: Uint8Array) => (await house.upload('/v1/imports', name, bytes, 'text/csv')).body as never as State;
const state = async (id: string) => (await house.call('GET', `/v1/imports/${id}`)).body as never as State;
const finished = (id: string) =>
  house.until(
    () => state(id),
    (seen) => seen.state === 'done',
  );

describe('a file of claims', () => {
  it('is filed row by row: bad rows and doubles stop nobody and come back with their reasons', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => row(i));
    rows[10] = row(10, 'abc');
    rows[20] = row(19);
    const made = await uploaded('batch.csv', csv(rows));
    expect(made.mapping).toMatchObject({ number: 'Invoice No', debtorName: 'Customer', amount: 'Amount' });
    const preview = (await house.call('POST', `/v1/imports/${made.id}/preview`, { mapping: made.mapping })).body as never as {
      rows: { ok: boolean; errors: { code: string }[] }[];
    };
    expect(preview.rows.map((one) => one.ok).indexOf(false)).toBe(10);
    expect((await house.call('POST', `/v1/imports/${made.id}/start`, { mapping: made.mapping })).status).toBe(202);
    expect(await finished(made.id)).toMatchObject({ rows: 60, filed: 58, assessed: 58, rejected: 1, duplicates: 1 });
    const rejected = await house.call('GET', `/v1/imports/${made.id}/rejected.csv`);
    const lines = rejected.bytes.toString().trim().split(/\r?\n/);
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/INV-10,.*abc.*is not an amount/);
  });

  it('imported again files nothing twice', async () => {
    const made = await uploaded('again.csv', csv([row(1), row(2), row(900)]));
    await house.call('POST', `/v1/imports/${made.id}/start`, { mapping: made.mapping });
    expect(await finished(made.id)).toMatchObject({ filed: 1, duplicates: 2 });
  });

  it('goes on where a killed worker stopped: a step is whole or not at all', async () => {
    const made = await uploaded('killed.csv', csv(Array.from({ length: 1200 }, (_, i) => row(5000 + i))));
    const { importing, api } = house.rooms;
    const actor = { kind: 'system', id: 'test' } as const;
    const step = (break_: boolean) =>
      api.transactions.withTenant(house.tenant, actor, async (tx) => {
        const done = await importStep(importing, tx, made.id);
        if (break_) throw new Error('killed');
        return done;
      });
    const filed = async () => (await state(made.id)).filed;
    // Every step is first cut off after its work and before its commit, then runs again, as after a kill -9.
    for (let guard = 0; guard < 20; guard += 1) {
      const before = await filed();
      await expect(step(true)).rejects.toThrow('killed');
      expect(await filed()).toBe(before);
      if ((await step(false)).finished) break;
    }
    expect(await state(made.id)).toMatchObject({ state: 'done', rows: 1200, filed: 1200, rejected: 0 });
    const listed = (await house.call('GET', '/v1/cases?closed=all&limit=1&q=INV-5')).body as never as { total: number };
    expect(listed.total).toBeGreaterThanOrEqual(1000);
  });

  it('stops when told and goes on when started again', async () => {
    const made = await uploaded('stopped.csv', csv(Array.from({ length: 700 }, (_, i) => row(20_000 + i))));
    await house.call('POST', `/v1/imports/${made.id}/start`, { mapping: made.mapping });
    expect((await house.call('POST', `/v1/imports/${made.id}/stop`, {})).body).toMatchObject({ id: made.id });
    const stopped = await state(made.id);
    expect(['stopped', 'done']).toContain(stopped.state);
    if (stopped.state === 'stopped') await house.call('POST', `/v1/imports/${made.id}/start`, { mapping: made.mapping });
    expect(await finished(made.id)).toMatchObject({ rows: 700, filed: 700, rejected: 0, duplicates: 0 });
  });

  it('says so when it cannot go on', async () => {
    const made = await uploaded('lost.csv', csv([row(30_000)]));
    await house.database.query(
      `update imports set profile = jsonb_set(profile, '{recordId}', '"01890000-0000-7000-8000-000000000000"') where id = $1`,
      [made.id],
    );
    await house.call('POST', `/v1/imports/${made.id}/start`, { mapping: made.mapping });
    const failed = await house.until(
      () => state(made.id),
      (seen) => seen.state === 'failed',
    );
    expect(failed).toMatchObject({ filed: 0, message: { en: expect.stringContaining('cannot go on') } });
  });

  it('refuses a mapping that does not fit the file, with the value', async () => {
    const made = await uploaded('fit.csv', csv([row(1)]));
    expect(await house.call('POST', `/v1/imports/${made.id}/start`, { mapping: { amount: 'No such column' } })).toMatchObject({
      status: 422,
      body: { code: 'imports.unknown_column', detail: expect.stringContaining('No such column') },
    });
  });
});

describe('the demo portfolio', () => {
  it('is labelled, about two hundred claims in five countries, and leaves without a trace of itself', async () => {
    const before = ((await house.call('GET', '/v1/cases?closed=all')).body as never as { total: number }).total;
    const loaded = (await house.call('POST', '/v1/demo', {})).body as never as { cases: number };
    expect(loaded.cases).toBeGreaterThanOrEqual(190);
    const desk = (await house.call('GET', '/v1/desk')).body as never as {
      demo: { loaded: boolean };
      atRisk: { currency: string }[];
      worklist: { demo: boolean; next?: unknown }[];
    };
    expect(desk.demo.loaded).toBe(true);
    expect(desk.atRisk.map((one) => one.currency).sort()).toEqual(['CNY', 'EUR', 'GBP', 'USD']);
    expect(((await house.call('POST', '/v1/demo', {})).body as never as { cases: number }).cases).toBe(0);
    expect(((await house.call('DELETE', '/v1/demo')).body as never as { removed: number }).removed).toBe(loaded.cases);
    expect(((await house.call('GET', '/v1/cases?closed=all')).body as never as { total: number }).total).toBe(before);
  });
});
