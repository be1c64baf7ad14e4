import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleInMemory, folderBag, memorySource } from '#adapters/objects/bundle-file.ts';
import { testDatabase } from '#adapters/postgres/testing.ts';
import { bagInZip, readAll } from '#domain/evidence/bundle/bag.ts';
import type { Trust } from '#domain/evidence/bundle/trust.ts';
import type { Verification } from '#domain/evidence/bundle/verdict.ts';
import { verificationText, verifyBundle } from '#domain/evidence/bundle/verify.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import { uuid7 } from '#domain/kernel/id.ts';
import { ZipWriter } from '#usecases/seal/zip-writer.ts';
import { nodeCrypto } from './node-crypto.ts';
import { type Installation, installation, textItem } from './testing/installation.ts';
import { hasProgram, ran } from './testing/programs.ts';

let here: Installation;
let zip: Uint8Array;
let again: Uint8Array;
let selective: Uint8Array;
let trust: Trust;
const recording = randomBytes(2_500_000);

beforeAll(async () => {
  const database = await testDatabase();
  here = installation(database);
  const { tenant, actor } = await database.newTenant();
  const caseId = uuid7(1_700_000_000_000, randomBytes(10));
  const { marks, object } = await here.parts.sealed.put([recording], { sm3: true });
  const plain = await here.parts.objects.put([Buffer.from('%PDF-1.7 contract')]);
  const ids = await database.withTenant(tenant, actor, (tx) =>
    here.seals.seal(tx, [
      textItem(tenant, '欠条：今欠张三人民币壹万元整。', { caseId, name: '欠条 2026.txt', kind: 'exhibit' }),
      {
        tenant,
        caseId,
        kind: 'call',
        contentSha256: marks.sha256,
        size: marks.size,
        chunks: marks.chunks,
        sm3: marks.sm3 as string,
        mediaType: 'audio/wav',
        name: 'call.wav',
        context: {},
        object,
      },
      { tenant, caseId, kind: 'contract', contentSha256: plain.sha256, size: plain.size, mediaType: 'application/pdf', context: {}, object: plain },
      textItem(tenant, '{"decision":"allowed"}', { caseId, kind: 'decision', mediaType: 'application/json' }),
    ]),
  );
  await database.withTenant(tenant, actor, (tx) =>
    here.seals.seal(
      tx,
      Array.from({ length: 600 }, (_, i) => textItem(tenant, `other ${i}`)),
    ),
  );
  await here.sequencer().round();
  await here.cosignLatest();
  const request = { tenant, actor, scope: { kind: 'case', id: caseId } as const, policy: here.selfAsserted };
  zip = await here.bundle(request);
  again = await here.bundle(request);
  selective = await here.bundle({
    ...request,
    only: ids.slice(1, 3).map(({ recordId }) => recordId),
    withoutContent: [(ids[1] as { recordId: string }).recordId],
  });
  trust = { policy: parsePolicy(nodeCrypto, here.witnessed), reportKeys: [here.reportKey], known: [], anchors: [] };
});

const verify = (bytes: Uint8Array, by: Trust = trust): Promise<Verification> =>
  verifyBundle(nodeCrypto, () => bagInZip(nodeCrypto, memorySource(bytes)), by);

describe('a bundle', () => {
  it('verifies under the policy of its reader, deterministically', async () => {
    const answer = await verify(zip);
    expect(answer.findings).toEqual([]);
    expect(answer.verdict).toBe('verified');
    expect(Object.fromEntries(answer.claims.map(({ claim, verdict }) => [claim, verdict]))).toEqual({
      bytes: 'proven',
      inclusion: 'proven',
      'append-only': 'nothing-claimed',
      quorum: 'proven',
      'time-bound': 'proven',
      signatures: 'proven',
    });
    expect(answer.records.map(({ content, inclusion }) => `${content} ${inclusion}`)).toEqual(Array(4).fill('same proven'));
    expect(Buffer.compare(zip, again)).toBe(0);
    expect(verificationText(await verify(zip))).toBe(verificationText(answer));
  });

  it('says "self-asserted log" without a witness, and decides nothing without a policy or with another log', async () => {
    const alone = await verify(zip, { ...trust, policy: parsePolicy(nodeCrypto, here.selfAsserted) });
    expect([alone.verdict, alone.log?.standing]).toEqual(['self-asserted', 'self-asserted']);
    expect(alone.statement.en).toContain('self-asserted log');
    expect((await verify(zip, { reportKeys: [], known: [], anchors: [] })).verdict).toBe('no-trust');
    const strange = here.selfAsserted.replace(/^log .*$/m, '').replace('quorum', 'quorum');
    expect((await verify(zip, { ...trust, policy: parsePolicy(nodeCrypto, strange) })).verdict).toBe('no-trust');
  });

  it('reports a quorum that is not met', async () => {
    const database = here.witnessed.replace(/witness w0 (\S+)/, (_line, key: string) => {
      const other = Buffer.from(String(key).split('+').slice(2).join('+'), 'base64');
      other[5] = (other[5] as number) ^ 1;
      const id = nodeCrypto.sha256(Buffer.concat([Buffer.from('witness.test/w1\n'), other])).subarray(0, 4);
      return `witness w0 witness.test/w1+${Buffer.from(id).toString('hex')}+${other.toString('base64')}`;
    });
    expect((await verify(zip, { ...trust, policy: parsePolicy(nodeCrypto, database) })).verdict).toBe('quorum-not-met');
  });

  it('discloses what was chosen and no more', async () => {
    const answer = await verify(selective);
    expect(answer.verdict).toBe('verified');
    expect(answer.records.map(({ kind, content }) => [kind, content])).toEqual([
      ['call', 'not-disclosed'],
      ['contract', 'same'],
    ]);
    expect(Buffer.from(selective).includes(Buffer.from('欠条'))).toBe(false);
  });

  it('verifies unpacked, and other programs agree on ZIP and BagIt', async () => {
    const file = join(here.folder, 'bundle.zip');
    const out = join(here.folder, 'unpacked');
    writeFileSync(file, zip);
    mkdirSync(out);
    const python = `import sys, zipfile, hashlib, os
z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])
top = os.path.join(sys.argv[2], z.namelist()[0].split('/')[0]); os.chdir(top)
listed = set()
for manifest in ('manifest-sha256.txt', 'tagmanifest-sha256.txt'):
    for line in open(manifest, encoding='utf-8'):
        digest, path = line.rstrip('\\n').split('  ', 1); path = path.replace('%25', '%'); listed.add(path)
        assert hashlib.sha256(open(path, 'rb').read()).hexdigest() == digest, path
payload = {os.path.relpath(os.path.join(d, f), '.') for d, _, fs in os.walk('data') for f in fs}
assert payload <= listed and payload
size = sum(os.path.getsize(p) for p in payload)
assert 'Payload-Oxum: %d.%d' % (size, len(payload)) in open('bag-info.txt').read()
print(top)`;
    if (!ran('python3 zipfile', hasProgram('python3'))) return;
    const top = execFileSync('python3', ['-c', python, file, out], { encoding: 'utf8' }).trim();
    expect((await verifyBundle(nodeCrypto, () => folderBag(top), trust)).verdict).toBe('verified');
    if (ran('sha256sum', hasProgram('sha256sum'))) {
      for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt'])
        execFileSync('sha256sum', ['--check', '--strict', '--quiet', manifest], { cwd: top });
    }
    if (ran('python3 bagit', hasProgram('python3', '-c', 'import bagit'))) {
      execFileSync('python3', ['-c', 'import sys, bagit; bagit.Bag(sys.argv[1]).validate()', top]);
    }
  });
});

describe('an attacker', () => {
  it('cannot change one file and mend the ZIP and manifests around it', async () => {
    const bag = await bagInZip(nodeCrypto, memorySource(selective));
    for (const path of bag.paths) {
      for (const salt of [1, 77]) {
        const bytes = await readAll(bag, path);
        if (bytes.length === 0) continue;
        const at = (salt * 7919) % bytes.length;
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] as number) ^ salt;
        const { verdict } = await verify(await mended(selective, path, changed));
        expect(`${path} ${verdict}`).toMatch(/ (false|refused)$/);
      }
      expect((await verify(await mended(selective, path, undefined))).verdict).toMatch(/false|refused/);
    }
  });

  it('is refused with hostile ZIPs', async () => {
    const refused = async (bytes: Uint8Array): Promise<void> => {
      const answer = await verify(bytes);
      expect([answer.verdict, answer.findings[0]?.code]).toEqual(['refused', expect.stringMatching(/^evidence\.(hostile_zip|not_a_bag|bad_text)$/)]);
    };
    const named = async (...names: string[]): Promise<Uint8Array> => {
      const sink = bundleInMemory();
      const writer = new ZipWriter(nodeCrypto, sink);
      for (const [i, name] of names.entries()) await writer.addBytes(`b/data/${'x'.repeat(name.length)}${i}`, 'x');
      await writer.finish();
      let text = Buffer.from(sink.bytes()).toString('latin1');
      for (const [i, name] of names.entries()) text = text.replaceAll(`${'x'.repeat(name.length)}${i}`, name.padEnd(name.length + 1, '~'));
      return Buffer.from(text, 'latin1');
    };
    await refused(await named('../../etc/passwd'));
    await refused(await named('a\\..\\b'));
    await refused(await named('a\0b'));
    await refused(await named('C:evil'));
    await refused(await named('same', 'same'));
    await refused(await named('same', 'SAME'));
    await refused(Buffer.concat([zip, Buffer.from('trailing')]));
    await refused(Buffer.concat([Buffer.from('leading'), zip]));
    await refused(Buffer.alloc(22));
    await refused(Buffer.alloc(0));
    const deflated = Buffer.from('504b0304', 'hex');
    await refused(Buffer.concat([deflated, zip.subarray(4)]).fill(8, 8, 9));
    if (ran('python3 zip bomb', hasProgram('python3'))) {
      const bomb = join(here.folder, 'bomb.zip');
      execFileSync('python3', [
        '-c',
        "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)\nz.writestr('b/data/bomb', b'0' * 50_000_000)\nz.close()",
        bomb,
      ]);
      await refused(readFileSync(bomb));
    }
  });
});

/** The same bundle with one file changed or gone, its ZIP and both manifests made consistent again. */
async function mended(original: Uint8Array, changedPath: string, changed: Uint8Array | undefined): Promise<Uint8Array> {
  const bag = await bagInZip(nodeCrypto, memorySource(original));
  const files = new Map<string, Uint8Array>();
  for (const path of bag.paths) files.set(path, path === changedPath && changed ? changed : await readAll(bag, path));
  if (!changed) files.delete(changedPath);
  const list = (paths: string[]): string =>
    paths
      .sort()
      .map((path) => `${Buffer.from(nodeCrypto.sha256(files.get(path) as Uint8Array)).toString('hex')}  ${path}\n`)
      .join('');
  if (changedPath !== 'manifest-sha256.txt')
    files.set('manifest-sha256.txt', Buffer.from(list([...files.keys()].filter((path) => path.startsWith('data/')))));
  const own = new Set(['tagmanifest-sha256.txt', 'bundle.sig']);
  if (changedPath !== 'tagmanifest-sha256.txt') {
    files.set('tagmanifest-sha256.txt', Buffer.from(list([...files.keys()].filter((path) => !path.startsWith('data/') && !own.has(path)))));
  }
  const sink = bundleInMemory();
  const writer = new ZipWriter(nodeCrypto, sink);
  for (const [path, bytes] of files) await writer.addBytes(`bag/${path}`, bytes);
  await writer.finish();
  return sink.bytes();
}
