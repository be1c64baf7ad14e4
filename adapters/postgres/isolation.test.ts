import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { postgresRecognition } from './govern/recognition.ts';
import { postgresSessions } from './govern/sessions.ts';
import { type TestDatabase, testDatabase } from './testing.ts';
import { clientOf, sqlOf } from './transaction.ts';

let database: TestDatabase;
let mine: Awaited<ReturnType<TestDatabase['newTenant']>>;
let theirs: Awaited<ReturnType<TestDatabase['newTenant']>>;

beforeAll(async () => {
  database = await testDatabase();
  mine = await database.newTenant('Mine');
  theirs = await database.newTenant('Theirs');
});

describe('row-level security', () => {
  it('is enabled and forced on every table that has a tenant', async () => {
    const open = await database.query<{ relname: string }>(
      `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> 'applied_migrations'
         and not (c.relrowsecurity and c.relforcerowsecurity)`,
    );
    expect(open).toEqual([]);
  });

  it('puts the tenant first in the key of every table that has one', async () => {
    const late = await database.query<{ relname: string }>(
      `select c.relname from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant' and t.attnotnull
       where n.nspname = 'public' and i.indisprimary and i.indkey[0] <> t.attnum`,
    );
    expect(late).toEqual([]);
  });

  it('shows a query that forgets the tenant nothing, even as the tables’ owner in the app role', async () => {
    const seen = await database.withTenant(mine.tenant, mine.actor, (tx) => sqlOf(tx).selectFrom('memberships').selectAll().execute());
    expect(seen.map((row) => row.tenant)).toEqual([mine.tenant]);
  });

  it('shows nothing at all on a connection where no tenant was set', async () => {
    const client = new pg.Client(database.connection);
    await client.connect();
    await client.query('set role quittance_app');
    const { rows } = await client.query('select * from memberships union all select * from memberships');
    await client.end();
    expect(rows).toEqual([]);
  });

  it('refuses to insert, update or delete across tenants', async () => {
    const attempt = { tenant: theirs.tenant, sha256: 'a'.repeat(64), size: 1, media_type: 'text/plain' };
    await expect(database.withTenant(mine.tenant, mine.actor, (tx) => sqlOf(tx).insertInto('blobs').values(attempt).execute())).rejects.toThrow(
      /row-level security/,
    );
    await database.withTenant(theirs.tenant, theirs.actor, (tx) => sqlOf(tx).insertInto('blobs').values(attempt).execute());
    const changed = await database.withTenant(mine.tenant, mine.actor, (tx) =>
      sqlOf(tx).updateTable('blobs').set({ media_type: 'text/html' }).where('tenant', '=', theirs.tenant).executeTakeFirst(),
    );
    const removed = await database.withTenant(mine.tenant, mine.actor, (tx) =>
      sqlOf(tx).deleteFrom('blobs').where('tenant', '=', theirs.tenant).executeTakeFirst(),
    );
    expect([changed.numUpdatedRows, removed.numDeletedRows]).toEqual([0n, 0n]);
    await expect(
      database.withTenant(theirs.tenant, theirs.actor, (tx) => sqlOf(tx).updateTable('blobs').set({ tenant: mine.tenant }).execute()),
    ).rejects.toThrow(/row-level security/);
    const rows = await database.query('select tenant, media_type from blobs');
    expect(rows).toEqual([{ tenant: theirs.tenant, media_type: 'text/plain' }]);
  });

  it('keeps the app role from passwords and from one-time tokens', async () => {
    const read = (column: string, table: string): Promise<unknown> =>
      database.withTenant(mine.tenant, mine.actor, (tx) => sql`select ${sql.ref(column)} from ${sql.table(table)}`.execute(sqlOf(tx)));
    await expect(read('password_hash', 'users')).rejects.toThrow(/permission denied/);
    await expect(read('token_hash', 'one_time_tokens')).rejects.toThrow(/permission denied/);
  });

  it('takes no tenant that is not an id', async () => {
    await expect(database.withTenant("x'; drop table tenants; --", mine.actor, async () => 1)).rejects.toThrow(/tenant id/);
  });
});

describe('recognising who asks', () => {
  const session = { user: '', id: '00000000-0000-7000-8000-0000000000aa' };
  beforeAll(async () => {
    await database.withTenant(mine.tenant, mine.actor, async (tx) => {
      session.user = (await sqlOf(tx).selectFrom('memberships').select('user_id').executeTakeFirstOrThrow()).user_id;
      await postgresSessions.add(tx, { id: session.id, userId: session.user, secretHash: Buffer.alloc(32, 7), expiresAt: 4e12, method: 'password' });
    });
  });

  it('finds a session under its own tenant only', async () => {
    const { session: find } = postgresRecognition(database);
    expect(await find(mine.tenant, session.id)).toMatchObject({ id: session.id, userId: session.user, organisation: 'Mine', disabled: false });
    expect(await find(theirs.tenant, session.id)).toBeUndefined();
  });

  it('binds no tenant beyond its own statement, on no connection and in no open transaction', async () => {
    const { session: find } = postgresRecognition(database);
    await Promise.all(Array.from({ length: 40 }, () => find(mine.tenant, session.id)));
    for (let i = 0; i < 40; i++) expect(await database.statement('bound-after', 'select user_id from memberships', [])).toEqual([]);
    const seen = await database.withTenant(theirs.tenant, theirs.actor, async (tx) => {
      await clientOf(tx).query('select * from recognised_session($1, $2)', [mine.tenant, session.id]);
      return sqlOf(tx).selectFrom('memberships').select('tenant').execute();
    });
    expect(new Set(seen.map(({ tenant }) => tenant))).toEqual(new Set([theirs.tenant]));
  });
});

describe('a transaction', () => {
  it('keeps nothing of work that throws, and the connection goes on clean', async () => {
    const blob = { tenant: mine.tenant, sha256: 'b'.repeat(64), size: 1, media_type: 'text/plain' };
    await expect(
      database.withTenant(mine.tenant, mine.actor, async (tx) => {
        await sqlOf(tx).insertInto('blobs').values(blob).execute();
        throw new Error('the exhibit was unreadable');
      }),
    ).rejects.toThrow('the exhibit was unreadable');
    const seen = await database.withTenant(mine.tenant, mine.actor, (tx) => sqlOf(tx).selectFrom('blobs').selectAll().execute());
    expect(seen).toEqual([]);
  });

  it('that only reads sees one instant, whatever is committed meanwhile, and can write nothing', async () => {
    const count = (tx: TenantTx) => sqlOf(tx).selectFrom('blobs').selectAll().execute();
    const blob = { tenant: mine.tenant, sha256: 'd'.repeat(64), size: 1, media_type: 'text/plain' };
    const seen = await database.reading(mine.tenant, mine.actor, async (tx) => {
      const before = await count(tx);
      await database.withTenant(mine.tenant, mine.actor, (own) => sqlOf(own).insertInto('blobs').values(blob).execute());
      return [before, await count(tx)];
    });
    expect(seen[1]).toEqual(seen[0]);
    expect(await database.reading(mine.tenant, mine.actor, count)).toHaveLength((seen[0]?.length ?? 0) + 1);
    await expect(database.reading(mine.tenant, mine.actor, (tx) => sqlOf(tx).deleteFrom('blobs').execute())).rejects.toThrow('read-only transaction');
  });

  it('reads int8 as bigint and does not lose a digit', async () => {
    const size = 9_007_199_254_740_993n;
    const blob = { tenant: theirs.tenant, sha256: 'c'.repeat(64), size, media_type: 'text/plain' };
    const read = await database.withTenant(theirs.tenant, theirs.actor, async (tx) => {
      await sqlOf(tx).insertInto('blobs').values(blob).execute();
      return sqlOf(tx).selectFrom('blobs').select('size').where('sha256', '=', blob.sha256).executeTakeFirst();
    });
    expect(read?.size).toBe(size);
  });

  it('serves every tenant its own when many run at once on few connections', async () => {
    const both = [mine, theirs];
    const seen = await Promise.all(
      Array.from({ length: 60 }, (_, i) => {
        const one = both[i % 2] ?? mine;
        return database.withTenant(one.tenant, one.actor, async (tx) => {
          const rows = await sqlOf(tx).selectFrom('memberships').select('tenant').execute();
          return rows.length === 1 && rows[0]?.tenant === one.tenant;
        });
      }),
    );
    expect(seen.every(Boolean)).toBe(true);
  });
});
