import type { SealStatus } from '#usecases/ports/sealing.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import type { ApiContext } from './context.ts';

/** How far each record named by these rows has come, in one look-up. */
export async function sealsOf(
  context: Pick<ApiContext, 'sealing'>,
  tx: TenantTx,
  rows: readonly { readonly recordId?: string }[],
): Promise<ReadonlyMap<string, SealStatus>> {
  const ids = [...new Set(rows.flatMap((row) => (row.recordId ? [row.recordId] : [])))];
  if (ids.length === 0) return new Map();
  const found = await context.sealing.status(tx.tenant, ids);
  return new Map(found.map((status) => [status.recordId, status]));
}
