import { sql } from 'kysely';
import { DomainError } from '#domain/kernel/error.ts';
import type { GivenAnswers } from '#usecases/ports/idempotency.ts';
import { sqlOf } from '../transaction.ts';

export const givenAnswers: GivenAnswers = {
  async once<T extends Record<string, unknown>>(
    tx: Parameters<GivenAnswers['once']>[0],
    key: string,
    fingerprint: Uint8Array,
    work: () => Promise<T>,
  ) {
    const db = sqlOf(tx);
    // A concurrent call with the same key waits here until the first one's transaction ends.
    const taken = await db
      .insertInto('idempotency_keys')
      .values({ tenant: tx.tenant, key, fingerprint: Buffer.from(fingerprint), answer: null })
      .onConflict((conflict) => conflict.columns(['tenant', 'key']).doNothing())
      .executeTakeFirst();
    if (taken.numInsertedOrUpdatedRows === 0n) {
      const earlier = await db
        .selectFrom('idempotency_keys')
        .select(['fingerprint', 'answer'])
        .where('tenant', '=', tx.tenant)
        .where('key', '=', key)
        .executeTakeFirstOrThrow();
      if (!earlier.fingerprint.equals(fingerprint)) {
        throw new DomainError(
          'idempotency.key_reused',
          'expected the same request for the same Idempotency-Key, got a different one; use a new key',
          {
            key: key.slice(0, 60),
          },
        );
      }
      return { answer: earlier.answer as T, replayed: true };
    }
    const answer = await work();
    await db
      .updateTable('idempotency_keys')
      .set({ answer: JSON.stringify(answer) })
      .where('tenant', '=', tx.tenant)
      .where('key', '=', key)
      .execute();
    return { answer, replayed: false };
  },
  async forget(tx) {
    await sqlOf(tx).deleteFrom('idempotency_keys').where('created_at', '<', sql<Date>`now() - interval '7 days'`).execute();
  },
};
