import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { type Installation, installation, textItem } from '#adapters/log/testing/installation.ts';
import { witnessClient } from '#adapters/log/witness-client.ts';
import { originHash } from '#adapters/log/witness-state.ts';
import { type TestDatabase, testDatabase } from '#adapters/postgres/testing.ts';
import { checkpointText, parseCheckpoint } from '#domain/evidence/checkpoint.ts';
import { signAsLog } from '#domain/evidence/cosignature.ts';
import { formatNote, parseNote, vkey } from '#domain/evidence/note.ts';
import { judgeCheckpoint, parsePolicy } from '#domain/evidence/policy.ts';
import { formatUpdate } from '#domain/evidence/proof.ts';
import { pathHashes } from '#domain/evidence/subtree.ts';
import { nodesFromTiles } from '#domain/evidence/tiles.ts';
import { consistencyPath } from '#domain/evidence/tree.ts';
import { type RunningWitness, runWitness } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'quittance-witness-'));
let database: TestDatabase;
let here: Installation;
let witness: RunningWitness;
let policyText: string;
const checkpoints: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  here = installation(database);
  const { tenant, actor } = await database.newTenant();
  for (const count of [5, 300, 40]) {
    await database.withTenant(tenant, actor, (tx) =>
      here.seals.seal(
        tx,
        Array.from({ length: count }, (_, i) => textItem(tenant, `${count}.${i}`)),
      ),
    );
    await here.sequencer().round();
    checkpoints.push(readFileSync(join(here.folder, 'log', 'checkpoint'), 'utf8'));
  }
  witness = await start();
  policyText = [
    `log ${vkey(here.logKey)}`,
    ...witness.policyLines,
    `group all2 all ${witness.policyLines.map((line) => line.split(' ')[1]).join(' ')}`,
    'quorum all2\n',
  ].join('\n');
});
afterAll(async () => {
  await witness.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (): Promise<RunningWitness> => runWitness(['--name', 'witness.test/w1', '--data', folder, '--log', vkey(here.logKey), '--port', '0']);

const post = (body: string): Promise<Response> => fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body });
const sizeOf = (signed: string): number => parseCheckpoint(parseNote(signed).text).size;

async function update(oldSize: number, signed: string): Promise<string> {
  const size = sizeOf(signed);
  const read = nodesFromTiles(nodeCrypto, (tile) => here.parts.tiles.read(tile), Math.max(size, 345));
  return formatUpdate({ oldSize, proof: await pathHashes(nodeCrypto, read, consistencyPath(oldSize, size)), checkpoint: signed });
}

/** A checkpoint over another tree, signed by the true log key: what a log would do that shows two histories. */
function forked(size: number): string {
  const checkpoint = { origin: here.logKey.name, size, root: nodeCrypto.sha256(Buffer.from('another history')), extensions: [] };
  return formatNote({ text: checkpointText(checkpoint), signatures: [signAsLog(nodeCrypto, checkpoint.origin, here.keys.log[0], checkpoint)] });
}

describe('a witness (c2sp.org/tlog-witness)', () => {
  const [small, middle, large] = [0, 1, 2].map((i) => () => checkpoints[i] as string) as [() => string, () => string, () => string];

  it('answers as the standard says for each kind of request', async () => {
    const status = async (body: string): Promise<number> => (await post(body)).status;
    expect(await status('nonsense')).toBe(400);
    expect(await status(await update(0, small().replaceAll(here.logKey.name, 'unknown.test/log')))).toBe(404);
    expect(await status((await update(0, small())).replace(/(— \S+ .{12})./, '$1!'))).toBe(400);
    const note = parseNote(small());
    const falsely = note.signatures.map((line, i) =>
      i === 0 ? { ...line, signature: line.signature.map((byte, at) => (at === 9 ? byte ^ 1 : byte)) } : line,
    );
    expect(await status(await update(0, formatNote({ ...note, signatures: falsely })))).toBe(403);
    expect(await status(await update(0, formatNote({ ...note, signatures: note.signatures.slice(1) })))).toBe(403);
    expect(await status(formatUpdate({ oldSize: 99, proof: [], checkpoint: small() }))).toBe(400);
    const conflict = await post(await update(5, middle()));
    expect([conflict.status, await conflict.text(), conflict.headers.get('content-type')]).toEqual([409, '0\n', 'text/x.tlog.size']);
    expect((await fetch(`${witness.url}/${originHash(here.logKey.name)}/checkpoint`)).status).toBe(404);
    expect(await status(await update(0, small()))).toBe(200);
    expect(await status(await update(5, small()))).toBe(200);
    expect(await status(formatUpdate({ oldSize: 5, proof: [], checkpoint: middle() }))).toBe(422);
    expect(await status(formatUpdate({ oldSize: 5, proof: [], checkpoint: forked(5) }))).toBe(422);
    expect(await status((await update(5, middle())).replace(/\n\n/, `\n${Buffer.alloc(32).toString('base64')}\n\n`))).toBe(422);
    expect(await status(`${await update(5, middle())}`)).toBe(200);
    expect(await status(await update(5, small()))).toBe(409);
    expect(await status('x'.repeat(600_000)).catch(() => 400)).toBe(400);
  });

  it('remembers over a restart and serves what it cosigned', async () => {
    await witness.close();
    const again = await start();
    const moved = again.url;
    policyText = policyText.replaceAll(witness.url, moved);
    witness = again;
    const conflict = await post(await update(0, large()));
    expect([conflict.status, await conflict.text()]).toEqual([409, '305\n']);
    const served = await (await fetch(`${moved}/${originHash(here.logKey.name)}/checkpoint`)).text();
    expect(sizeOf(served)).toBe(305);
    expect(judgeCheckpoint(nodeCrypto, parsePolicy(nodeCrypto, policyText), served)).toMatchObject({ log: 'valid', quorum: 'met' });
  });

  it('gives the log a quorum through the client, and never two histories', async () => {
    const policy = parsePolicy(nodeCrypto, policyText);
    const ask = witnessClient(here.parts.log, here.parts.tiles, policy);
    const last = await here.parts.log.bestSigned();
    await ask(last as NonNullable<typeof last>);
    const best = await here.parts.log.bestCheckpoint(1);
    expect(judgeCheckpoint(nodeCrypto, policy, (best as NonNullable<typeof best>).signed)).toMatchObject({ log: 'valid', quorum: 'met' });
    expect((await here.parts.log.head()).witnessedSize).toBe(345);
    expect((await post(formatUpdate({ oldSize: 345, proof: [], checkpoint: forked(345) }))).status).toBe(422);
  });
});
