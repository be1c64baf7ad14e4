import Type from 'typebox';
import { needs, open, operation } from '../operation.ts';
import { nothing, uuid } from '../schemas/basics.ts';
import { call, callAnswer, callEvent, callProvider, consentForms, receivedBytes } from '../schemas/call.ts';

const exact = { additionalProperties: false } as const;
const name = Type.String({ minLength: 1, maxLength: 120, pattern: '^[A-Za-z0-9._~-]+$' });
const providerId = Type.Object({ providerId: Type.String({ maxLength: 60 }) });
const recordingOf = Type.Object({ providerId: Type.String({ maxLength: 60 }), call: name, recording: name });

export const receiveCallEvent = operation({
  id: 'receiveCallEvent',
  method: 'POST',
  path: '/v1/public/telephony/{providerId}/events',
  tag: 'telephony',
  access: open,
  summary: 'An event of a telephony provider (CloudEvents, signed by Standard Webhooks); answers whether it may connect and record',
  params: providerId,
  body: callEvent,
  response: callAnswer,
});
export const appendRecording = operation({
  id: 'appendRecording',
  method: 'PATCH',
  path: '/v1/public/telephony/{providerId}/calls/{call}/recordings/{recording}',
  tag: 'telephony',
  access: open,
  bytes: true,
  summary: 'Bytes of a recording while the call runs, at its end so far; signed over method, path and content-digest',
  params: recordingOf,
  query: Type.Object({ offset: Type.Integer({ minimum: 0 }), last: Type.Optional(Type.Boolean()) }),
  response: receivedBytes,
});
export const putRecording = operation({
  id: 'putRecording',
  method: 'PUT',
  path: '/v1/public/telephony/{providerId}/calls/{call}/recordings/{recording}',
  tag: 'telephony',
  access: open,
  bytes: true,
  summary: 'A whole recording; signed over method, path and content-digest, sealed at once',
  params: recordingOf,
  response: receivedBytes,
});
export const getRecordingOffset = operation({
  id: 'getRecordingOffset',
  method: 'GET',
  path: '/v1/public/telephony/{providerId}/calls/{call}/recordings/{recording}',
  tag: 'telephony',
  access: open,
  summary: 'How far a recording has come: where to go on after a lost connection',
  params: recordingOf,
  response: receivedBytes,
});

const wish = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  hosts: Type.Array(Type.String({ minLength: 1, maxLength: 260 }), { maxItems: 20 }),
  privateHosts: Type.Boolean({ description: 'Those hosts may have private addresses and speak plain HTTP' }),
  largestBytes: Type.Integer({ minimum: 1_024, maximum: 20 * 1024 ** 3 }),
  authorization: Type.Optional(Type.String({ maxLength: 2_000, description: 'The Authorization header for fetching; empty removes it' })),
};
const ownSecret = Type.Optional(
  Type.String({ minLength: 24, maxLength: 120, description: 'Where the provider makes the secret: whsec_ and base64' }),
);

export const listCallProviders = operation({
  id: 'listCallProviders',
  method: 'GET',
  path: '/v1/call-providers',
  tag: 'telephony',
  access: needs('settings:write'),
  summary: 'The telephony providers that may send calls and recordings; secrets are never shown',
  response: Type.Object({ items: Type.Array(callProvider) }),
});
export const createCallProvider = operation({
  id: 'createCallProvider',
  method: 'POST',
  path: '/v1/call-providers',
  tag: 'telephony',
  access: needs('settings:write'),
  status: 201,
  summary: 'Set a telephony provider up; its secret is answered this once',
  body: Type.Object({ ...wish, secret: ownSecret }, exact),
  response: Type.Object({ provider: callProvider, secret: Type.String() }),
});
export const changeCallProvider = operation({
  id: 'changeCallProvider',
  method: 'PUT',
  path: '/v1/call-providers/{providerId}',
  tag: 'telephony',
  access: needs('settings:write'),
  summary: 'Change a telephony provider’s name, hosts and bounds',
  params: Type.Object({ providerId: uuid }),
  body: Type.Object(wish, exact),
  response: callProvider,
});
export const rotateCallSecret = operation({
  id: 'rotateCallSecret',
  method: 'POST',
  path: '/v1/call-providers/{providerId}/secret',
  tag: 'telephony',
  access: needs('settings:write'),
  status: 201,
  summary: 'A new secret, answered this once; the one before stays good for so many hours',
  params: Type.Object({ providerId: uuid }),
  body: Type.Object({ overlapHours: Type.Integer({ minimum: 0, maximum: 168 }), secret: ownSecret }, exact),
  response: Type.Object({ provider: callProvider, secret: Type.String() }),
});
export const removeCallProvider = operation({
  id: 'removeCallProvider',
  method: 'DELETE',
  path: '/v1/call-providers/{providerId}',
  tag: 'telephony',
  access: needs('settings:write'),
  status: 204,
  summary: 'Take nothing more from a telephony provider; its calls stay',
  params: Type.Object({ providerId: uuid }),
  response: nothing,
});

export const listCalls = operation({
  id: 'listCalls',
  method: 'GET',
  path: '/v1/cases/{caseId}/calls',
  tag: 'calls',
  access: needs('claims:read'),
  summary: 'The calls of a case with their consent, purpose, contact decision and recordings, newest first',
  params: Type.Object({ caseId: uuid }),
  response: Type.Object({ items: Type.Array(call) }),
});
export const getCall = operation({
  id: 'getCall',
  method: 'GET',
  path: '/v1/calls/{callId}',
  tag: 'calls',
  access: needs('claims:read'),
  summary: 'One call',
  params: Type.Object({ callId: uuid }),
  response: call,
});
export const addCallRecording = operation({
  id: 'addCallRecording',
  method: 'POST',
  path: '/v1/cases/{caseId}/calls',
  tag: 'calls',
  access: needs('claims:write'),
  upload: true,
  status: 201,
  summary: 'A recording brought by a person, with its call, consent and purpose; streamed, hashed, sealed',
  params: Type.Object({ caseId: uuid }),
  query: Type.Object({
    direction: Type.Enum(['outbound', 'inbound']),
    startedAt: Type.String({ maxLength: 40 }),
    purpose: Type.Optional(Type.String({ maxLength: 500 })),
    consent: Type.Optional(Type.Enum([...consentForms])),
    consentAt: Type.Optional(Type.String({ maxLength: 40 })),
    consentBy: Type.Optional(Type.String({ maxLength: 200 })),
    lawInstrument: Type.Optional(Type.String({ maxLength: 200 })),
    lawArticle: Type.Optional(Type.String({ maxLength: 80 })),
    agent: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  response: call,
});
