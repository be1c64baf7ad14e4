import type { ListEntry } from '#domain/assessment/checks/ability.ts';
import type { RegisterEntry } from '#domain/assessment/checks/debtor.ts';
import type { Identifier } from '#domain/claim/party.ts';
import type { TenantTx } from './transactions.ts';

export type EntityStatus = RegisterEntry['status'];
export type ListKind = ListEntry['list'];

/**
 * What absence from a source means: in a `complete` register whoever exists in its countries must stand, in a `voluntary`
 * one stand those who asked to (LEI), an `excerpt` holds only what somebody looked up.
 */
export const reaches = ['complete', 'voluntary', 'excerpt'] as const;
export type Reach = (typeof reaches)[number];

/** A register or list as one tenant keeps it. `countries` empty covers the world; `asOf` is the ISO day of its data. */
export type RegistrySource = {
  /** Absent: complete for its countries; a register of the world is never complete. */
  readonly reach?: Reach;
  readonly id: string;
  readonly name: string;
  readonly licence: string;
  readonly exportable: boolean;
  readonly countries: readonly string[];
  readonly asOf: string;
  /** `relations` feed the asset map only: who owns whom, without a register's own entries. */
} & ({ readonly kind: 'register' | 'relations' } | { readonly kind: 'list'; readonly list: ListKind });

export type NameKind = 'current' | 'other' | 'former';

/** One entity as an importer reads it. `key` is worldwide where an identifier allows it; `schema` is FollowTheMoney's. */
export type SourceEntity = {
  readonly key: string;
  readonly schema: string;
  readonly name: string;
  readonly names: readonly { readonly name: string; readonly kind: NameKind }[];
  readonly identifiers: readonly Identifier[];
  readonly status: EntityStatus;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** ISO, as exact as the source is. */
  readonly since?: string;
  readonly ended?: string;
  /** False for an entry that the source itself calls closed, removed or settled. */
  readonly open: boolean;
  readonly props: Readonly<Record<string, string | readonly string[]>>;
};

/** A relation between two keys; shares in percent as decimal text. */
export type SourceEdge = {
  readonly key: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly shareMin?: string;
  readonly shareMax?: string;
  readonly since?: string;
  readonly until?: string;
  readonly open: boolean;
  readonly props: Readonly<Record<string, string | readonly string[]>>;
};

/** One record of a source file with what it says: the raw text is kept as it came. */
export type SourceRecord = {
  readonly raw: string;
  readonly entities: readonly SourceEntity[];
  readonly edges: readonly SourceEdge[];
  /** Why nothing could be read from it; the others go on. */
  readonly rejected?: string;
};

/** A record that could not be read: its number in the file from 1 (a table's header not counted), and why, with the value. */
export type Reject = { readonly record: number; readonly why: string };

/** Many records, and the position after them (records read so far). */
export type RecordBatch = { readonly position: number; readonly records: readonly SourceRecord[] };

export type RegistryImport = {
  readonly id: string;
  readonly source: string;
  readonly fileName: string;
  /** Names the same file again: size and hash of its first megabyte. */
  readonly fingerprint: string;
  readonly format: string;
  readonly state: 'running' | 'stopped' | 'done' | 'failed';
  readonly position: number;
  readonly entities: number;
  readonly edges: number;
  readonly changed: number;
  readonly rejected: number;
  readonly message?: string;
};

/** The keys under which a name is found: 64-bit hashes as text; absent where the name has no such part. */
export type NameKeys = { readonly whole: string; readonly core?: string; readonly sound?: string };

export type StoredEntity = {
  readonly source: string;
  readonly key: string;
  readonly schema: string;
  readonly name: string;
  readonly status: EntityStatus;
  readonly country?: string;
  readonly open: boolean;
  readonly since?: string;
  readonly ended?: string;
  readonly props: Readonly<Record<string, string | readonly string[]>>;
  readonly lastSeen: string;
};

/** An entity met under an identifier or a name, with the asker's position in the question. */
export type IdentifierHit = { readonly asked: number; readonly entity: StoredEntity; readonly identifier: Identifier };
export type NameHit = { readonly asked: number; readonly entity: StoredEntity; readonly name: string; readonly kind: NameKind };

export type Judgement = {
  readonly id: string;
  readonly left: string;
  readonly right: string;
  readonly verdict: 'positive' | 'negative' | 'unsure';
  readonly why: string;
  readonly decidedBy: string;
  readonly decidedAt: number;
  readonly withdrawnBy?: string;
  readonly withdrawnAt?: number;
};

export type EntityNames = { readonly source: string; readonly key: string; readonly name: string; readonly kind: NameKind };

export interface RegistryReader {
  sources(tx: TenantTx): Promise<readonly RegistrySource[]>;
  /** Newest first. */
  imports(tx: TenantTx): Promise<readonly RegistryImport[]>;
  /** The first of an import's rejected records. */
  rejects(tx: TenantTx, importId: string, limit: number): Promise<readonly Reject[]>;
  /** One round trip for all; `asked` is the index of the list each identifier came from. */
  byIdentifiers(tx: TenantTx, asked: readonly (readonly Identifier[])[]): Promise<readonly IdentifierHit[]>;
  /** One round trip for all; at most `limit` entities per name and source, exact keys first. */
  byNames(tx: TenantTx, asked: readonly (readonly NameKeys[])[], limit: number): Promise<readonly NameHit[]>;
  entities(tx: TenantTx, keys: readonly string[]): Promise<readonly StoredEntity[]>;
  /** Every identifier of these entities, by key. */
  identifiersOf(tx: TenantTx, keys: readonly string[]): Promise<ReadonlyMap<string, readonly Identifier[]>>;
  /** Every name of these entities, as each source writes them. */
  namesOf(tx: TenantTx, keys: readonly string[]): Promise<readonly EntityNames[]>;
  /** Edges that touch one of the keys, at most `limit`. */
  edgesAround(tx: TenantTx, keys: readonly string[], limit: number): Promise<readonly (SourceEdge & { readonly source: string })[]>;
  /** Former values, newest first. */
  history(tx: TenantTx, keys: readonly string[]): Promise<readonly Statement[]>;
  /** Open judgements that touch one of the keys. */
  judgements(tx: TenantTx, keys: readonly string[]): Promise<readonly Judgement[]>;
}

export type Statement = {
  readonly source: string;
  readonly key: string;
  readonly prop: string;
  readonly value: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
};

export type BatchCounts = { readonly entities: number; readonly edges: number; readonly changed: number; readonly rejected: number };

export interface RegistryWriter {
  putSource(tx: TenantTx, source: RegistrySource): Promise<void>;
  /** The unfinished import of the same file into the same source, else a new one. */
  openImport(tx: TenantTx, made: Pick<RegistryImport, 'id' | 'source' | 'fileName' | 'fingerprint' | 'format'>): Promise<RegistryImport>;
  /** Writes a batch and moves the import's position in the same transaction. */
  addBatch(
    tx: TenantTx,
    source: RegistrySource,
    importId: string,
    batch: RecordBatch,
    about: { readonly recordId: string; readonly fetchedAt: number; readonly keysOf: (name: string) => NameKeys },
  ): Promise<BatchCounts>;
  /** Ends an import; with `whole`, entries of the source that this import did not name are closed. Answers how many. */
  closeImport(
    tx: TenantTx,
    importId: string,
    end: { readonly state: RegistryImport['state']; readonly message?: string; readonly whole: boolean },
  ): Promise<number>;
  removeSource(tx: TenantTx, source: string): Promise<number>;
  judge(tx: TenantTx, judgement: Judgement): Promise<void>;
  /** The pair of the judgement that was open and is now withdrawn; undefined where there was none. */
  withdraw(tx: TenantTx, id: string, by: string, at: number): Promise<Pick<Judgement, 'left' | 'right'> | undefined>;
}
