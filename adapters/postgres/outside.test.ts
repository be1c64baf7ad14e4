import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '#adapters/clock/system.ts';
import { pgBossJobs } from '#adapters/jobs/pgboss.ts';
import { openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { type TestDatabase, testDatabase } from './testing.ts';
import { sqlOf } from './transaction.ts';

// What DATABASE_URL gives us: a role that owns its database and is no superuser.

let database: TestDatabase;
const name = `outside_${process.pid}`;

beforeAll(async () => {
  // The shared roles are there once any test database was made; a provider's administrator grants them.
  database = await testDatabase();
  await database.query(`create role ${name} login nosuperuser nocreaterole nobypassrls`);
  await database.query(`grant quittance_app, quittance_system to ${name}`);
  await database.query(`create database run_${process.pid}_${name} owner ${name}`);
});

afterAll(async () => {
  await database.query(`drop database if exists run_${process.pid}_${name} with (force)`);
  await database.query(`drop role if exists ${name}`);
});

it('is enough to migrate, to keep tenants apart and to run jobs', async () => {
  const connection = { ...database.connection, user: name, database: `run_${process.pid}_${name}` };
  await migrate(connection);
  const ours = openDatabase(connection, 4);
  const jobs = pgBossJobs(connection, { onError: () => {}, pollSeconds: 0.5 });
  const [first, second] = [systemClock.newId(), systemClock.newId()];
  await ours.withSystem('test', async (tx) => {
    for (const id of [first, second]) await sqlOf(tx).insertInto('tenants').values({ id, name: 'Acme', kind: 'creditor' }).execute();
  });
  const arrived = new Promise<unknown>((done) => jobs.handle('outside.wake', async ({ tenant, data }) => done({ tenant, data })));
  await jobs.start({ work: true });
  const actor = { kind: 'user', id: first } as const;
  const seen = await ours.withTenant(first, actor, async (tx) => {
    await jobs.enqueue(tx, 'outside.wake', { n: 1 });
    return sqlOf(tx).selectFrom('tenants').select('id').execute();
  });
  expect(seen).toEqual([{ id: first }]);
  expect(await arrived).toEqual({ tenant: first, data: { n: 1 } });

  // Not even the owner of the tables sees a row outside a transaction of ours.
  const owner = new pg.Client(connection);
  await owner.connect();
  await owner.query('set role none');
  await owner.query('set row_security = on');
  const { rows } = await owner.query('select count(*)::int as count from blobs');
  expect(rows).toEqual([{ count: 0 }]);
  await owner.end();
  await jobs.stop(1000);
  await ours.close();
});
