import type { DemoCases } from '#usecases/demo/portfolio.ts';
import { sqlOf } from '../transaction.ts';
import type { CaseTables } from './tables.ts';

export const demoCases: DemoCases = {
  async remove(tx) {
    const { numDeletedRows } = await sqlOf<CaseTables>(tx)
      .deleteFrom('cases')
      .where('tenant', '=', tx.tenant)
      .where('demo', '=', true)
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  },

  async count(tx) {
    const row = await sqlOf<CaseTables>(tx)
      .selectFrom('cases')
      .select((e) => e.fn.countAll<bigint>().as('n'))
      .where('tenant', '=', tx.tenant)
      .where('demo', '=', true)
      .executeTakeFirstOrThrow();
    return Number(row.n);
  },
};
