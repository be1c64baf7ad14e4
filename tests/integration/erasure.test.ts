import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync, zstdDecompressSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { memorySource } from '#adapters/objects/bundle-file.ts';
import { clientOf } from '#adapters/postgres/transaction.ts';
import { bagInZip } from '#domain/evidence/bundle/bag.ts';
import { verifyBundle } from '#domain/evidence/bundle/verify.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import { type House, openHouse } from './house.ts';

// One of two people is erased: nothing of that one stays readable anywhere, everything about the other still verifies.

const lin = {
  kind: 'person',
  name: '林婉清',
  otherNames: ['Lin Wanqing'],
  identifiers: [{ scheme: 'cn-id', value: '33010619880714292X' }],
  contacts: [
    { channel: 'mobile', value: '13911112222' },
    { channel: 'email', value: 'wanqing.lin@example.test' },
  ],
  address: { lines: ['文三路 477 号 8 幢'], city: '杭州', country: 'CN' },
};
const wu = {
  ...lin,
  name: '吴启明',
  otherNames: ['Wu Qiming'],
  identifiers: [{ scheme: 'cn-id', value: '440305199002024513' }],
  contacts: [],
  address: { lines: ['解放路 9 号'], city: '宁波', country: 'CN' },
};
/** What would give Lin away, wherever it stood. Item numbers, amounts and days stay: the books need them. */
const secrets = ['林婉清', 'Lin Wanqing', '33010619880714292X', '13911112222', 'wanqing.lin', '文三路 477', '代林还款'];

let house: House;
let linsCase: string;
let wusCase: string;
let guarantee: string;

const filed = async (debtor: object, number: string, more: object = {}): Promise<string> => {
  const answer = await house.call('POST', '/v1/claims', {
    basis: 'loan',
    creditor: { name: '甬江商贸有限公司', address: { lines: ['海湾路 1 号'], city: '宁波', country: 'CN' } },
    debtor,
    currency: 'CNY',
    governingLaw: 'CN',
    items: [{ number, amount: '20000.00', issuedOn: '2026-02-10', dueOn: '2026-05-12', description: `${(debtor as typeof lin).name}的借条` }],
    ...more,
  });
  expect(answer.status).toBe(201);
  return (answer.body as never as { caseId: string }).caseId;
};

beforeAll(async () => {
  house = await openHouse();
  linsCase = await filed(lin, 'L-IOU-7');
  wusCase = await filed(wu, 'W-1');
  guarantee = await filed(wu, 'W-2', { guarantors: [lin] });
  for (const [caseId, who] of [
    [linsCase, '林婉清'],
    [wusCase, '吴启明'],
  ] as const) {
    await house.upload(
      `/v1/cases/${caseId}/exhibits?kind=contract&purpose=${encodeURIComponent(`${who}借款`)}`,
      `${who}-借条.txt`,
      Buffer.from(`今借到款项。${who}`),
      'text/plain',
    );
    // Larger than what lies beside its record: an object of its own.
    await house.upload(`/v1/cases/${caseId}/exhibits?kind=chat`, `chat.txt`, Buffer.from(`${who} `.repeat(20_000)), 'text/plain');
  }
  await house.call('POST', `/v1/cases/${linsCase}/payments`, { paidOn: '2026-06-01', amount: '100.00', reference: '代林还款' });
  await house.call('POST', `/v1/cases/${linsCase}/letters`, { kind: 'demand', channel: 'email' });
  await house.until(
    async () => {
      const all = await Promise.all([linsCase, wusCase, guarantee].map((id) => house.call('GET', `/v1/cases/${id}/records`)));
      return all.flatMap(({ body }) => (body as never as { items: { grade: string }[] }).items);
    },
    (items) => items.length > 0 && items.every(({ grade }) => grade !== 'received'),
  );
}, 120_000);

/** Every row of every table as text, with what is packed unpacked. */
async function database(): Promise<string> {
  return house.rooms.api.transactions.withSystem('test', async (tx) => {
    const client = clientOf(tx);
    const { rows: tables } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<Record<string, unknown>>(`select * from "${name}"`);
      for (const row of rows) found.push(`${name}: ${Object.values(row).map(readable).join(' ')}`);
    }
    return found.join('\n');
  });
}

function readable(value: unknown): string {
  if (!Buffer.isBuffer(value)) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  for (const open of [zstdDecompressSync, inflateRawSync])
    try {
      return open(value).toString('utf8');
    } catch {
      // Another form.
    }
  return value.toString('utf8');
}

const files = (folder: string): Buffer[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [readFileSync(join(entry.parentPath, entry.name))] : [],
  );

const partyOf = async (caseId: string, role: string): Promise<string> => {
  const { items } = (await house.call('GET', `/v1/cases/${caseId}/parties`)).body as never as { items: { id: string; role: string }[] };
  return items.find((party) => party.role === role)?.id as string;
};

async function verified(caseId: string): Promise<readonly string[]> {
  const policy = (await house.anonymous('GET', '/v1/public/log/policy')).bytes.toString();
  const zip = (await house.call('GET', `/v1/cases/${caseId}/bundle.zip`)).bytes;
  const trust = { policy: parsePolicy(nodeCrypto, policy), reportKeys: [], known: [], anchors: [] };
  const { verdict, records } = await verifyBundle(nodeCrypto, () => bagInZip(nodeCrypto, memorySource(zip)), trust);
  expect(verdict).toBe('self-asserted');
  for (const secret of secrets) expect(zip.includes(Buffer.from(secret))).toBe(false);
  return records.map(({ kind, content }) => `${kind} ${content}`).sort();
}

describe('erasing one of two people', () => {
  const legalBasis = { instrument: '中华人民共和国个人信息保护法', article: '47' };
  const erase = async (id: string) =>
    house.call('POST', '/v1/erasures', { scope: { kind: 'subject', id }, legalBasis, reason: 'consent withdrawn, debt paid' });

  it('is one person in all cases, shown before it is done, and refused by a hold on the person or a case', async () => {
    const id = await partyOf(linsCase, 'debtor');
    expect(await partyOf(guarantee, 'guarantor')).toBe(id);
    expect(await partyOf(wusCase, 'debtor')).not.toBe(id);
    const before = await database();
    for (const secret of secrets.slice(0, 6)) expect(before).toContain(secret);

    for (const [scope, scopeId] of [
      ['subject', id],
      ['case', guarantee],
    ] as const) {
      const placed = await house.call('POST', '/v1/holds', { scope, scopeId, reason: 'suit filed' });
      const preview = await house.call('POST', '/v1/erasures/preview', { scope: { kind: 'subject', id } });
      expect(preview).toMatchObject({ status: 200, body: { holds: [{ scope, reason: 'suit filed' }] } });
      expect(await erase(id)).toMatchObject({ status: 409, body: { code: 'evidence.erasure_held' } });
      await house.call('POST', `/v1/holds/${(placed.body as never as { id: string }).id}/release`, { reason: 'withdrawn' });
    }
    const { records, traces, caseIds } = (await house.call('POST', '/v1/erasures/preview', { scope: { kind: 'subject', id } })).body as never as {
      records: { kind: string; name?: string }[];
      traces: { kind: string; count: number }[];
      caseIds: string[];
    };
    expect([...caseIds].sort()).toEqual([linsCase, guarantee].sort());
    expect(records.map(({ name }) => name)).toEqual(expect.arrayContaining(['林婉清-借条.txt', 'payment.json', 'assessment.json']));
    expect(Object.fromEntries(traces.map(({ kind, count }) => [kind, count > 0]))).toMatchObject({
      parties: true,
      letters: true,
      exhibits: true,
      payments: true,
    });
    expect(await database()).toContain('林婉清');
  });

  it('leaves nothing of the one readable in database, objects or a later bundle, and everything of the other provable', async () => {
    const id = await partyOf(linsCase, 'debtor');
    const objects = files(join(house.dataFolder, 'objects')).length;
    const wusBefore = await verified(wusCase);
    expect(await erase(id)).toMatchObject({ status: 201 });

    const after = await database();
    for (const secret of [...secrets, createHash('sha256').update('今借到款项。林婉清').digest('hex')])
      expect(
        after
          .split('\n')
          .filter((line) => line.includes(secret))
          .map((line) => `${secret} in ${line.slice(0, 300)}`),
      ).toEqual([]);
    const left = files(join(house.dataFolder, 'objects'));
    expect(left.length).toBeLessThan(objects);
    for (const file of [...left, ...files(join(house.dataFolder, 'log'))])
      for (const secret of secrets) expect(file.includes(Buffer.from(secret))).toBe(false);

    expect(await verified(wusCase)).toEqual(wusBefore);
    expect(await house.call('GET', `/v1/cases/${linsCase}/bundle.zip`)).toMatchObject({ body: { code: 'evidence.nothing_to_bundle' } });
    // The case stays workable: figures, countries and the other guarantor's debtor are there.
    const detail = (await house.call('GET', `/v1/cases/${guarantee}`)).body;
    expect(JSON.stringify(detail)).toContain('吴启明');
    expect((await house.call('POST', `/v1/cases/${guarantee}/assessments`, {})).status).toBeLessThan(300);
    expect(await house.call('POST', '/v1/erasures/preview', { scope: { kind: 'subject', id } })).toMatchObject({ body: { records: [], traces: [] } });
    expect(await erase(id)).toMatchObject({ body: { code: 'evidence.nothing_to_erase' } });
    const letters = (await house.call('GET', `/v1/messages`)).body;
    expect(JSON.stringify(letters)).toContain('cancelled');
  });
});
