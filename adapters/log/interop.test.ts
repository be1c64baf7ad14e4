import { execFileSync, spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { memorySource } from '#adapters/objects/bundle-file.ts';
import { testDatabase } from '#adapters/postgres/testing.ts';
import { bagInZip, readAll } from '#domain/evidence/bundle/bag.ts';
import { hex, textOf } from '#domain/evidence/bytes.ts';
import { checkpointText, parseCheckpoint } from '#domain/evidence/checkpoint.ts';
import { parseNote, vkey } from '#domain/evidence/note.ts';
import { formatUpdate } from '#domain/evidence/proof.ts';
import { commitment, logEntry } from '#domain/evidence/record.ts';
import { pathHashes } from '#domain/evidence/subtree.ts';
import { nodesFromTiles } from '#domain/evidence/tiles.ts';
import { consistencyPath, leafHash } from '#domain/evidence/tree.ts';
import { nodeCrypto } from './node-crypto.ts';
import { type Installation, installation, textItem } from './testing/installation.ts';
import { goFolder, hasProgram, ran } from './testing/programs.ts';

const go = goFolder && join(goFolder, 'go');
const gopath = '/usr/share/gocode';
const sumdb = go !== undefined && existsSync(join(gopath, 'src/golang.org/x/mod/sumdb/tlog'));

let here: Installation;
let folder: string;
let old: string;
let proof: string;
let leaf: string;
let judge: string | undefined;

beforeAll(async () => {
  const database = await testDatabase();
  here = installation(database);
  folder = join(here.folder, 'log');
  const { tenant, actor } = await database.newTenant();
  const sealMany = (from: number, to: number) =>
    database.withTenant(tenant, actor, (tx) =>
      here.seals.seal(
        tx,
        Array.from({ length: to - from }, (_, i) => textItem(tenant, `report ${from + i}`)),
      ),
    );
  const first = await sealMany(0, 300);
  await here.sequencer().round();
  old = readFileSync(join(folder, 'checkpoint'), 'utf8');
  await sealMany(300, 1100);
  await here.sequencer().round();
  const zip = await here.bundle({ tenant, actor, scope: { kind: 'records', ids: [(first[123] as { recordId: string }).recordId] } });
  const bag = await bagInZip(nodeCrypto, memorySource(zip));
  proof = textOf(await readAll(bag, 'proofs/001.tlog-proof'));
  const [salt, record] = [await readAll(bag, 'records/001.salt'), await readAll(bag, 'records/001.json')];
  leaf = hex(leafHash(nodeCrypto, logEntry(1, commitment(nodeCrypto, salt, record))));
  if (go && sumdb) {
    judge = join(here.folder, 'judge');
    mkdirSync(join(here.folder, 'gocache'));
    const env = { ...process.env, GO111MODULE: 'off', GOPATH: gopath, GOCACHE: join(here.folder, 'gocache'), GOFLAGS: '' };
    execFileSync(go, ['build', '-o', judge, join(import.meta.dirname, 'interop', 'judge.go')], { env });
  }
}, 180_000);

const accepted = (...args: string[]): boolean => spawnSync(judge as string, args).status === 0;

/** At which bytes of a file a flipped bit is not noticed by the judge. */
const acceptedFlips = (step: number, file: string, ...command: string[]): number[] => {
  const said = execFileSync(judge as string, ['flips', vkey(here.logKey), String(step), file, ...command], { encoding: 'utf8' });
  return [...said.matchAll(/^accepts (\d+)$/gm)].map(([, at]) => Number(at));
};

describe("Go's golang.org/x/mod/sumdb", () => {
  it('accepts our checkpoint, every tile, every entry; and refuses one flipped byte in each file', () => {
    if (!ran('Go sumdb (log)', judge !== undefined)) return;
    expect(accepted('log', vkey(here.logKey), folder)).toBe(true);
    // Every 331st byte of each tile and entry bundle: the judge reads the whole log anew for each.
    for (const path of ['tile/0/000', 'tile/0/004.p/76', 'tile/entries/002', 'tile/1/000.p/4'])
      expect(`${path} ${acceptedFlips(331, join(folder, path), 'log', folder)}`).toBe(`${path} `);
    expect(accepted('log', vkey(here.logKey), folder)).toBe(true);
  });

  it('accepts our proofs of inclusion and growth, and no changed one', async () => {
    if (!ran('Go sumdb (proofs)', judge !== undefined)) return;
    const file = join(here.folder, 'proof.txt');
    const check = (text: string, hash = leaf): boolean => {
      writeFileSync(file, text);
      return accepted('proof', vkey(here.logKey), file, hash);
    };
    expect(check(proof)).toBe(true);
    expect(
      check(
        proof,
        leaf.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      ),
    ).toBe(false);
    expect(check(proof.replace('index ', 'index 1'))).toBe(false);
    expectCovered(proof, acceptedFlips(1, file, 'proof', file, leaf));
    const signed = readFileSync(join(folder, 'checkpoint'), 'utf8');
    const [older, newer] = [old, signed].map((text) => parseCheckpoint(parseNote(text).text)) as [
      ReturnType<typeof parseCheckpoint>,
      ReturnType<typeof parseCheckpoint>,
    ];
    const read = nodesFromTiles(nodeCrypto, (tile) => here.parts.tiles.read(tile), newer.size);
    const hashes = await pathHashes(nodeCrypto, read, consistencyPath(older.size, newer.size));
    const oldFile = join(here.folder, 'old.txt');
    writeFileSync(oldFile, old);
    const grows = (given: Uint8Array[]): boolean => {
      writeFileSync(file, formatUpdate({ oldSize: older.size, proof: given, checkpoint: signed }));
      return accepted('growth', vkey(here.logKey), file, oldFile);
    };
    expect(grows(hashes)).toBe(true);
    expect(grows([...hashes].reverse())).toBe(false);
    expect(grows(hashes)).toBe(true);
    expectCovered(readFileSync(file, 'utf8'), acceptedFlips(5, file, 'growth', file, oldFile));
    expectCovered(old, acceptedFlips(3, oldFile, 'growth', file, oldFile));
  });
});

/**
 * Go was given the Ed25519 key alone and must ignore the line of the ML-DSA-44 key, so a flip there is not its to notice,
 * nor one in the unused bits of the last base64 group. Every other flip it refuses.
 */
function expectCovered(text: string, flips: readonly number[]): void {
  const bytes = Buffer.from(text);
  const second = bytes.indexOf('\n', bytes.indexOf('\n—') + 1);
  expect(flips.length).toBeLessThan(bytes.length);
  for (const at of flips) if (at <= second) expect(`${at} ${String.fromCharCode(bytes[at + 1] as number)}`).toMatch(/ =$/);
}

describe('OpenSSL', () => {
  it("accepts the log's Ed25519 signature over the checkpoint body, and no other body", () => {
    const modern = hasProgram('openssl', 'version') && /OpenSSL 3/.test(execFileSync('openssl', ['version'], { encoding: 'utf8' }));
    if (!ran('OpenSSL 3 (Ed25519)', modern)) return;
    const note = parseNote(readFileSync(join(folder, 'checkpoint'), 'utf8'));
    const write = (name: string, bytes: Uint8Array | string): string => {
      const file = join(here.folder, name);
      writeFileSync(file, bytes);
      return file;
    };
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), here.logKey.publicKey]);
    const key = write('log.pub.pem', createPublicKey({ key: spki, format: 'der', type: 'spki' }).export({ type: 'spki', format: 'pem' }));
    const signature = write('raw.sig', (note.signatures[0] as { signature: Uint8Array }).signature);
    const verifies = (body: string): boolean =>
      spawnSync('openssl', ['pkeyutl', '-verify', '-pubin', '-inkey', key, '-rawin', '-in', write('body', body), '-sigfile', signature]).status === 0;
    expect(verifies(checkpointText(parseCheckpoint(note.text)))).toBe(true);
    expect(verifies(note.text.replace('1100', '1101'))).toBe(false);
  });
});

it('keeps no partial tile that a full one replaced, and no temporary file', () => {
  expect(readdirSync(join(folder, 'tile/0')).sort()).toEqual(['000', '001', '002', '003', '004.p']);
});
