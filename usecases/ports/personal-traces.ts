import type { TenantTx } from './transactions.ts';

/** Where personal data lies beside the sealed records. `count` is how many rows would change. */
export type Trace = { readonly kind: TraceKind; readonly count: number };
export const traceKinds = [
  'parties',
  'timeline',
  'payments',
  'letters',
  'calls',
  'exhibits',
  'reports',
  'imports',
  'lookups',
  'captures',
  'assets',
] as const;
export type TraceKind = (typeof traceKinds)[number];

/**
 * What an erasure reaches. `person` limits what is taken from the cases to that one; without it everyone in them goes.
 * `recordIds` are the records that are destroyed: what repeats them goes too.
 */
export type Reach = { readonly person?: string; readonly caseIds: readonly string[]; readonly recordIds: readonly string[] };

export interface PersonalTraces {
  /** Cases that name this person (usecases/seal/subjects.ts). */
  casesNaming(tx: TenantTx, person: string): Promise<readonly string[]>;
  /** Records that hold this person's data without being about it alone: the tables that its cases were imported from. */
  sharedRecords(tx: TenantTx, caseIds: readonly string[]): Promise<readonly string[]>;
  count(tx: TenantTx, reach: Reach): Promise<readonly Trace[]>;
  /** Takes the data out, for good; amounts, dates and what the law of the claim needs stay. */
  erase(tx: TenantTx, reach: Reach, at: Date): Promise<void>;
}
