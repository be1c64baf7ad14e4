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

export const playRecording = operation({
  id: 'playRecording',
  method: 'GET',
  path: '/v1/exhibits/{exhibitId}/audio',
  tag: 'evidence',
  access: needs('claims:read'),
  file: 'audio/*',
  summary: 'A recording to be played: honours Range (RFC 9110) on the encrypted object',
  params: exhibit,
  response: nothing,
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

const integrity = Type.Enum(['holds', 'changed', 'false', 'malformed', 'not-supported']);
const identity = Type.Enum(['trusted', 'unknown', 'broken', 'not-checked']);
const paths = Type.Array(Type.String());
const who = {
  integrity,
  why: Type.Optional(Type.String()),
  signer: Type.Optional(Type.String()),
  issuer: Type.Optional(Type.String()),
  serial: Type.Optional(Type.String()),
  identity,
  root: Type.Optional(Type.String({ description: 'The trusted certificate at the end of the chain' })),
  revocation: Type.Optional(
    Type.Union([
      Type.Object({ kind: Type.Literal('good'), by: Type.Enum(['crl', 'ocsp']), asOf: Type.String(), revokedLater: Type.Optional(Type.String()) }),
      Type.Object({ kind: Type.Literal('revoked'), by: Type.Enum(['crl', 'ocsp']), at: Type.String(), reason: Type.Optional(Type.String()) }),
      Type.Object({ kind: Type.Literal('not-known'), why: Type.String() }),
    ]),
  ),
  time: Type.Object({
    kind: Type.Enum(['proven', 'claimed', 'none']),
    at: Type.Optional(Type.String()),
    authority: Type.Optional(Type.String()),
    root: Type.Optional(Type.String()),
  }),
};

const pdfVerdict = Type.Object({
  kind: Type.Enum(['signature', 'document-timestamp']),
  format: Type.String(),
  ...who,
  covers: Type.Enum(['whole', 'revision', 'nothing']),
  addedAfter: Type.Array(Type.Object({ object: Type.Integer(), type: Type.String() })),
  addedMore: Type.Optional(Type.Integer({ description: 'Objects added later beyond the thousand that are listed' })),
});

const ofdVerdict = Type.Object({
  kind: Type.Enum(['seal', 'signature']),
  id: Type.String(),
  place: Type.String({ description: 'The signature file inside the package' }),
  format: Type.Enum(['GB/T 38540', 'GM/T 0031', 'GB/T 35275', 'PKCS#7', 'bare', '']),
  ...who,
  changed: paths,
  missing: paths,
  onlyList: Type.Optional(Type.Literal(true, { description: 'Only the list of signatures was changed after this one' })),
  covers: Type.Enum(['whole', 'part', 'nothing']),
  uncovered: Type.Array(
    Type.Object({
      path: Type.String(),
      part: Type.Enum(['entry', 'document', 'page', 'annotation', 'attachment', 'template', 'resource', 'other']),
      signedBy: Type.Array(Type.String({ description: 'Ids of other signatures of the package that cover it' })),
    }),
  ),
  uncoveredMore: Type.Optional(Type.Integer({ description: 'Files not covered beyond the two hundred that are listed' })),
  seal: Type.Optional(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      maker: Type.Optional(Type.String()),
      integrity: Type.Enum(['holds', 'false', 'not-supported']),
      identity,
      root: Type.Optional(Type.String()),
      signer: Type.Enum(['listed', 'not-listed', 'not-said']),
      validFrom: Type.String(),
      validTo: Type.String(),
      inForce: Type.Boolean(),
    }),
  ),
});

export const getSignatures = operation({
  id: 'getSignatures',
  method: 'GET',
  path: '/v1/exhibits/{exhibitId}/signatures',
  tag: 'evidence',
  access: needs('claims:read'),
  summary: 'The signatures in a PDF or OFD exhibit: do they hold, who signed, when, and what was changed or added after signing',
  params: exhibit,
  response: Type.Union([
    Type.Object({ form: Type.Literal('pdf'), signatures: Type.Array(pdfVerdict) }),
    Type.Object({ form: Type.Literal('ofd'), signatures: Type.Array(ofdVerdict) }),
    Type.Object({ form: Type.Literal('other'), signatures: Type.Array(Type.Never(), { maxItems: 0 }) }),
  ]),
});
