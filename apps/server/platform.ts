import { existsSync, renameSync, statSync } from 'node:fs';
import pino, { type Logger } from 'pino';
import { systemClock } from '#adapters/clock/system.ts';
import { type Jobs, pgBossJobs } from '#adapters/jobs/pgboss.ts';
import { type Database, openDatabase } from '#adapters/postgres/database.ts';
import { givenAnswers } from '#adapters/postgres/delivery/idempotency.ts';
import { postgresLongWork } from '#adapters/postgres/delivery/longwork.ts';
import { outboxDelivery, postgresOutbox } from '#adapters/postgres/delivery/outbox.ts';
import { postgresAudit } from '#adapters/postgres/govern/audit.ts';
import { migrate } from '#adapters/postgres/migrate.ts';
import { type LongWorks, longWorks, type StepOfWork, type WhenWorkFails, workThroughLongWork } from '#usecases/govern/long-work.ts';
import type { Govern } from '#usecases/govern/parts.ts';
import type { AuditTrail } from '#usecases/ports/audit.ts';
import type { Clock } from '#usecases/ports/clock.ts';
import type { GivenAnswers } from '#usecases/ports/idempotency.ts';
import type { LongWorkBook } from '#usecases/ports/longwork.ts';
import type { Outbox, OutboxDelivery } from '#usecases/ports/outbox.ts';
import type { Connected } from './database.ts';
import { governOver } from './govern.ts';
import { type Folders, foldersOf, type Settings } from './settings.ts';

/** What every room of the server stands on. */
export type Platform = {
  readonly settings: Settings;
  readonly folders: Folders;
  readonly log: Logger;
  readonly clock: Clock;
  readonly database: Database;
  readonly jobs: Jobs;
  readonly audit: AuditTrail;
  readonly givenAnswers: GivenAnswers;
  readonly outbox: Outbox;
  readonly deliveries: OutboxDelivery;
  readonly book: LongWorkBook;
  readonly longWorks: LongWorks;
  /** A kind of long work and its step; add yours before the worker starts. */
  readonly stepsOfWork: Map<string, StepOfWork>;
  readonly failuresOfWork: Map<string, WhenWorkFails>;
  readonly govern: Govern;
  /** Where people reach the web. Known for certain once the server listens. */
  publicUrl(): string;
  setPublicUrl(url: string): void;
  close(): Promise<void>;
};

export async function openPlatform(settings: Settings, { connection }: Connected, log: Logger): Promise<Platform> {
  const applied = await migrate(connection);
  if (applied.length > 0) log.info({ migrations: applied.length }, 'migrated');
  const clock = systemClock;
  const database = openDatabase(connection);
  const jobs = pgBossJobs(connection, { onError: (error, about) => log.warn({ err: error, about }, 'a job failed and will be tried again') });
  const book = postgresLongWork(clock);
  const govern = governOver(database, clock);
  const stepsOfWork = new Map<string, StepOfWork>();
  const failuresOfWork = new Map<string, WhenWorkFails>();
  workThroughLongWork({ transactions: database, book, jobs, clock }, jobs, stepsOfWork, failuresOfWork);
  jobs.sweep('one-time tokens', () => database.withSystem('sweep', (tx) => govern.tokens.sweep(tx, clock.now())));
  let publicUrl = settings.publicUrl ?? `http://localhost:${settings.port}`;
  return {
    settings,
    folders: foldersOf(settings.dataFolder),
    log,
    clock,
    database,
    jobs,
    audit: postgresAudit(clock),
    givenAnswers,
    outbox: postgresOutbox(clock, jobs),
    deliveries: outboxDelivery(database, jobs, jobs),
    book,
    longWorks: longWorks({ book, jobs }),
    stepsOfWork,
    failuresOfWork,
    govern,
    publicUrl: () => publicUrl,
    setPublicUrl: (url) => {
      publicUrl = url;
    },
    async close() {
      await jobs.stop();
      await database.close();
    },
  };
}

/** Names, addresses and search words stay out of the log: of a request only its method and path. */
const serializers = {
  req: (request: { method?: string; url?: string }) => ({ method: request.method, path: request.url?.split('?')[0] }),
  res: (reply: { statusCode?: number }) => ({ status: reply.statusCode }),
  err: pino.stdSerializers.err,
};

/** Logs to a file in the data folder, so that a terminal shows only what a person should read; warnings go to both. */
export function openLog(settings: Settings): Logger {
  const { logLevel: level, dataFolder } = settings;
  const file = `${dataFolder}/server.log`;
  // The one before is kept; who wants more collects the lines elsewhere.
  if (existsSync(file) && statSync(file).size > 20_000_000) renameSync(file, `${file}.old`);
  return pino(
    { level, base: { pid: process.pid }, serializers },
    pino.multistream([
      // Lines of one turn are written together, beside the thread; what waits is written when the process exits.
      { level, stream: pino.destination({ dest: file, mkdir: true, sync: false }) },
      { level: 'error', stream: process.stderr },
    ]),
  );
}
