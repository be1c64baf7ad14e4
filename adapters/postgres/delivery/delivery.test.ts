import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#adapters/clock/system.ts';
import { type Jobs, pgBossJobs } from '#adapters/jobs/pgboss.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { longWorks, type StepOfWork, workThroughLongWork } from '#usecases/govern/long-work.ts';
import type { LongWork } from '#usecases/ports/longwork.ts';
import type { OutboxMessage } from '#usecases/ports/outbox.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { sqlOf } from '../transaction.ts';
import { postgresLongWork } from './longwork.ts';
import { outboxDelivery, postgresOutbox } from './outbox.ts';

let database: TestDatabase;
let jobs: Jobs;
let owner: Awaited<ReturnType<TestDatabase['newTenant']>>;
const book = postgresLongWork(systemClock);
const steps = new Map<string, StepOfWork>();
const delivered: OutboxMessage[] = [];
let failures = 0;

beforeAll(async () => {
  database = await testDatabase();
  owner = await database.newTenant();
  jobs = pgBossJobs(database.connection, { onError: () => {}, pollSeconds: 0.5 });
  workThroughLongWork({ transactions: database, book, jobs, clock: systemClock }, jobs, steps);
  outboxDelivery(database, jobs, jobs).subscribe('case.filed', async (message) => {
    failures += 1;
    if (failures === 1) throw new Error('the receiver was not there');
    delivered.push(message);
  });
  await jobs.start({ work: true });
});

afterAll(() => jobs.stop(1000));

const inTenant = <T>(work: Parameters<typeof database.withTenant<T>>[2]): Promise<T> => database.withTenant(owner.tenant, owner.actor, work);

/** Reads until it holds: the worker commits on its own time. */
async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
  }
}

const ended = (id: string, ...states: LongWork['state'][]): Promise<LongWork | undefined> =>
  until(
    () => inTenant((tx) => book.get(tx, id)),
    (work) => work !== undefined && states.includes(work.state),
  );

/** Each step stores ten blobs, so that the rows tell whether a step was lost or done twice. */
const tenBlobs: StepOfWork = async (tx, work) => {
  const from = Number(work.position?.next ?? 0);
  const rows = Array.from({ length: 10 }, (_, i) => ({
    tenant: tx.tenant,
    sha256: work.id.replaceAll('-', '') + (from + i).toString(16).padStart(32, '0'),
    size: from + i,
    media_type: `test/${work.id}`,
  }));
  await sqlOf(tx).insertInto('blobs').values(rows).execute();
  const next = from + 10;
  return { done: 10, position: { next }, ...(next >= Number(work.input.rows) && { finished: { result: { rows: next } } }) };
};
const stored = (id: string) =>
  database.query<{ count: number; sizes: number }>(
    'select count(*)::int as count, count(distinct size)::int as sizes from blobs where media_type = $1',
    [`test/${id}`],
  );

describe('long work', () => {
  it('goes step by step to its end, counted', async () => {
    steps.set('blobs', tenBlobs);
    const id = await inTenant((tx) => longWorks({ book, jobs }).start(tx, 'blobs', { rows: 100 }, 100));
    expect(await ended(id, 'done')).toMatchObject({ total: 100, done: 100, failed: 0, result: { rows: 100 } });
    expect(await stored(id)).toEqual([{ count: 100, sizes: 100 }]);
  });

  it('loses and doubles nothing when a step breaks off in the middle', async () => {
    let broken = 0;
    steps.set('breaking', async (tx, work) => {
      const step = await tenBlobs(tx, work);
      if (Number(work.position?.next ?? 0) === 50 && broken++ === 0) throw new Error('the connection was cut');
      return step;
    });
    const id = await inTenant((tx) => longWorks({ book, jobs }).start(tx, 'breaking', { rows: 100 }));
    expect(await ended(id, 'done')).toMatchObject({ done: 100 });
    expect(await stored(id)).toEqual([{ count: 100, sizes: 100 }]);
    expect(broken).toBe(2);
  });

  it('stops after the step under way and goes on from there', async () => {
    const works = longWorks({ book, jobs });
    let id = '';
    steps.set('stopped', async (tx, work) => {
      // Asked to stop by another transaction while the third step runs: it waits for this one's row.
      if (Number(work.position?.next ?? 0) === 20 && work.state === 'running') void inTenant((other) => works.stop(other, id));
      return tenBlobs(tx, work);
    });
    id = await inTenant((tx) => works.start(tx, 'stopped', { rows: 2000 }));
    const stopped = await ended(id, 'stopped');
    expect(stopped?.done).toBeLessThan(2000);
    steps.set('stopped', tenBlobs);
    await inTenant((tx) => works.resume(tx, id));
    expect(await ended(id, 'done')).toMatchObject({ done: 2000 });
    expect(await stored(id)).toEqual([{ count: 2000, sizes: 2000 }]);
  });

  it('fails with its reason when the input is at fault, and is not tried for ever', async () => {
    steps.set('bad', async () => {
      throw new DomainError('intake.bad_total', 'expected 12, got 13');
    });
    const id = await inTenant((tx) => longWorks({ book, jobs }).start(tx, 'bad', {}));
    expect((await ended(id, 'failed'))?.message?.en).toContain('expected 12, got 13');
  });

  it('is another tenant’s own business', async () => {
    const other = await database.newTenant('Other');
    expect(await database.withTenant(other.tenant, other.actor, (tx) => book.list(tx))).toEqual([]);
  });
});

describe('the outbox', () => {
  it('delivers what was committed, again after a failure, and nothing that was rolled back', async () => {
    const outbox = postgresOutbox(systemClock, jobs);
    await expect(
      inTenant(async (tx) => {
        await outbox.publish(tx, 'case.filed', { case: 'rolled back' });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    const id = await inTenant((tx) => outbox.publish(tx, 'case.filed', { case: 'C7' }));
    await until(
      () => database.query<{ delivered_at: Date | null }>('select delivered_at from outbox'),
      ([row]) => row?.delivered_at !== null,
    );
    expect(delivered).toEqual([{ tenant: owner.tenant, id, topic: 'case.filed', payload: { case: 'C7' } }]);
    expect(await database.query('select attempts, last_error from outbox')).toEqual([{ attempts: 2, last_error: null }]);
  });
});
