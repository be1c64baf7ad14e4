import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '#adapters/postgres/testing.ts';
import { type Jobs, pgBossJobs } from './pgboss.ts';

let database: TestDatabase;
let jobs: Jobs;
let owner: Awaited<ReturnType<TestDatabase['newTenant']>>;
const arrived: { name: string; tenant: string | undefined; data: unknown }[] = [];
let heard: (() => void)[] = [];
let swept: () => void = () => {};

/** Resolves when `count` jobs of a name have arrived. */
function arrivals(name: string, count: number): Promise<void> {
  return new Promise((done) => {
    const look = (): void => {
      if (arrived.filter((job) => job.name === name).length >= count) done();
    };
    heard.push(look);
    look();
  });
}

beforeAll(async () => {
  database = await testDatabase();
  owner = await database.newTenant();
  jobs = pgBossJobs(database.connection, { onError: () => {}, pollSeconds: 0.5 });
  for (const name of ['test.wake', 'test.retried', 'test.keyed', 'test.many']) {
    jobs.handle(name, async (job) => {
      arrived.push({ name, tenant: job.tenant, data: job.data });
      for (const look of heard) look();
      if (name === 'test.retried' && job.attempt === 1) throw new Error('the post office was closed');
    });
  }
  jobs.sweep('failing', () => Promise.reject(new Error('one room is out of order')));
  jobs.sweep('test', async () => {
    swept();
  });
  await jobs.start({ work: true });
});

afterAll(async () => {
  heard = [];
  await jobs.stop(1000);
});

describe('the hourly sweep', () => {
  it('is planned, and runs every room’s work even when another’s fails', async () => {
    expect(await database.query('select name, cron from pgboss.schedule')).toEqual([{ name: 'hourly.sweep', cron: '7 * * * *' }]);
    const done = new Promise<void>((resolve) => {
      swept = resolve;
    });
    await database.withSystem('test', (tx) => jobs.enqueue(tx, 'hourly.sweep', {}));
    await done;
  });
});

describe('jobs', () => {
  it('wake a worker at once, with the tenant of the transaction', async () => {
    const begun = performance.now();
    await database.withTenant(owner.tenant, owner.actor, (tx) => jobs.enqueue(tx, 'test.wake', { claim: 'c1' }));
    await arrivals('test.wake', 1);
    // By polling alone it would take up to 30 s (or 2 s where LISTEN failed).
    expect(performance.now() - begun).toBeLessThan(1500);
    expect(arrived.find((job) => job.name === 'test.wake')).toEqual({ name: 'test.wake', tenant: owner.tenant, data: { claim: 'c1' } });
  });

  it('do not exist when the transaction rolls back', async () => {
    await expect(
      database.withTenant(owner.tenant, owner.actor, async (tx) => {
        await jobs.enqueue(tx, 'test.rolledback', { claim: 'c2' });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await database.query(`select * from pgboss.job where name = 'test.rolledback'`)).toEqual([]);
  });

  it('are worked off without waiting for a poll when many come at once', async () => {
    const begun = performance.now();
    const many = Array.from({ length: 60 }, (_, n) => ({ data: { n } }));
    await database.withTenant(owner.tenant, owner.actor, (tx) => jobs.enqueueMany(tx, 'test.many', many));
    await arrivals('test.many', 60);
    expect(performance.now() - begun).toBeLessThan(5000);
    const seen = arrived.filter((job) => job.name === 'test.many').map((job) => (job.data as { n: number }).n);
    expect(seen.sort((a, b) => a - b)).toEqual(many.map(({ data }) => data.n));
  });

  it('are tried again after a failure', async () => {
    await database.withTenant(owner.tenant, owner.actor, (tx) => jobs.enqueue(tx, 'test.retried', {}));
    await arrivals('test.retried', 2);
    expect(arrived.filter((job) => job.name === 'test.retried')).toHaveLength(2);
  });

  it('with one key wait once, and of another tenant apart', async () => {
    const other = await database.newTenant('Other');
    const after = Date.now() + 3_600_000;
    for (const one of [owner, owner, other]) {
      await database.withTenant(one.tenant, one.actor, (tx) => jobs.enqueue(tx, 'test.keyed', {}, { key: 'deadline-1', after }));
    }
    await database.withTenant(owner.tenant, owner.actor, (tx) =>
      jobs.enqueueMany(tx, 'test.keyed', [
        { data: { n: 1 }, options: { after } },
        { data: { n: 2 }, options: { after } },
      ]),
    );
    const [row] = await database.query<{ count: string }>(`select count(*)::int as count from pgboss.job where name = 'test.keyed'`);
    expect(row?.count).toBe(4);
    expect(arrived.some((job) => job.name === 'test.keyed')).toBe(false);
  });

  it('of a killed worker are taken again', async () => {
    const script = `
      import { pgBossJobs } from '${new URL('./pgboss.ts', import.meta.url).href}';
      const jobs = pgBossJobs(${JSON.stringify(database.connection)}, { onError: () => {} });
      jobs.handle('test.killed', () => { console.log('taken'); return new Promise(() => {}); });
      await jobs.start({ work: true });
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await database.withTenant(owner.tenant, owner.actor, (tx) => jobs.enqueue(tx, 'test.killed', { letter: 7 }));
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const second = pgBossJobs(database.connection, { onError: () => {}, pollSeconds: 0.5 });
    const taken = new Promise<unknown>((done) => second.handle('test.killed', async (job) => done([job.data, job.attempt])));
    await second.start({ work: true });
    expect(await taken).toEqual([{ letter: 7 }, 2]);
    await second.stop(1000);
  }, 60_000);
});
