import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg, { type PoolConfig } from 'pg';
import { ArchiveWriter } from './archive.ts';

/** What an archive holds, written first; `complete.json` comes last, so that a cut archive is known as one. */
export type BackupManifest = {
  readonly format: 'quittance-backup';
  readonly version: 1;
  readonly createdAt: string;
  readonly postgres: number;
  readonly migrations: number;
  readonly objects: 'files' | 's3';
};

export type BackupOptions = {
  readonly connection: PoolConfig;
  /** Holds postgres/data, objects, log, keys. */
  readonly dataFolder: string;
  readonly file: string;
  readonly objects: 'files' | 's3';
  readonly now: Date;
  readonly onProgress?: (text: string) => void;
};

// Made anew by the server at start (PostgreSQL 18 documentation, 25.3.4 "Making a base backup").
const emptied = ['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'];
const left = /^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map(\.old)?)$|(^|\/)(pg_internal\.init.*|pgsql_tmp.*)$/;

/**
 * An online backup: nothing stops while it runs. The database is copied between pg_backup_start and pg_backup_stop with
 * the write-ahead log of that time, then the files that its rows name: they are immutable and written before the rows,
 * so that copying them afterwards misses none. Answers how much was copied.
 */
export async function backup(options: BackupOptions): Promise<{ readonly files: number; readonly bytes: number }> {
  const client = new pg.Client(options.connection);
  await client.connect();
  const archive = new ArchiveWriter(options.file, Math.floor(options.now.getTime() / 1000));
  try {
    await archive.text('manifest.json', JSON.stringify(await manifest(client, options), null, 2));
    // The public checkpoint must not run ahead of the database that is restored with it.
    const checkpoint = await readFile(join(options.dataFolder, 'log', 'checkpoint'), 'utf8').catch(() => undefined);
    options.onProgress?.('copying the database ...');
    await copyDatabase(client, archive, join(options.dataFolder, 'postgres', 'data'));
    options.onProgress?.('copying exhibits, log and keys ...');
    await archive.tree('keys', join(options.dataFolder, 'keys'));
    await archive.tree('log', join(options.dataFolder, 'log'), (below) => below === 'checkpoint');
    if (checkpoint !== undefined) await archive.text('log/checkpoint', checkpoint);
    if (options.objects === 'files') await archive.tree('objects', join(options.dataFolder, 'objects'), (below) => below === 'incoming');
    const { files, bytes } = archive;
    await archive.text('complete.json', JSON.stringify({ files, bytes }));
    await archive.finish();
    return { files, bytes };
  } catch (cause) {
    await archive.abandon();
    throw cause;
  } finally {
    // Ends the session and with it a backup under way and its slot.
    await client.end();
  }
}

async function copyDatabase(client: pg.Client, archive: ArchiveWriter, data: string): Promise<void> {
  // The slot keeps the server from recycling the log that this copy will need; it goes with the session.
  await client.query(`select pg_create_physical_replication_slot($1, true, true)`, [`quittance_backup_${process.pid}`]);
  const { rows: started } = await client.query<{ segment: string }>(`select pg_walfile_name(pg_backup_start('quittance', fast => true)) as segment`);
  await archive.tree('postgres/data', data, (below, entry) => {
    if (left.test(below) || below === 'global/pg_control') return true;
    const top = below.split('/')[0] ?? '';
    return emptied.includes(top) && below !== top && entry.name !== top;
  });
  // Last of the data, as pg_basebackup does it.
  await archive.file('postgres/data/global/pg_control', join(data, 'global', 'pg_control'));
  const { rows: stopped } = await client.query<{ labelfile: string; segment: string }>(
    'select labelfile, pg_walfile_name(lsn) as segment from pg_backup_stop(wait_for_archive => false)',
  );
  const [from, to] = [started[0]?.segment ?? '', stopped[0]?.segment ?? ''];
  await archive.text('postgres/data/backup_label', stopped[0]?.labelfile ?? '');
  await archive.folder('postgres/data/pg_wal/archive_status');
  const { rows: segments } = await client.query<{ name: string }>(`select name from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$' order by name`);
  for (const { name } of segments) if (name >= from && name <= to) await archive.file(`postgres/data/pg_wal/${name}`, join(data, 'pg_wal', name));
}

async function manifest(client: pg.Client, { objects, now }: BackupOptions): Promise<BackupManifest> {
  const { rows } = await client.query<{ postgres: number; migrations: number }>(
    `select current_setting('server_version_num')::int / 10000 as postgres, (select max(number) from applied_migrations) as migrations`,
  );
  return {
    format: 'quittance-backup',
    version: 1,
    createdAt: now.toISOString(),
    postgres: rows[0]?.postgres ?? 0,
    migrations: rows[0]?.migrations ?? 0,
    objects,
  };
}
