import { beforeAll, describe, expect, it } from 'vitest';
import { memorySource } from '#adapters/objects/bundle-file.ts';
import { postgresAnchors } from '#adapters/postgres/evidence/anchors.ts';
import { type TestDatabase, testDatabase } from '#adapters/postgres/testing.ts';
import type { AnchorChecker } from '#domain/evidence/anchor.ts';
import { bagInZip } from '#domain/evidence/bundle/bag.ts';
import type { Verification } from '#domain/evidence/bundle/verdict.ts';
import { verifyBundle } from '#domain/evidence/bundle/verify.ts';
import { sameBytes } from '#domain/evidence/bytes.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import type { Anchor } from '#usecases/ports/anchor.ts';
import { anchorCheckpoints } from '#usecases/seal/anchor-checkpoints.ts';
import { nodeCrypto } from './node-crypto.ts';
import { type Installation, installation, textItem } from './testing/installation.ts';

let database: TestDatabase;
let here: Installation;
beforeAll(async () => {
  database = await testDatabase();
  here = installation(database);
});

/** An authority of the test: it answers at the second asking with the digest itself as its proof. */
function slowAuthority(): Anchor & { failing: boolean } {
  let asked = 0;
  const anchor = {
    kind: 'opentimestamps' as const,
    authority: 'calendar.test',
    failing: false,
    submit: async (digest: Uint8Array) => ({ state: 'pending' as const, bytes: digest }),
    upgrade: async (pending: { state: 'pending'; bytes: Uint8Array }) => {
      if (anchor.failing) throw new Error('the calendar is away');
      asked += 1;
      return asked % 2 === 1
        ? pending
        : { state: 'proven' as const, bytes: pending.bytes, fileName: 'calendar.ots', provesBefore: new Date('2026-11-23T10:00:00Z') };
    },
  };
  return anchor;
}

const checker: AnchorChecker = {
  kind: 'opentimestamps',
  owns: (fileName) => fileName.endsWith('.ots'),
  verify: async (_crypto, proof, digest) =>
    sameBytes(proof, digest)
      ? { kind: 'proven', before: '2026-11-23T10:00:00Z', detail: {} }
      : { kind: 'false', why: { zh: '摘要不符', en: 'another digest' } },
};

describe('anchors', () => {
  it('timestamp checkpoints, survive an authority that is away, and bound the time of records in a later tree', async () => {
    const { tenant, actor } = await database.newTenant();
    const seal = (count: number) =>
      database.withTenant(tenant, actor, (tx) =>
        here.seals.seal(
          tx,
          Array.from({ length: count }, (_, i) => textItem(tenant, `${count} ${i}`)),
        ),
      );
    const early = await seal(7);
    await here.sequencer().round();
    const authority = slowAuthority();
    const store = postgresAnchors(database, here.logKey.name);
    const failures: string[] = [];
    let minutes = 0;
    const now = (): Date => new Date(Date.now() + minutes * 60_000);
    const sweep = () =>
      anchorCheckpoints({
        crypto: nodeCrypto,
        log: here.parts.log,
        store,
        anchors: [authority],
        now,
        onError: (error) => void failures.push((error as Error).message),
      });
    expect(await sweep()).toEqual({ submitted: 1, proven: 0, pending: 0 });
    authority.failing = true;
    minutes = 2;
    expect(await sweep()).toEqual({ submitted: 0, proven: 0, pending: 1 });
    expect(failures).toEqual(['the calendar is away']);
    authority.failing = false;
    minutes = 9;
    expect(await sweep()).toEqual({ submitted: 0, proven: 1, pending: 0 });
    expect(await sweep()).toEqual({ submitted: 0, proven: 0, pending: 0 });
    expect(
      (
        await here.seals.status(
          tenant,
          early.map(({ recordId }) => recordId),
        )
      ).every(({ grade }) => grade === 'anchored'),
    ).toBe(true);

    const late = await seal(300);
    await here.sequencer().round();
    const bundle = async (ids: readonly { recordId: string }[]): Promise<Uint8Array> =>
      here.bundle({ tenant, actor, scope: { kind: 'records', ids: ids.map(({ recordId }) => recordId) } });
    const trust = { policy: parsePolicy(nodeCrypto, here.selfAsserted), reportKeys: [here.reportKey], known: [], anchors: [checker] };
    const verify = (zip: Uint8Array, by = trust): Promise<Verification> =>
      verifyBundle(nodeCrypto, () => bagInZip(nodeCrypto, memorySource(zip)), by);
    const claims = (answer: Verification): Record<string, string> => Object.fromEntries(answer.claims.map(({ claim, verdict }) => [claim, verdict]));

    const old = await verify(await bundle(early));
    expect(old.findings).toEqual([]);
    expect(claims(old)).toMatchObject({ 'append-only': 'proven', 'time-bound': 'proven' });
    expect(old.claims.find(({ claim }) => claim === 'time-bound')?.detail.before).toBe('2026-11-23T10:00:00Z');
    // A record sealed after the anchored tree is not bounded by it.
    expect(claims(await verify(await bundle([early[0] as { recordId: string }, late[0] as { recordId: string }])))['time-bound']).toBe('not-proven');
    const lying: AnchorChecker = { ...checker, verify: async () => ({ kind: 'false', why: { zh: '不符', en: 'no' } }) };
    expect((await verify(await bundle(early), { ...trust, anchors: [lying] })).verdict).toBe('false');
  });
});
