import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '#adapters/postgres/testing.ts';
import { hex, sameBytes } from '#domain/evidence/bytes.ts';
import { parseCheckpoint } from '#domain/evidence/checkpoint.ts';
import { parseNote } from '#domain/evidence/note.ts';
import { pathHashes, rootOf } from '#domain/evidence/subtree.ts';
import { nodesFromTiles } from '#domain/evidence/tiles.ts';
import { consistencyPath, leafHash, verifyConsistency } from '#domain/evidence/tree.ts';
import { nodeCrypto } from './node-crypto.ts';
import { type Installation, installation } from './testing/installation.ts';

const steps = ['object-stored', 'in-transaction', 'committed', 'assigned', 'tile-written', 'tiles-written', 'advanced', 'published'] as const;

/** How many kills: a few in every run, 200 when asked (CRASHES=200). */
const kills = Number(process.env.CRASHES ?? 16);

let database: TestDatabase;
let here: Installation;
let tenant: string;
const acknowledged: string[] = [];
const published: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  here = installation(database);
  ({ tenant } = await database.newTenant());
});

describe('kill -9', () => {
  it(`at every step, ${kills} times: nothing acknowledged is lost, no leaf is without its object, the tree only grows`, {
    timeout: kills * 10_000,
  }, async () => {
    for (let kill = 0; kill < kills; kill++) {
      const step = steps[kill % steps.length] as string;
      const told = {
        connection: database.connection,
        folder: here.folder,
        tenant,
        origin: here.logKey.name,
        step,
        after: Math.floor(kill / steps.length) % 3,
      };
      const child = spawnSync(process.execPath, [join(import.meta.dirname, 'testing', 'crashing.ts'), JSON.stringify(told)], { encoding: 'utf8' });
      expect(`${child.signal} ${child.stderr.replace(/\(node.*\n.*\n/g, '')}`).toBe('SIGKILL ');
      acknowledged.push(...child.stdout.split(/\s+/).filter((id) => id !== ''));
      const file = join(here.folder, 'log', 'checkpoint');
      if (existsSync(file)) published.push(readFileSync(file, 'utf8'));
    }
    const writer = here.sequencer();
    while ((await writer.round()) > 0) published.push(readFileSync(join(here.folder, 'log', 'checkpoint'), 'utf8'));

    const status = await here.seals.status(tenant, acknowledged);
    expect(status.filter(({ grade }) => grade === 'logged')).toHaveLength(acknowledged.length);
    await everyLeafHasItsObject();
    await theTreeIsWhole();
  });
});

async function everyLeafHasItsObject(): Promise<void> {
  const leaves = await database.query<{ record_id: string; object_sha256: Buffer | null; object_size: string }>(
    'select l.record_id, r.object_sha256, r.object_size from evidence_leaf l left join evidence_record r on (r.tenant, r.id) = (l.tenant, l.record_id)',
  );
  const withObject = leaves.filter((leaf) => leaf.object_sha256 !== null);
  expect(withObject.length).toBeGreaterThan(0);
  for (const leaf of withObject) expect(await here.parts.objects.size(hex(leaf.object_sha256 as Buffer))).toBe(Number(leaf.object_size));
}

async function theTreeIsWhole(): Promise<void> {
  const rows = await database.query<{ log_index: string; entry: Buffer }>('select log_index, entry from evidence_leaf order by log_index');
  expect(rows.map((row) => Number(row.log_index))).toEqual(rows.map((_, i) => i));
  const states = published.map((signed) => parseCheckpoint(parseNote(signed).text));
  const last = states.at(-1) as (typeof states)[number];
  expect(last.size).toBe(rows.length);
  expect(hex(last.root)).toBe(
    hex(
      rootOf(
        nodeCrypto,
        rows.map((row) => leafHash(nodeCrypto, row.entry)),
      ),
    ),
  );
  const read = nodesFromTiles(nodeCrypto, (tile) => here.parts.tiles.read(tile), last.size);
  for (const [i, state] of states.entries()) {
    const before = states[i - 1];
    if (before?.size === state.size) expect(sameBytes(before.root, state.root)).toBe(true);
    const proof = await pathHashes(nodeCrypto, read, consistencyPath(state.size, last.size));
    expect(verifyConsistency(nodeCrypto, proof, state, last)).toBe(true);
  }
}
