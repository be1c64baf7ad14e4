import type { Day } from '#domain/kernel/day.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import type { ApiContext } from './context.ts';

/** The legal day it is at the tenant's seat. */
export async function todayOf(context: Pick<ApiContext, 'organisation' | 'clock'>, tx: TenantTx): Promise<Day> {
  const { timeZone } = await context.organisation.get(tx);
  return context.clock.today(timeZone);
}
