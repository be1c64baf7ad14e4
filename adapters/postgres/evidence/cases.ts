import { isUuid } from '#domain/kernel/id.ts';
import type { Transactions } from '#usecases/ports/transactions.ts';
import { clientOf } from '../transaction.ts';

/** What the cover of a bundle says about its case. */
export type BundledCase = {
  readonly tenant: string;
  readonly id: string;
  readonly number: string;
  readonly organisation: string;
  readonly creditor: string;
  readonly debtor: string;
  /** By record id: what each exhibit is called and what it proves. */
  readonly exhibits: ReadonlyMap<string, { readonly name: string; readonly purpose?: string }>;
};

/** A case by id, or by number where only one tenant has it. For the operator's command line: it sees every tenant. */
export async function findCase(transactions: Transactions, name: string): Promise<BundledCase | undefined> {
  return transactions.withSystem('evidence-bundle', async (tx) => {
    const client = clientOf(tx);
    const { rows } = await client.query<{ tenant: string; id: string; number: string; creditor: string; debtor: string; organisation: string }>(
      `select c.tenant, c.id, c.number, c.creditor, c.debtor, t.name as organisation from cases c join tenants t on t.id = c.tenant
       where ${isUuid(name) ? 'c.id = $1::uuid' : 'c.number = $1'} limit 2`,
      [name],
    );
    const [row] = rows;
    if (!row || rows.length > 1) return undefined;
    const { rows: exhibits } = await client.query<{ record_id: string; name: string; purpose: string | null }>(
      'select record_id, name, purpose from exhibits where tenant = $1 and case_id = $2 and record_id is not null',
      [row.tenant, row.id],
    );
    return {
      ...row,
      exhibits: new Map(exhibits.map((each) => [each.record_id, { name: each.name, ...(each.purpose ? { purpose: each.purpose } : {}) }])),
    };
  });
}
