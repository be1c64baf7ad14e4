import { beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#adapters/clock/system.ts';
import { hitStore } from '#adapters/postgres/registry/hits.ts';
import { registryWriter } from '#adapters/postgres/registry/writer.ts';
import type { LearningJson, LearningPreviewJson, MatchWordJson } from '#contract/operations/matching.ts';
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

const preview = async (): Promise<LearningPreviewJson> => (await house.call('GET', '/v1/registry/matching/preview')).body as never;
type WordPage = { readonly items: readonly MatchWordJson[]; readonly next?: string };
const wordsOf = async (query: string): Promise<WordPage> => (await house.call('GET', `/v1/registry/matching/decisions?${query}`)).body as never;

const state = async (): Promise<LearningJson> => (await house.call('GET', '/v1/registry/matching')).body as never;

describe('learning from the words on hits', () => {
  it('waits for enough, learns, shows both judgements of what was held out, and goes back', async () => {
    expect(await state()).toMatchObject({ inForce: 'shipped', decisions: { positive: 0, negative: 0, unsure: 0 } });
    const none = await house.call('POST', '/v1/registry/matching/learned');
    expect([none.status, none.body.code]).toEqual([409, 'registry.too_few_decisions']);

    expect(await preview()).toEqual({ kind: 'too-few', positive: 0, negative: 0 });
    expect((await wordsOf('')).items).toEqual([]);

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

    // Told before it is done: the same figures, and nothing in force.
    const told0 = await preview();
    if (told0.kind !== 'better') throw new Error(`expected something to learn, got ${told0.kind}`);
    expect(told0.moved).toBeGreaterThan(0);
    expect(told0.moves.length).toBe(Math.min(20, told0.moved));
    for (const { before, after } of told0.moves) expect(before.verdict).not.toBe(after.verdict);
    expect((await state()).inForce).toBe('shipped');

    // Every word once, the newest first, over as many pages as it takes.
    const seenWords: MatchWordJson[] = [];
    for (let page: WordPage | undefined; page === undefined || page.next; seenWords.push(...page.items))
      page = await wordsOf(`limit=33${page?.next ? `&cursor=${page.next}` : ''}`);
    expect(new Set(seenWords.map(({ id }) => id))).toEqual(new Set(words));
    expect(seenWords).toHaveLength(80);
    const times = seenWords.map(({ decidedAt }) => decidedAt);
    expect(times).toEqual([...times].sort().reverse());
    for (const { shipped, inForce } of seenWords) expect(inForce).toEqual(shipped);
    expect((await wordsOf('verdict=unsure&limit=100')).items.map(({ verdict }) => verdict)).toEqual(Array(8).fill('unsure'));
    expect((await house.call('GET', '/v1/registry/matching/decisions?cursor=abc')).status).toBe(400);

    const learned = (await house.call('POST', '/v1/registry/matching/learned')) as unknown as { status: number; body: LearningJson };
    expect(learned.status).toBe(200);
    expect(learned.body.inForce).toBe('learned');
    const told = learned.body.learned;
    expect(told?.after.logLoss).toBeLessThan(told?.before.logLoss ?? 0);
    expect(told?.after.wrongMatches).toBeLessThanOrEqual(told?.before.wrongMatches ?? 0);
    expect(told?.changes.length).toBeGreaterThan(0);
    expect([told?.before, told?.after, told?.changes]).toEqual([told0.before, told0.after, told0.changes]);
    expect((await preview()) as { moved?: number }).toMatchObject({ kind: 'better', moved: 0 });
    const rejudged = new Map((await wordsOf('limit=100')).items.map((one) => [one.id, one]));
    for (const { id, before, after } of told0.moves) expect(rejudged.get(id)).toMatchObject({ shipped: before, inForce: after });

    // A word taken back counts no longer; what is in force stays until it is fitted again or reset.
    await house.call('DELETE', `/v1/entity-judgements/${words[0]}`);
    expect(await state()).toMatchObject({ inForce: 'learned', decisions: { positive: 39 } });
    expect((await wordsOf('limit=100')).items.map(({ id }) => id)).not.toContain(words[0]);

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
