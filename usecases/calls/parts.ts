import type { Crypto } from '#domain/evidence/crypto.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { CallProviders, CallStore } from '../ports/calls.ts';
import type { CaseReader, CaseWriter } from '../ports/cases.ts';
import type { Clock } from '../ports/clock.ts';
import type { ExhibitStore } from '../ports/exhibits.ts';
import type { GrowingObjects } from '../ports/growing.ts';
import type { JobQueue } from '../ports/jobs.ts';
import type { MessageStore } from '../ports/messages.ts';
import type { SealedObjects } from '../ports/objects.ts';
import type { OrganisationStore } from '../ports/organisation.ts';
import type { RecordingHosts } from '../ports/recording-hosts.ts';
import type { Sealing } from '../ports/sealing.ts';
import type { Transactions } from '../ports/transactions.ts';
import type { Vault } from '../ports/vault.ts';
import type { WebhookSignatures } from '../ports/webhook-signatures.ts';

/** What calls and recordings stand on. */
export type CallParts = {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly calls: CallStore;
  readonly providers: CallProviders;
  readonly signatures: WebhookSignatures;
  readonly hosts: RecordingHosts;
  readonly cases: CaseReader & CaseWriter;
  readonly exhibits: ExhibitStore;
  readonly messages: MessageStore;
  readonly organisation: OrganisationStore;
  readonly sealing: Sealing;
  readonly vault: Vault;
  readonly objects: SealedObjects;
  readonly growing: GrowingObjects;
  readonly crypto: Crypto;
  readonly audit: AuditTrail;
  readonly jobs: JobQueue;
};

export const fetchRecordingJob = 'call.fetch-recording';
export const sealRecordingJob = 'call.seal-recording';
