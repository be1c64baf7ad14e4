import type { RecordKind } from '#domain/evidence/record.ts';
import type { SealStatus } from './sealing.ts';
import type { Tx } from './transactions.ts';

/** A record as it lies in the store: closed, with what must be found without opening it. */
export type StoredRecord = {
  readonly tenant: string;
  readonly id: string;
  readonly caseId?: string;
  readonly subjects: readonly string[];
  readonly kind: RecordKind;
  readonly commitment: Uint8Array;
  readonly entry: Uint8Array;
  readonly contentSha256: Uint8Array;
  readonly size: number;
  readonly mediaType: string;
  readonly sealed: Uint8Array;
  readonly wrappedKey: Uint8Array;
  readonly object?: { readonly sha256: Uint8Array; readonly size: number; readonly wrappedKey?: Uint8Array };
  readonly receivedAt: Date;
};

/** What is read back; `closed` is absent after an erasure. */
export type FoundRecord = {
  readonly id: string;
  readonly caseId?: string;
  readonly kind: RecordKind;
  readonly entry: Uint8Array;
  /** In which of the installation's logs its leaf stands, and where. */
  readonly log?: number;
  readonly logIndex?: number;
  readonly receivedAt: Date;
  readonly erasedAt?: Date;
  readonly closed?: { readonly sealed: Uint8Array; readonly wrappedKey: Uint8Array };
  readonly object?: { readonly sha256: string; readonly size: number; readonly wrappedKey?: Uint8Array };
};

export type RecordScope =
  | { readonly kind: 'case'; readonly id: string }
  | { readonly kind: 'subject'; readonly id: string }
  | { readonly kind: 'records'; readonly ids: readonly string[] };

export type Touched = { readonly recordIds: readonly string[]; readonly caseIds: readonly string[]; readonly subjects: readonly string[] };

export type Hold = { readonly id: string; readonly scope: 'case' | 'subject' | 'record'; readonly scopeId: string; readonly reason: string };

export type PlacedHold = Hold & {
  readonly placedAt: Date;
  readonly placedBy: string;
  readonly releasedAt?: Date;
  readonly releasedBy?: string;
};

export interface RecordStore {
  /** Adds records and queues their log entries, in the caller's transaction. */
  add(tx: Tx, records: readonly StoredRecord[]): Promise<void>;
  nameSubjects(tx: Tx, recordIds: readonly string[], subjects: readonly string[]): Promise<void>;
  find(tx: Tx, scope: RecordScope): Promise<readonly FoundRecord[]>;
  status(tx: Tx, ids: readonly string[]): Promise<readonly SealStatus[]>;
  /** Live holds that touch any of these records, cases or people; a record is touched by a hold on its case or on anyone it is about. */
  holdsOn(tx: Tx, touched: Touched): Promise<readonly Hold[]>;
  /** Newest first; only those not released when `live`. */
  holds(tx: Tx, live: boolean): Promise<readonly PlacedHold[]>;
  placeHold(tx: Tx, hold: Hold & { readonly by: string; readonly at: Date }): Promise<void>;
  releaseHold(tx: Tx, id: string, by: string, at: Date): Promise<boolean>;
  /**
   * Destroys records, salts, content and data keys, also where other rooms keep content (report texts) or names and hashes
   * of it (exhibits); returns
   * object names that no living record of any tenant needs any more.
   */
  shred(tx: Tx, recordIds: readonly string[], byRecord: string, at: Date): Promise<readonly string[]>;
}
