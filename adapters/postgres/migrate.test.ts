import pg from 'pg';
import { beforeAll, expect, it } from 'vitest';
import { type Migration, migrate, migrationsIn } from './migrate.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ migrations: [] });
});

const one = (number: number, sql: string, checksum = `${number}`): Migration => ({ number, name: `000${number}_test.sql`, sql, checksum });
const applied = () => database.query('select number from applied_migrations order by number');

it('applies each file once, in order, however many processes start at once', async () => {
  const files = [one(1, 'create table a (n int)'), one(2, 'create table b (n int); insert into b values (1)')];
  const done = await Promise.all([1, 2, 3].map(() => migrate(database.connection, files)));
  expect(done.map((names) => names.length).toSorted()).toEqual([0, 0, 2]);
  expect(await database.query('select count(*)::int as count from b')).toEqual([{ count: 1 }]);
});

it('brings in a lower number that came later', async () => {
  await migrate(database.connection, [one(1, ''), one(2, ''), one(5, 'select 1')]);
  expect(await migrate(database.connection, [one(1, ''), one(2, ''), one(4, 'select 1'), one(5, 'select 1')])).toEqual(['0004_test.sql']);
});

it('keeps nothing of a file that fails and names it', async () => {
  const all = [one(1, ''), one(2, ''), one(4, ''), one(5, ''), one(6, 'create table c (n int); select nonsense')];
  await expect(migrate(database.connection, all)).rejects.toMatchObject({
    code: 'platform.migration_failed',
    message: expect.stringContaining('0006_test.sql'),
  });
  expect(await database.query(`select from pg_tables where tablename = 'c'`)).toEqual([]);
  expect(await applied()).toEqual([{ number: 1 }, { number: 2 }, { number: 4 }, { number: 5 }]);
});

it('refuses a file that was changed after it was applied, and a database from the future', async () => {
  await expect(migrate(database.connection, [one(1, '', 'other'), one(2, ''), one(4, ''), one(5, '')])).rejects.toMatchObject({
    code: 'platform.migration_changed',
  });
  await expect(migrate(database.connection, [one(1, '')])).rejects.toMatchObject({ code: 'platform.database_newer' });
});

it('finds our own files numbered once and named by the rule', () => {
  const numbers = migrationsIn().map(({ number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
});

it('lets go of its lock', async () => {
  const client = new pg.Client(database.connection);
  await client.connect();
  const { rows } = await client.query(
    `select count(*)::int as count from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
  );
  await client.end();
  expect(rows).toEqual([{ count: 0 }]);
});
