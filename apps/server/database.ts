import pg, { type PoolConfig } from 'pg';
import { attachCluster, owner, startCluster } from '#adapters/postgres/embedded/cluster.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { claimFolder, releaseFolder } from './marker.ts';
import { foldersOf, type Settings } from './settings.ts';

export type Connected = { readonly connection: PoolConfig; stop(): Promise<void> };

/** The PostgreSQL of DATABASE_URL, or the embedded one, started here. */
export async function startPostgres(settings: Settings, onProgress: (text: string) => void): Promise<Connected> {
  if (settings.databaseUrl !== undefined) return outside(settings.databaseUrl);
  const cluster = await startCluster({ folder: foldersOf(settings.dataFolder).postgres, onProgress });
  await ensureDatabase(cluster.connection('postgres'));
  return { connection: cluster.connection(), stop: () => cluster.stop() };
}

/** For a command beside a running server: that server's PostgreSQL, or one started for the command alone. */
export async function borrowPostgres(settings: Settings, onProgress: (text: string) => void): Promise<Connected> {
  if (settings.databaseUrl !== undefined) return outside(settings.databaseUrl);
  // While a command has its own PostgreSQL no server starts, and the other way round.
  const running = claimFolder(settings.dataFolder);
  if (running) {
    const cluster = attachCluster(foldersOf(settings.dataFolder).postgres);
    if (!cluster) {
      throw new DomainError(
        'platform.server_runs',
        `process ${running.pid} is starting or stopping on ${settings.dataFolder}; try again in a moment`,
      );
    }
    return { connection: cluster.connection(), stop: async () => {} };
  }
  try {
    const own = await startPostgres(settings, onProgress);
    return { connection: own.connection, stop: () => own.stop().finally(() => releaseFolder(settings.dataFolder)) };
  } catch (cause) {
    releaseFolder(settings.dataFolder);
    throw cause;
  }
}

async function outside(connectionString: string): Promise<Connected> {
  const connection = { connectionString };
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(`select current_setting('server_version_num')::int as version`);
    const version = Math.floor((rows[0]?.version ?? 0) / 10_000);
    if (version < 16) throw new DomainError('platform.old_postgres', `expected PostgreSQL 16 or later at DATABASE_URL, got ${version}`, { version });
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DomainError(
      'platform.database_unreachable',
      `expected a PostgreSQL at DATABASE_URL (${new URL(connectionString).host || 'socket'}), got: ${reason}`,
      {},
      cause,
    );
  } finally {
    await client.end().catch(() => {});
  }
  return { connection, stop: async () => {} };
}

async function ensureDatabase(connection: PoolConfig): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [owner]);
    if (rowCount === 0) await client.query(`create database ${owner}`);
  } finally {
    await client.end();
  }
}
