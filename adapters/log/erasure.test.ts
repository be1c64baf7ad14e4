import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#adapters/clock/system.ts';
import { memorySource } from '#adapters/objects/bundle-file.ts';
import { personalTraces } from '#adapters/postgres/evidence/traces.ts';
import { postgresAudit } from '#adapters/postgres/govern/audit.ts';
import { type TestDatabase, testDatabase } from '#adapters/postgres/testing.ts';
import { bagInZip } from '#domain/evidence/bundle/bag.ts';
import { verifyBundle } from '#domain/evidence/bundle/verify.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import { uuid7 } from '#domain/kernel/id.ts';
import { erase } from '#usecases/seal/erase.ts';
import { placeHold, releaseHold } from '#usecases/seal/hold.ts';
import { nodeCrypto } from './node-crypto.ts';
import { type Installation, installation, textItem } from './testing/installation.ts';

let database: TestDatabase;
let here: Installation;
beforeAll(async () => {
  database = await testDatabase();
  here = installation(database);
});

const now = (): Date => new Date('2026-11-23T09:00:00Z');
const legalBasis = { instrument: '中华人民共和国个人信息保护法', article: '47', status: 'verified' } as const;

describe('erasure', () => {
  it('destroys one person’s data, keeps every other proof, seals itself; a hold refuses it', async () => {
    const { tenant, actor } = await database.newTenant();
    const caseId = uuid7(1_700_000_000_000, randomBytes(10));
    const { marks, object } = await here.parts.sealed.put([randomBytes(100_000)]);
    const sealed = await database.withTenant(tenant, actor, (tx) =>
      here.seals.seal(tx, [
        textItem(tenant, '张三的电话 13800000000', { caseId, subjects: ['party-1'] }),
        {
          tenant,
          caseId,
          subjects: ['party-1'],
          kind: 'call',
          contentSha256: marks.sha256,
          size: marks.size,
          mediaType: 'audio/wav',
          context: {},
          object,
        },
        textItem(tenant, '合同第三条', { caseId }),
      ]),
    );
    await here.sequencer().round();
    const before = readFileSync(join(here.folder, 'log', 'checkpoint'), 'utf8');

    const holds = { records: here.parts.records, vault: here.parts.vault, audit: postgresAudit(systemClock), now };
    const parts = { ...holds, traces: personalTraces, transactions: database, crypto: nodeCrypto, sealing: here.seals, objects: here.parts.sealed };
    const request = { tenant, actor, scope: { kind: 'subject', id: 'party-1' } as const, legalBasis };
    const hold = await database.withTenant(tenant, actor, (tx) => placeHold(holds, tx, { scope: 'case', scopeId: caseId, reason: 'live dispute' }));
    expect(await erase(parts, request)).toMatchObject({
      kind: 'refusal',
      code: 'evidence.erasure_held',
      data: { holds: [{ id: hold.id, reason: 'live dispute' }] },
    });
    expect(await here.parts.objects.size(object.sha256)).toBe(object.size);
    await database.withTenant(tenant, actor, (tx) => releaseHold(holds, tx, { holdId: hold.id, reason: 'judgment final' }));
    await expect(database.withTenant(tenant, actor, (tx) => releaseHold(holds, tx, { holdId: hold.id, reason: 'again' }))).rejects.toMatchObject({
      code: 'evidence.hold_not_found',
    });

    const erased = await erase(parts, request);
    if (erased.kind !== 'erased') throw new Error('expected an erasure');
    expect([...erased.recordIds].sort()).toEqual(
      sealed
        .slice(0, 2)
        .map(({ recordId }) => recordId)
        .sort(),
    );
    await expect(erase(parts, request)).rejects.toMatchObject({ code: 'evidence.nothing_to_erase' });
    const rows = await database.query('select * from evidence_record where id = any($1::uuid[])', [erased.recordIds]);
    for (const row of rows as Record<string, unknown>[]) {
      expect([row.sealed, row.wrapped_key, row.content_sha256, row.object_sha256, row.wrapped_object_key]).toEqual(Array(5).fill(null));
    }
    expect(await here.parts.objects.size(object.sha256)).toBeUndefined();

    await here.sequencer().round();
    const bundle = await here.bundle({ tenant, actor, scope: { kind: 'case', id: caseId } });
    const trust = { policy: parsePolicy(nodeCrypto, here.selfAsserted), reportKeys: [here.reportKey], known: [before], anchors: [] };
    const answer = await verifyBundle(nodeCrypto, () => bagInZip(nodeCrypto, memorySource(bundle)), trust);
    expect([answer.verdict, answer.records.length]).toEqual(['self-asserted', 1]);
    const logged = await here.bundle({ tenant, actor, scope: { kind: 'records', ids: [erased.erasureRecordId] } });
    expect(Buffer.from(logged).includes(Buffer.from('个人信息保护法'))).toBe(true);
    expect((await verifyBundle(nodeCrypto, () => bagInZip(nodeCrypto, memorySource(logged)), trust)).records[0]?.kind).toBe('erasure');
    expect((await here.seals.status(tenant, erased.recordIds)).every(({ erasedAt, grade }) => erasedAt !== undefined && grade === 'logged')).toBe(
      true,
    );
  });
});
