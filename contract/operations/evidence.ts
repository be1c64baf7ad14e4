import Type, { type Static } from 'typebox';
import { needs, open, operation } from '../operation.ts';
import { instant, nothing, uuid } from '../schemas/basics.ts';

const sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, lower-case hexadecimal' });
const grade = Type.Enum(['received', 'logged', 'witnessed', 'anchored']);
const recordIds = Type.Union([uuid, Type.Array(uuid, { maxItems: 10_000 })]);

export const sealStatus = Type.Object({
  recordId: uuid,
  grade,
  logIndex: Type.Optional(Type.Integer()),
  receivedAt: instant,
  erasedAt: Type.Optional(instant),
});

const shownRecord = Type.Object({
  kind: Type.String(),
  name: Type.Optional(Type.String()),
  mediaType: Type.Optional(Type.String()),
  size: Type.Optional(Type.Integer({ description: 'Bytes of the content' })),
});

export const getBundle = operation({
  id: 'getBundle',
  method: 'GET',
  path: '/v1/cases/{caseId}/bundle.zip',
  tag: 'evidence',
  access: needs('claims:read'),
  file: 'application/zip',
  summary: 'The evidence bundle of a case: a BagIt bag in a ZIP that verifies without us, with a cover index (证据目录) in zh and en',
  params: Type.Object({ caseId: uuid }),
  query: Type.Object({
    only: Type.Optional(recordIds),
    hashOnly: Type.Optional(recordIds),
  }),
  response: nothing,
});

export const listRecords = operation({
  id: 'listRecords',
  method: 'GET',
  path: '/v1/cases/{caseId}/records',
  tag: 'evidence',
  access: needs('claims:read'),
  summary: 'The sealed records of a case: what a bundle would hold',
  params: Type.Object({ caseId: uuid }),
  response: Type.Object({ items: Type.Array(Type.Intersect([sealStatus, shownRecord])) }),
});

export const listParties = operation({
  id: 'listParties',
  method: 'GET',
  path: '/v1/cases/{caseId}/parties',
  tag: 'evidence',
  access: needs('claims:read'),
  summary: 'Who stands in a case, with the id under which records, holds and erasures name them',
  params: Type.Object({ caseId: uuid }),
  response: Type.Object({
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        role: Type.Enum(['creditor', 'debtor', 'guarantor']),
        kind: Type.Enum(['organisation', 'person', 'public-body']),
        name: Type.String(),
      }),
    ),
  }),
});

export const getRecord = operation({
  id: 'getRecord',
  method: 'GET',
  path: '/v1/records/{recordId}',
  tag: 'evidence',
  access: needs('claims:read'),
  summary: 'How far a record has come: received, logged, witnessed, anchored',
  params: Type.Object({ recordId: uuid }),
  response: sealStatus,
});

export const recordToSeal = Type.Object(
  {
    sha256,
    size: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'Bytes of the content' }),
    mediaType: Type.String({ pattern: '^[\\w.+-]{1,60}/[\\w.+-]{1,100}$' }),
    kind: Type.Optional(Type.Enum(['exhibit', 'contract', 'statement', 'message', 'call', 'payment', 'decision', 'consent', 'report'])),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    caseId: Type.Optional(uuid),
    /** The person whose data this is; an erasure finds the record by it. */
    subject: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    sm3: Type.Optional(sha256),
    parents: Type.Optional(Type.Array(uuid, { maxItems: 100 })),
    context: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[A-Za-z][A-Za-z0-9._-]{0,63}$' }),
        Type.Union([Type.String({ maxLength: 2_000 }), Type.Integer(), Type.Boolean()]),
      ),
    ),
  },
  { additionalProperties: false },
);
export type RecordToSeal = Static<typeof recordToSeal>;

export const sealRecords = operation({
  id: 'sealRecords',
  method: 'POST',
  path: '/v1/records',
  tag: 'evidence',
  access: needs('claims:write'),
  idempotent: true,
  status: 201,
  summary: 'Seal up to 1,000 hashes that you computed; the contents stay with you',
  body: Type.Object({ records: Type.Array(recordToSeal, { minItems: 1, maxItems: 1_000 }) }, { additionalProperties: false }),
  response: Type.Object({ records: Type.Array(Type.Object({ recordId: uuid })) }),
});

const hold = Type.Object({
  id: uuid,
  scope: Type.Enum(['case', 'subject', 'record']),
  scopeId: Type.String({ minLength: 1, maxLength: 200 }),
  reason: Type.String({ minLength: 1, maxLength: 1_000 }),
  placedAt: instant,
  placedBy: Type.String(),
  releasedAt: Type.Optional(instant),
  releasedBy: Type.Optional(Type.String()),
});

export const listHolds = operation({
  id: 'listHolds',
  method: 'GET',
  path: '/v1/holds',
  tag: 'evidence',
  access: needs('claims:read'),
  summary: 'Holds (保全冻结) on erasure, newest first',
  query: Type.Object({ live: Type.Optional(Type.Boolean({ default: true })) }),
  response: Type.Object({ items: Type.Array(hold) }),
});
export const placeHold = operation({
  id: 'placeHold',
  method: 'POST',
  path: '/v1/holds',
  tag: 'evidence',
  access: needs('evidence:hold'),
  idempotent: true,
  status: 201,
  summary: 'Forbid the erasure of a case, a person or a record until the hold is released',
  body: Type.Object(
    {
      scope: Type.Enum(['case', 'subject', 'record']),
      scopeId: Type.String({ minLength: 1, maxLength: 200 }),
      reason: Type.String({ minLength: 1, maxLength: 1_000 }),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ id: uuid }),
});
export const releaseHold = operation({
  id: 'releaseHold',
  method: 'POST',
  path: '/v1/holds/{holdId}/release',
  tag: 'evidence',
  access: needs('evidence:hold'),
  summary: 'Release a hold; the reason stands in the audit trail',
  params: Type.Object({ holdId: uuid }),
  body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 1_000 }) }, { additionalProperties: false }),
  status: 204,
  response: nothing,
});

const erasureScope = Type.Union([
  Type.Object({ kind: Type.Literal('case'), id: uuid }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('subject'), id: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('records'), ids: Type.Array(uuid, { minItems: 1, maxItems: 1_000 }) }, { additionalProperties: false }),
]);

export const previewErasure = operation({
  id: 'previewErasure',
  method: 'POST',
  path: '/v1/erasures/preview',
  tag: 'evidence',
  access: needs('evidence:erase'),
  summary: 'What an erasure would destroy, and which holds forbid it; nothing is changed',
  body: Type.Object({ scope: erasureScope }, { additionalProperties: false }),
  response: Type.Object({
    records: Type.Array(Type.Intersect([Type.Object({ recordId: uuid, receivedAt: instant }), shownRecord])),
    /** Rows in other rooms that lose their personal data. */
    traces: Type.Array(
      Type.Object({
        kind: Type.Enum(['parties', 'timeline', 'payments', 'letters', 'calls', 'exhibits', 'reports', 'imports', 'lookups', 'captures', 'assets']),
        count: Type.Integer(),
      }),
    ),
    caseIds: Type.Array(uuid),
    holds: Type.Array(Type.Object({ id: uuid, scope: Type.Enum(['case', 'subject', 'record']), scopeId: Type.String(), reason: Type.String() })),
  }),
});

export const eraseRecords = operation({
  id: 'eraseRecords',
  method: 'POST',
  path: '/v1/erasures',
  tag: 'evidence',
  access: needs('evidence:erase'),
  status: 201,
  summary: 'Erase sealed data for good (crypto-shredding), with its legal basis; a hold on any of it refuses all of it',
  body: Type.Object(
    {
      scope: erasureScope,
      reason: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000, description: 'Sealed with the erasure and kept: name nobody in it' })),
      legalBasis: Type.Object(
        {
          instrument: Type.String({ minLength: 2, maxLength: 200, description: '个人信息保护法, GDPR ...' }),
          article: Type.String({ minLength: 1, maxLength: 60, description: '47, 17(1)(b) ...' }),
        },
        { additionalProperties: false },
      ),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ erased: Type.Array(uuid), erasureRecordId: uuid }),
});

export const getLogPolicy = operation({
  id: 'getLogPolicy',
  method: 'GET',
  path: '/v1/public/log/policy',
  tag: 'evidence',
  access: open,
  file: 'text/plain',
  summary: "The keys of this installation's log, report and witnesses (c2sp.org/tlog-policy); trust it only from a source of your own",
  response: nothing,
});

export const listLogs = operation({
  id: 'listLogs',
  method: 'GET',
  path: '/v1/public/logs',
  tag: 'evidence',
  access: open,
  summary: "This installation's logs, the first one first; each later one begins with the last checkpoint of the one before",
  response: Type.Object({
    items: Type.Array(
      Type.Object({
        number: Type.Integer(),
        origin: Type.String(),
        /** Where its checkpoint and tiles are served (c2sp.org/tlog-tiles). */
        path: Type.String(),
        keys: Type.Array(Type.String({ description: 'Verifier key (c2sp.org/signed-note)' })),
        closedAt: Type.Optional(instant),
        first: Type.Optional(
          Type.Object({
            record: Type.String({ description: 'The rotation record of the first leaf, RFC 8785 JSON as text' }),
            salt: Type.String({ description: 'Its salt, hexadecimal' }),
          }),
        ),
      }),
    ),
  }),
});

const fingerprint = Type.String({ description: 'SHA-256 of the public key, hexadecimal' });
const standingLog = Type.Object({
  number: Type.Integer(),
  origin: Type.String(),
  /** Where its checkpoint and tiles are served (c2sp.org/tlog-tiles). */
  path: Type.String(),
  size: Type.Integer({ description: 'Leaves of the last signed checkpoint' }),
  witnessedSize: Type.Integer({ description: 'Leaves of the newest checkpoint that enough witnesses cosigned; 0 without one' }),
  keys: Type.Array(
    Type.Object({
      vkey: Type.String({ description: 'Verifier key (c2sp.org/signed-note)' }),
      algorithm: Type.Enum(['Ed25519', 'ML-DSA-44']),
      fingerprint,
    }),
  ),
  firstSignedAt: Type.Optional(instant),
  lastSignedAt: Type.Optional(instant),
  witnessedAt: Type.Optional(instant),
  /** A new log was asked for and has not begun yet. */
  rotationAskedAt: Type.Optional(instant),
  closedAt: Type.Optional(instant),
});
const standing = Type.Object({
  logs: Type.Array(standingLog),
  witnesses: Type.Array(Type.Object({ name: Type.String(), fingerprint })),
  selfAsserted: Type.Boolean({ description: 'The policy asks for no witness: the log only asserts itself' }),
  organisations: Type.Integer({ description: 'How many share the installation and so the log; with more than one its operator begins a new log' }),
});
export type LogStandingJson = Static<typeof standing>;

export const getLogStanding = operation({
  id: 'getLogStanding',
  method: 'GET',
  path: '/v1/log',
  tag: 'evidence',
  access: needs('claims:read'),
  summary: 'The logs of this installation: how far each has come, its keys, its witnesses, and whether a new one was asked for',
  response: standing,
});

export const rotateLog = operation({
  id: 'rotateLog',
  method: 'POST',
  path: '/v1/log/rotation',
  tag: 'evidence',
  access: needs('evidence:erase'),
  status: 202,
  summary:
    'Begin a new log with new keys, for the whole installation: the one that leads the log does it within seconds; the old log is closed and stays served',
  body: Type.Object(
    { reason: Type.String({ minLength: 1, maxLength: 1_000, description: 'Stands in the audit trail' }) },
    { additionalProperties: false },
  ),
  response: nothing,
});
