import type { ListEntry } from '#domain/assessment/checks/ability.ts';
import type { RegisterEntry } from '#domain/assessment/checks/debtor.ts';
import type { RejectedEntries } from '#domain/assessment/checks/lists.ts';
import type { PartyFiling } from '#domain/claim/filing.ts';
import type { Answer } from '#domain/kernel/answer.ts';
import type { DebtorHit, HitFacts } from '../ports/hits.ts';
import type { TenantTx } from '../ports/transactions.ts';

/** A debtor to be looked for; `key` is the same for the same debtor of several claims. `caseId` where there is a case already. */
export type AskedDebtor = { readonly key: string; readonly party: PartyFiling; readonly caseId?: string };

/** What registers, lists and outside sources say of one debtor. Register and lists absent where nothing was ever asked. */
export type DebtorAnswers = {
  readonly register?: readonly Answer<RegisterEntry>[];
  readonly lists?: readonly Answer<ListEntry>[];
  /** Entries that a person has said are somebody else. */
  readonly rejected?: readonly RejectedEntries[];
  /** What registers say of the debtor itself, whole. */
  readonly entries?: readonly KnownEntry[];
  /** Entries that a person should look at, or has. */
  readonly hits?: readonly DebtorHit[];
};

/** A register's entry of which it is sure that it is the debtor. */
export type KnownEntry = {
  readonly source: string;
  readonly sourceName: string;
  readonly asOf: string;
  readonly key: string;
  readonly foundBy: 'identifier' | 'name';
  readonly facts: HitFacts;
};

/** Looks for many debtors at once, in the caller's transaction, with as many round trips for five hundred as for one. */
export type DebtorLookup = (tx: TenantTx, debtors: readonly AskedDebtor[]) => Promise<ReadonlyMap<string, DebtorAnswers>>;
