import type { TenantTx } from './transactions.ts';

/** What the cover of a bundle says about its case. */
export type CaseCover = {
  readonly id: string;
  readonly number: string;
  readonly organisation: string;
  readonly creditor: string;
  readonly debtor: string;
  /** By record id: what each exhibit is called and what it proves. */
  readonly exhibits: ReadonlyMap<string, { readonly name: string; readonly purpose?: string }>;
};

export interface CaseCovers {
  cover(tx: TenantTx, caseId: string): Promise<CaseCover | undefined>;
  /** The text of the assessment report that this record sealed: kept in its own table, as the very text that was hashed. */
  reportText(tx: TenantTx, recordId: string): Promise<string | undefined>;
}
