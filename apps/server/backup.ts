import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { backup } from '#adapters/postgres/backup/backup.ts';
import { restore } from '#adapters/postgres/backup/restore.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { borrowPostgres } from './database.ts';
import { runningServer } from './marker.ts';
import type { Settings } from './settings.ts';

export async function backUp(settings: Settings, file: string, now: Date, onProgress: (text: string) => void) {
  refuseOutsideServer(settings, 'pg_basebackup or your provider’s snapshots');
  if (existsSync(file)) throw new DomainError('platform.backup_exists', `expected no file at ${file} yet; choose another name`);
  const postgres = await borrowPostgres(settings, onProgress);
  try {
    const objects = settings.s3Url === undefined ? 'files' : 's3';
    return await backup({ connection: postgres.connection, dataFolder: settings.dataFolder, file: resolve(file), objects, now, onProgress });
  } finally {
    await postgres.stop();
  }
}

export async function restoreFrom(settings: Settings, file: string, onProgress: (text: string) => void) {
  refuseOutsideServer(settings, 'pg_restore or your provider’s snapshots');
  const running = runningServer(settings.dataFolder);
  if (running)
    throw new DomainError('platform.server_runs', `expected no server on ${settings.dataFolder}, process ${running.pid} is one; stop it first`);
  return restore({ file: resolve(file), dataFolder: settings.dataFolder, onProgress });
}

function refuseOutsideServer(settings: Settings, instead: string): void {
  if (settings.databaseUrl === undefined) return;
  throw new DomainError(
    'platform.not_our_database',
    `DATABASE_URL names a PostgreSQL that this program does not run: back it up and restore it with ${instead}, and copy the folders objects, log and keys of ${settings.dataFolder} after the database`,
  );
}
