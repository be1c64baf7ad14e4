import { hex, utf8 } from '#domain/evidence/bytes.ts';
import { canonicalJson } from '#domain/evidence/canonical.ts';
import type { Crypto } from '#domain/evidence/crypto.ts';
import type { Citation } from '#domain/kernel/citation.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { type Refusal, refuse } from '#domain/kernel/refusal.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { SealedObjects } from '../ports/objects.ts';
import type { PersonalTraces } from '../ports/personal-traces.ts';
import type { RecordScope, RecordStore } from '../ports/records.ts';
import type { Sealing } from '../ports/sealing.ts';
import type { Actor, Transactions } from '../ports/transactions.ts';
import { planErasure } from './plan-erasure.ts';

export type ErasureParts = {
  readonly crypto: Crypto;
  readonly records: RecordStore;
  readonly traces: PersonalTraces;
  readonly sealing: Sealing;
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly transactions: Transactions;
  readonly objects: Pick<SealedObjects, 'remove'>;
  readonly now: () => Date;
};

export type Erasure = {
  readonly tenant: string;
  readonly actor: Actor;
  readonly scope: RecordScope;
  /** Why the law asks for it: 个人信息保护法 47, GDPR 17(1)(b) ... Stands in the sealed record of the erasure. */
  readonly legalBasis: Citation;
  /** In words, without the person's data: it is sealed with the erasure and stays. */
  readonly reason?: string;
};

export type Erased = { readonly kind: 'erased'; readonly recordIds: readonly string[]; readonly erasureRecordId: string };

/**
 * Crypto-shredding: destroys records, salts, contents and data keys, and takes the same data out of every other room. The
 * leaves stay and tell nothing, so every other proof stays whole. A hold on any record, case or person touched refuses all of it. The erasure itself is sealed, with its legal basis
 * and the commitments that now stand for nothing.
 */
export async function erase(
  parts: ErasureParts,
  { tenant, actor, scope, legalBasis, reason }: Erasure,
): Promise<Erased | Refusal<'evidence.erasure_held'>> {
  const done = await parts.transactions.withTenant(tenant, actor, async (tx) => {
    const { reach, records: found, traces, holds } = await planErasure(parts, tx, scope);
    if (found.length === 0 && traces.length === 0)
      throw new DomainError('evidence.nothing_to_erase', 'expected records or data in the scope that are not erased yet, found none');
    const ids = reach.recordIds;
    if (holds.length > 0) {
      return refuse('evidence.erasure_held', [legalBasis], { holds: holds.map(({ id, scope: kind, reason }) => ({ id, scope: kind, reason })) });
    }
    const content = utf8(
      canonicalJson({
        format: 'quittance.erasure/v1',
        legalBasis: { instrument: legalBasis.instrument, article: legalBasis.article ?? null },
        erased: found.map(({ id, entry }) => ({ id, commitment: hex(entry.subarray(2)) })),
        takenFrom: traces.map(({ kind, count }) => ({ kind, count })),
        ...(reason === undefined ? {} : { reason }),
      }),
    );
    const at = parts.now();
    const [erasure] = await parts.sealing.seal(tx, [
      {
        tenant,
        kind: 'erasure',
        contentSha256: hex(parts.crypto.sha256(content)),
        size: content.length,
        mediaType: 'application/json',
        context: { by: `${actor.kind}:${actor.id}`, legalBasis: `${legalBasis.instrument} ${legalBasis.article ?? ''}`.trim() },
        content,
      },
    ]);
    const erasureRecordId = (erasure as { recordId: string }).recordId;
    await parts.traces.erase(tx, reach, at);
    const orphans = await parts.records.shred(tx, ids, erasureRecordId, at);
    await parts.audit.record(tx, {
      action: 'records.erased',
      subject: { kind: 'record', id: erasureRecordId },
      after: {
        records: ids.length,
        traces: traces.map(({ kind, count }) => ({ kind, count })),
        scope: scope.kind,
        legalBasis: `${legalBasis.instrument} ${legalBasis.article ?? ''}`.trim(),
      },
    });
    return { kind: 'erased' as const, recordIds: ids, erasureRecordId, orphans };
  });
  if (done.kind === 'refusal') return done;
  // After the commit: without its key an encrypted object is noise already, and a rolled back erasure loses nothing.
  for (const name of done.orphans) await parts.objects.remove(name);
  return { kind: 'erased', recordIds: done.recordIds, erasureRecordId: done.erasureRecordId };
}
