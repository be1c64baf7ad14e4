import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleInMemory, memorySource } from '#adapters/objects/bundle-file.ts';
import { postgresSuccession } from '#adapters/postgres/evidence/logs.ts';
import { type TestDatabase, testDatabase } from '#adapters/postgres/testing.ts';
import { bagInZip } from '#domain/evidence/bundle/bag.ts';
import type { Trust } from '#domain/evidence/bundle/trust.ts';
import { verifyBundle } from '#domain/evidence/bundle/verify.ts';
import { hex, utf8 } from '#domain/evidence/bytes.ts';
import { parseCheckpoint } from '#domain/evidence/checkpoint.ts';
import { parseNote, parseVkey } from '#domain/evidence/note.ts';
import { judgeCheckpoint, parsePolicy } from '#domain/evidence/policy.ts';
import { commitment, leafType, logEntry, parseRecord } from '#domain/evidence/record.ts';
import { entriesOf } from '#domain/evidence/tiles.ts';
import { uuid7 } from '#domain/kernel/id.ts';
import { writeBundle } from '#usecases/seal/bundle.ts';
import { type RotationParts, rotateLog } from '#usecases/seal/rotate-log.ts';
import { Sequencer } from '#usecases/seal/sequence.ts';
import { openLogKeys } from './keys.ts';
import { openLogFiles } from './log-files.ts';
import { type LogPlaces, nextLog, openLogs, signersOf } from './logs.ts';
import { nodeCrypto } from './node-crypto.ts';
import { type Evidence, openEvidence } from './open.ts';
import { archiveOf, mended, zipOf } from './testing/archive.ts';
import { textItem } from './testing/items.ts';

let database: TestDatabase;
let evidence: Evidence;
const folder = mkdtempSync(join(tmpdir(), 'quittance-rotation-'));
const folders = { objects: join(folder, 'objects'), log: join(folder, 'log'), keys: join(folder, 'keys') };
const stop = new AbortController();
let leading: Promise<void>;
const errors: unknown[] = [];
let tenant: string;
let actor: Awaited<ReturnType<TestDatabase['newTenant']>>['actor'];
const caseId = uuid7(1_700_000_000_000, randomBytes(10));

beforeAll(async () => {
  database = await testDatabase();
  evidence = await openEvidence({ transactions: database, folders, suggestedOrigin: 'rotation.test/log' });
  ({ tenant, actor } = await database.newTenant());
  leading = evidence.keepSequencing(stop.signal, (error) => errors.push(error));
});
afterAll(async () => {
  stop.abort();
  await leading;
  rmSync(folder, { recursive: true, force: true });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    if (await holds()) return;
    await new Promise((later) => setTimeout(later, 20));
  }
  throw new Error(`it did not come true within 20 s; ${errors.map(String).join('; ')}`);
}

const seal = (...texts: string[]) =>
  database.withTenant(tenant, actor, (tx) =>
    evidence.sealing.seal(
      tx,
      texts.map((text) => textItem(tenant, text, { caseId, name: `${text}.txt` })),
    ),
  );
const logged = (ids: readonly { readonly recordId: string }[]) =>
  until(async () =>
    (
      await evidence.sealing.status(
        tenant,
        ids.map(({ recordId }) => recordId),
      )
    ).every(({ grade }) => grade === 'logged'),
  );
async function bundle(): Promise<Uint8Array> {
  const sink = bundleInMemory();
  await writeBundle(evidence, { tenant, actor, scope: { kind: 'case', id: caseId }, policy: await evidence.policyText() }, sink);
  return sink.bytes();
}
const verify = (zip: Uint8Array, trust: Trust) => verifyBundle(nodeCrypto, () => bagInZip(nodeCrypto, memorySource(zip)), trust);
async function trusted(keep: (line: string) => boolean = () => true): Promise<Trust> {
  const text = await evidence.policyText();
  const keys = [...text.matchAll(/^# report key: (\S+)$/gm)].map(([, key]) => parseVkey(nodeCrypto, key as string));
  return { policy: parsePolicy(nodeCrypto, text.split('\n').filter(keep).join('\n')), reportKeys: keys, known: [], anchors: [] };
}

describe('a new log', () => {
  let before: Uint8Array;
  let checkpoint: string;

  it('begins when it is asked for, with keys of its own, and its first leaf is the last checkpoint of the old one', async () => {
    await logged(await seal('欠条', '合同'));
    before = await bundle();
    await logged(await seal('对账单'));
    const [old] = await evidence.logs();
    await evidence.succession.ask(new Date());
    // A checkpoint is signed first and shown to the public after.
    await until(async () => (await evidence.publicLog.open('2/checkpoint')) !== undefined);
    const [closed, begun] = await evidence.logs();
    expect([closed?.origin, closed?.closedAt !== undefined, begun?.origin]).toEqual([old.origin, true, `${old.origin}/2`]);
    expect(new Set([...(closed?.keys ?? []), ...(begun?.keys ?? [])]).size).toBe(4);

    // What anybody can check from what is public: entry 0 of the new log, its record and salt, the old log's checkpoint.
    checkpoint = (await closed?.store.bestSigned())?.signed as string;
    const record = begun?.first?.record as Uint8Array;
    const [entry] = entriesOf((await begun?.tiles.read({ level: 'entries', index: 0, width: 1 })) as Uint8Array);
    const expected = logEntry(leafType.rotation, commitment(nodeCrypto, begun?.first?.salt as Uint8Array, record));
    expect(hex(entry as Uint8Array)).toBe(hex(expected));
    expect(parseRecord(record)).toMatchObject({
      kind: 'rotation',
      content: { sha256: hex(nodeCrypto.sha256(utf8(checkpoint))) },
      context: { checkpoint },
    });
    expect(errors).toEqual([]);
  });

  it('takes what is sealed from then on; a bundle over both verifies and shows the link', async () => {
    await logged(await seal('还款记录'));
    const zip = await bundle();
    const answer = await verify(zip, await trusted());
    expect(answer.findings).toEqual([]);
    expect(answer.verdict).toBe('self-asserted');
    expect(answer.claims.find(({ claim }) => claim === 'succession')).toMatchObject({ verdict: 'proven' });
    expect(answer.records.map(({ kind, content, inclusion }) => `${kind} ${content} ${inclusion}`)).toEqual([
      'report same proven',
      'report same proven',
      'report same proven',
      'report same proven',
      'rotation same proven',
    ]);
    expect([answer.earlierLogs?.map(({ origin }) => origin), answer.log?.origin]).toEqual([['rotation.test/log'], 'rotation.test/log/2']);
    expect(Buffer.compare(zip, await bundle())).toBe(0);
    // The old log's own bundle and checkpoint hold under the new policy too.
    expect((await verify(before, await trusted())).verdict).toBe('self-asserted');
    expect(judgeCheckpoint(nodeCrypto, (await trusted()).policy as NonNullable<Trust['policy']>, checkpoint).log).toBe('valid');
  });

  it('must be trusted like the old one: a policy that lists only one of them decides nothing', async () => {
    const zip = await bundle();
    for (const missing of ['log rotation.test/log+', 'log rotation.test/log/2+'])
      expect((await verify(zip, await trusted((line) => !line.startsWith(missing)))).verdict).toBe('no-trust');
  });

  it('is no way to show an old log that grew after it was closed, nor records without their link as linked', async () => {
    const { folder: top, members } = await archiveOf(await bundle());
    const trust = { ...(await trusted()), reportKeys: [] };
    const unsigned = members.filter(({ name }) => name !== 'bundle.sig');
    const shown = async (chosen: typeof members) => {
      const answer = await verify(zipOf({ folder: top, members: mended(withInfo(chosen)) }), trust);
      return [answer.verdict, answer.claims.find(({ claim }) => claim === 'succession')?.verdict, answer.findings[0]?.code];
    };
    expect(await shown(unsigned)).toEqual(['self-asserted', 'proven', undefined]);
    expect(await shown(unsigned.filter(({ name }) => !/\/005[.-]/.test(name)))).toEqual(['self-asserted', 'not-proven', undefined]);
    // True proofs of the old log, but in another state than the one that was closed.
    const older = (await archiveOf(before)).members;
    const mixed = unsigned.map((member) =>
      /^proofs\/00[12]/.test(member.name) ? (older.find(({ name }) => name === member.name) ?? member) : member,
    );
    expect(await shown(mixed)).toEqual(['false', expect.anything(), 'evidence.several_checkpoints']);
    const earlier = mixed.filter(({ name }) => !/\/003[.-]/.test(name));
    expect(await shown(earlier)).toEqual(['false', 'false', 'evidence.not_append_only']);
  });
});

/** bag-info.txt as it must be when contents are missing. */
function withInfo(members: Awaited<ReturnType<typeof archiveOf>>['members']): typeof members {
  const payload = members.filter(({ name }) => name.startsWith('data/'));
  const oxum = `${payload.reduce((sum, { bytes }) => sum + bytes.length, 0)}.${payload.length}`;
  return members.map((member) =>
    member.name === 'bag-info.txt'
      ? {
          ...member,
          bytes: utf8(
            Buffer.from(member.bytes)
              .toString()
              .replace(/Oxum: .*/, `Oxum: ${oxum}`),
          ),
        }
      : member,
  );
}

describe('a crash while the log is changed', () => {
  it('leaves the old log open or the new one begun, at every step', async () => {
    const own = await testDatabase();
    const home = join(folder, 'crash');
    const keys = openLogKeys(join(home, 'keys'));
    const files = await openLogFiles(join(home, 'log'));
    const places: LogPlaces = { transactions: own, files, keysFolder: join(home, 'keys'), firstKeys: keys.log };
    const logs = await openLogs(places, 'crash.test/log');
    const now = (): Date => new Date();
    const succession = postgresSuccession(own);
    const [first] = await logs();
    const sequencer = (log: typeof first) =>
      new Sequencer({ crypto: nodeCrypto, store: log.store, tiles: log.tiles, signers: signersOf(places, log), now });
    const honest: RotationParts = {
      crypto: nodeCrypto,
      vault: { random: (length) => randomBytes(length) },
      succession,
      nextLog: nextLog(places, first.origin),
      now,
    };
    const cut = (): never => {
      throw new Error('cut');
    };
    const made = honest.nextLog(first).keys;
    for (const parts of [
      { ...honest, witnessed: cut },
      { ...honest, nextLog: cut },
      { ...honest, succession: { succeed: cut } },
    ] satisfies RotationParts[]) {
      await expect(rotateLog(parts, first, sequencer(first))).rejects.toThrow('cut');
      expect((await logs()).map(({ closedAt }) => closedAt)).toEqual([undefined]);
    }
    // Cut after the transaction: the answer is lost, the new log has begun.
    const lost: RotationParts = { ...honest, succession: { succeed: async (...given) => ((await succession.succeed(...given)) ? cut() : cut()) } };
    await expect(rotateLog(lost, first, sequencer(first))).rejects.toThrow('cut');
    const [closed, begun] = await logs();
    expect([closed.closedAt !== undefined, begun?.keys]).toEqual([true, made]);
    await expect(rotateLog(honest, closed, sequencer(closed))).rejects.toMatchObject({ code: 'evidence.head_moved' });
    expect(await sequencer(begun as typeof first).round()).toBe(1);
    const signed = (await (begun as typeof first).store.bestSigned())?.signed as string;
    expect(parseCheckpoint(parseNote(signed).text)).toMatchObject({ origin: 'crash.test/log/2', size: 1 });
    expect(await sequencer(closed).round()).toBe(0);
  });

  it('waits for the witnesses that the policy asks for', async () => {
    const [, newest] = await evidence.logs();
    const parts: RotationParts = {
      crypto: nodeCrypto,
      vault: evidence.vault,
      succession: { succeed: async () => true },
      nextLog: () => ({ origin: 'never', number: 3, keys: [] }),
      witnessed: async ({ signed }) => ({ signed, quorum: false }),
      now: () => new Date(),
    };
    await expect(rotateLog(parts, newest as NonNullable<typeof newest>, { round: async () => 0 })).rejects.toMatchObject({
      code: 'evidence.not_witnessed',
    });
  });
});
