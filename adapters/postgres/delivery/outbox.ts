import { sql } from 'kysely';
import type { Clock } from '#usecases/ports/clock.ts';
import type { JobQueue, Worker } from '#usecases/ports/jobs.ts';
import type { Outbox, OutboxDelivery, OutboxMessage } from '#usecases/ports/outbox.ts';
import { systemActor, type Transactions } from '#usecases/ports/transactions.ts';
import { sqlOf } from '../transaction.ts';

const deliverJob = 'outbox.deliver';

export function postgresOutbox(clock: Pick<Clock, 'newId'>, jobs: JobQueue): Outbox {
  return {
    async publish(tx, topic, payload) {
      const id = clock.newId();
      await sqlOf(tx)
        .insertInto('outbox')
        .values({ tenant: tx.tenant, id, topic, payload: JSON.stringify(payload) })
        .execute();
      await jobs.enqueue(tx, deliverJob, { id }, { key: id });
      return id;
    },
  };
}

/** The worker's side: delivers what waits, and hourly whatever lost its job. */
export function outboxDelivery(transactions: Transactions, jobs: JobQueue, worker: Worker): OutboxDelivery {
  const subscribers = new Map<string, ((message: OutboxMessage) => Promise<void>)[]>();
  worker.handle(deliverJob, async (job) => {
    const { tenant } = job;
    const id = String(job.data.id);
    if (tenant === undefined) return;
    const actor = systemActor('outbox');
    const message = await transactions.withTenant(tenant, actor, (tx) =>
      sqlOf(tx)
        .selectFrom('outbox')
        .select(['id', 'topic', 'payload'])
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where('delivered_at', 'is', null)
        .executeTakeFirst(),
    );
    if (!message) return;
    try {
      for (const deliver of subscribers.get(message.topic) ?? []) await deliver({ tenant, ...message });
      await transactions.withTenant(tenant, actor, (tx) => settle(tx.tenant, id, null)(tx));
    } catch (error) {
      await transactions.withTenant(tenant, actor, (tx) =>
        settle(tx.tenant, id, error instanceof Error ? error.message.slice(0, 500) : 'unknown')(tx),
      );
      throw error;
    }
  });
  worker.sweep('outbox', () =>
    transactions.withSystem('outbox', async (tx) => {
      // A worker may be at it right now; the hour's age leaves it alone.
      const lost = await sqlOf(tx)
        .selectFrom('outbox')
        .select(['tenant', 'id'])
        .where('delivered_at', 'is', null)
        .where('created_at', '<', sql<Date>`now() - interval '1 hour'`)
        .limit(10_000)
        .execute();
      for (const { tenant, id } of lost) await jobs.enqueue(tx, deliverJob, { id }, { key: id, tenant });
    }),
  );
  return {
    subscribe(topic, deliver) {
      subscribers.set(topic, [...(subscribers.get(topic) ?? []), deliver]);
    },
  };
}

const settle = (tenant: string, id: string, error: string | null) => (tx: Parameters<typeof sqlOf>[0]) =>
  sqlOf(tx)
    .updateTable('outbox')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), last_error: error, ...(error === null && { delivered_at: sql<Date>`now()` }) }))
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute();
