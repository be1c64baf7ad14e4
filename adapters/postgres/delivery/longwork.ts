import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { Clock } from '#usecases/ports/clock.ts';
import type { LongWork, LongWorkBook } from '#usecases/ports/longwork.ts';
import type { LongWorkTable } from '../tables.ts';
import { sqlOf } from '../transaction.ts';

export function postgresLongWork(clock: Pick<Clock, 'newId'>): LongWorkBook {
  return {
    async add(tx, work) {
      const id = clock.newId();
      await sqlOf(tx)
        .insertInto('long_work')
        .values({
          tenant: tx.tenant,
          id,
          kind: work.kind,
          input: JSON.stringify(work.input),
          total: work.total ?? null,
          created_by: `${tx.actor.kind}:${tx.actor.id}`,
        })
        .execute();
      return id;
    },
    async get(tx, id) {
      const row = await sqlOf(tx).selectFrom('long_work').selectAll().where('tenant', '=', tx.tenant).where('id', '=', id).executeTakeFirst();
      return row && readLongWork(row);
    },
    async list(tx, kind) {
      let wanted = sqlOf(tx).selectFrom('long_work').selectAll().where('tenant', '=', tx.tenant);
      if (kind) wanted = wanted.where('kind', '=', kind);
      return (await wanted.orderBy('id', 'desc').limit(100).execute()).map(readLongWork);
    },
    async lock(tx, id) {
      const row = await sqlOf(tx)
        .selectFrom('long_work')
        .selectAll()
        .where('tenant', '=', tx.tenant)
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      return row && readLongWork(row);
    },
    async resting(tx, olderThan) {
      const rows = await sqlOf(tx)
        .selectFrom('long_work')
        .select(['tenant', 'id'])
        .where('state', 'in', ['waiting', 'running', 'stopping'])
        .where('updated_at', '<', new Date(olderThan))
        .limit(10_000)
        .execute();
      return rows;
    },
    async advance(tx, id, step) {
      await sqlOf(tx)
        .updateTable('long_work')
        .set((eb) => ({
          state: step.finished
            ? 'done'
            : eb
                .case()
                .when('state', '=', 'waiting')
                .then('running' as const)
                .else(eb.ref('state'))
                .end(),
          done: eb('done', '+', BigInt(step.done ?? 0)),
          failed: eb('failed', '+', BigInt(step.failed ?? 0)),
          updated_at: sql<Date>`now()`,
          ...(step.total !== undefined && { total: step.total }),
          ...(step.message && { message: JSON.stringify(step.message) }),
          ...(step.position && { position: JSON.stringify(step.position) }),
          ...(step.finished?.result && { result: JSON.stringify(step.finished.result) }),
        }))
        .where('tenant', '=', tx.tenant)
        .where('id', '=', id)
        .execute();
    },
    async setState(tx, id, state, message) {
      await sqlOf(tx)
        .updateTable('long_work')
        .set({ state, updated_at: sql<Date>`now()`, ...(message && { message: JSON.stringify(message) }) })
        .where('tenant', '=', tx.tenant)
        .where('id', '=', id)
        .execute();
    },
  };
}

function readLongWork(row: Selectable<LongWorkTable>): LongWork {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    done: Number(row.done),
    failed: Number(row.failed),
    input: row.input,
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
    ...(row.total !== null && { total: Number(row.total) }),
    ...(row.message && { message: row.message as Bilingual }),
    ...(row.position && { position: row.position }),
    ...(row.result && { result: row.result }),
  };
}
