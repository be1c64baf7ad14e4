import type { ListEntry } from '#domain/assessment/checks/ability.ts';
import type { RegisterEntry } from '#domain/assessment/checks/debtor.ts';
import type { PartyFiling } from '#domain/claim/filing.ts';
import type { Answer } from '#domain/kernel/answer.ts';
import type { TenantTx } from '../ports/transactions.ts';

/** A debtor to be looked for; `key` is the same for the same debtor of several claims. */
export type AskedDebtor = { readonly key: string; readonly party: PartyFiling };

/** What the local register and lists say of one debtor. Both absent where nothing was ever imported. */
export type DebtorAnswers = { readonly register?: readonly Answer<RegisterEntry>[]; readonly lists?: readonly Answer<ListEntry>[] };

/** Looks for many debtors at once, in the caller's transaction, with as many round trips for five hundred as for one. */
export type DebtorLookup = (tx: TenantTx, debtors: readonly AskedDebtor[]) => Promise<ReadonlyMap<string, DebtorAnswers>>;
