import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { PoolConfig } from 'pg';
import { afterAll } from 'vitest';
import { uuid7 } from '#domain/kernel/id.ts';
import type { Actor } from '#usecases/ports/transactions.ts';
import { type Database, openDatabase } from './database.ts';
import type { Cluster } from './embedded/cluster.ts';
import { type Migration, migrate, migrationsIn } from './migrate.ts';
import { asOwner, joinTestCluster, runPid } from './testing/cluster.ts';
import { sqlOf } from './transaction.ts';

export type TestDatabase = Database & {
  /** For node-postgres or pg-boss, as the owner (superuser): no row-level security. */
  readonly connection: PoolConfig;
  /** Makes a tenant with one user of every role and returns both ids. */
  newTenant(name?: string): Promise<{ readonly tenant: string; readonly user: string; readonly actor: Actor }>;
  /** Rows as the superuser sees them, for assertions. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
};

let made = 0;

/**
 * A fresh, migrated database on the shared test cluster, dropped after the test file. Call it once per file, in
 * beforeAll. `migrations` narrows what is applied, when only some rooms' tables are wanted.
 */
export async function testDatabase(options: { readonly migrations?: readonly Migration[] } = {}): Promise<TestDatabase> {
  const cluster = await joinTestCluster();
  const template = await templateFor(cluster, options.migrations ?? migrationsIn());
  made += 1;
  const name = `run_${runPid()}_${process.pid}_${made}_${Date.now().toString(36)}`;
  await asOwner(cluster, (client) => client.query(`create database ${name} template ${template} strategy file_copy`));
  const connection = cluster.connection(name);
  const database = openDatabase(connection, 8);
  const close = async (): Promise<void> => {
    await database.close();
    await asOwner(cluster, (client) => client.query(`drop database if exists ${name} with (force)`));
  };
  afterAll(close);
  return {
    ...database,
    connection,
    newTenant: (tenantName = 'Test Trading Ltd') => newTenant(database, tenantName),
    query: (sql, values = []) => asOwner(cluster, async (client) => (await client.query(sql, [...values])).rows, name),
  };
}

/** A database with exactly these migrations, made once per content and copied for each test file. */
function templateFor(cluster: Cluster, migrations: readonly Migration[]): Promise<string> {
  const digest = createHash('sha256')
    .update(migrations.map((one) => `${one.number} ${one.checksum}`).join('\n'))
    .digest('hex')
    .slice(0, 16);
  const template = `template_${digest}`;
  const exists = async (client: pg.Client): Promise<boolean> =>
    ((await client.query('select from pg_database where datname = $1 and datistemplate', [template])).rowCount ?? 0) > 0;
  return asOwner(cluster, async (client) => {
    if (await exists(client)) return template;
    await client.query('select pg_advisory_lock(hashtext($1))', [template]);
    if (await exists(client)) return template;
    await client.query(`drop database if exists ${template}`);
    await client.query(`create database ${template}`);
    await migrate(cluster.connection(template), migrations);
    await client.query(`alter database ${template} is_template true`);
    return template;
  });
}

async function newTenant(database: Database, name: string): Promise<{ tenant: string; user: string; actor: Actor }> {
  const random = (): Uint8Array => crypto.getRandomValues(new Uint8Array(10));
  const tenant = uuid7(Date.now(), random());
  const user = uuid7(Date.now(), random());
  await database.withSystem('test', async (tx) => {
    const db = sqlOf(tx);
    await db.insertInto('tenants').values({ id: tenant, name, kind: 'creditor' }).execute();
    await db
      .insertInto('users')
      .values({ id: user, email: `${user}@example.test`, name: 'Test Person' })
      .execute();
    await db
      .insertInto('memberships')
      .values({ tenant, user_id: user, roles: ['creditor', 'operator', 'admin'] })
      .execute();
  });
  return { tenant, user, actor: { kind: 'user', id: user } };
}
