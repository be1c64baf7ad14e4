import type { PoolClient } from 'pg';
import { parseCheckpoint } from '#domain/evidence/checkpoint.ts';
import { parseNote } from '#domain/evidence/note.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { AssignedEntry, LogHead, LogStore } from '#usecases/ports/evidence-log.ts';
import type { Transactions } from '#usecases/ports/transactions.ts';
import { locks } from '../locks.ts';
import { clientOf } from '../transaction.ts';

// Any constant: who holds it leads the log of this database.

/** The order of one log over PostgreSQL. An installation writes one log at a time; those before it are closed. */
export function postgresLog(transactions: Transactions, origin: string): LogStore {
  const system = <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => transactions.withSystem('evidence-log', (tx) => work(clientOf(tx)));
  return {
    lead: (work) =>
      system(async (client) => {
        const { rows } = await client.query<{ led: boolean }>('select pg_try_advisory_xact_lock($1) as led', [locks.sequencer]);
        return rows[0]?.led ? await work() : undefined;
      }),

    head: () => system((client) => head(client, origin)),

    assign: (limit) =>
      system(async (client) => {
        const { rows: heads } = await client.query<{ assigned: bigint; number: number; closed: boolean }>(
          'select assigned, number, closed_at is not null as closed from evidence_log where origin = $1 for update',
          [origin],
        );
        const [found] = heads;
        if (found?.closed) return [];
        const first = found?.assigned;
        if (first === undefined)
          throw new DomainError('evidence.no_log', `expected the log ${origin} in the database; start the sequencer first`, { origin });
        const { rows } = await client.query<{ log_index: bigint; entry: Buffer }>({
          name: 'evidence-assign',
          text: `with taken as (
                   delete from evidence_queue where ctid = any(array(select ctid from evidence_queue limit $2)) returning tenant, record_id, entry
                 )
                 insert into evidence_leaf (tenant, record_id, log, log_index, entry)
                 select tenant, record_id, $3, $1::bigint + row_number() over (order by record_id) - 1, entry from taken
                 returning log_index, entry`,
          values: [first, limit, found?.number],
        });
        if (rows.length > 0) await client.query('update evidence_log set assigned = assigned + $2 where origin = $1', [origin, rows.length]);
        return inOrder(rows);
      }),

    assigned: (from, limit) =>
      system(async (client) => {
        const { rows } = await client.query<{ log_index: bigint; entry: Buffer }>(
          `select log_index, entry from evidence_leaf where log = (select number from evidence_log where origin = $3) and log_index >= $1
           order by log_index limit $2`,
          [from, limit, origin],
        );
        return inOrder(rows);
      }),

    advance: (from, { checkpoint, signed }) =>
      system(async (client) => {
        const { rowCount } = await client.query(
          'update evidence_log set size = $3, signed = $4 where origin = $1 and size = $2 and assigned >= $3 and (size < $3 or signed is null)',
          [origin, from, checkpoint.size, signed],
        );
        if (rowCount !== 1) return false;
        await client.query('insert into evidence_checkpoint (origin, size, root, signed) values ($1, $2, $3, $4)', [
          origin,
          checkpoint.size,
          Buffer.from(checkpoint.root),
          signed,
        ]);
        return true;
      }),

    recordCosigned: (size, signed, quorum, at) =>
      system(async (client) => {
        await client.query(
          'update evidence_checkpoint set cosigned = $3, witnessed_at = case when $4 then $5::timestamptz end where origin = $1 and size = $2',
          [origin, size, signed, quorum, at],
        );
        if (quorum) await client.query('update evidence_log set witnessed_size = greatest(witnessed_size, $2) where origin = $1', [origin, size]);
      }),

    checkpoint: (size) =>
      system(async (client) => {
        const { rows } = await client.query<{ signed: string }>(
          'select coalesce(cosigned, signed) as signed from evidence_checkpoint where origin = $1 and size = $2',
          [origin, size],
        );
        const signed = rows[0]?.signed;
        return signed === undefined ? undefined : { checkpoint: parseCheckpoint(parseNote(signed).text), signed };
      }),

    bestCheckpoint: (above) =>
      system(async (client) => {
        const { rows } = await client.query<{ signed: string }>(
          `select coalesce(cosigned, signed) as signed from evidence_checkpoint where origin = $1 and size > $2
           order by witnessed_at is null, size desc limit 1`,
          [origin, above - 1],
        );
        const signed = rows[0]?.signed;
        return signed === undefined ? undefined : { checkpoint: parseCheckpoint(parseNote(signed).text), signed };
      }),

    bestSigned: () =>
      system(async (client) => {
        const { rows } = await client.query<{ signed: string }>(
          'select coalesce(cosigned, signed) as signed from evidence_checkpoint where origin = $1 order by size desc limit 1',
          [origin],
        );
        const signed = rows[0]?.signed;
        return signed === undefined ? undefined : { checkpoint: parseCheckpoint(parseNote(signed).text), signed };
      }),

    anchors: (size) =>
      system(async (client) => {
        const { rows } = await client.query<{ size: bigint; file_name: string; bytes: Buffer; signed: string }>(
          `select a.size, a.file_name, a.bytes, coalesce(c.cosigned, c.signed) as signed from evidence_anchor a
           join evidence_checkpoint c on (c.origin, c.size) = (a.origin, a.size)
           where a.origin = $1 and a.size <= $2 and a.state = 'proven' and a.bytes is not null and a.file_name is not null order by a.size, a.file_name`,
          [origin, size],
        );
        return rows.map((row) => ({ size: Number(row.size), fileName: row.file_name, bytes: row.bytes, signed: row.signed }));
      }),
    material: (sizes) =>
      system(async (client) => {
        const { rows } = await client.query<{ path: string; bytes: Buffer }>(
          'select distinct on (path) path, bytes from evidence_material where origin = $1 and size = any($2::bigint[]) order by path, size',
          [origin, sizes],
        );
        return new Map(rows.map(({ path, bytes }) => [path, bytes]));
      }),
  };
}

async function head(client: PoolClient, origin: string): Promise<LogHead> {
  await client.query('insert into evidence_log (origin) select $1 where not exists (select from evidence_log) on conflict do nothing', [origin]);
  const { rows } = await client.query<{ origin: string; size: bigint; assigned: bigint; signed: string | null; witnessed_size: bigint }>(
    'select origin, size, assigned, signed, witnessed_size from evidence_log',
  );
  const row = rows.find((each) => each.origin === origin);
  if (!row) {
    const others = rows.map((each) => each.origin);
    throw new DomainError(
      'evidence.other_origin',
      `expected this database to keep the log ${origin}, it keeps ${others.join(', ')}; set QUITTANCE_LOG_ORIGIN to that`,
      {
        origin,
        others,
      },
    );
  }
  return {
    origin,
    size: Number(row.size),
    assigned: Number(row.assigned),
    witnessedSize: Number(row.witnessed_size),
    ...(row.signed === null ? {} : { signed: row.signed }),
  };
}

const inOrder = (rows: readonly { log_index: bigint; entry: Buffer }[]): AssignedEntry[] =>
  rows.map((row) => ({ index: Number(row.log_index), entry: row.entry })).sort((a, b) => a.index - b.index);
