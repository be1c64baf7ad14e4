import type { PoolClient } from 'pg';
import type { AnchorKind } from '#domain/evidence/anchor.ts';
import { trialAuthority } from '#domain/evidence/timestamp/trial.ts';
import type { AnchorProof, AnchorRequest, AnchorStore, DueAnchor } from '#usecases/ports/anchor.ts';
import type { Transactions } from '#usecases/ports/transactions.ts';
import { clientOf } from '../transaction.ts';

/** Anchors of one log. Times are kept to the millisecond, so that a request is found again by its own time. */
export function postgresAnchors(transactions: Transactions, origin: string): AnchorStore {
  const system = <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => transactions.withSystem('evidence-anchor', (tx) => work(clientOf(tx)));
  const key = (request: AnchorRequest): unknown[] => [origin, request.size, request.kind, request.authority, request.requestedAt];
  const one = 'origin = $1 and size = $2 and kind = $3 and authority = $4 and requested_at = $5';
  const raise = (client: PoolClient, size: number): Promise<unknown> =>
    client.query('update evidence_log set anchored_size = greatest(anchored_size, $2) where origin = $1', [origin, size]);
  const proof = (answer: AnchorProof): unknown[] => [Buffer.from(answer.bytes), answer.fileName, answer.provesBefore];
  return {
    lastSize: (kind, authority) =>
      system(async (client) => {
        const { rows } = await client.query<{ size: bigint | null }>(
          'select max(size) as size from evidence_anchor where origin = $1 and kind = $2 and authority = $3',
          [origin, kind, authority],
        );
        return Number(rows[0]?.size ?? 0);
      }),
    add: (request, answer, renewBy) =>
      system(async (client) => {
        const given = answer.state === 'proven' ? proof(answer) : [Buffer.from(answer.bytes), null, null];
        await client.query(
          `insert into evidence_anchor (origin, size, kind, authority, requested_at, digest, state, bytes, file_name, proves_before, renew_by, next_attempt_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $5::timestamptz + interval '1 minute')`,
          [...key(request), Buffer.from(request.digest), answer.state, ...given, renewBy ?? null],
        );
        if (answer.state === 'proven' && request.authority !== trialAuthority) await raise(client, request.size);
      }),
    due: (now) =>
      system(async (client) => {
        const { rows } = await client.query<Row>(
          `select size, kind, authority, requested_at, digest, bytes, attempts from evidence_anchor
           where origin = $1 and state = 'pending' and next_attempt_at <= $2 order by next_attempt_at limit 100`,
          [origin, now],
        );
        return rows.map(due);
      }),
    endingBefore: (instant) =>
      system(async (client) => {
        const { rows } = await client.query<Omit<Row, 'bytes' | 'attempts'>>(
          `select distinct on (size, kind, authority) size, kind, authority, requested_at, digest, renew_by from evidence_anchor
           where origin = $1 and state in ('proven', 'pending') order by size, kind, authority, requested_at desc`,
          [origin],
        );
        return (rows as (Row & { renew_by: Date | null })[])
          .filter(({ renew_by }) => renew_by !== null && renew_by < instant)
          .slice(0, 100)
          .map((row) => ({ size: Number(row.size), kind: row.kind, authority: row.authority, requestedAt: row.requested_at, digest: row.digest }));
      }),
    prove: (request, answer, renewBy) =>
      system(async (client) => {
        await client.query(
          `update evidence_anchor set state = 'proven', bytes = $6, file_name = $7, proves_before = $8, renew_by = $9, last_error = null where ${one}`,
          [...key(request), ...proof(answer), renewBy ?? null],
        );
        if (request.authority !== trialAuthority) await raise(client, request.size);
      }),
    withoutMaterial: () =>
      system(async (client) => {
        const { rows } = await client.query<Row>(
          `select size, kind, authority, requested_at, digest, bytes, attempts from evidence_anchor
           where origin = $1 and kind = 'rfc3161' and authority <> $2 and state = 'proven' and material_at is null and material_attempts < 10
           order by requested_at desc limit 5`,
          [origin, trialAuthority],
        );
        return rows.map((row) => ({ ...due(row), token: row.bytes }));
      }),
    keepMaterial: (request, files, complete) =>
      system(async (client) => {
        for (const [path, bytes] of files) {
          await client.query('insert into evidence_material (origin, size, path, bytes) values ($1, $2, $3, $4) on conflict do nothing', [
            origin,
            request.size,
            path,
            Buffer.from(bytes),
          ]);
        }
        await client.query(
          `update evidence_anchor set material_attempts = material_attempts + 1, material_at = case when $6 then now() end where ${one}`,
          [...key(request), complete],
        );
      }),
    postpone: (request, pending, nextAttemptAt, lastError) =>
      system(async (client) => {
        await client.query(
          `update evidence_anchor set bytes = $6, next_attempt_at = $7, last_error = $8, attempts = attempts + 1 where ${one} and state = 'pending'`,
          [...key(request), Buffer.from(pending.bytes), nextAttemptAt, lastError ?? null],
        );
      }),
  };
}

type Row = { size: bigint; kind: AnchorKind; authority: string; requested_at: Date; digest: Buffer; bytes: Buffer; attempts: number };

const due = (row: Row): DueAnchor => ({
  size: Number(row.size),
  kind: row.kind,
  authority: row.authority,
  requestedAt: row.requested_at,
  digest: row.digest,
  pending: { state: 'pending', bytes: row.bytes },
  attempts: row.attempts,
});
