import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { backup } from '#adapters/postgres/backup/backup.ts';
import { restore } from '#adapters/postgres/backup/restore.ts';
import { type Cluster, startCluster } from '#adapters/postgres/embedded/cluster.ts';
import { migrate } from '#adapters/postgres/migrate.ts';

// An online backup is taken while money moves and exhibits arrive, restored elsewhere, and must hold a moment of that time:
// every transfer whole, every exhibit's file there, nothing lost that was acknowledged before the backup began.

const folder = mkdtempSync(join(tmpdir(), 'quittance-backup-'));
const source = join(folder, 'source');
const archive = join(folder, 'monday.tar.zst');
let cluster: Cluster;
let acknowledgedBefore = 0;

const connected = async (to: Cluster): Promise<pg.Client> => {
  const client = new pg.Client(to.connection());
  await client.connect();
  return client;
};

beforeAll(async () => {
  cluster = await startCluster({ folder: join(source, 'postgres') });
  const maker = new pg.Client(cluster.connection('postgres'));
  await maker.connect();
  await maker.query('create database quittance');
  await maker.end();
  await migrate(cluster.connection());
  const client = await connected(cluster);
  await client.query(`create table purses (id int primary key, minor bigint not null);
    insert into purses select n, 1000 from generate_series(1, 50) n;
    create table moves (writer int, n int, sha256 text, primary key (writer, n));
    create table ballast as select n, repeat(md5(n::text), 20) as text from generate_series(1, 20000) n`);
  await client.end();
  await mkdir(join(source, 'keys'), { recursive: true });
  writeFileSync(join(source, 'keys', 'master.key'), 'a key', { mode: 0o600 });
});

afterAll(async () => {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('restores a moment of a database that was written to all the while', async () => {
  const acknowledged = [0, 0, 0, 0];
  let running = true;
  const writer = async (which: number): Promise<void> => {
    const client = await connected(cluster);
    for (let n = 0; running; n += 1) {
      const bytes = Buffer.from(`exhibit ${which} ${n}`);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const place = join(source, 'objects', sha256.slice(0, 2), sha256.slice(2, 4));
      await mkdir(place, { recursive: true });
      await writeFile(join(place, sha256), bytes);
      const [from, to] = [1 + ((which * 13 + n * 7) % 50), 1 + ((which * 5 + n * 11) % 50)];
      await client.query('begin');
      // In the order of ids, so that no two writers wait for each other.
      for (const id of [from, to].toSorted((a, b) => a - b))
        await client.query('update purses set minor = minor + $2 where id = $1', [id, id === from ? -1 : 1]);
      if (from === to) await client.query('update purses set minor = minor + 2 where id = $1', [from]);
      await client.query('insert into moves values ($1, $2, $3)', [which, n, sha256]);
      await client.query('commit');
      acknowledged[which] = n + 1;
    }
    await client.end();
  };
  const writers = [0, 1, 2, 3].map(writer);
  const client = await connected(cluster);
  while ((await client.query('select 1 from moves where n > 20 limit 1')).rowCount === 0);
  acknowledgedBefore = acknowledged.reduce((a, b) => a + b, 0);
  await backup({ connection: cluster.connection(), dataFolder: source, file: archive, objects: 'files', now: new Date() });
  const acknowledgedAfter = acknowledged.reduce((a, b) => a + b, 0);
  running = false;
  await Promise.all(writers);
  await client.end();

  const target = join(folder, 'target');
  await restore({ file: archive, dataFolder: target });
  const restored = await startCluster({ folder: join(target, 'postgres') });
  try {
    const reader = await connected(restored);
    const { rows: moves } = await reader.query<{ writer: number; n: number; sha256: string }>('select * from moves order by writer, n');
    expect(moves.length).toBeGreaterThanOrEqual(acknowledgedBefore);
    expect(acknowledgedAfter).toBeGreaterThan(acknowledgedBefore);
    // Each writer's moves without a gap.
    for (const which of [0, 1, 2, 3]) {
      const own = moves.filter(({ writer }) => writer === which).map(({ n }) => n);
      expect(own).toEqual(own.map((_, i) => i));
    }
    for (const { sha256 } of moves) {
      const bytes = readFileSync(join(target, 'objects', sha256.slice(0, 2), sha256.slice(2, 4), sha256));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
    const { rows: sums } = await reader.query(`select (select sum(minor)::text from purses) as purses, (select count(*)::int from ballast) as ballast,
      (select count(*)::int from ballast where text <> repeat(md5(n::text), 20)) as torn`);
    expect(sums).toEqual([{ purses: '50000', ballast: 20000, torn: 0 }]);
    expect(readFileSync(join(target, 'keys', 'master.key'), 'utf8')).toBe('a key');
    await reader.end();
  } finally {
    await restored.stop();
  }
}, 120_000);

it('leaves no backup running and no log kept back', async () => {
  const client = await connected(cluster);
  const { rows } = await client.query('select slot_name from pg_replication_slots');
  expect(rows).toEqual([]);
  await client.end();
});

it('restores into no folder that holds something', async () => {
  await expect(restore({ file: archive, dataFolder: source })).rejects.toMatchObject({ code: 'platform.restore_not_empty' });
});

it('refuses a cut archive, another file and no file, and leaves nothing behind', async () => {
  const target = join(folder, 'never');
  const cut = join(folder, 'cut.tar.zst');
  writeFileSync(cut, readFileSync(archive));
  truncateSync(cut, Math.floor(readFileSync(archive).length * 0.7));
  await expect(restore({ file: cut, dataFolder: target })).rejects.toMatchObject({
    code: expect.stringMatching(/^platform\.(not_a_backup|backup_damaged)$/),
  });
  writeFileSync(join(folder, 'letter.txt'), 'Dear Sir or Madam');
  await expect(restore({ file: join(folder, 'letter.txt'), dataFolder: target })).rejects.toMatchObject({ code: 'platform.not_a_backup' });
  await expect(restore({ file: join(folder, 'nowhere'), dataFolder: target })).rejects.toMatchObject({ code: 'platform.backup_not_found' });
  expect(() => readFileSync(join(`${target}.restoring`, 'postgres'))).toThrow(/ENOENT/);
  expect(() => readFileSync(target)).toThrow(/ENOENT/);
});
