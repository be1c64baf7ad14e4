import type { Kysely } from 'kysely';
import type { PoolClient } from 'pg';
import { DomainError } from '#domain/kernel/error.ts';
import type { Actor, Tx } from '#usecases/ports/transactions.ts';
import type { Tables } from './tables.ts';

/** The only Tx there is. `db` for typed SQL, `client` for what Kysely cannot say (COPY, cursors). */
export class PostgresTx<Tenant extends string | undefined = string | undefined> implements Tx {
  readonly tenant: Tenant;
  readonly actor: Actor;
  readonly db: Kysely<Tables>;
  readonly client: PoolClient;

  constructor(tenant: Tenant, actor: Actor, db: Kysely<Tables>, client: PoolClient) {
    this.tenant = tenant;
    this.actor = actor;
    this.db = db;
    this.client = client;
  }
}

function postgresTx(tx: Tx): PostgresTx {
  if (tx instanceof PostgresTx) return tx;
  throw new DomainError('internal.foreign_transaction', 'expected a transaction opened by adapters/postgres/database.ts');
}

/** The typed SQL of an open transaction; `sqlOf<MyTables>(tx)` adds the tables of your own store. */
export function sqlOf(tx: Tx): Kysely<Tables>;
export function sqlOf<Own>(tx: Tx): Kysely<Tables & Own>;
export function sqlOf(tx: Tx): Kysely<Tables> {
  return postgresTx(tx).db;
}

export const clientOf = (tx: Tx): PoolClient => postgresTx(tx).client;
