import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { postgresAnchors } from '#adapters/postgres/evidence/anchors.ts';
import { testDatabase } from '#adapters/postgres/testing.ts';
import { embeddedAnchor } from '#adapters/timestamp/authority-client.ts';
import { embeddedAuthority } from '#adapters/timestamp/embedded-authority.ts';
import { concat, utf8 } from '#domain/evidence/bytes.ts';
import { checkpointText } from '#domain/evidence/checkpoint.ts';
import { vkey } from '#domain/evidence/note.ts';
import { proofFile } from '#domain/evidence/opentimestamps/proof.ts';
import { anchorCheckpoints } from '#usecases/seal/anchor-checkpoints.ts';
import { nodeCrypto } from './node-crypto.ts';
import { archiveOf } from './testing/archive.ts';
import { type Installation, installation, textItem } from './testing/installation.ts';
import { goFolder, hasProgram, ran } from './testing/programs.ts';

// The commands of VERIFY.md, as they stand there, on a bundle as a stranger unpacks it.

let here: Installation;
let bag: string;
let environment: NodeJS.ProcessEnv;
let blocks: ReadonlyMap<string, string>;

beforeAll(async () => {
  const database = await testDatabase();
  here = installation(database);
  const { tenant, actor } = await database.newTenant();
  const seal = (count: number) =>
    database.withTenant(tenant, actor, (tx) =>
      here.seals.seal(
        tx,
        Array.from({ length: count }, (_, i) => textItem(tenant, `第 ${i} 份`, { name: `100% ${i}.txt` })),
      ),
    );
  const ids = await seal(3);
  await here.sequencer().round();
  const now = (): Date => new Date('2026-11-23T08:05:00Z');
  const authority = embeddedAuthority(join(here.folder, 'tsa'), now);
  const store = postgresAnchors(database, here.logKey.name);
  const onError = (error: unknown): void => {
    throw error;
  };
  await anchorCheckpoints({ crypto: nodeCrypto, log: here.parts.log, store, anchors: [embeddedAnchor(authority)], now, onError });
  const last = await here.parts.log.bestSigned();
  const digest = nodeCrypto.sha256(utf8(checkpointText((last as NonNullable<typeof last>).checkpoint)));
  const joined = concat(digest, Uint8Array.of(1, 2, 3));
  const bitcoin = { message: nodeCrypto.sha256(joined), attestations: [{ kind: 'bitcoin' as const, height: 840_000 }], steps: [] };
  const hashed = { message: joined, attestations: [], steps: [{ operation: { kind: 'sha256' as const }, next: bitcoin }] };
  const operation = { kind: 'append' as const, bytes: Uint8Array.of(1, 2, 3) };
  await store.add(
    { size: 3, kind: 'opentimestamps', authority: 'alice', digest, requestedAt: now() },
    {
      state: 'proven',
      bytes: proofFile({ message: digest, attestations: [], steps: [{ operation, next: hashed }] }),
      fileName: 'alice-840000.ots',
      provesBefore: now(),
    },
  );
  await seal(300);
  await here.sequencer().round();
  const archive = await archiveOf(await here.bundle({ tenant, actor, scope: { kind: 'records', ids: ids.map(({ recordId }) => recordId) } }));
  bag = join(here.folder, 'bag');
  for (const { name, bytes } of archive.members) {
    mkdirSync(dirname(join(bag, name)), { recursive: true });
    writeFileSync(join(bag, name), bytes);
  }
  writeFileSync(join(here.folder, 'root.pem'), authority.rootPem);
  environment = {
    ...process.env,
    PATH: `${process.env.PATH}:${goFolder ?? ''}`,
    GOCACHE: join(here.folder, 'gocache'),
    GOFLAGS: '',
    TMPDIR: here.folder,
    LOG_VKEY: vkey(here.logKey),
    TSA_ROOT: join(here.folder, 'root.pem'),
  };
  blocks = commandsIn(readFileSync(join(bag, 'VERIFY.md'), 'utf8'));
}, 120_000);

/** The indented lines of each section, together one script. */
function commandsIn(markdown: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let section = '';
  for (const line of markdown.split('\n')) {
    section = /^## (\d+)\./.exec(line)?.[1] ?? section;
    if (line.startsWith('    ') || line === '') found.set(section, `${found.get(section) ?? ''}${line.slice(4)}\n`);
  }
  return found;
}

/** Runs the sections in one shell, stopping at the first failure, over the bag with `spoil` changed. */
function run(sections: readonly string[], spoil?: { readonly path: string; readonly at: number }): { ok: boolean; said: string } {
  const folder = spoil ? join(here.folder, 'spoilt') : bag;
  if (spoil) {
    cpSync(bag, folder, { recursive: true });
    const bytes = readFileSync(join(folder, spoil.path));
    const at = spoil.at % bytes.length;
    bytes[at] = (bytes[at] as number) ^ 1;
    writeFileSync(join(folder, spoil.path), bytes);
  }
  const script = ['0', ...sections].map((section) => blocks.get(section)).join('\n');
  const { status, stdout, stderr } = spawnSync('sh', ['-e'], { cwd: folder, input: script, encoding: 'utf8', env: environment });
  return { ok: status === 0, said: stdout + stderr };
}

const positions = [3, 20, 41, 60];

describe('VERIFY.md', () => {
  it('has commands for every step', () => {
    expect([...blocks.keys()].filter((section) => (blocks.get(section) ?? '').trim() !== '')).toEqual(['0', '1', '2', '3', '4', '5', '6']);
    expect(readdirSync(join(bag, 'data'))).toHaveLength(3);
  });

  it('checks files, records and the signature of the log, and refuses one flipped byte in any of them', () => {
    if (!ran('sha256sum, xxd and openssl (VERIFY.md 2 to 4)', hasProgram('sha256sum') && hasProgram('xxd', '-v') && hasProgram('openssl', 'version')))
      return;
    expect(run(['2', '3', '4'])).toMatchObject({ ok: true });
    for (const at of positions) {
      for (const path of ['records/001.json', 'records/002.salt', 'proofs/003.tlog-proof', 'data/001-100_0.txt', 'manifest-sha256.txt'])
        expect(`${path} ${at} ${run(['2'], { path, at }).ok}`).toBe(`${path} ${at} false`);
      // The signature alone: the body of the checkpoint is changed, not the files' manifest.
      const start = readFileSync(join(bag, 'proofs/001.tlog-proof')).indexOf('\n\n') + 2;
      expect(run(['3', '4'], { path: 'proofs/001.tlog-proof', at: start + at }).ok).toBe(false);
    }
    expect(run(['3'], { path: 'data/001-100_0.txt', at: 4 }).ok).toBe(false);
  });

  it('checks inclusion and growth with Go, and refuses a flipped byte', () => {
    const there = goFolder !== undefined && existsSync('/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog');
    if (!ran('Go sumdb (VERIFY.md 5)', there)) return;
    const { ok, said } = run(['3', '5']);
    expect(`${ok} ${said}`).toMatch(
      /^true [\s\S]*leaf 0 is in the signed tree of 303 leaves[\s\S]*the tree of 3 leaves is the beginning of that of 303/,
    );
    for (const path of ['records/001.json', 'proofs/001.tlog-proof', 'consistency/3-303.txt', 'checkpoints/3.txt'])
      expect(`${path} ${run(['3', '5'], { path, at: 40 }).ok}`).toBe(`${path} false`);
  }, 120_000);

  it('checks the time with openssl ts and with python3-opentimestamps, and refuses a flipped byte', () => {
    const there = spawnSync('/usr/bin/python3', ['-c', 'import opentimestamps']).status === 0;
    if (!ran('openssl ts and python3-opentimestamps (VERIFY.md 6)', there && hasProgram('openssl', 'version'))) return;
    const { ok, said } = run(['6']);
    expect(`${ok} ${said}`).toMatch(/^true [\s\S]*Verification: OK[\s\S]*Bitcoin block 840000 must have the Merkle root [0-9a-f]{64}/);
    const stamp = readdirSync(join(bag, 'anchors/3')).find((name) => name.endsWith('.tsr')) as string;
    for (const [path, at] of [
      ['checkpoints/3.txt', 5],
      [`anchors/3/${stamp}`, readFileSync(join(bag, 'anchors/3', stamp)).length - 9],
      ['anchors/3/alice-840000.ots', 35],
    ] as const)
      expect(`${path} ${run(['6'], { path, at }).ok}`).toBe(`${path} false`);
  });
});
