import type { PartyFiling } from '#domain/claim/filing.ts';
import type { Identifier } from '#domain/claim/party.ts';
import type { EntityStatus, Judgement, ListKind } from './registry.ts';
import type { TenantTx } from './transactions.ts';

/** What an entry says, as far as a person needs it beside the debtor. */
export type HitFacts = {
  readonly name: string;
  readonly otherNames: readonly string[];
  readonly identifiers: readonly Identifier[];
  readonly country?: string;
  readonly status: EntityStatus;
  readonly since?: string;
  readonly ended?: string;
  readonly url?: string;
  readonly props: Readonly<Record<string, string | readonly string[]>>;
};

/** An entry of a register, list or outside source that may be a debtor and waits for a person's word, or has had it. */
export type DebtorHit = {
  readonly debtorKey: string;
  /** A source of the local register, or `lookup.<connector>`. */
  readonly source: string;
  readonly sourceName: string;
  readonly key: string;
  /** Absent: an entry of a register, perhaps the same party. */
  readonly list?: ListKind;
  readonly name: string;
  readonly foundBy: 'identifier' | 'name';
  readonly score?: number;
  readonly open: boolean;
  /** ISO day of the source's data. */
  readonly asOf: string;
  /** The kept answer of a look-up: when its retention ends the hit goes with it, and its facts lie here. */
  readonly answerId?: string;
  readonly facts?: HitFacts;
};

export type StoredHit = DebtorHit & { readonly id: string; readonly firstSeen: number; readonly judgement?: Judgement };

/** The case a hit is looked at in: the newest open one of its debtor, and how many there are. */
export type QueuedHit = StoredHit & { readonly caseId: string; readonly caseNumber: string; readonly cases: number };

export const hitStates = ['waiting', 'unsure', 'decided'] as const;
export type HitState = (typeof hitStates)[number];

export type HitQuery = {
  readonly kind?: 'list' | 'register';
  readonly state: HitState;
  readonly limit: number;
  readonly cursor?: string;
};

export interface HitStore {
  /** Writes what was found of these debtors; what a local source no longer shows is marked as gone. */
  note(tx: TenantTx, debtorKeys: readonly string[], hits: readonly DebtorHit[], at: number): Promise<void>;
  ofDebtor(tx: TenantTx, debtorKey: string): Promise<readonly StoredHit[]>;
  byIds(tx: TenantTx, ids: readonly string[]): Promise<readonly StoredHit[]>;
  /** Hits on debtors of open cases, the gravest first. */
  queue(tx: TenantTx, query: HitQuery): Promise<{ readonly items: readonly QueuedHit[]; readonly total: number; readonly next?: string }>;
  /** Debtors of open cases by key, those after `after`; of each the newest case. */
  openDebtors(
    tx: TenantTx,
    after: string,
    limit: number,
  ): Promise<readonly { readonly key: string; readonly caseId: string; readonly party: PartyFiling }[]>;
  counts(tx: TenantTx): Promise<{ readonly lists: number; readonly registers: number }>;
}
