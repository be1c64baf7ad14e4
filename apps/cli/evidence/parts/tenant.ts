import { findCase, tenantsNamed } from '#adapters/postgres/evidence/cases.ts';
import type { Transactions } from '#usecases/ports/transactions.ts';

/** For whom the operator works: the tenant of a case, the one named, or the only one there is. Undefined when that is not clear. */
export async function tenantFor(
  transactions: Transactions,
  said: { readonly case?: string; readonly organisation?: string },
): Promise<{ readonly tenant: string; readonly caseId?: string } | undefined> {
  if (said.case !== undefined) {
    const found = await findCase(transactions, said.case);
    return found && { tenant: found.tenant, caseId: found.id };
  }
  const tenants = await tenantsNamed(transactions, said.organisation);
  const [tenant] = tenants;
  return tenants.length === 1 && tenant ? { tenant } : undefined;
}
