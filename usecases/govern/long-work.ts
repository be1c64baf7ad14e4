import { DomainError } from '#domain/kernel/error.ts';
import type { Clock } from '#usecases/ports/clock.ts';
import type { JobQueue, Worker } from '#usecases/ports/jobs.ts';
import type { LongWork, LongWorkBook, Step } from '#usecases/ports/longwork.ts';
import { systemActor, type TenantTx, type Transactions } from '#usecases/ports/transactions.ts';

/** One step, e.g. the next 500 rows, within the transaction that also notes how far it came: kill -9 neither loses nor doubles. */
export type StepOfWork = (tx: TenantTx, work: LongWork) => Promise<Step>;

const jobName = 'long-work.run';

type Parts = { readonly transactions: Transactions; readonly book: LongWorkBook; readonly jobs: JobQueue; readonly clock: Pick<Clock, 'now'> };

const hour = 3_600_000;

export type LongWorks = {
  start(tx: TenantTx, kind: string, input: Readonly<Record<string, unknown>>, total?: number): Promise<string>;
  /** Ends after the step under way; `resume` goes on from there. */
  stop(tx: TenantTx, id: string): Promise<void>;
  resume(tx: TenantTx, id: string): Promise<void>;
};

export function longWorks({ book, jobs }: Pick<Parts, 'book' | 'jobs'>): LongWorks {
  const found = async (tx: TenantTx, id: string): Promise<LongWork> => {
    const work = await book.get(tx, id);
    if (!work) throw new DomainError('work.not_found', `there is no long work ${id}`, { id });
    return work;
  };
  return {
    async start(tx, kind, input, total) {
      const id = await book.add(tx, { kind, input, ...(total !== undefined && { total }) });
      await jobs.enqueue(tx, jobName, { id }, { key: id });
      return id;
    },
    async stop(tx, id) {
      const { state } = await found(tx, id);
      if (state === 'waiting' || state === 'running') await book.setState(tx, id, 'stopping');
    },
    async resume(tx, id) {
      const { state } = await found(tx, id);
      if (state !== 'stopped' && state !== 'stopping' && state !== 'failed') return;
      await book.setState(tx, id, 'waiting');
      await jobs.enqueue(tx, jobName, { id }, { key: id });
    },
  };
}

/** What a kind of work notes elsewhere when it cannot go on, in the transaction that marks it failed. */
export type WhenWorkFails = (tx: TenantTx, work: LongWork, error: DomainError) => Promise<void>;

/** The worker's side: `kinds` names every kind of long work with its step, `failures` what some of them do when they fail. */
export function workThroughLongWork(
  parts: Parts,
  worker: Worker,
  kinds: ReadonlyMap<string, StepOfWork>,
  failures: ReadonlyMap<string, WhenWorkFails> = new Map(),
): void {
  const { transactions, book, jobs, clock } = parts;
  const actor = systemActor('long-work');
  worker.handle(jobName, async ({ tenant, data, signal }) => {
    if (tenant === undefined) return;
    const id = String(data.id);
    for (let more = true; more && !signal.aborted; ) {
      try {
        more = await transactions.withTenant(tenant, actor, (tx) => oneStep(tx, book, kinds, id));
      } catch (error) {
        // A mistake in the input will not go away by trying again; an outage may.
        if (!(error instanceof DomainError)) throw error;
        const message = { zh: `处理停止：${error.message}`, en: `Stopped: ${error.message}` };
        await transactions.withTenant(tenant, actor, async (tx) => {
          const work = await book.lock(tx, id);
          if (work) await failures.get(work.kind)?.(tx, work, error);
          await book.setState(tx, id, 'failed', message);
        });
        return;
      }
    }
    // Cut off by a stopping worker: the job fails and is taken again, from the last noted position.
    signal.throwIfAborted();
  });
  worker.sweep('long-work', () =>
    transactions.withSystem('long-work', async (tx) => {
      for (const { tenant, id } of await book.resting(tx, clock.now() - hour)) await jobs.enqueue(tx, jobName, { id }, { key: id, tenant });
    }),
  );
}

async function oneStep(tx: TenantTx, book: LongWorkBook, kinds: ReadonlyMap<string, StepOfWork>, id: string): Promise<boolean> {
  const work = await book.lock(tx, id);
  if (!work) return false;
  if (work.state === 'stopping') {
    await book.setState(tx, id, 'stopped');
    return false;
  }
  if (work.state !== 'waiting' && work.state !== 'running') return false;
  const step = kinds.get(work.kind);
  if (!step) throw new DomainError('work.unknown_kind', `no worker knows work of the kind "${work.kind}"`, { kind: work.kind });
  const made = await step(tx, work);
  await book.advance(tx, id, made);
  return made.finished === undefined;
}
