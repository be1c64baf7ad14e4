import { DomainError } from '../kernel/error.ts';
import type { RecordingConsent } from '../law/conduct/recording-basis.ts';
import { type CallOutcome, callOutcomes, type Direction } from './call.ts';

export const callEventTypes = ['call.started', 'call.consented', 'call.ended', 'recording.available'] as const;
export type CallEventType = (typeof callEventTypes)[number];

/** What a provider tells of a recording; `bytes` and `sha256` (lower-case hexadecimal) are held against what arrives. */
export type AnnouncedRecording = {
  readonly id: string;
  readonly url?: string;
  readonly mediaType?: string;
  readonly bytes?: number;
  readonly sha256?: string;
};

/** Any event may carry any of these: one that overtakes another then brings what it needs. */
export type CallFacts = {
  /** A case's id or number. */
  readonly case?: string;
  readonly direction?: Direction;
  readonly from?: string;
  readonly to?: string;
  readonly agent?: string;
  readonly purpose?: string;
  readonly consent?: RecordingConsent;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly outcome?: CallOutcome;
  readonly recordings?: readonly AnnouncedRecording[];
};

/** A CloudEvents 1.0 event of a telephony provider; `call` is its subject: the provider's own name of the call. */
export type CallEvent = {
  readonly id: string;
  readonly type: CallEventType;
  readonly call: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly data: CallFacts;
};

type Given = {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly time?: string;
  readonly data: CallFacts;
};

/** Reads an event whose shape was checked before. Instants are judged here: `now` is taken where the event names no time. */
export function callEvent(given: Given, now: number): CallEvent {
  const type = callEventTypes.find((known) => known === given.type);
  if (!type) throw new DomainError('calls.unknown_event', `expected a type out of ${callEventTypes.join(', ')}, got "${given.type.slice(0, 60)}"`);
  const { data } = given;
  if (type === 'call.ended' && data.outcome === undefined)
    throw new DomainError('calls.no_outcome', `expected data.outcome with call.ended, one of ${callOutcomes.join(', ')}`);
  for (const [name, text] of [
    ['data.startedAt', data.startedAt],
    ['data.endedAt', data.endedAt],
    ['data.consent.at', data.consent?.at],
  ] as const) {
    if (text !== undefined) instantOf(text, name);
  }
  return { id: given.id, type, call: given.subject, at: given.time === undefined ? now : instantOf(given.time, 'time'), data };
}

/** RFC 3339 with an offset; a time of day without a zone is no instant. Milliseconds since 1970. */
export function instantOf(text: string, name: string): number {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at))
    throw new DomainError('calls.bad_instant', `expected ${name} like 2026-11-28T09:00:00Z, got "${text.slice(0, 40)}"`, { name });
  return at;
}
