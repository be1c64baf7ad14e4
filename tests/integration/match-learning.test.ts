import { beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#adapters/clock/system.ts';
import { hitStore } from '#adapters/postgres/registry/hits.ts';
import { registryWriter } from '#adapters/postgres/registry/writer.ts';
import type { LearningJson } from '#contract/operations/matching.ts';
import { systemActor } from '#usecases/ports/transactions.ts';
import { pairOf } from '#usecases/verify/pair.ts';
import { type House, openHouse } from './house.ts';

// What a reviewer's words teach the matcher, through the whole house: too few, enough, in force, withdrawn, reset.

let house: House;
beforeAll(async () => {
  house = await openHouse();
});

const names = ['Brunel', 'Castor', 'Dorval', 'Elmira', 'Fenwick', 'Galway', 'Hexham', 'Ilford'];
const file = async (name: string, number: string): Promise<string> => {
  const { status, body } = await house.call('POST', '/v1/claims', {
    basis: 'sale',
    creditor: { name: 'Hua Xing Trading', address: { lines: ['Haiwan Road 1'], city: 'Ningbo', country: 'CN' } },
    debtor: { name, address: { lines: ['Mill Lane 1'], city: 'Leeds', country: 'GB' } },
    currency: 'GBP',
    governingLaw: 'GB-EAW',
    items: [{ number, amount: '4800.00', issuedOn: '2026-02-10', dueOn: '2026-03-12' }],
  });
  expect(status).toBe(201);
  return (body as never as { caseId: string }).caseId;
};
const debtorKeyOf = async (caseId: string): Promise<string> =>
  (await house.database.query<{ debtor_key: string }>('select debtor_key from cases where id = $1', [caseId]))[0]?.debtor_key ?? '';

/** Notes entries of one register beside the debtor and gives a word on each; answers the words' ids. */
async function decide(debtorKey: string, entries: readonly { key: string; name: string; verdict: 'positive' | 'negative' | 'unsure' }[]) {
  const source = 'own-register';
  return house.database.withTenant(house.tenant, systemActor('test'), async (tx) => {
    const found = entries.map(({ key, name }) => ({
      debtorKey,
      source,
      sourceName: source,
      key,
      name,
      foundBy: 'name' as const,
      open: true,
      asOf: '2026-11-01',
    }));
    await hitStore.note(tx, [], found, systemClock.now());
    const ids: string[] = [];
    for (const { key, verdict } of entries) {
      const [left, right] = pairOf(debtorKey, { source, key });
      const id = systemClock.newId();
      await registryWriter.judge(tx, { id, left, right, verdict, why: 'read both files', decidedBy: 'test', decidedAt: systemClock.now() });
      ids.push(id);
    }
    return ids;
  });
}

const state = async (): Promise<LearningJson> => (await house.call('GET', '/v1/registry/matching')).body as never;

describe('learning from the words on hits', () => {
  it('waits for enough, learns, shows both judgements of what was held out, and goes back', async () => {
    expect(await state()).toMatchObject({ inForce: 'shipped', decisions: { positive: 0, negative: 0, unsure: 0 } });
    const none = await house.call('POST', '/v1/registry/matching/learned');
    expect([none.status, none.body.code]).toEqual([409, 'registry.too_few_decisions']);

    const words: string[] = [];
    for (const [n, name] of names.entries()) {
      const key = await debtorKeyOf(await file(`${name} Ltd`, `L-${n}`));
      const same = ['Trading', 'Services', 'Logistics', 'Retail', 'Media'].map((trade, i) => ({
        key: `s${n}${i}`,
        name: `${name} ${trade} Ltd`,
        verdict: 'positive' as const,
      }));
      const others = ['Jarrow', 'Kelso', 'Lydney', 'Morpeth'].map((other, i) => ({
        key: `o${n}${i}`,
        name: `${other} Ltd`,
        verdict: 'negative' as const,
      }));
      words.push(...(await decide(key, [...same, ...others, { key: `u${n}`, name: `${name} Group Ltd`, verdict: 'unsure' }])));
    }
    expect((await state()).decisions).toEqual({ positive: 40, negative: 32, unsure: 8 });

    const learned = (await house.call('POST', '/v1/registry/matching/learned')) as unknown as { status: number; body: LearningJson };
    expect(learned.status).toBe(200);
    expect(learned.body.inForce).toBe('learned');
    const told = learned.body.learned;
    expect(told?.after.logLoss).toBeLessThan(told?.before.logLoss ?? 0);
    expect(told?.after.wrongMatches).toBeLessThanOrEqual(told?.before.wrongMatches ?? 0);
    expect(told?.changes.length).toBeGreaterThan(0);

    // A word taken back counts no longer; what is in force stays until it is fitted again or reset.
    await house.call('DELETE', `/v1/entity-judgements/${words[0]}`);
    expect(await state()).toMatchObject({ inForce: 'learned', decisions: { positive: 39 } });

    const other = await house.database.newTenant();
    const seen = await house.database.withTenant(other.tenant, other.actor, async (tx) =>
      (await import('#adapters/postgres/registry/match-learning.ts')).matchLearning.model(tx),
    );
    expect(seen).toBeUndefined();

    const back = await house.call('DELETE', '/v1/registry/matching/learned');
    expect(back.body).toMatchObject({ inForce: 'shipped' });
    expect((await state()).learned).toBeUndefined();
    const trail = await house.database.query<{ action: string }>("select action from audit_trail where action like 'matching.%' order by action");
    expect(trail.map(({ action }) => action)).toEqual(['matching.learned', 'matching.reset']);
  });
});
