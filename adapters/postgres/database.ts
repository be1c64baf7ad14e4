import { Kysely, PostgresDialect } from 'kysely';
import pg, { type PoolClient, type PoolConfig } from 'pg';
import { DomainError } from '#domain/kernel/error.ts';
import { isUuid } from '#domain/kernel/id.ts';
import type { Actor, TenantTx, Transactions, Tx } from '#usecases/ports/transactions.ts';
import { systemActor } from '#usecases/ports/transactions.ts';
import type { Tables } from './tables.ts';
import { PostgresTx } from './transaction.ts';

export type Database = Transactions & {
  /** One statement, prepared once by its name, in a transaction of its own without a tenant: it sees what it binds itself. */
  statement<Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<readonly Row[]>;
  /** Throws when the server does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/**
 * How values arrive: int8 as bigint (money, counts), date as ISO text (a legal day has no time zone), numeric as text;
 * timestamptz stays a Date, an instant.
 */
const parsers = new pg.TypeOverrides();
parsers.setTypeParser(pg.types.builtins.INT8, (text) => BigInt(text));
parsers.setTypeParser(pg.types.builtins.DATE, (text) => text);

export function openDatabase(connection: PoolConfig, connections = 16): Database {
  const pool = new pg.Pool({
    ...connection,
    types: parsers,
    max: connections,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 20_000,
    // Every connection stands in the tenant-bound role from its birth: a query outside withTenant sees no row.
    onConnect: async (client) => {
      await client.query('set role quittance_app');
    },
  });
  // An idle connection may be cut by the server; the pool replaces it, and the next query says if the server is gone.
  pool.on('error', () => {});
  return {
    withTenant: async (tenant, actor, work) =>
      transaction(pool, openingFor(tenant, actor), (client) => work(new PostgresTx(tenant, actor, typed(client), client) satisfies TenantTx)),
    reading: async (tenant, actor, work) =>
      transaction(pool, openingFor(tenant, actor, 'begin isolation level repeatable read read only'), (client) =>
        work(new PostgresTx(tenant, actor, typed(client), client) satisfies TenantTx),
      ),
    withSystem: async (part, work) => {
      const actor = systemActor(part);
      return transaction(pool, openingForSystem(part), (client) => work(new PostgresTx(undefined, actor, typed(client), client) satisfies Tx));
    },
    statement: async <Row extends object>(name: string, text: string, values: readonly unknown[]) =>
      (await pool.query<Row>({ name, text, values: [...values] })).rows,
    ping: async () => {
      await pool.query('select 1');
    },
    close: () => pool.end(),
  };
}

/** Begin, role, tenant and actor in one simple query: one round trip. */
function openingFor(tenant: string, actor: Actor, begin = 'begin'): string {
  if (!isUuid(tenant)) throw new DomainError('platform.bad_tenant', `expected a tenant id (UUID), got "${String(tenant).slice(0, 40)}"`);
  return `${begin}; set local role quittance_app; select set_config('quittance.tenant', '${tenant}', true), set_config('quittance.actor', ${pg.escapeLiteral(`${actor.kind}:${actor.id}`)}, true)`;
}

const openingForSystem = (part: string): string =>
  `begin; set local role quittance_system; select set_config('quittance.actor', ${pg.escapeLiteral(`system:${part}`)}, true)`;

async function transaction<T>(pool: pg.Pool, opening: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(opening);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (cause) {
    await client.query('rollback').catch((error: Error) => {
      broken = error;
    });
    throw cause;
  } finally {
    // A connection that could not roll back is thrown away, not handed to the next caller.
    client.release(broken);
  }
}

const typedClients = new WeakMap<PoolClient, Kysely<Tables>>();

/** Kysely bound to one connection, made once for the connection's life. */
function typed(client: PoolClient): Kysely<Tables> {
  const known = typedClients.get(client);
  if (known) return known;
  const borrowed = new Proxy(client, {
    get(target, property) {
      if (property === 'release') return () => {};
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const made = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: { connect: async () => borrowed, end: async () => {}, options: {} } }),
  });
  typedClients.set(client, made);
  return made;
}
