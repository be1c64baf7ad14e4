import type { TenantTx } from '#usecases/ports/transactions.ts';
import { clientOf } from '../transaction.ts';

export type StoredName = { readonly id: string; readonly name: string };

/** Every name of the tenant's registers and lists with its entity as `source/key`, some thousand a round trip. */
export async function* storedNames(tx: TenantTx): AsyncGenerator<StoredName> {
  let after: readonly [string, string, number] = ['', '', -1];
  for (;;) {
    const { rows } = await clientOf(tx).query<{ source: string; entity_key: string; n: number; name: string }>({
      name: 'registry-stored-names',
      text: `select source, entity_key, n, name from registry_names where tenant = $1 and (source, entity_key, n) > ($2, $3, $4)
        order by source, entity_key, n limit 20000`,
      values: [tx.tenant, ...after],
    });
    for (const row of rows) yield { id: `${row.source}/${row.entity_key}`, name: row.name };
    const last = rows.at(-1);
    if (!last) return;
    after = [last.source, last.entity_key, last.n];
  }
}
