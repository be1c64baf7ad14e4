import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, openSync, readFileSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg, { type PoolConfig } from 'pg';
import { DomainError } from '#domain/kernel/error.ts';
import { type PostgresBinaries, postgresBinaries } from './binaries.ts';
import { cannotLaunch, type Identity, identityFor, type Launch, launchAs } from './identity.ts';
import { livingPostmaster, type Postmaster, pause, stopPostmaster } from './postmaster.ts';

/** The superuser of the embedded cluster; only the socket's folder (mode 0700) lets anyone in. */
const owner = 'quittance';

export type Cluster = {
  readonly folder: string;
  readonly pid: number;
  /** Connection parameters for node-postgres. */
  connection(database?: string): PoolConfig;
  stop(): Promise<void>;
};

export type ClusterOptions = {
  /** Holds `data/` (the cluster), `postgres.log` and, where the path is short enough, the socket. */
  readonly folder: string;
  /** Extra server settings, e.g. { fsync: 'off' } for tests only. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onProgress?: (text: string) => void;
};

const serverSettings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '120',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  wal_level: 'replica',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Statements can hold personal data; failed ones must not put it into the log.
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  jit: 'off',
};

/** Makes the cluster when it is new, ends a server whose parent was killed, starts PostgreSQL and waits until it answers. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const folder = resolve(options.folder);
  const binaries = postgresBinaries();
  const identity = identityFor(folder);
  const data = join(folder, 'data');
  if (!existsSync(join(data, 'PG_VERSION'))) {
    options.onProgress?.('making the database (once) ...');
    await initialise(binaries, identity, folder, data);
  }
  const orphan = livingPostmaster(data);
  if (orphan) {
    options.onProgress?.('ending the database server that an interrupted run left behind ...');
    await stopPostmaster(orphan.pid);
  }
  const sockets = socketFolder(folder, identity);
  await launchServer(binaries, identity, folder, data, { ...serverSettings, ...options.settings, unix_socket_directories: sockets });
  return attachCluster(folder) ?? unreachableCluster(folder);
}

/** Makes the one database of ours in a new cluster. */
export async function ensureDatabase(cluster: Cluster): Promise<void> {
  const client = new pg.Client(cluster.connection('postgres'));
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [owner]);
    if (rowCount === 0) await client.query(`create database ${owner}`);
  } finally {
    await client.end();
  }
}

/** The cluster that already runs in this folder, or undefined. Used by commands beside a running server. */
export function attachCluster(folder: string): Cluster | undefined {
  const living = livingPostmaster(join(resolve(folder), 'data'));
  return living && living.status === 'ready' ? clusterOf(resolve(folder), living) : undefined;
}

function clusterOf(folder: string, postmaster: Postmaster): Cluster {
  return {
    folder,
    pid: postmaster.pid,
    connection: (database = owner) => ({ host: postmaster.socketFolder, port: postmaster.port, user: owner, database }),
    async stop() {
      await stopPostmaster(postmaster.pid);
      removeSocketFolder(postmaster.socketFolder);
    },
  };
}

async function initialise(binaries: PostgresBinaries, identity: Identity, folder: string, data: string): Promise<void> {
  // Made beside and renamed: an initdb cut short leaves no half cluster that looks whole.
  const staging = `${data}.new`;
  rmSync(staging, { recursive: true, force: true });
  const args = ['-D', staging, '-U', owner, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const result = await run(launchAs(identity, binaries.initdb, args));
  if (result.code !== 0) throw cannotLaunch(identity, folder, result.error ?? new Error(`initdb ended with ${result.code}`), result.output);
  renameSync(staging, data);
}

async function launchServer(
  binaries: PostgresBinaries,
  identity: Identity,
  folder: string,
  data: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const logFile = join(folder, 'postgres.log');
  if (existsSync(logFile) && statSync(logFile).size > 10_000_000) renameSync(logFile, `${logFile}.old`);
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const end = performance.now() + 120_000;
  for (;;) {
    const started = logFileSize(logFile);
    const launch = launchAs(identity, binaries.postgres, args);
    const log = openSync(logFile, 'a', 0o600);
    // Its own process group: a Ctrl-C in the terminal reaches us first, and we stop it after our own work has ended.
    const child = spawn(launch.file, [...launch.args], { detached: true, stdio: ['ignore', log, log], cwd: folder, ...credentials(launch) });
    const failure = await new Promise<unknown>((settle) => {
      child.once('error', settle);
      child.once('exit', (code, signalName) => settle(new Error(`the server ended with ${code ?? signalName}`)));
      void ready(data, child, end).then(settle, settle);
    });
    child.unref();
    if (failure === undefined) return;
    const words = tail(logFile, started);
    // After a kill -9 of the server its backends need a moment to notice and let the shared memory go.
    if (/shared memory block .* is still in use|lock file .* already exists/.test(words) && performance.now() < end) {
      await pause(200);
      continue;
    }
    throw cannotLaunch(identity, folder, failure, words);
  }
}

async function ready(data: string, child: { readonly exitCode: number | null }, end: number): Promise<undefined> {
  while (child.exitCode === null) {
    if (livingPostmaster(data)?.status === 'ready') return undefined;
    if (performance.now() > end) throw new Error('the server was not ready within 120 s');
    await pause(15);
  }
  throw new Error(`the server ended with ${child.exitCode}`);
}

/** A Unix socket's path has at most about 107 bytes, so a deep data folder needs one elsewhere. */
function socketFolder(folder: string, identity: Identity): string {
  const longest = 107 - '/.s.PGSQL.5432.lock'.length;
  const own = join(folder, 'run');
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const chosen = Buffer.byteLength(own) <= longest ? own : join(tmpdir(), `quittance-${process.getuid?.() ?? 0}-${digest}`);
  mkdirSync(chosen, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(chosen);
  const expected = identity.kind === 'setuid' ? identity.uid : (process.getuid?.() ?? uid);
  if (uid !== expected && process.getuid?.() === 0 && identity.kind === 'setuid') chownSync(chosen, identity.uid, identity.gid);
  else if (uid !== expected) {
    throw new DomainError('platform.foreign_socket_folder', `expected ${chosen} to belong to user ${expected}, it belongs to ${uid}; remove it`, {
      folder: chosen,
    });
  }
  if ((mode & 0o077) !== 0) chmodSync(chosen, 0o700);
  return chosen;
}

/** A stopped server has taken its socket away; a folder that still holds something is another's. */
function removeSocketFolder(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // In use, or gone already.
  }
}

function credentials(launch: Launch): { uid?: number; gid?: number } {
  return launch.uid === undefined || launch.gid === undefined ? {} : { uid: launch.uid, gid: launch.gid };
}

function run(launch: Launch): Promise<{ code: number | null; output: string; error?: unknown }> {
  return new Promise((done) => {
    const child = spawn(launch.file, [...launch.args], { stdio: ['ignore', 'pipe', 'pipe'], ...credentials(launch) });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (output = (output + piece.toString()).slice(-4000)));
    child.once('error', (error) => done({ code: null, output, error }));
    child.once('close', (code) => done({ code, output }));
  });
}

const logFileSize = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

const tail = (file: string, from: number): string => (existsSync(file) ? readFileSync(file).subarray(from).toString('utf8').slice(-2000).trim() : '');

function unreachableCluster(folder: string): never {
  throw new DomainError('platform.postgres_not_started', `the embedded PostgreSQL in ${folder} ended right after it started`, { folder });
}
