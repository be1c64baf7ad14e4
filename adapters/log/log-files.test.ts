import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresLog } from '#adapters/postgres/evidence/log.ts';
import { postgresRecords } from '#adapters/postgres/evidence/records.ts';
import { testDatabase } from '#adapters/postgres/testing.ts';
import { parseCheckpoint } from '#domain/evidence/checkpoint.ts';
import { parseNote } from '#domain/evidence/note.ts';
import { pathHashes } from '#domain/evidence/subtree.ts';
import { nodesFromTiles, type Tile, tilePath } from '#domain/evidence/tiles.ts';
import { consistencyPath, verifyConsistency } from '#domain/evidence/tree.ts';
import type { PublicLog, TileStore } from '#usecases/ports/evidence-log.ts';
import { sealing } from '#usecases/seal/seal.ts';
import { Sequencer, type SequencerStep } from '#usecases/seal/sequence.ts';
import { openLogKeys } from './keys.ts';
import { openLogFiles } from './log-files.ts';
import { nodeCrypto } from './node-crypto.ts';
import { textItem } from './testing/items.ts';
import { tileFiles } from './tile-files.ts';
import { vault } from './vault.ts';

// One contract for the files of the public log, on disk and in a bucket.

const folder = mkdtempSync(join(tmpdir(), 'quittance-log-files-'));
let server: { run(): Promise<unknown>; close(): Promise<void> };
let s3Url: string;

beforeAll(async () => {
  const port = await freePort();
  const configureBuckets = ['contract', 'sequenced', 'moved'].map((name) => ({ name, configs: [] }));
  server = new S3rver({ port, address: '127.0.0.1', silent: true, directory: join(folder, 's3'), configureBuckets });
  await server.run();
  s3Url = `s3://S3RVER:S3RVER@127.0.0.1:${port}`;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const stores: readonly [string, (name: string) => Promise<TileStore & PublicLog>][] = [
  ['files', (name) => openLogFiles(join(folder, name))],
  ['s3', (name) => openLogFiles(join(folder, `none-${name}`), `${s3Url}/${name}`)],
];
const bytesOf = (tile: Tile): Uint8Array => Buffer.alloc(tile.width * 32, tile.index + 1);
const written = (...tiles: Tile[]) => tiles.map((tile) => ({ tile, bytes: bytesOf(tile) }));
async function served(store: PublicLog, path: string): Promise<string | undefined> {
  const found = await store.open(path);
  if (!found) return undefined;
  const pieces: Uint8Array[] = [];
  for await (const piece of found.content) pieces.push(piece);
  expect(Buffer.concat(pieces).length).toBe(found.size);
  return Buffer.concat(pieces).toString('hex');
}

describe.each(stores)('the public log as %s', (_name, openStore) => {
  it('gives tiles back by their paths, the full one for a partial one it replaced, and says which is missing', async () => {
    const store = await openStore('contract');
    const partial = { level: 0, index: 1_234_067, width: 112 } as const;
    const entries = { level: 'entries', index: 0, width: 3 } as const;
    await store.write(written(partial, entries));
    expect(Buffer.from(await store.read(partial)).equals(bytesOf(partial))).toBe(true);
    expect(await served(store, 'tile/0/x001/x234/067.p/112')).toBe(Buffer.from(bytesOf(partial)).toString('hex'));
    expect(await served(store, 'tile/entries/000.p/3')).toBeDefined();

    const full = { ...partial, width: 256 };
    await store.write(written(full));
    expect(Buffer.from(await store.read(partial)).equals(bytesOf(full))).toBe(true);
    expect(await served(store, tilePath(partial))).toBeUndefined();
    expect(await served(store, tilePath(full))).toBeDefined();
    await expect(store.read({ level: 0, index: 7, width: 9 })).rejects.toMatchObject({
      code: 'evidence.missing_tile',
      data: { tile: 'tile/0/007.p/9' },
    });
    // Written again after a crash, the same bytes are as good.
    await store.write(written(full));
    expect(await served(store, 'tile/0/x001')).toBeUndefined();
    expect(await served(store, 'tile')).toBeUndefined();
  });

  it('shows a checkpoint once it is published, and the newer one after', async () => {
    const store = await openStore('contract');
    expect(await served(store, 'checkpoint')).toBeUndefined();
    for (const text of ['one\n', 'two\n']) {
      await store.publish(text);
      expect(await served(store, 'checkpoint')).toBe(Buffer.from(text).toString('hex'));
    }
  });

  it('never shows a checkpoint whose tiles are not there, wherever the sequencer is cut', async () => {
    const database = await testDatabase();
    const keys = openLogKeys(join(folder, 'keys'));
    const store = await openStore('sequenced');
    const now = (): Date => new Date('2026-11-23T08:00:00Z');
    const seals = sealing({ crypto: nodeCrypto, vault: vault(keys.master), records: postgresRecords, transactions: database, now });
    const sequencer = (onStep?: (step: SequencerStep) => void) =>
      new Sequencer({
        crypto: nodeCrypto,
        store: postgresLog(database, 'log-files.test/log'),
        tiles: store,
        signers: keys.log,
        now,
        ...(onStep ? { onStep } : {}),
      });
    const { tenant, actor } = await database.newTenant();
    const seen: ReturnType<typeof parseCheckpoint>[] = [];
    for (const [round, cut] of ([undefined, 'assigned', 'tiles-written', 'advanced', 'published', undefined] as const).entries()) {
      await database.withTenant(tenant, actor, (tx) =>
        seals.seal(
          tx,
          Array.from({ length: 200 }, (_, i) => textItem(tenant, `${round}.${i}`)),
        ),
      );
      const cutting = sequencer((step) => {
        if (step === cut) throw new Error(`cut at ${step}`);
      });
      await (cut ? expect(cutting.round()).rejects.toThrow(cut) : cutting.round());
      const text = Buffer.from((await served(store, 'checkpoint')) ?? '', 'hex').toString();
      const checkpoint = parseCheckpoint(parseNote(text).text);
      // A fresh reader proves from what is published alone that the log only grew.
      const read = nodesFromTiles(nodeCrypto, (tile) => store.read(tile), checkpoint.size);
      for (const older of [...seen, checkpoint])
        expect(
          verifyConsistency(nodeCrypto, await pathHashes(nodeCrypto, read, consistencyPath(older.size, checkpoint.size)), older, checkpoint),
        ).toBe(true);
      seen.push(checkpoint);
    }
    while ((await sequencer().round()) > 0);
    expect((await postgresLog(database, 'log-files.test/log').head()).size).toBe(1200);
  }, 60_000);
});

it('moves a log that grew in the folder into the bucket, once', async () => {
  const onDisk = tileFiles(join(folder, 'grown'));
  const tile = { level: 0, index: 0, width: 5 } as const;
  await onDisk.write(written(tile));
  await onDisk.publish('five\n');
  const moved = await openLogFiles(join(folder, 'grown'), `${s3Url}/moved`);
  expect(Buffer.from(await moved.read(tile)).equals(bytesOf(tile))).toBe(true);
  await moved.publish('six\n');
  const again = await openLogFiles(join(folder, 'grown'), `${s3Url}/moved`);
  expect(await served(again, 'checkpoint')).toBe(Buffer.from('six\n').toString('hex'));
});

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
