import type { Identifier } from '#domain/claim/party.ts';
import type { Answer } from '#domain/kernel/answer.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { EntityStatus, ListKind } from './registry.ts';
import type { TenantTx } from './transactions.ts';

/** What is asked of an outside source. Only what the source needs leaves the house. */
export type Question = {
  readonly subject: 'organisation' | 'person';
  readonly name: string;
  readonly identifiers: readonly Identifier[];
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly birthDate?: string;
};

/** One thing that a source said. A `list` makes it a hit in a list or court record, which a person must confirm. */
export type Finding = {
  readonly name: string;
  readonly status: EntityStatus;
  readonly identifiers: readonly Identifier[];
  readonly foundBy: 'identifier' | 'name';
  readonly score?: number;
  readonly list?: ListKind | 'litigation';
  readonly country?: string;
  readonly url?: string;
  readonly props: Readonly<Record<string, string | readonly string[]>>;
};

/** What a source can do, under which terms, how often and how fresh. */
export type Capability = {
  readonly id: string;
  readonly title: Bilingual;
  readonly answers: readonly ('register' | 'tax' | 'sanctions' | 'litigation' | 'filings')[];
  /** Empty: the world. */
  readonly countries: readonly string[];
  readonly subjects: readonly Question['subject'][];
  readonly by: readonly ('identifier' | 'name')[];
  readonly licence: string;
  readonly baseUrl: string;
  readonly needs: readonly ('secret' | 'second-secret' | 'dataset' | 'base-url')[];
  /** Minor units a call; 0 is free. */
  readonly costMinor: number;
  readonly currency: string;
  readonly rate: { readonly calls: number; readonly seconds: number };
  /** A kept answer younger than this is given again. */
  readonly freshHours: number;
  /** Where the source stands, for the transfer of personal data across borders. */
  readonly seat: string;
};

export type ConnectorSettings = {
  readonly connector: string;
  readonly enabled: boolean;
  readonly baseUrl?: string;
  readonly secret?: string;
  readonly secondSecret?: string;
  readonly dataset?: string;
  readonly budgetMinor?: bigint;
  readonly currency?: string;
};

/** The answer, the raw bytes it was read from, and what it cost. */
export type Asked = { readonly answer: Answer<readonly Finding[]>; readonly raw: Uint8Array; readonly calls: number };

export interface Connectors {
  readonly all: readonly Capability[];
  /** Never throws for what a source does wrong: that is `source-failed` with its reason. */
  ask(connector: string, question: Question, settings: ConnectorSettings, tenant: string): Promise<Asked>;
}

export type LookupOutcome = 'asked' | Answer<unknown>['kind'];

export type Lookup = {
  readonly id: string;
  readonly caseId: string;
  readonly connector: string;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly requestedBy: string;
  readonly subjectKind: Question['subject'];
  readonly subjectHash: string;
  readonly crossesBorder: boolean;
  readonly askedAt: number;
  readonly retainUntil: string;
  readonly outcome: LookupOutcome;
  readonly why?: string;
  readonly fromCache: boolean;
  readonly costMinor: bigint;
  readonly currency?: string;
  readonly answerId?: string;
  readonly recordId?: string;
  readonly erasedAt?: number;
};

export type KeptAnswer = {
  readonly id: string;
  readonly connector: string;
  readonly questionHash: string;
  readonly question: Question;
  readonly fetchedAt: number;
  readonly outcome: LookupOutcome;
  readonly value?: readonly Finding[];
  readonly sha256: string;
  readonly raw: Uint8Array;
};

export interface LookupStore {
  settings(tx: TenantTx): Promise<readonly ConnectorSettings[]>;
  putSettings(tx: TenantTx, settings: ConnectorSettings): Promise<void>;
  /** Locks the connector's settings, so that two askers cannot both take the last of a budget. */
  lockSettings(tx: TenantTx, connector: string): Promise<ConnectorSettings | undefined>;
  /** Minor units spent with a connector since an instant. */
  spent(tx: TenantTx, connector: string, since: number): Promise<bigint>;
  add(tx: TenantTx, lookup: Lookup): Promise<void>;
  finish(tx: TenantTx, id: string, end: Pick<Lookup, 'outcome' | 'why' | 'answerId' | 'recordId' | 'costMinor' | 'fromCache'>): Promise<void>;
  ofCase(tx: TenantTx, caseId: string): Promise<readonly Lookup[]>;
  ofSubject(tx: TenantTx, subjectHash: string): Promise<readonly Lookup[]>;
  keep(tx: TenantTx, answer: KeptAnswer): Promise<void>;
  /** The newest answer to the same question that is not older than `since`. */
  again(tx: TenantTx, connector: string, questionHash: string, since: number): Promise<KeptAnswer | undefined>;
  answer(tx: TenantTx, id: string): Promise<KeptAnswer | undefined>;
  /** Removes what was asked and answered of these look-ups; the rows of the record of processing stay. Answers how many. */
  erase(tx: TenantTx, lookupIds: readonly string[], at: number): Promise<number>;
  /** Look-ups of one tenant whose retention has ended. */
  due(tx: TenantTx, today: string): Promise<readonly string[]>;
}
