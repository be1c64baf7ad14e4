import type { Breach, CallOutcome, Direction } from '#domain/calls/call.ts';
import type { Citation } from '#domain/kernel/citation.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { RecordingConsent } from '#domain/law/conduct/recording-basis.ts';
import type { TenantTx, Tx } from './transactions.ts';

/** Bytes under a data key of their own (usecases/ports/vault.ts). */
export type Closed = { readonly sealed: Uint8Array; readonly wrappedKey: Uint8Array };

/** A telephony provider that a tenant has set up. */
export type CallProvider = {
  readonly id: string;
  readonly name: string;
  readonly secret: Closed;
  /** The secret before the last rotation, good until an instant. */
  readonly previous?: Closed & { readonly until: number };
  /** host or host:port that recordings may be fetched from. */
  readonly hosts: readonly string[];
  /** Whether those hosts may have private addresses and speak plain HTTP (a telephone system in the same office). */
  readonly privateHosts: boolean;
  /** The Authorization header that those hosts want. */
  readonly authorization?: Closed;
  /** The most bytes one recording may have. */
  readonly largestBytes: number;
  readonly createdAt: number;
  readonly createdBy: string;
};

export interface CallProviders {
  add(tx: TenantTx, provider: CallProvider): Promise<void>;
  change(tx: TenantTx, provider: CallProvider): Promise<void>;
  /** Its calls stay; it can send nothing more. */
  remove(tx: TenantTx, providerId: string, at: number): Promise<boolean>;
  get(tx: TenantTx, providerId: string): Promise<CallProvider | undefined>;
  list(tx: TenantTx): Promise<readonly CallProvider[]>;
  /** Whose provider this is: a request that is not signed in names only its id. */
  find(tx: Tx, providerId: string): Promise<(CallProvider & { readonly tenant: string }) | undefined>;
}

/** The contact policy's answer; `asked` before the line was dialled, or only when the call was told of. */
export type CallDecision = {
  readonly allowed: boolean;
  readonly channel: string;
  /** ISO instant that the question was about. */
  readonly at: string;
  readonly asked: 'before' | 'after';
  readonly code?: string;
  readonly reasons: readonly { readonly text: Bilingual; readonly citation?: Citation }[];
  readonly nextAllowedAt?: string;
};

export type Call = {
  readonly id: string;
  readonly caseId: string;
  readonly providerId?: string;
  /** The provider's own name of the call. */
  readonly externalId: string;
  readonly direction: Direction;
  /** JSON {from, to} in full. */
  readonly numbers?: Closed;
  readonly from?: string;
  readonly to?: string;
  readonly agent?: string;
  readonly purpose?: string;
  readonly consent?: RecordingConsent;
  readonly contact?: CallDecision;
  readonly breach?: Breach;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly outcome?: CallOutcome;
  /** The sealed statement of the call itself, made when it ended. */
  readonly recordId?: string;
  readonly madeAt: number;
};

export type RecordingSource = 'stream' | 'put' | 'fetch' | 'upload';
export type RecordingState = 'announced' | 'receiving' | 'sealed' | 'refused' | 'failed';

export type CallRecording = {
  readonly id: string;
  readonly callId: string;
  /** The provider's own name of the recording, unique within the call. */
  readonly externalId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly source: RecordingSource;
  readonly state: RecordingState;
  readonly url?: Closed;
  /** Wrapped; opens what was received so far. */
  readonly objectKey?: Uint8Array;
  readonly expectedBytes?: number;
  readonly expectedSha256?: string;
  readonly bytes?: number;
  /** False where it was sealed without all that was announced. */
  readonly complete?: boolean;
  readonly reason?: { readonly code: string; readonly detail: string };
  readonly exhibitId?: string;
  readonly recordId?: string;
  readonly madeAt: number;
  readonly sealedAt?: number;
};

export interface CallStore {
  /** Adds the call unless the provider has named one so already; either way it is locked and answered as it stands. */
  addOrLock(tx: TenantTx, call: Call): Promise<{ readonly call: Call; readonly added: boolean }>;
  lock(tx: TenantTx, providerId: string, externalId: string): Promise<Call | undefined>;
  lockById(tx: TenantTx, callId: string): Promise<Call | undefined>;
  get(tx: TenantTx, callId: string): Promise<Call | undefined>;
  /** Writes the whole call anew. */
  put(tx: TenantTx, call: Call): Promise<void>;
  /** Newest first. */
  ofCase(tx: TenantTx, caseId: string): Promise<readonly Call[]>;
  /**
   * Calls with the case's debtor since an instant, for the contact policy's counts; without those that the policy refused
   * and nobody says were made.
   */
  withDebtor(tx: TenantTx, debtorKey: string, since: number): Promise<readonly Pick<Call, 'id' | 'direction' | 'startedAt' | 'outcome'>[]>;

  addOrGetRecording(tx: TenantTx, recording: CallRecording): Promise<CallRecording>;
  recording(tx: TenantTx, recordingId: string): Promise<CallRecording | undefined>;
  recordingsOf(tx: TenantTx, callIds: readonly string[]): Promise<readonly CallRecording[]>;
  putRecording(tx: TenantTx, recording: CallRecording): Promise<void>;
  /** Of every tenant: still receiving though their call ended, or begun, before an instant. */
  forgotten(tx: Tx, before: number): Promise<readonly { readonly tenant: string; readonly recordingId: string }[]>;
  /** Of every tenant: which of these recordings still take bytes. */
  stillReceiving(tx: Tx, recordingIds: readonly string[]): Promise<readonly string[]>;
}
