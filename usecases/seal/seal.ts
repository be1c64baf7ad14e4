import { DomainError } from '#domain/kernel/error.ts';
import type { CloseItems } from '../ports/closing.ts';
import type { RecordStore, StoredRecord } from '../ports/records.ts';
import type { Sealing } from '../ports/sealing.ts';
import type { Transactions } from '../ports/transactions.ts';
import { nextTurn } from './next-turn.ts';
import { type CloseParts, closeHere } from './stored-record.ts';

const itemsAtOnce = 500;

export type SealParts = CloseParts & {
  readonly records: RecordStore;
  readonly transactions: Transactions;
  readonly now: () => Date;
  /** Where large batches are closed; on the asking thread when nothing is given. */
  readonly close?: CloseItems;
};

/** Accepts evidence: builds each record, salts and closes it, and stores it with its log entry in the caller's transaction. */
export function sealing(parts: SealParts): Sealing {
  const close = parts.close ?? closeHere(parts);
  return {
    async seal(tx, items) {
      if (items.some(({ tenant }) => tx.tenant !== undefined && tx.tenant !== tenant))
        throw new DomainError('evidence.wrong_tenant', 'expected an item of the tenant whose transaction this is, got one of another tenant');
      const at = parts.now();
      const ids: { recordId: string }[] = [];
      let storing: Promise<void> = Promise.resolve();
      let closing = close(items.slice(0, itemsAtOnce), at, 0);
      for (let from = 0; from < items.length; from += itemsAtOnce) {
        const stored: readonly StoredRecord[] = await closing;
        const next = from + itemsAtOnce;
        if (next < items.length) {
          closing = close(items.slice(next, next + itemsAtOnce), at, next);
          // Awaited in its turn; should storing fail first, nobody would.
          closing.catch(() => {});
        }
        for (const { id } of stored) ids.push({ recordId: id });
        // The database stores one part while the next is hashed and closed.
        await storing;
        storing = parts.records.add(tx, stored);
        storing.catch(() => {});
        if (next < items.length) await nextTurn();
      }
      await storing;
      return ids;
    },
    nameSubjects: (tx, recordIds, subjects) => parts.records.nameSubjects(tx, recordIds, subjects),
    status: (tenant, recordIds) =>
      parts.transactions.withTenant(tenant, { kind: 'system', id: 'seal-status' }, (tx) => parts.records.status(tx, recordIds)),
  };
}
