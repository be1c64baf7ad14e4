import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { attachCluster, type Cluster, startCluster } from '../embedded/cluster.ts';
import { withFileLock } from '../embedded/filelock.ts';
import { isAlive } from '../embedded/postmaster.ts';

// One PostgreSQL for all test runs of this checkout on this machine: started by the first that needs it, adopted by the
// others, stopped by the last run that ends. Its data is thrown away with a reboot; it never fsyncs.

const checkout = createHash('sha256')
  .update(import.meta.dirname)
  .digest('hex')
  .slice(0, 10);
const folder = join(tmpdir(), `quittance-test-${process.getuid?.() ?? 0}-${checkout}`);
const runs = join(folder, 'runs');

/** The vitest run (or lone script) on whose behalf the cluster runs. */
export const runPid = (): number => Number(process.env.QUITTANCE_TEST_RUN ?? process.pid);

export function joinTestCluster(): Promise<Cluster> {
  mkdirSync(runs, { recursive: true, mode: 0o700 });
  return withFileLock(join(folder, 'lock'), async () => {
    writeFileSync(join(runs, String(runPid())), '');
    const running = attachCluster(folder);
    if (running) return running;
    const cluster = await startCluster({
      folder,
      settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off', shared_buffers: '128MB' },
    });
    await dropDatabasesOfDeadRuns(cluster);
    return cluster;
  });
}

/** Called when a run ends: its databases go, and the cluster too when no other run is alive. */
export async function leaveTestCluster(run: number): Promise<void> {
  mkdirSync(runs, { recursive: true, mode: 0o700 });
  await withFileLock(join(folder, 'lock'), async () => {
    rmSync(join(runs, String(run)), { force: true });
    const cluster = attachCluster(folder);
    if (!cluster) return;
    for (const name of readdirSync(runs)) if (!isAlive(Number(name))) rmSync(join(runs, name), { force: true });
    await dropDatabasesOfDeadRuns(cluster, run);
    if (readdirSync(runs).length === 0) await cluster.stop();
  });
}

async function dropDatabasesOfDeadRuns(cluster: Cluster, ended?: number): Promise<void> {
  await asOwner(cluster, async (client) => {
    const { rows } = await client.query<{ datname: string }>(`select datname from pg_database where datname ~ '^run_[0-9]+_'`);
    for (const { datname } of rows) {
      const pid = Number(datname.split('_')[1]);
      if (pid === ended || !isAlive(pid)) await client.query(`drop database if exists ${pg.escapeIdentifier(datname)} with (force)`);
    }
  });
}

export async function asOwner<T>(cluster: Cluster, work: (client: pg.Client) => Promise<T>, database = 'postgres'): Promise<T> {
  const client = new pg.Client(cluster.connection(database));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
