import type { Identifier } from '#domain/claim/party.ts';
import type { Citation } from '#domain/kernel/citation.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { TenantTx } from './transactions.ts';

export const dataPlaces = ['parties', 'lookups', 'captures', 'assets', 'news', 'judgements', 'contacts', 'registers'] as const;
export type DataPlaceId = (typeof dataPlaces)[number];

/**
 * Whose data is looked for. `hashes` are the keyed hashes of look-ups, by identifier and by name (a question about a person
 * carries no number); the rest is what the asker knows of the person.
 */
export type DataSubject = { readonly hashes: readonly string[]; readonly name: string; readonly identifiers: readonly Identifier[] };

/** One thing kept about a person, ready to be given to that person: whoever else stands in it is masked. */
export type PersonalItem = {
  readonly id: string;
  readonly caseId?: string;
  /** The sealed record that holds the original, where there is one. */
  readonly recordId?: string;
  /** ISO instants or days. */
  readonly since?: string;
  readonly retainUntil?: string;
  readonly purpose?: string;
  readonly legalBasis?: string;
  readonly source?: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** Why something stays although its erasure was asked for, with the law that lets it. */
export type Staying = { readonly why: Bilingual; readonly because: readonly Citation[] };

export type Ending = Pick<PersonalItem, 'id' | 'caseId' | 'recordId'>;

/**
 * One kind of place where personal data lies. Access, erasure and the daily sweep go through all places; a room that keeps
 * personal data adds its own (apps/server/privacy.ts). Holds are looked at by the caller: a place erases what it is told to.
 */
export interface PersonalDataPlace {
  readonly place: DataPlaceId;
  find(tx: TenantTx, subject: DataSubject): Promise<readonly PersonalItem[]>;
  /** Why an item stays for now; undefined where it may go. A place without `erase` always says. */
  stays?(tx: TenantTx, item: Ending): Promise<Staying | undefined>;
  /** Removes the content of these; answers how many were still there. Doing it twice changes nothing. */
  erase?(tx: TenantTx, ids: readonly string[], at: number): Promise<number>;
  /** What is to go by `today` (ISO day), at most some hundred, each with what a hold may stand on. */
  due?(tx: TenantTx, today: string): Promise<readonly Ending[]>;
}
