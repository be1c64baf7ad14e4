import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, expect, it, vi } from 'vitest';
import { attachCluster, type Cluster, startCluster } from '#adapters/postgres/embedded/cluster.ts';
import { isAlive, pause } from '#adapters/postgres/embedded/postmaster.ts';

// Each makes a cluster or two, and the disk may be busy.
vi.setConfig({ testTimeout: 90_000 });

const root = mkdtempSync(join(tmpdir(), 'quittance-embedded-'));
const started: Cluster[] = [];

afterAll(async () => {
  for (const cluster of started) await cluster.stop();
  rmSync(root, { recursive: true, force: true });
});

async function start(folder: string): Promise<Cluster> {
  const cluster = await startCluster({ folder });
  started.push(cluster);
  return cluster;
}

async function ask<Row extends pg.QueryResultRow>(cluster: Cluster, sql: string): Promise<Row[]> {
  const client = new pg.Client(cluster.connection('postgres'));
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

it('starts, is reached by its socket alone, speaks UTF-8 and keeps its folder to itself', async () => {
  const cluster = await start(join(root, 'plain'));
  const [row] = await ask(
    cluster,
    `select current_setting('listen_addresses') as listens, current_setting('server_encoding') as encoding, datlocprovider as provider,
       upper('münchen') as upper, length('清偿') as length, current_setting('fsync') as fsync from pg_database where datname = 'postgres'`,
  );
  expect(row).toEqual({ listens: '', encoding: 'UTF8', provider: 'b', upper: 'MÜNCHEN', length: 2, fsync: 'on' });
  expect(statSync(join(root, 'plain', 'data')).mode & 0o077).toBe(0);
  expect(attachCluster(join(root, 'plain'))?.pid).toBe(cluster.pid);
  await cluster.stop();
  expect(attachCluster(join(root, 'plain'))).toBeUndefined();
});

it('finds a shorter place for the socket of a deep folder', async () => {
  const deep = join(root, 'a-folder-with-a-long-name-as-people-have-them'.repeat(3), '数据', 'quittance');
  const cluster = await start(deep);
  expect(await ask(cluster, 'select 1 as one')).toEqual([{ one: 1 }]);
  const socket = String(cluster.connection().host);
  expect(Buffer.byteLength(socket)).toBeLessThan(90);
  await cluster.stop();
  expect(existsSync(socket)).toBe(false);
});

it('keeps every acknowledged row when the program and the server are killed, and starts again', async () => {
  const folder = join(root, 'killed');
  const script = `
    import pg from 'pg';
    import { startCluster } from ${JSON.stringify(new URL('../../adapters/postgres/embedded/cluster.ts', import.meta.url).href)};
    const cluster = await startCluster({ folder: ${JSON.stringify(folder)} });
    const client = new pg.Client(cluster.connection('postgres'));
    await client.connect();
    await client.query('create table if not exists rows (n int primary key)');
    const { rows } = await client.query('select coalesce(max(n), 0)::int as last from rows');
    for (let n = rows[0].last + 1; ; n += 1) { await client.query('insert into rows values ($1)', [n]); console.log(n + ' ' + cluster.pid); }`;
  let acknowledged = 0;
  // Once the program alone (its server lives on as an orphan), once the server with it.
  for (const withServer of [false, true]) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: process.cwd(), stdio: ['ignore', 'pipe', 'inherit'] });
    let server = 0;
    const before = acknowledged;
    for await (const line of createInterface({ input: child.stdout })) {
      [acknowledged, server] = line.split(' ').map(Number) as [number, number];
      if (acknowledged === before + 100) {
        if (withServer) process.kill(server, 'SIGKILL');
        child.kill('SIGKILL');
      }
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(acknowledged).toBeGreaterThanOrEqual(before + 100);
    // A killed process is gone only once the system has buried it; the orphan lives on.
    if (withServer) while (isAlive(server)) await pause(5);
    else expect(isAlive(server)).toBe(true);
  }
  const cluster = await start(folder);
  const [row] = await ask<{ count: number; last: number }>(cluster, 'select count(*)::int as count, max(n) as last from rows');
  expect(row?.last).toBeGreaterThanOrEqual(acknowledged);
  expect(row?.count).toBe(row?.last);
  await cluster.stop();
}, 60_000);

it('starts over an initdb that was cut short', async () => {
  const folder = join(root, 'cut');
  const first = await start(folder);
  await first.stop();
  // What a kill during initdb leaves: a staging folder and no cluster.
  renameSync(join(folder, 'data'), join(folder, 'data.new'));
  rmSync(join(folder, 'data.new', 'PG_VERSION'));
  mkdirSync(join(folder, 'data.new', 'half'), { recursive: true });
  const second = await start(folder);
  expect(await ask(second, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(existsSync(join(folder, 'data.new'))).toBe(false);
  await second.stop();
});
