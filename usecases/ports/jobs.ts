import type { Tx } from './transactions.ts';

export type JobData = Readonly<Record<string, unknown>>;

export type JobOptions = {
  /** Not before this instant (milliseconds since 1970). */
  readonly after?: number;
  /** While a job of this name and key waits, another is not added. Put in the key all that makes the job another one. */
  readonly key?: string;
  /** For a sweep across tenants: whose job it is. Elsewhere the transaction's tenant is taken. */
  readonly tenant?: string;
};

/** The writer's side: everyone who changes something may ask for later work in the same transaction. */
export interface JobQueue {
  /** Takes effect when the transaction commits, and not at all when it rolls back. The tenant travels with the job. */
  enqueue(tx: Tx, name: string, data: JobData, options?: JobOptions): Promise<void>;
  enqueueMany(tx: Tx, name: string, jobs: readonly { readonly data: JobData; readonly options?: JobOptions }[]): Promise<void>;
}

export type Job = {
  readonly id: string;
  /** The tenant of the transaction that asked; undefined when the system asked. */
  readonly tenant: string | undefined;
  readonly data: JobData;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Aborted when the worker stops or the job is taken to be dead. */
  readonly signal: AbortSignal;
};

/** May run twice for one job (a worker can die after its work and before its word): make it idempotent. */
export type JobHandler = (job: Job) => Promise<void>;

export interface Worker {
  /** Registers before `start`. `atOnce` jobs of this name run side by side in this process (default 2). */
  handle(name: string, handler: JobHandler, options?: { readonly atOnce?: number }): void;
  /** Runs hourly on one worker, to put back what a lost job would have done. */
  sweep(name: string, work: () => Promise<void>): void;
}
