import { DomainError } from '#domain/kernel/error.ts';
import { uuid7 } from '#domain/kernel/id.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { Hold, RecordStore } from '../ports/records.ts';
import type { TenantTx } from '../ports/transactions.ts';
import type { Vault } from '../ports/vault.ts';

export type HoldParts = {
  readonly records: RecordStore;
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly vault: Pick<Vault, 'random'>;
  readonly now: () => Date;
};

export type HoldRequest = { readonly scope: Hold['scope']; readonly scopeId: string; readonly reason: string };

/** 保全冻结: from now on no erasure may touch this case, person or record, until the hold is released. */
export async function placeHold({ records, audit, vault, now }: HoldParts, tx: TenantTx, request: HoldRequest): Promise<Hold> {
  const [scopeId, reason] = [request.scopeId.trim(), request.reason.trim()];
  if (reason === '' || scopeId === '')
    throw new DomainError('evidence.bad_hold', 'expected what to hold and a reason for it, got an empty text', { scope: request.scope });
  const at = now();
  const hold: Hold = { id: uuid7(at.getTime(), vault.random(10)), scope: request.scope, scopeId, reason };
  await records.placeHold(tx, { ...hold, by: `${tx.actor.kind}:${tx.actor.id}`, at });
  await audit.record(tx, { action: 'hold.placed', subject: { kind: 'hold', id: hold.id }, after: { scope: hold.scope, scopeId } });
  return hold;
}

export async function releaseHold(
  { records, audit, now }: HoldParts,
  tx: TenantTx,
  { holdId, reason }: { readonly holdId: string; readonly reason: string },
): Promise<void> {
  if (reason.trim() === '') throw new DomainError('evidence.bad_hold', 'expected a reason for the release, got none', { holdId });
  if (!(await records.releaseHold(tx, holdId, `${tx.actor.kind}:${tx.actor.id}`, now())))
    throw new DomainError('evidence.hold_not_found', `There is no live hold ${holdId} here.`, { holdId });
  await audit.record(tx, { action: 'hold.released', subject: { kind: 'hold', id: holdId }, after: { reason: reason.trim() } });
}
