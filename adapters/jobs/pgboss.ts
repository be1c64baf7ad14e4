import { randomUUID } from 'node:crypto';
import type { PoolConfig } from 'pg';
import { type JobWithMetadata, PgBoss } from 'pg-boss';
import { clientOf } from '#adapters/postgres/transaction.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Job, JobData, JobHandler, JobOptions, JobQueue, Worker } from '#usecases/ports/jobs.ts';
import type { Tx } from '#usecases/ports/transactions.ts';

/** What travels in the queue: whose job, and ids. The state itself stands in the tables. */
type Envelope = { readonly tenant?: string; readonly data: JobData };

export type Jobs = JobQueue &
  Worker & {
    /** Installs the queue's schema. With `work`, takes jobs too: one process may only enqueue, another only work. */
    start(options: { readonly work: boolean }): Promise<void>;
    /** Waits for running jobs up to `graceMilliseconds`; what is cut off is taken again by another worker. */
    stop(graceMilliseconds?: number): Promise<void>;
  };

export type JobsOptions = {
  readonly onError: (error: unknown, about: string) => void;
  /** Seconds without a sign of life after which a job is taken from a dead worker (at least 10). */
  readonly heartbeatSeconds?: number;
  /** How late a delayed or repeated job may be taken; new ones wake the worker at once (default 5). */
  readonly pollSeconds?: number;
};

const sweepQueue = 'hourly.sweep';

export function pgBossJobs(connection: PoolConfig, options: JobsOptions): Jobs {
  const heartbeatSeconds = options.heartbeatSeconds ?? 10;
  const pollSeconds = options.pollSeconds ?? 5;
  const boss = new PgBoss({
    ...(connection as { host?: string; port?: number; user?: string; database?: string; connectionString?: string }),
    application_name: 'quittance-jobs',
    max: 6,
    useListenNotify: true,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    reindex: false,
  });
  boss.on('error', (error) => options.onError(error, 'queue'));
  const handlers = new Map<string, { readonly handler: JobHandler; readonly atOnce: number }>();
  const sweeps = new Map<string, () => Promise<void>>();
  const known = new Set<string>();
  let installed = false;

  async function ensureQueue(name: string): Promise<void> {
    if (!installed) throw new DomainError('internal.jobs_not_started', `expected jobs to be started before "${name}" is enqueued`, { name });
    if (known.has(name)) return;
    await boss.createQueue(name, {
      // At most one waiting job per key; every job without a key gets its own.
      policy: 'short',
      notify: true,
      retryLimit: 15,
      retryDelay: 2,
      retryBackoff: true,
      retryDelayMax: 3600,
      heartbeatSeconds,
      expireInSeconds: 6 * 3600,
      deleteAfterSeconds: 24 * 3600,
    });
    known.add(name);
  }

  const enqueueMany: JobQueue['enqueueMany'] = async (tx, name, jobs) => {
    await ensureQueue(name);
    const client = clientOf(tx);
    // The insert runs on the caller's connection, so the job exists exactly if the caller's change does.
    const db = { executeSql: async (text: string, values: unknown[] = []) => ({ rows: (await client.query(text, values)).rows }) };
    await boss.insert(
      name,
      jobs.map(({ data, options: job = {} }) => ({
        data: envelope(tx, data, job),
        singletonKey: job.key === undefined ? randomUUID() : `${job.tenant ?? tx.tenant ?? ''}:${job.key}`,
        ...(job.after !== undefined && { startAfter: new Date(job.after) }),
      })),
      { db },
    );
  };

  async function take(name: string, handler: JobHandler, atOnce: number): Promise<void> {
    await ensureQueue(name);
    for (let worker = 0; worker < atOnce; worker += 1) {
      const id: string = await boss.work(
        name,
        {
          includeMetadata: true,
          pollingIntervalSeconds: pollSeconds,
          notifyPollingIntervalSeconds: pollSeconds,
          heartbeatRefreshSeconds: heartbeatSeconds / 4,
        },
        async ([job]: JobWithMetadata<Envelope>[]) => {
          if (!job) return;
          // There may be more: look again right after this one instead of at the next poll.
          boss.notifyWorker(id);
          try {
            await handler(opened(job));
          } catch (error) {
            options.onError(error, name);
            throw error;
          }
        },
      );
    }
  }

  return {
    enqueue: (tx, name, data, job) => enqueueMany(tx, name, [{ data, ...(job && { options: job }) }]),
    enqueueMany,
    handle(name, handler, { atOnce = 2 } = {}) {
      if (handlers.has(name)) throw new DomainError('internal.handler_twice', `expected one handler for "${name}"`, { name });
      handlers.set(name, { handler, atOnce });
    },
    sweep(name, work) {
      sweeps.set(name, work);
    },
    async start({ work }) {
      await boss.start();
      installed = true;
      // The app role enqueues inside its own transactions. The queue holds ids only.
      await boss.getDb().executeSql(
        `grant usage on schema pgboss to quittance_app, quittance_system;
         grant select, insert, update on all tables in schema pgboss to quittance_app, quittance_system`,
      );
      if (!work) return;
      await Promise.all([...handlers].map(([name, { handler, atOnce }]) => take(name, handler, atOnce)));
      await take(
        sweepQueue,
        async () => {
          for (const [name, run] of sweeps) await run().catch((error) => options.onError(error, `sweep ${name}`));
        },
        1,
      );
      // After a time when nothing ran, one pass at once makes up for all that were missed.
      await boss.schedule(sweepQueue, '7 * * * *', null, { missed: 'once' });
    },
    async stop(graceMilliseconds = 10_000) {
      if (installed) await boss.stop({ graceful: true, timeout: graceMilliseconds });
      installed = false;
    },
  };
}

const envelope = (tx: Tx, data: JobData, job: JobOptions): Envelope => {
  const tenant = job.tenant ?? tx.tenant;
  return tenant === undefined ? { data } : { tenant, data };
};

function opened(job: JobWithMetadata<Envelope>): Job {
  return { id: job.id, tenant: job.data?.tenant, data: job.data?.data ?? {}, attempt: job.retryCount + 1, signal: job.signal };
}
