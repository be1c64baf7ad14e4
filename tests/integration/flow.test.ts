import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readStatement } from '#adapters/formats/statements.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { type House, openHouse } from './house.ts';

// Bank statements of every format from the upload to the flow: nothing of them is silently missing, and each edge cites its entry.

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 120_000);

type Source = { recordId: string; account: number; entry: number; logIndex?: number };
type Flow = {
  convention: string;
  statements: { recordId: string; name: string; logIndex?: number }[];
  edges: { amount: { amount: string; currency: string }; on: string; sources: Source[] }[];
  left: { source: Source; why: string }[];
  unreadable: { name: string; code: string }[];
};

let filed = 0;
async function caseWith(files: readonly (readonly [string, Uint8Array])[]): Promise<{ caseId: string; flow: Flow }> {
  const made = await house.call('POST', '/v1/claims', {
    basis: 'loan',
    creditor: { name: 'Hua Xing Lending Ltd' },
    debtor: { name: 'Example Builders Ltd' },
    currency: 'EUR',
    governingLaw: 'DE',
    items: [{ number: `F-${++filed}`, amount: '1000.00', issuedOn: '2026-01-05', dueOn: '2026-03-05' }],
  });
  const { caseId } = made.body as unknown as { caseId: string };
  for (const [name, bytes] of files) expect((await house.upload(`/v1/cases/${caseId}/exhibits?kind=statement`, name, bytes)).status).toBe(201);
  const flow = await house.until(
    async () => (await house.call('GET', `/v1/cases/${caseId}/flow`)).body as unknown as Flow,
    ({ statements }) => statements.every(({ logIndex }) => logIndex !== undefined),
  );
  return { caseId, flow };
}

/** Every entry of every file stands on an edge or among what is left out, and cites the leaf of its own statement. */
async function holds(files: readonly (readonly [string, Uint8Array])[]): Promise<void> {
  const { flow } = await caseWith(files);
  const cited = [...flow.edges.flatMap(({ sources }) => sources), ...flow.left.map(({ source }) => source)];
  for (const [name, bytes] of files) {
    const read = await readStatement(bytes, 'EUR');
    if (isRefusal(read)) {
      expect(flow.unreadable).toContainEqual(expect.objectContaining({ name, code: read.code }));
      continue;
    }
    const statement = flow.statements.find((one) => one.name === name);
    const expected = read.accounts.flatMap(({ entries }, account) => entries.map((_, entry) => `${account}/${entry}`));
    const own = cited.filter(({ recordId }) => recordId === statement?.recordId);
    expect([name, own.map(({ account, entry }) => `${account}/${entry}`).sort()]).toEqual([name, expected.sort()]);
    expect(new Set(own.map(({ logIndex }) => logIndex))).toEqual(new Set(expected.length > 0 ? [statement?.logIndex] : []));
  }
  expect(flow.convention).toBe('first-in-first-out');
}

describe('bank statements', () => {
  it('of camt.053, camt.054 and MT940 become edges that cite their entries', async () => {
    const folder = resolve(import.meta.dirname, '..', '..', 'vectors', 'intake');
    await holds(['camt053-v13.xml', 'camt054-v2.xml', 'statement.mt940'].map((name) => [name, readFileSync(join(folder, name))] as const));
  });

  it('of the samples beside this checkout do so too', async () => {
    const folder = resolve(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'bank');
    if (!existsSync(folder)) {
      process.stderr.write(`  NOT checked: ${folder} is not there\n`);
      return;
    }
    const names = readdirSync(folder).filter((name) => name.endsWith('.xml'));
    expect(names.length).toBeGreaterThan(3);
    await holds(names.map((name) => [name, readFileSync(join(folder, name))] as const));
  });

  it('are filtered by the server, given as a table without formulas, and refused for days the wrong way round', async () => {
    const csv = [
      'Date,Amount,Currency,Counterparty,Description',
      '2026-01-05,1000.00,EUR,Hua Xing Lending Ltd,loan',
      '2026-01-06,-300.00,EUR,=HYPERLINK("http://evil.test"),@sum',
      '2026-01-07,-20.00,EUR,Shop Ltd,small',
    ].join('\n');
    const { caseId } = await caseWith([['account.csv', Buffer.from(`${csv}\n`)]]);
    const ask = (query: string) => house.call('GET', `/v1/cases/${caseId}/flow${query}`);
    const filtered = (await ask('?least=100&from=2026-01-06')).body as unknown as Flow;
    expect(filtered.edges.map(({ on, amount }) => [on, amount.amount])).toEqual([['2026-01-06', '300.00']]);
    const rows = (await ask('.csv')).bytes.toString().split('\r\n');
    expect(rows.length).toBe(5);
    expect(rows[2]).toContain(`"'=HYPERLINK(""http://evil.test"")"`);
    expect(rows[2]).toContain(",'@sum,");
    const pdf = await ask('.pdf?locale=en');
    expect([pdf.status, pdf.bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    expect((await ask('?from=2026-02-01&to=2026-01-01')).body.code).toBe('flow.bad_days');
    expect((await ask('?least=1e9')).status).toBe(400);
  });
});
