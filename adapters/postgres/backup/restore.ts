import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createZstdDecompress } from 'node:zlib';
import pg from 'pg';
import { readTar } from '#adapters/archive/tar.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { startCluster } from '../embedded/cluster.ts';
import type { BackupManifest } from './backup.ts';

export type RestoreOptions = {
  readonly file: string;
  /** Must be empty or absent. */
  readonly dataFolder: string;
  readonly onProgress?: (text: string) => void;
};

/**
 * Unpacks beside the data folder, lets PostgreSQL recover there, looks whether the database answers, and only then gives
 * the folder its name: a restore that fails leaves nothing that looks like one.
 */
export async function restore({ file, dataFolder, onProgress }: RestoreOptions): Promise<BackupManifest> {
  if (existsSync(dataFolder) && (await readdir(dataFolder)).length > 0) {
    throw new DomainError(
      'platform.restore_not_empty',
      `expected ${dataFolder} to be empty or absent; move it away, or set QUITTANCE_DATA to another folder`,
      {
        dataFolder,
      },
    );
  }
  const staging = `${dataFolder}.restoring`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true, mode: 0o700 });
  try {
    onProgress?.('unpacking ...');
    const manifest = await unpack(file, staging);
    onProgress?.('recovering the database ...');
    await recover(join(staging, 'postgres'));
    await rm(dataFolder, { recursive: true, force: true });
    await rename(staging, dataFolder);
    return manifest;
  } catch (cause) {
    await rm(staging, { recursive: true, force: true });
    throw cause;
  }
}

async function unpack(file: string, into: string): Promise<BackupManifest> {
  const packed = createReadStream(file, { highWaterMark: 1 << 20 });
  const plain = createZstdDecompress();
  packed.on('error', (error) => plain.destroy(error));
  let manifest: BackupManifest | undefined;
  let files = 0;
  let complete: { readonly files?: number } | undefined;
  try {
    for await (const entry of readTar(packed.pipe(plain) as AsyncIterable<Buffer>)) {
      if (entry.size === undefined) {
        await mkdir(join(into, entry.name), { recursive: true, mode: 0o700 });
      } else if (entry.name === 'manifest.json') {
        manifest = manifestOf(await textOf(entry.content));
        files += 1;
      } else if (entry.name === 'complete.json') {
        complete = JSON.parse(await textOf(entry.content)) as { files?: number };
      } else {
        if (!manifest) throw foreign('no manifest at its beginning');
        await write(join(into, entry.name), entry.mode, entry.content);
        files += 1;
      }
    }
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new DomainError('platform.backup_not_found', `expected a backup at ${file}, there is no such file`, {}, cause);
    if (code?.startsWith('Z') || code?.startsWith('ERR_ZSTD')) throw foreign(`bytes that do not unpack (${message})`, cause);
    throw cause;
  }
  if (!manifest) throw foreign('no manifest');
  if (complete?.files !== files)
    throw new DomainError('platform.backup_damaged', `expected ${complete?.files ?? 'a closing list of'} files, got ${files}: the archive is cut`);
  return manifest;
}

// On Linux the recovering server flushes the whole file system once, which takes a second instead of a disk's turn per file.
const syncedAtRecovery = process.platform === 'linux';

async function write(path: string, mode: number, content: AsyncIterable<Uint8Array>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const handle = await open(path, 'wx', mode);
  try {
    for await (const piece of content) await handle.writeFile(piece);
    if (!syncedAtRecovery) await handle.sync();
  } finally {
    await handle.close();
  }
}

async function recover(folder: string): Promise<void> {
  const cluster = await startCluster({ folder, ...(syncedAtRecovery && { settings: { recovery_init_sync_method: 'syncfs' } }) });
  try {
    const client = new pg.Client(cluster.connection());
    await client.connect();
    try {
      await client.query('select count(*) from applied_migrations');
    } finally {
      await client.end();
    }
  } finally {
    await cluster.stop();
  }
  await rm(join(folder, 'run'), { recursive: true, force: true });
}

function manifestOf(text: string): BackupManifest {
  let read: Partial<BackupManifest> = {};
  try {
    read = JSON.parse(text) as Partial<BackupManifest>;
  } catch (cause) {
    throw foreign('a manifest that is not JSON', cause);
  }
  if (read.format !== 'quittance-backup') throw foreign('another manifest');
  if (read.version !== 1 || read.postgres !== 18) {
    throw new DomainError(
      'platform.backup_version',
      `expected a backup of version 1 with PostgreSQL 18, got version ${read.version} with PostgreSQL ${read.postgres}`,
    );
  }
  return read as BackupManifest;
}

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

const foreign = (got: string, cause?: unknown): DomainError =>
  new DomainError('platform.not_a_backup', `expected an archive made by "quittance backup", got ${got}`, {}, cause);
