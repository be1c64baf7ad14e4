import { randomBytes } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { uuid7 } from '#domain/kernel/id.ts';
import type { NewCase, OpenedCases } from '#usecases/ports/cases.ts';
import type { Actor } from '#usecases/ports/transactions.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { caseReader } from './reader.ts';
import { caseWriter } from './writer.ts';

let database: TestDatabase;
let who: { readonly tenant: string; readonly actor: Actor };
beforeAll(async () => {
  database = await testDatabase();
  who = await database.newTenant();
});

const newId = (): string => uuid7(Date.now(), randomBytes(10));

function openedCases(numbers: readonly string[]): OpenedCases {
  const cases = numbers.map((number): NewCase & { readonly number: string } => ({
    number,
    id: newId(),
    claimId: newId(),
    filing: {
      basis: 'sale',
      creditor: { name: 'Seller' },
      debtor: { name: 'Buyer' },
      currency: 'EUR',
      items: [{ number: `I-${number}`, amount: '10.00' }],
    },
    duplicateKey: 'the same debt',
    debtorKey: 'buyer@',
    stage: 'assessed',
    overlays: [],
    demo: false,
    source: 'api',
    principalMinor: 1000n,
    paidMinor: 0n,
    verdicts: { claim: 'pass' },
    filedAt: 1,
    updatedAt: 1,
  }));
  return {
    cases,
    assessments: cases.map(({ id }) => ({
      id: newId(),
      caseId: id,
      version: 1,
      asOf: '2026-06-01',
      createdAt: 1,
      body: '{"say":"清偿"}',
      sha256: 'x',
    })),
    timeline: cases.map(({ id }) => ({ id: newId(), caseId: id, at: 1, kind: 'filed', text: { zh: '甲', en: 'a' }, actor: 'test' })),
  };
}

it('opens cases with their reports and entries in one statement and reads them back', async () => {
  await database.withTenant(who.tenant, who.actor, async (tx) => {
    const opened = openedCases(await caseWriter.takeNumbers(tx, 3, 2026));
    await caseWriter.open(tx, opened);
    for (const [i, { id, number }] of opened.cases.entries()) {
      expect(await caseReader.get(tx, id)).toMatchObject({ number, principalMinor: 1000n, verdicts: { claim: 'pass' } });
      expect((await caseReader.assessment(tx, opened.assessments[i]?.id ?? ''))?.body).toBe('{"say":"清偿"}');
      expect((await caseReader.timeline(tx, id)).map((entry) => entry.text)).toEqual([{ zh: '甲', en: 'a' }]);
    }
    const doubles = (await caseReader.doubles(tx, ['the same debt', 'another'])).get('the same debt');
    expect(doubles?.map(({ number }) => number).sort()).toEqual(opened.cases.map(({ number }) => number));
    expect((await caseReader.histories(tx, ['buyer@'])).get('buyer@')).toMatchObject({ openCases: 3, paidCases: 0, unpaidClosings: 0 });
    await caseWriter.open(tx, { cases: [], assessments: [], timeline: [] });
  });
});

it('never gives one number twice, however many file at once, and tells years apart', async () => {
  const taken = await Promise.all(
    Array.from({ length: 20 }, (_, i) => database.withTenant(who.tenant, who.actor, (tx) => caseWriter.takeNumbers(tx, 1 + (i % 3), 2030))),
  );
  const numbers = taken.flat().sort();
  expect(numbers).toEqual(numbers.map((_, i) => `30-${String(i + 1).padStart(6, '0')}`));
  expect(await database.withTenant(who.tenant, who.actor, (tx) => caseWriter.takeNumbers(tx, 2, 2031))).toEqual(['31-000001', '31-000002']);
  expect(await database.withTenant(who.tenant, who.actor, (tx) => caseWriter.takeNumbers(tx, 0, 2031))).toEqual([]);
});

it('writes nothing at all where one report points to no case', async () => {
  const opened = openedCases(['26-900001']);
  const stray = opened.assessments.map((made) => ({ ...made, caseId: newId() }));
  await expect(database.withTenant(who.tenant, who.actor, (tx) => caseWriter.open(tx, { ...opened, assessments: stray }))).rejects.toThrow(
    /foreign key/,
  );
  expect(await database.query("select 1 from cases where number = '26-900001'")).toEqual([]);
});
