import type { CallJson, CallProviderJson, CallRecordingJson } from '#contract/schemas/call.ts';
import type { Call, CallDecision, CallProvider, CallRecording } from '#usecases/ports/calls.ts';
import type { SealStatus } from '#usecases/ports/sealing.ts';
import { instantText, sealOf } from './case.ts';

// From what the use cases know of calls to what the API says. Numbers leave masked; secrets do not leave.

type Seals = ReadonlyMap<string, SealStatus>;

export function callJson(call: Call, recordings: readonly CallRecording[], seals: Seals, providers: ReadonlyMap<string, string>): CallJson {
  const provider = call.providerId ? providers.get(call.providerId) : undefined;
  return {
    id: call.id,
    caseId: call.caseId,
    externalId: call.externalId,
    direction: call.direction,
    startedAt: instantText(call.startedAt),
    recordings: recordings.filter(({ callId }) => callId === call.id).map((recording) => recordingJson(recording, seals)),
    ...(provider ? { provider } : {}),
    ...(call.from ? { from: call.from } : {}),
    ...(call.to ? { to: call.to } : {}),
    ...(call.agent ? { agent: call.agent } : {}),
    ...(call.purpose ? { purpose: call.purpose } : {}),
    ...(call.consent ? { consent: call.consent } : {}),
    ...(call.contact ? { contact: decisionJson(call.contact) } : {}),
    ...(call.breach ? { breach: call.breach } : {}),
    ...(call.endedAt === undefined ? {} : { endedAt: instantText(call.endedAt) }),
    ...(call.outcome ? { outcome: call.outcome } : {}),
    ...sealOf(call.recordId, seals),
  };
}

export const decisionJson = ({ reasons, ...decision }: CallDecision) => ({ ...decision, reasons: [...reasons] });

function recordingJson(recording: CallRecording, seals: Seals): CallRecordingJson {
  return {
    id: recording.id,
    name: recording.name,
    mediaType: recording.mediaType,
    source: recording.source,
    state: recording.state,
    ...(recording.bytes === undefined ? {} : { bytes: recording.bytes }),
    ...(recording.complete === undefined ? {} : { complete: recording.complete }),
    ...(recording.reason ? { reason: recording.reason } : {}),
    ...(recording.exhibitId ? { exhibitId: recording.exhibitId } : {}),
    ...(recording.sealedAt === undefined ? {} : { sealedAt: instantText(recording.sealedAt) }),
    ...sealOf(recording.recordId, seals),
  };
}

export function providerJson(provider: CallProvider, publicUrl: string, now: number): CallProviderJson {
  return {
    id: provider.id,
    name: provider.name,
    hosts: [...provider.hosts],
    privateHosts: provider.privateHosts,
    largestBytes: provider.largestBytes,
    authorization: provider.authorization !== undefined,
    createdAt: instantText(provider.createdAt),
    url: `${publicUrl}/v1/public/telephony/${provider.id}/events`,
    ...(provider.previous && provider.previous.until > now ? { previousUntil: instantText(provider.previous.until) } : {}),
  };
}
