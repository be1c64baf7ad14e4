import { DomainError } from '#domain/kernel/error.ts';
import { uuid7 } from '#domain/kernel/id.ts';
import type { Hold, RecordStore } from '../ports/records.ts';
import type { Actor, Transactions } from '../ports/transactions.ts';
import type { Vault } from '../ports/vault.ts';

export type HoldParts = {
  readonly records: RecordStore;
  readonly transactions: Transactions;
  readonly vault: Pick<Vault, 'random'>;
  readonly now: () => Date;
};

/** 保全冻结: from now on no erasure may touch this case, person or record, until the hold is released. */
export async function placeHold(
  { records, transactions, vault, now }: HoldParts,
  request: { readonly tenant: string; readonly actor: Actor; readonly scope: Hold['scope']; readonly scopeId: string; readonly reason: string },
): Promise<Hold> {
  if (request.reason.trim() === '') throw new DomainError('evidence.bad_hold', 'expected a reason for the hold, got none');
  const at = now();
  const hold: Hold = { id: uuid7(at.getTime(), vault.random(10)), scope: request.scope, scopeId: request.scopeId, reason: request.reason };
  await transactions.withTenant(request.tenant, request.actor, (tx) =>
    records.placeHold(tx, { ...hold, by: `${request.actor.kind}:${request.actor.id}`, at }),
  );
  return hold;
}

export async function releaseHold(
  { records, transactions, now }: HoldParts,
  request: { readonly tenant: string; readonly actor: Actor; readonly holdId: string },
): Promise<void> {
  const { tenant, actor, holdId } = request;
  const released = await transactions.withTenant(tenant, actor, (tx) => records.releaseHold(tx, holdId, `${actor.kind}:${actor.id}`, now()));
  if (!released) throw new DomainError('evidence.bad_hold', `expected a live hold, ${holdId} is none`, { holdId });
}
