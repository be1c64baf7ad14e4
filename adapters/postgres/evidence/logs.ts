import type { LogProgress, LogSuccession } from '#usecases/ports/logs.ts';
import type { Transactions } from '#usecases/ports/transactions.ts';
import { clientOf } from '../transaction.ts';

export type LogRow = {
  readonly number: number;
  readonly origin: string;
  readonly keys: string[];
  readonly closed_at: Date | null;
  readonly first_record: Buffer | null;
  readonly first_salt: Buffer | null;
};

/** Every log of this database, the first one first; empty before the first start. */
export const logRows = (transactions: Transactions): Promise<LogRow[]> =>
  transactions.withSystem('evidence-log', async (tx) => {
    const { rows } = await clientOf(tx).query<LogRow>(
      'select number, origin, keys, closed_at, first_record, first_salt from evidence_log order by number',
    );
    return rows;
  });

/** Writes the first log with its keys, or the keys that a log from before they were kept lacks. */
export const registerLog = (transactions: Transactions, origin: string, keys: readonly string[]): Promise<void> =>
  transactions.withSystem('evidence-log', async (tx) => {
    const client = clientOf(tx);
    await client.query('insert into evidence_log (origin, keys) select $1, $2 where not exists (select from evidence_log) on conflict do nothing', [
      origin,
      keys,
    ]);
    await client.query(`update evidence_log set keys = $2 where origin = $1 and keys = '{}'`, [origin, keys]);
  });

/** The first leaf of a log belongs to nobody. */
const nobody = '00000000-0000-0000-0000-000000000000';
const newest = 'number = (select max(number) from evidence_log)';

export const postgresSuccession = (transactions: Transactions): LogSuccession => ({
  ask: (at) =>
    transactions.withSystem('evidence-log', async (tx) => {
      await clientOf(tx).query(`update evidence_log set rotation_asked_at = $1 where ${newest} and closed_at is null`, [at]);
    }),
  asked: () =>
    transactions.withSystem('evidence-log', async (tx) => {
      const { rows } = await clientOf(tx).query(`select from evidence_log where ${newest} and closed_at is null and rotation_asked_at is not null`);
      return rows.length > 0;
    }),
  progress: () =>
    transactions.withSystem('evidence-log', async (tx) => {
      const { rows } = await clientOf(tx).query<ProgressRow>(
        `select l.number, l.size, l.witnessed_size, case when l.closed_at is null then l.rotation_asked_at end as asked_at,
           (select signed_at from evidence_checkpoint where origin = l.origin order by size limit 1) as first_at,
           (select signed_at from evidence_checkpoint where origin = l.origin order by size desc limit 1) as last_at,
           (select witnessed_at from evidence_checkpoint where origin = l.origin and size = l.witnessed_size) as witnessed_at
         from evidence_log l order by l.number`,
      );
      return rows.map(progressOf);
    }),
  succeed: ({ from, to, first }, at) =>
    transactions.withSystem('evidence-log', async (tx) => {
      const client = clientOf(tx);
      const { rowCount } = await client.query(
        'update evidence_log set closed_at = $3 where origin = $1 and size = $2 and assigned = $2 and closed_at is null',
        [from.origin, from.size, at],
      );
      if (rowCount !== 1) return false;
      await client.query(`insert into evidence_log (origin, number, keys, assigned, first_record, first_salt) values ($1, $2, $3, 1, $4, $5)`, [
        to.origin,
        to.number,
        to.keys,
        Buffer.from(first.record),
        Buffer.from(first.salt),
      ]);
      await client.query('insert into evidence_leaf (tenant, record_id, log, log_index, entry) values ($1, $2, $3, 0, $4)', [
        nobody,
        first.id,
        to.number,
        Buffer.from(first.entry),
      ]);
      return true;
    }),
});

type ProgressRow = {
  readonly number: number;
  readonly size: bigint;
  readonly witnessed_size: bigint;
  readonly asked_at: Date | null;
  readonly first_at: Date | null;
  readonly last_at: Date | null;
  readonly witnessed_at: Date | null;
};

const progressOf = (row: ProgressRow): LogProgress => ({
  number: row.number,
  size: Number(row.size),
  witnessedSize: Number(row.witnessed_size),
  ...(row.first_at ? { firstSignedAt: row.first_at } : {}),
  ...(row.last_at ? { lastSignedAt: row.last_at } : {}),
  ...(row.witnessed_at ? { witnessedAt: row.witnessed_at } : {}),
  ...(row.asked_at ? { rotationAskedAt: row.asked_at } : {}),
});
