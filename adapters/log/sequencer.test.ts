import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { postgresLog } from '#adapters/postgres/evidence/log.ts';
import { postgresRecords } from '#adapters/postgres/evidence/records.ts';
import { type TestDatabase, testDatabase } from '#adapters/postgres/testing.ts';
import { hex, utf8 } from '#domain/evidence/bytes.ts';
import { parseCheckpoint } from '#domain/evidence/checkpoint.ts';
import { parseNote } from '#domain/evidence/note.ts';
import { pathHashes } from '#domain/evidence/subtree.ts';
import { nodesFromTiles } from '#domain/evidence/tiles.ts';
import { inclusionPath, leafHash, verifyInclusion } from '#domain/evidence/tree.ts';
import type { TileStore } from '#usecases/ports/evidence-log.ts';
import type { SealItem } from '#usecases/ports/sealing.ts';
import { sealing } from '#usecases/seal/seal.ts';
import { Sequencer, type SequencerStep } from '#usecases/seal/sequence.ts';
import { openLogKeys } from './keys.ts';
import { nodeCrypto } from './node-crypto.ts';
import { tileFiles } from './tile-files.ts';
import { vault } from './vault.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const origin = 'quittance.test/log';
const data = mkdtempSync(join(tmpdir(), 'quittance-log-'));
const keys = openLogKeys(join(data, 'keys'));
const tiles = tileFiles(join(data, 'log'));
const now = (): Date => new Date('2026-11-23T08:00:00Z');

const sequencer = (onStep?: (step: SequencerStep) => void): Sequencer =>
  new Sequencer({ crypto: nodeCrypto, store: postgresLog(database, origin), tiles, signers: keys.log, now, ...(onStep ? { onStep } : {}) });
const seals = () => sealing({ crypto: nodeCrypto, vault: vault(keys.master), records: postgresRecords, transactions: database, now });

function item(tenant: string, text: string): SealItem {
  const content = utf8(text);
  return {
    tenant,
    kind: 'report',
    contentSha256: hex(nodeCrypto.sha256(content)),
    size: content.length,
    mediaType: 'text/plain',
    context: { how: 'test' },
    content,
  };
}

describe('the sequencer over PostgreSQL', () => {
  it('takes a batch from received to logged, with proofs that verify', async () => {
    const { tenant, actor } = await database.newTenant();
    const ids = await database.withTenant(tenant, actor, (tx) =>
      seals().seal(
        tx,
        Array.from({ length: 700 }, (_, i) => item(tenant, `report ${i}`)),
      ),
    );
    const recordIds = ids.map(({ recordId }) => recordId);
    expect((await seals().status(tenant, recordIds)).every(({ grade }) => grade === 'received')).toBe(true);
    const writer = sequencer();
    expect(await writer.round()).toBe(700);
    expect(await writer.round()).toBe(0);
    const status = await seals().status(tenant, recordIds);
    expect(status.map(({ grade }) => grade)).toEqual(recordIds.map(() => 'logged'));

    const signed = readFileSync(join(data, 'log', 'checkpoint'), 'utf8');
    const checkpoint = parseCheckpoint(parseNote(signed).text);
    expect(checkpoint.size).toBe(700);
    const read = nodesFromTiles(nodeCrypto, (tile) => tiles.read(tile), checkpoint.size);
    const found = await database.withTenant(tenant, actor, (tx) => postgresRecords.find(tx, { kind: 'records', ids: recordIds }));
    for (const record of found.slice(0, 20)) {
      const index = record.logIndex as number;
      const proof = await pathHashes(nodeCrypto, read, inclusionPath(index, checkpoint.size));
      expect(verifyInclusion(nodeCrypto, proof, { index, size: checkpoint.size }, leafHash(nodeCrypto, record.entry), checkpoint.root)).toBe(true);
    }
  });

  it('keeps order and loses nothing when a round is cut at any step', async () => {
    const { tenant, actor } = await database.newTenant();
    for (const cut of ['assigned', 'tiles-written', 'advanced', 'published'] as const) {
      await database.withTenant(tenant, actor, (tx) => seals().seal(tx, [item(tenant, `before ${cut}`), item(tenant, `and ${cut}`)]));
      const failing = sequencer((step) => {
        if (step === cut) throw new Error(`cut at ${cut}`);
      });
      await expect(failing.round()).rejects.toThrow(cut);
      await sequencer().round();
    }
    const [row] = await database.query<{ waiting: bigint; assigned: bigint; size: bigint }>(
      'select (select count(*) from evidence_queue) as waiting, assigned, size from evidence_log',
    );
    expect([String(row?.waiting), String(row?.assigned), String(row?.size)]).toEqual(['0', '708', '708']);
    expect(await sequencer().round()).toBe(0);
  });

  it('gives nothing to the log when the transaction rolls back', async () => {
    const { tenant, actor } = await database.newTenant();
    await expect(
      database.withTenant(tenant, actor, async (tx) => {
        await seals().seal(tx, [item(tenant, 'never')]);
        throw new Error('the caller changed its mind');
      }),
    ).rejects.toThrow('changed its mind');
    expect(await sequencer().round()).toBe(0);
  });

  it("refuses another tenant's item and false content", async () => {
    const { tenant, actor } = await database.newTenant();
    const other = await database.newTenant();
    await expect(database.withTenant(tenant, actor, (tx) => seals().seal(tx, [item(other.tenant, 'x')]))).rejects.toMatchObject({
      code: 'evidence.wrong_tenant',
    });
    const lying = { ...item(tenant, 'x'), contentSha256: '0'.repeat(64) };
    await expect(database.withTenant(tenant, actor, (tx) => seals().seal(tx, [lying]))).rejects.toMatchObject({ code: 'evidence.bad_item' });
  });

  it('refuses to sign over tiles that were changed behind its back', async () => {
    const { tenant, actor } = await database.newTenant();
    await database.withTenant(tenant, actor, (tx) => seals().seal(tx, [item(tenant, 'x')]));
    const tampering: TileStore = {
      ...tiles,
      read: async (tile) => (await tiles.read(tile)).map((byte, i) => (i === 0 && tile.level !== 'entries' ? byte ^ 1 : byte)),
    };
    const writer = new Sequencer({ crypto: nodeCrypto, store: postgresLog(database, origin), tiles: tampering, signers: keys.log, now });
    await expect(writer.round()).rejects.toMatchObject({ code: 'evidence.inconsistent_tree' });
    expect(await sequencer().round()).toBe(1);
  });
});
