import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg, { type PoolConfig } from 'pg';
import { DomainError } from '#domain/kernel/error.ts';
import { locks } from './locks.ts';

export type Migration = { readonly number: number; readonly name: string; readonly sql: string; readonly checksum: string };

export const migrationsFolder = join(import.meta.dirname, 'migrations');

/** Every migration of the folder, by number. Files are named NNNN_what_it_brings.sql. */
export function migrationsIn(folder: string = migrationsFolder): readonly Migration[] {
  const found = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name): Migration => {
      const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1];
      if (number === undefined) throw new DomainError('platform.bad_migration_name', `expected a name like 0001_tenants.sql, got ${name}`, { name });
      const sql = readFileSync(join(folder, name), 'utf8');
      return { number: Number(number), name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
  found.forEach((migration, i) => {
    const before = found[i - 1];
    if (before?.number === migration.number) {
      throw new DomainError('platform.bad_migration_name', `expected one migration per number, got ${before.name} and ${migration.name}`);
    }
  });
  return found;
}

// Any constant: who holds it is the one process that migrates this database.
const lock = locks.migrations;

/**
 * Brings the database up to the folder's state and returns what was applied. Safe to run from many processes at once:
 * one migrates, the others wait. Each file is one transaction. An applied file that changed since is refused.
 */
export async function migrate(connection: PoolConfig, migrations: readonly Migration[] = migrationsIn()): Promise<readonly string[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    await client.query(
      'create table if not exists applied_migrations (number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ number: number; name: string; checksum: string }>('select number, name, checksum from applied_migrations');
    const applied = new Map(rows.map((row) => [row.number, row]));
    refuseNewerDatabase(applied, migrations);
    const done: string[] = [];
    for (const migration of migrations) {
      const earlier = applied.get(migration.number);
      if (earlier === undefined) {
        await apply(client, migration);
        done.push(migration.name);
      } else if (earlier.checksum !== migration.checksum) {
        throw new DomainError(
          'platform.migration_changed',
          `${migration.name} was changed after it had been applied to this database; a change needs a new file. Restore the file, or start with an empty QUITTANCE_DATA`,
          { name: migration.name },
        );
      }
    }
    return done;
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(migration.sql);
    await client.query('insert into applied_migrations (number, name, checksum) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback').catch(() => {});
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DomainError('platform.migration_failed', `${migration.name} could not be applied: ${reason}`, { name: migration.name }, cause);
  }
}

function refuseNewerDatabase(applied: ReadonlyMap<number, { readonly name: string }>, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map((migration) => migration.number));
  const unknown = [...applied].filter(([number]) => !known.has(number)).map(([, row]) => row.name);
  if (unknown.length > 0) {
    throw new DomainError(
      'platform.database_newer',
      `this database was migrated by a newer version, which brought ${unknown.join(', ')}; run that version`,
      {
        unknown,
      },
    );
  }
}
