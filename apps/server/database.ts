import type { PoolConfig } from 'pg';
import { attachCluster, ensureDatabase, startCluster } from '#adapters/postgres/embedded/cluster.ts';
import { outsidePostgres } from '#adapters/postgres/outside.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { claimFolder, releaseFolder } from './marker.ts';
import { foldersOf, type Settings } from './settings.ts';

export type Connected = { readonly connection: PoolConfig; stop(): Promise<void> };

/** The PostgreSQL of DATABASE_URL, or the embedded one, started here. */
export async function startPostgres(settings: Settings, onProgress: (text: string) => void): Promise<Connected> {
  if (settings.databaseUrl !== undefined) return outside(settings.databaseUrl);
  const cluster = await startCluster({ folder: foldersOf(settings.dataFolder).postgres, onProgress });
  await ensureDatabase(cluster);
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
  return { connection: await outsidePostgres(connectionString), stop: async () => {} };
}
