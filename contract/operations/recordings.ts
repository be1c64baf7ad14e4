import Type from 'typebox';
import { needs, operation } from '../operation.ts';
import { nothing, uuid } from '../schemas/basics.ts';

const exhibit = Type.Object({ exhibitId: uuid });

export const getWaveform = operation({
  id: 'getWaveform',
  method: 'GET',
  path: '/v1/exhibits/{exhibitId}/waveform',
  tag: 'evidence',
  access: needs('claims:read'),
  summary: 'What a page draws of a recording: peaks of a PCM WAV; for other formats why there are none',
  params: exhibit,
  query: Type.Object({ points: Type.Optional(Type.Integer({ minimum: 10, maximum: 4_000, default: 800 })) }),
  response: Type.Union([
    Type.Object({ state: Type.Literal('drawn'), seconds: Type.Number(), peaks: Type.Array(Type.Number({ minimum: 0, maximum: 1 })) }),
    Type.Object({ state: Type.Literal('not-drawn'), why: Type.Enum(['not-wav', 'compressed', 'broken-header']) }),
  ]),
});

export const getClip = operation({
  id: 'getClip',
  method: 'GET',
  path: '/v1/exhibits/{exhibitId}/clip.json',
  tag: 'evidence',
  access: needs('claims:read'),
  file: 'application/octet-stream',
  summary: 'A part of a recording that proves itself without the rest (quittance.clip/v1): seconds of a WAV, or bytes of anything',
  params: exhibit,
  query: Type.Object({
    from: Type.Number({ minimum: 0 }),
    to: Type.Number({ exclusiveMinimum: 0 }),
    unit: Type.Optional(Type.Enum(['seconds', 'bytes'])),
  }),
  response: nothing,
});

const verdict = Type.Object({
  kind: Type.Enum(['signature', 'document-timestamp']),
  format: Type.String(),
  integrity: Type.Enum(['holds', 'changed', 'false', 'malformed', 'not-supported']),
  why: Type.Optional(Type.String()),
  signer: Type.Optional(Type.String()),
  issuer: Type.Optional(Type.String()),
  serial: Type.Optional(Type.String()),
  identity: Type.Enum(['trusted', 'unknown', 'broken', 'not-checked']),
  time: Type.Object({ kind: Type.Enum(['proven', 'claimed', 'none']), at: Type.Optional(Type.String()), authority: Type.Optional(Type.String()) }),
  covers: Type.Enum(['whole', 'revision', 'nothing']),
  addedAfter: Type.Array(Type.Object({ object: Type.Integer(), type: Type.String() })),
});

export const getSignatures = operation({
  id: 'getSignatures',
  method: 'GET',
  path: '/v1/exhibits/{exhibitId}/signatures',
  tag: 'evidence',
  access: needs('claims:read'),
  summary: 'The signatures in a PDF exhibit: do they hold, who signed, when, and what was added after signing',
  params: exhibit,
  response: Type.Object({ signatures: Type.Array(verdict) }),
});
