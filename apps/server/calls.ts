import type { Evidence } from '#adapters/log/open.ts';
import { callProviders } from '#adapters/postgres/calls/providers.ts';
import { callStore } from '#adapters/postgres/calls/store.ts';
import { messageStore } from '#adapters/postgres/messages/store.ts';
import { recordingHosts } from '#adapters/telephony/recording-hosts.ts';
import { standardWebhooks } from '#adapters/telephony/webhook-signature.ts';
import { fetchRecording, sealForgotten, sealLater } from '#usecases/calls/fetch-recording.ts';
import { type CallParts, fetchRecordingJob, sealRecordingJob } from '#usecases/calls/parts.ts';
import type { Worker } from '#usecases/ports/jobs.ts';
import type { Platform } from './platform.ts';

type Stores = Pick<CallParts, 'cases' | 'exhibits' | 'sealing' | 'clock' | 'organisation' | 'audit'>;

/** Calls, recordings and telephony providers, wired over the platform. */
export const callRoom = ({ database, jobs }: Platform, evidence: Evidence, stores: Stores): CallParts => ({
  ...stores,
  transactions: database,
  calls: callStore,
  providers: callProviders,
  signatures: standardWebhooks,
  hosts: recordingHosts,
  messages: messageStore,
  vault: evidence.vault,
  objects: evidence.sealed,
  growing: evidence.growing,
  crypto: evidence.crypto,
  jobs,
});

export function registerCallWork(calling: CallParts, worker: Worker): void {
  worker.handle(fetchRecordingJob, async ({ tenant, data, attempt, signal }) => {
    if (tenant !== undefined) await fetchRecording(calling, tenant, String(data.recordingId), attempt, signal);
  });
  worker.handle(sealRecordingJob, async ({ tenant, data }) => {
    if (tenant !== undefined) await sealLater(calling, tenant, String(data.recordingId));
  });
  worker.sweep('recordings', () => sealForgotten(calling));
}
