import pg, { type PoolConfig } from 'pg';
import { DomainError } from '#domain/kernel/error.ts';

/** Looks whether the PostgreSQL of a connection string answers and is new enough; answers how to connect. */
export async function outsidePostgres(connectionString: string): Promise<PoolConfig> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(`select current_setting('server_version_num')::int as version`);
    const version = Math.floor((rows[0]?.version ?? 0) / 10_000);
    if (version < 16) throw new DomainError('platform.old_postgres', `expected PostgreSQL 16 or later at DATABASE_URL, got ${version}`, { version });
    return { connectionString };
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const where = new URL(connectionString).host || 'a socket';
    throw new DomainError('platform.database_unreachable', `expected a PostgreSQL at DATABASE_URL (${where}), got: ${reason}`, {}, cause);
  } finally {
    await client.end().catch(() => {});
  }
}
