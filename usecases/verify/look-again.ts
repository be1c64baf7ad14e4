import type { PartyFiling } from '#domain/claim/filing.ts';
import type { TenantTx } from '../ports/transactions.ts';
import type { DebtorLookup } from './debtor-lookup.ts';

export type LookAgainPorts = {
  /** Debtors of open cases by key, those after `after`, one of each. */
  readonly openDebtors: (
    tx: TenantTx,
    after: string,
    limit: number,
  ) => Promise<readonly { readonly key: string; readonly caseId: string; readonly party: PartyFiling }[]>;
  /** One that notes hits. */
  readonly lookUp: DebtorLookup;
};

const atOnce = 500;

/**
 * Looks the debtors of all open cases up again, so that a list imported after their claims were filed puts its hits into the
 * queue. Nothing is assessed: a report is written anew when a person has given a word. `within` runs each page in a transaction
 * of its own. Answers how many debtors were looked up.
 */
export async function lookAgain(ports: LookAgainPorts, within: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>): Promise<number> {
  let looked = 0;
  for (let after = ''; ; ) {
    const page = await within(async (tx) => {
      const debtors = await ports.openDebtors(tx, after, atOnce);
      await ports.lookUp(tx, debtors);
      return debtors;
    });
    looked += page.length;
    const last = page.at(-1);
    if (!last || page.length < atOnce) return looked;
    after = last.key;
  }
}
