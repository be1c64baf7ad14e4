import type { TenantTx } from '#usecases/ports/transactions.ts';
import { clientOf } from '../transaction.ts';

/**
 * A map belongs to its case: the case's row is its lock, the one that an erasure takes too. In one order, so that two who take
 * several cannot stand in each other's way; rows that only point at the case are still added meanwhile.
 */
export async function holdMaps(tx: TenantTx, caseIds: readonly string[]): Promise<void> {
  await clientOf(tx).query('select 1 from cases where tenant = $1 and id = any($2::uuid[]) order by id for no key update', [tx.tenant, caseIds]);
}
