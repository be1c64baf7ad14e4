import { zstdDecompressSync } from 'node:zlib';
import { isUuid } from '#domain/kernel/id.ts';
import type { CaseCovers } from '#usecases/ports/case-covers.ts';
import type { Transactions } from '#usecases/ports/transactions.ts';
import { clientOf } from '../transaction.ts';

/** Tenant and id of a case by id, or by number where only one tenant has it. For the operator's command line: it sees every tenant. */
export async function findCase(
  transactions: Transactions,
  name: string,
): Promise<{ readonly tenant: string; readonly id: string; readonly number: string } | undefined> {
  return transactions.withSystem('evidence-bundle', async (tx) => {
    const { rows } = await clientOf(tx).query<{ tenant: string; id: string; number: string }>(
      `select tenant, id, number from cases where ${isUuid(name) ? 'id = $1::uuid' : 'number = $1'} limit 2`,
      [name],
    );
    return rows.length === 1 ? rows[0] : undefined;
  });
}

/** Ids of the organisations of this name, or of all without a name; two at most, enough to see that it is not clear. */
export const tenantsNamed = (transactions: Transactions, name: string | undefined): Promise<readonly string[]> =>
  transactions.withSystem('evidence-tenants', async (tx) => {
    const { rows } = await clientOf(tx).query<{ id: string }>('select id from tenants where $1::text is null or name = $1 limit 2', [name ?? null]);
    return rows.map(({ id }) => id);
  });

export const caseCovers: CaseCovers = {
  async cover(tx, caseId) {
    const client = clientOf(tx);
    const { rows } = await client.query<{ id: string; number: string; creditor: string; debtor: string; organisation: string }>(
      `select c.id, c.number, c.creditor, c.debtor, t.name as organisation from cases c join tenants t on t.id = c.tenant
       where c.tenant = $1 and c.id = $2`,
      [tx.tenant, caseId],
    );
    const [row] = rows;
    if (!row) return undefined;
    const { rows: exhibits } = await client.query<{ record_id: string; name: string; purpose: string | null }>(
      'select record_id, name, purpose from exhibits where tenant = $1 and case_id = $2 and record_id is not null',
      [tx.tenant, caseId],
    );
    return {
      ...row,
      exhibits: new Map(exhibits.map((each) => [each.record_id, { name: each.name, ...(each.purpose ? { purpose: each.purpose } : {}) }])),
    };
  },

  async reportText(tx, recordId) {
    const { rows } = await clientOf(tx).query<{ body: Buffer }>('select body from assessments where tenant = $1 and record_id = $2', [
      tx.tenant,
      recordId,
    ]);
    const [row] = rows;
    return row && row.body.length > 0 ? zstdDecompressSync(row.body).toString('utf8') : undefined;
  },
};
