import type { DemoCases } from '#usecases/demo/portfolio.ts';
import { clientOf, sqlOf } from '../transaction.ts';
import type { CaseTables } from './tables.ts';

export const demoCases: DemoCases = {
  async remove(tx) {
    // Calls know their case without a foreign key.
    await clientOf(tx).query('delete from calls where tenant = $1 and case_id in (select id from cases where tenant = $1 and demo)', [tx.tenant]);
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
