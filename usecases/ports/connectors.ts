import type { Identifier } from '#domain/claim/party.ts';
import type { Answer } from '#domain/kernel/answer.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { EntityStatus, ListKind, Reach } from './registry.ts';
import type { TenantTx } from './transactions.ts';

/** What is asked of an outside source. Only what the source needs leaves the house. */
export type Question = {
  readonly subject: 'organisation' | 'person';
  readonly name: string;
  readonly identifiers: readonly Identifier[];
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly birthDate?: string;
  /** Only for sources that search texts: names in other scripts and former names. */
  readonly otherNames?: readonly string[];
};

/** One thing that a source said. A `list` makes it a hit in a list or court record, which a person must confirm. */
export type Finding = {
  readonly name: string;
  readonly status: EntityStatus;
  readonly identifiers: readonly Identifier[];
  readonly foundBy: 'identifier' | 'name';
  readonly score?: number;
  readonly list?: ListKind;
  readonly country?: string;
  readonly url?: string;
  readonly props: Readonly<Record<string, string | readonly string[]>>;
};

/** What a source can do, under which terms, how often and how fresh. */
export type Capability = {
  readonly id: string;
  readonly title: Bilingual;
  readonly answers: readonly ('register' | 'tax' | 'sanctions' | 'litigation' | 'filings' | 'news')[];
  /** Empty: the world. */
  readonly countries: readonly string[];
  readonly subjects: readonly Question['subject'][];
  readonly by: readonly ('identifier' | 'name')[];
  /** What its silence means; absent: complete for its countries. */
  readonly reach?: Reach;
  readonly licence: string;
  readonly baseUrl: string;
  readonly needs: readonly ('secret' | 'second-secret' | 'dataset' | 'base-url' | 'feeds')[];
  /** Minor units a call; 0 is free. */
  readonly costMinor: number;
  readonly currency: string;
  readonly rate: { readonly calls: number; readonly seconds: number };
  /** A kept answer younger than this is given again. */
  readonly freshHours: number;
  /** It is read whole, and nothing of the question is sent to it: no personal data crosses a border. */
  readonly sendsNothing?: true;
  /** Where the source stands, for the transfer of personal data across borders. */
  readonly seat: string;
};

/** What a tenant set up for a connector, without its secrets. */
export type ConnectorChoices = {
  readonly connector: string;
  readonly enabled: boolean;
  readonly baseUrl?: string;
  readonly dataset?: string;
  /** Addresses of feeds, where the connector reads feeds. */
  readonly feeds?: readonly string[];
  readonly budgetMinor?: bigint;
  readonly currency?: string;
};

/** The same with the secrets opened: for a call, never for a page, a log or an answer. */
export type ConnectorSettings = ConnectorChoices & { readonly secret?: string; readonly secondSecret?: string };

/** What may be shown: which secrets are kept, never what they are. */
export type ConnectorView = ConnectorChoices & { readonly hasSecret: boolean; readonly hasSecondSecret: boolean };

/** Why a source brought no answer, for programs and pages; `why` of the answer says it in words with the values. */
export const sourceFaults = [
  'unreachable',
  'timeout',
  'tls',
  'refused-address',
  'redirected',
  'too-large',
  'rate-limited',
  'source-error',
  'key-refused',
  'question-refused',
  'wrong-address',
  'captcha',
  'not-data',
  'unexpected-shape',
  'source-says',
  'resting',
  'budget',
  'no-transfer-ground',
  'interrupted',
] as const;
export type SourceFault = (typeof sourceFaults)[number];

/**
 * The answer, the raw bytes it was read from (several pages parted by U+001E), and how many calls it took. `cut` says in
 * words what was left out of a long answer.
 */
export type Asked = {
  readonly answer: Answer<readonly Finding[]>;
  readonly raw: Uint8Array;
  readonly calls: number;
  readonly fault?: SourceFault;
  readonly cut?: string;
};

export interface Connectors {
  readonly all: readonly Capability[];
  /**
   * Never throws for what a source does wrong: that is `source-failed` with its reason. Before every call after the first (a
   * further try, a further page) it asks `mayCallAgain`; a no ends the question.
   */
  ask(connector: string, question: Question, settings: ConnectorSettings, tenant: string, mayCallAgain?: () => Promise<boolean>): Promise<Asked>;
  /** Why an address may not be asked (no https, a private network); undefined where it may. */
  refusedAddress(url: string): string | undefined;
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
  /** The tenant's ground that let personal data go abroad. */
  readonly transferGround?: string;
  readonly askedAt: number;
  readonly retainUntil: string;
  readonly outcome: LookupOutcome;
  readonly why?: string;
  readonly fault?: SourceFault;
  readonly cut?: string;
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
  readonly cut?: string;
  readonly sha256: string;
  readonly raw: Uint8Array;
};

/** `value` where something was found; `fetchedAt` where an answer is kept (it may be older than the look-up). */
export type LatestLookup = Pick<Lookup, 'caseId' | 'connector' | 'outcome' | 'why' | 'askedAt' | 'answerId'> & {
  readonly fetchedAt?: number;
  readonly value?: readonly Finding[];
};

export interface LookupStore {
  settings(tx: TenantTx): Promise<readonly ConnectorView[]>;
  /** A secret that is not given stays; with `forgetSecrets` those not given go. */
  putSettings(tx: TenantTx, settings: ConnectorSettings, options?: { readonly forgetSecrets?: boolean }): Promise<void>;
  /**
   * Locks the connector's settings, so that two askers cannot both take the last of a budget, and opens its secrets.
   * Throws `registry.secret_unreadable` where they were sealed under another master key.
   */
  lockSettings(tx: TenantTx, connector: string): Promise<ConnectorSettings | undefined>;
  /** Minor units spent with a connector since an instant. */
  spent(tx: TenantTx, connector: string, since: number): Promise<bigint>;
  add(tx: TenantTx, lookup: Lookup): Promise<void>;
  addCost(tx: TenantTx, id: string, minor: bigint): Promise<void>;
  finish(
    tx: TenantTx,
    id: string,
    end: Pick<Lookup, 'outcome' | 'why' | 'fault' | 'cut' | 'answerId' | 'recordId' | 'costMinor' | 'fromCache'>,
  ): Promise<void>;
  ofCase(tx: TenantTx, caseId: string): Promise<readonly Lookup[]>;
  /** The newest ended look-up of each connector in each case that is not erased, with what was answered. */
  latest(tx: TenantTx, caseIds: readonly string[]): Promise<readonly LatestLookup[]>;
  ofSubject(tx: TenantTx, subjectHash: string): Promise<readonly Lookup[]>;
  keep(tx: TenantTx, answer: KeptAnswer): Promise<void>;
  /** The newest answer to the same question that is not older than `since`. */
  again(tx: TenantTx, connector: string, questionHash: string, since: number): Promise<KeptAnswer | undefined>;
  answer(tx: TenantTx, id: string): Promise<KeptAnswer | undefined>;
  /** Removes what was asked and answered of these look-ups; the rows of the record of processing stay. Answers how many. */
  erase(tx: TenantTx, lookupIds: readonly string[], at: number): Promise<number>;
  /** Ends look-ups that a crash left without an answer since before `before`; what was reserved for them stays spent. Answers how many. */
  endInterrupted(tx: TenantTx, before: number): Promise<number>;
  /** Look-ups of one tenant whose retention has ended. */
  due(tx: TenantTx, today: string): Promise<readonly string[]>;
}
