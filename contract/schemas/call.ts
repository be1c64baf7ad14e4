import Type, { type Static } from 'typebox';
import { citation, instant, uuid } from './basics.ts';
import { sealStatus } from './case.ts';
import { contactDecision } from './law.ts';

const exact = { additionalProperties: false } as const;

export const consentForms = ['announced', 'spoken', 'written', 'not-needed'] as const;
export const callOutcomes = ['answered', 'no-answer', 'busy', 'voicemail', 'failed', 'not-connected'] as const;

/** How a recording was agreed to; `not-needed` names the law that needs none. */
export const recordingConsent = Type.Object(
  {
    how: Type.Enum([...consentForms]),
    at: Type.String({ maxLength: 40, description: 'RFC 3339 with offset' }),
    by: Type.String({ minLength: 1, maxLength: 200, description: 'Who gave it, or who says that none is needed' }),
    law: Type.Optional(
      Type.Object({ instrument: Type.String({ minLength: 1, maxLength: 200 }), article: Type.Optional(Type.String({ maxLength: 80 })) }, exact),
    ),
  },
  exact,
);
export type RecordingConsentJson = Static<typeof recordingConsent>;

export const callRecording = Type.Object({
  id: uuid,
  name: Type.String(),
  mediaType: Type.String(),
  source: Type.Enum(['stream', 'put', 'fetch', 'upload']),
  state: Type.Enum(['announced', 'receiving', 'sealed', 'refused', 'failed']),
  bytes: Type.Optional(Type.Integer()),
  complete: Type.Optional(Type.Boolean({ description: 'False where it is not what was announced in length or hash' })),
  reason: Type.Optional(Type.Object({ code: Type.String(), detail: Type.String() })),
  exhibitId: Type.Optional(uuid),
  seal: Type.Optional(sealStatus),
  sealedAt: Type.Optional(instant),
});
export type CallRecordingJson = Static<typeof callRecording>;

export const call = Type.Object({
  id: uuid,
  caseId: uuid,
  provider: Type.Optional(Type.String({ description: 'The name of the telephony provider in the settings' })),
  externalId: Type.String({ description: 'The provider’s own name of the call' }),
  direction: Type.Enum(['outbound', 'inbound']),
  from: Type.Optional(Type.String({ description: 'Masked' })),
  to: Type.Optional(Type.String({ description: 'Masked' })),
  agent: Type.Optional(Type.String()),
  purpose: Type.Optional(Type.String()),
  consent: Type.Optional(recordingConsent),
  contact: Type.Optional(
    Type.Intersect([contactDecision, Type.Object({ asked: Type.Enum(['before', 'after']), code: Type.Optional(Type.String()) })]),
  ),
  breach: Type.Optional(
    Type.Enum(['called-in-spite', 'not-asked'], { description: 'An outbound call made in spite of the contact policy’s no, or without asking it' }),
  ),
  startedAt: instant,
  endedAt: Type.Optional(instant),
  outcome: Type.Optional(Type.Enum([...callOutcomes])),
  seal: Type.Optional(sealStatus),
  recordings: Type.Array(callRecording),
});
export type CallJson = Static<typeof call>;

export const callProvider = Type.Object({
  id: uuid,
  name: Type.String(),
  hosts: Type.Array(Type.String()),
  privateHosts: Type.Boolean(),
  largestBytes: Type.Integer(),
  authorization: Type.Boolean({ description: 'Whether an Authorization header for fetching is kept; it is never shown' }),
  previousUntil: Type.Optional(instant),
  createdAt: instant,
  url: Type.String({ description: 'Where the provider sends its events' }),
});
export type CallProviderJson = Static<typeof callProvider>;

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }));

/** A CloudEvents 1.0 event in JSON. Extension attributes are taken and not looked at. */
export const callEvent = Type.Object({
  specversion: Type.Literal('1.0'),
  id: Type.String({ minLength: 1, maxLength: 200 }),
  source: Type.String({ minLength: 1, maxLength: 300 }),
  type: Type.String({ minLength: 1, maxLength: 60, description: 'call.started, call.consented, call.ended or recording.available' }),
  subject: Type.String({ minLength: 1, maxLength: 120, pattern: '^[A-Za-z0-9._~-]+$', description: 'The provider’s own name of the call' }),
  time: text(40),
  data: Type.Object(
    {
      case: Type.Optional(Type.String({ minLength: 1, maxLength: 60, description: 'A case’s id or number' })),
      direction: Type.Optional(Type.Enum(['outbound', 'inbound'])),
      from: text(40),
      to: text(40),
      agent: text(200),
      purpose: text(500),
      consent: Type.Optional(recordingConsent),
      startedAt: text(40),
      endedAt: text(40),
      outcome: Type.Optional(Type.Enum([...callOutcomes])),
      recordings: Type.Optional(
        Type.Array(
          Type.Object(
            {
              id: Type.String({ minLength: 1, maxLength: 120, pattern: '^[A-Za-z0-9._~-]+$' }),
              url: text(2_000),
              mediaType: Type.Optional(Type.String({ maxLength: 80, pattern: '^(audio|video)/[a-z0-9.+-]+$' })),
              bytes: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 })),
              sha256: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
            },
            exact,
          ),
          { maxItems: 20 },
        ),
      ),
    },
    exact,
  ),
});

/** What a provider is told: whether it may connect, whether it may record, and how far its recordings have come. */
export const callAnswer = Type.Object({
  call: uuid,
  connect: Type.Boolean({ description: 'False: do not dial, or hang up. Anything but a 200 with true means no.' }),
  decision: Type.Optional(
    Type.Intersect([contactDecision, Type.Object({ asked: Type.Enum(['before', 'after']), code: Type.Optional(Type.String()) })]),
  ),
  record: Type.Object({ allowed: Type.Boolean(), code: Type.Optional(Type.String()), because: Type.Array(citation) }),
  breach: Type.Optional(Type.Enum(['called-in-spite', 'not-asked'])),
  recordings: Type.Array(
    Type.Object({
      id: Type.String({ description: 'The provider’s own name of the recording' }),
      state: Type.Enum(['announced', 'receiving', 'sealed', 'refused', 'failed']),
      bytes: Type.Optional(Type.Integer()),
      recordId: Type.Optional(uuid),
      reason: Type.Optional(Type.Object({ code: Type.String(), detail: Type.String() })),
    }),
  ),
});

export const receivedBytes = Type.Object({
  state: Type.Enum(['announced', 'receiving', 'sealed', 'refused', 'failed']),
  offset: Type.Integer({ description: 'Bytes on stable storage; go on from here' }),
  recordId: Type.Optional(uuid),
});
