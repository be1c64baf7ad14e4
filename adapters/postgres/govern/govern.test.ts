import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#adapters/clock/system.ts';
import { type ApprovalParts, approve, refuseApproval, requestApproval, spendApproval } from '#usecases/govern/approvals.ts';
import type { Actor } from '#usecases/ports/transactions.ts';
import { givenAnswers } from '../delivery/idempotency.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { sqlOf } from '../transaction.ts';
import { postgresAccounts, postgresMembers } from './accounts.ts';
import { postgresApprovals } from './approvals.ts';
import { postgresAudit } from './audit.ts';

let database: TestDatabase;
let lone: Awaited<ReturnType<TestDatabase['newTenant']>>;
const audit = postgresAudit(systemClock);
const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest();

beforeAll(async () => {
  database = await testDatabase();
  lone = await database.newTenant();
});

function parts(allowed: boolean): ApprovalParts {
  return { approvals: postgresApprovals, members: postgresMembers, audit, clock: systemClock, allowsOwnApproval: async () => allowed };
}

async function colleague(tenant: string): Promise<{ id: string; actor: Actor }> {
  const id = systemClock.newId();
  await database.withSystem('test', async (tx) => {
    await postgresAccounts.add(tx, { id, email: `${id}@example.test`, name: 'Second Person', locale: 'en', timeZone: 'UTC' });
    await postgresAccounts.addMembership(tx, tenant, id, ['creditor']);
  });
  return { id, actor: { kind: 'user', id } };
}

const ask = (one: typeof lone, allowed = false) =>
  database.withTenant(one.tenant, one.actor, (tx) =>
    requestApproval(parts(allowed), tx, {
      kind: 'letter',
      subject: { kind: 'letter', id: 'L1' },
      contentDigest: digest('the letter'),
      summary: { zh: '催款函', en: 'Demand letter' },
      maker: one.user,
    }),
  );

describe('maker-checker', () => {
  it('does not let a lone maker approve unless the organisation has allowed it, and records that rule', async () => {
    const id = await ask(lone);
    const own = (allowed: boolean) =>
      database.withTenant(lone.tenant, lone.actor, (tx) => approve(parts(allowed), tx, id, lone.user, digest('the letter')));
    await expect(own(false)).rejects.toMatchObject({ code: 'approvals.own_work' });
    expect((await own(true)).rule).toBe('lone-person');
  });

  it('asks for the second person wherever there is one, whatever the setting', async () => {
    const pair = await database.newTenant('Pair');
    const second = await colleague(pair.tenant);
    const id = await ask(pair, true);
    const by = (actor: Actor, user: string) =>
      database.withTenant(pair.tenant, actor, (tx) => approve(parts(true), tx, id, user, digest('the letter')));
    await expect(by(pair.actor, pair.user)).rejects.toMatchObject({ code: 'approvals.own_work' });
    expect((await by(second.actor, second.id)).rule).toBe('two-persons');
    await expect(by(second.actor, second.id)).rejects.toMatchObject({ code: 'approvals.decided' });
  });

  it('is spent once, and only for the content that was seen', async () => {
    const id = await ask(lone, true);
    const spend = (text: string) => database.withTenant(lone.tenant, lone.actor, (tx) => spendApproval(parts(true), tx, id, digest(text)));
    await expect(spend('the letter')).rejects.toMatchObject({ code: 'approvals.not_given' });
    await expect(
      database.withTenant(lone.tenant, lone.actor, (tx) => approve(parts(true), tx, id, lone.user, digest('another letter'))),
    ).rejects.toMatchObject({ code: 'approvals.content_changed' });
    await database.withTenant(lone.tenant, lone.actor, (tx) => approve(parts(true), tx, id, lone.user, digest('the letter')));
    await expect(spend('another letter')).rejects.toMatchObject({ code: 'approvals.content_changed' });
    await spend('the letter');
    await expect(spend('the letter')).rejects.toMatchObject({ code: 'approvals.not_given' });
  });

  it('ends with a no', async () => {
    const id = await ask(lone, true);
    await database.withTenant(lone.tenant, lone.actor, (tx) => refuseApproval(parts(true), tx, id, lone.user, 'wrong amount'));
    const [row] = await database.query('select state, reason from approvals where id = $1', [id]);
    expect(row).toEqual({ state: 'withdrawn', reason: 'wrong amount' });
  });

  it('cannot be forged past the code: the database refuses an approval by the maker', async () => {
    const id = await ask(lone, true);
    await expect(
      database.withTenant(lone.tenant, lone.actor, (tx) =>
        postgresApprovals.decide(tx, id, { state: 'approved', rule: 'two-persons', decidedBy: lone.user }),
      ),
    ).rejects.toThrow(/approvals_need_two/);
  });
});

describe('the audit trail', () => {
  it('takes entries and gives them back newest first, page by page', async () => {
    const one = await database.newTenant('Audited');
    await database.withTenant(one.tenant, one.actor, async (tx) => {
      for (const n of [1, 2, 3]) {
        await audit.record(tx, {
          action: 'case.changed',
          subject: { kind: 'case', id: 'C1' },
          before: { n: n - 1 },
          after: { n, minor: 12n },
          ruleVersion: 'v1',
        });
      }
    });
    const first = await database.withTenant(one.tenant, one.actor, (tx) => audit.list(tx, { subject: { kind: 'case', id: 'C1' }, limit: 2 }));
    expect(first.items.map((item) => item.after)).toEqual([
      { n: 3, minor: '12' },
      { n: 2, minor: '12' },
    ]);
    expect(first.items[0]).toMatchObject({ actor: one.actor, action: 'case.changed', before: { n: 2 }, ruleVersion: 'v1' });
    const second = await database.withTenant(one.tenant, one.actor, (tx) => audit.list(tx, { limit: 2, ...(first.next && { cursor: first.next }) }));
    expect(second).toMatchObject({ items: [{ after: { n: 1 } }] });
    expect(second.next).toBeUndefined();
  });

  it('cannot be changed, removed or emptied, not even by the owner of the database', async () => {
    await database.withTenant(lone.tenant, lone.actor, (tx) => audit.record(tx, { action: 'x', subject: { kind: 'x', id: 'x' } }));
    for (const role of ['quittance_app', 'quittance_system']) {
      for (const statement of [`update audit_trail set action = 'y'`, 'delete from audit_trail', 'truncate audit_trail']) {
        await expect(database.query(`set role ${role}; ${statement}`)).rejects.toThrow(/permission denied/);
      }
    }
    for (const statement of [`update audit_trail set action = 'y'`, 'delete from audit_trail', 'truncate audit_trail']) {
      await expect(database.query(statement)).rejects.toThrow(/never changed or removed/);
    }
  });
});

describe('an Idempotency-Key', () => {
  const fingerprint = digest('POST /v1/claims {}');
  const once = (key: string, print: Uint8Array, work: () => Promise<{ n: number }>) =>
    database.withTenant(lone.tenant, lone.actor, (tx) => givenAnswers.once(tx, key, print, work));

  it('gives the first answer again and refuses another request', async () => {
    let runs = 0;
    const work = async () => ({ n: ++runs });
    expect(await once('k1', fingerprint, work)).toEqual({ answer: { n: 1 }, replayed: false });
    expect(await once('k1', fingerprint, work)).toEqual({ answer: { n: 1 }, replayed: true });
    await expect(once('k1', digest('other'), work)).rejects.toMatchObject({ code: 'idempotency.key_reused' });
    expect(runs).toBe(1);
  });

  it('stays free when the work fails', async () => {
    await expect(once('k2', fingerprint, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await once('k2', fingerprint, async () => ({ n: 7 }))).toEqual({ answer: { n: 7 }, replayed: false });
  });

  it('runs the work once however many ask at the same time', async () => {
    let runs = 0;
    const work = async () => ({ n: ++runs });
    const answers = await Promise.all(Array.from({ length: 12 }, () => once('k3', fingerprint, work)));
    expect(runs).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(answers.map(({ answer }) => answer.n))).toEqual(new Set([1]));
  });

  it('is not seen by another tenant', async () => {
    const other = await database.newTenant('Other');
    const answer = await database.withTenant(other.tenant, other.actor, (tx) => givenAnswers.once(tx, 'k1', fingerprint, async () => ({ n: 99 })));
    expect(answer).toEqual({ answer: { n: 99 }, replayed: false });
    const seen = await database.withTenant(other.tenant, other.actor, (tx) => sqlOf(tx).selectFrom('idempotency_keys').select('key').execute());
    expect(seen).toEqual([{ key: 'k1' }]);
  });
});
