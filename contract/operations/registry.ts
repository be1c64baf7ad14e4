import Type from 'typebox';
import { needs, operation } from '../operation.ts';
import { bilingual, day, instant, uuid } from '../schemas/basics.ts';

const oneCase = Type.Object({ caseId: uuid });
const identifier = Type.Object(
  { scheme: Type.String({ minLength: 1, maxLength: 60 }), value: Type.String({ minLength: 1, maxLength: 120 }) },
  { additionalProperties: false },
);
const props = Type.Record(Type.String(), Type.Union([Type.String(), Type.Array(Type.String())]));
/** Why a source is asked, on what legal ground, and how long what it says is kept. */
const ground = {
  purpose: Type.String({ minLength: 3, maxLength: 500 }),
  legalBasis: Type.Enum(['contract', 'legal-claims', 'legitimate-interest', 'consent', 'public-information']),
  retentionDays: Type.Integer({ minimum: 1, maximum: 3650 }),
};

export const listRegistrySources = operation({
  id: 'listRegistrySources',
  method: 'GET',
  path: '/v1/registry/sources',
  tag: 'registry',
  access: needs('claims:read'),
  summary: 'Registers and lists that were imported, with licence and day',
  response: Type.Object({
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        kind: Type.Enum(['register', 'list', 'relations']),
        list: Type.Optional(Type.String()),
        name: Type.String(),
        licence: Type.String(),
        exportable: Type.Boolean(),
        countries: Type.Array(Type.String()),
        reach: Type.Enum(['complete', 'voluntary', 'excerpt']),
        asOf: day,
      }),
    ),
  }),
});

export const identifyNumber = operation({
  id: 'identifyNumber',
  method: 'POST',
  path: '/v1/registry/identify',
  tag: 'registry',
  access: needs('claims:read'),
  summary: 'What kind of number a value is: check digit, normal form, what it tells; every candidate. Nothing is kept',
  body: Type.Object(
    {
      value: Type.String({ minLength: 1, maxLength: 200 }),
      scheme: Type.Optional(Type.String({ maxLength: 60 })),
      country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    candidates: Type.Array(
      Type.Object({
        scheme: Type.String(),
        name: bilingual,
        valid: Type.Union([Type.Boolean(), Type.Literal('unknown')]),
        normal: Type.String(),
        says: Type.Record(Type.String(), Type.Union([Type.String(), bilingual])),
        reason: bilingual,
      }),
    ),
  }),
});

export const listRegistryImports = operation({
  id: 'listRegistryImports',
  method: 'GET',
  path: '/v1/registry/imports',
  tag: 'registry',
  access: needs('claims:read'),
  summary: 'Imports of bulk files, newest first, each with the first records that could not be read',
  response: Type.Object({
    items: Type.Array(
      Type.Object({
        id: uuid,
        source: Type.String(),
        fileName: Type.String(),
        format: Type.String(),
        state: Type.Enum(['running', 'stopped', 'done', 'failed']),
        position: Type.Integer(),
        entities: Type.Integer(),
        edges: Type.Integer(),
        changed: Type.Integer(),
        rejected: Type.Integer(),
        message: Type.Optional(Type.String()),
        rejects: Type.Array(Type.Object({ record: Type.Integer(), why: Type.String() })),
      }),
    ),
  }),
});

const connector = Type.Object({
  id: Type.String(),
  title: bilingual,
  answers: Type.Array(Type.String()),
  countries: Type.Array(Type.String()),
  subjects: Type.Array(Type.String()),
  by: Type.Array(Type.String()),
  licence: Type.String(),
  baseUrl: Type.String(),
  needs: Type.Array(Type.String()),
  costMinor: Type.Integer(),
  currency: Type.String(),
  rate: Type.Object({ calls: Type.Integer(), seconds: Type.Integer() }),
  freshHours: Type.Integer(),
  seat: Type.String(),
  enabled: Type.Boolean(),
  /** True when everything it needs is set up; secrets are never shown, only whether there is one. */
  ready: Type.Boolean(),
  hasSecret: Type.Boolean(),
  hasSecondSecret: Type.Boolean(),
  budgetMinor: Type.Optional(Type.Integer()),
  dataset: Type.Optional(Type.String()),
  /** Addresses of news feeds that are read. */
  feeds: Type.Optional(Type.Array(Type.String())),
});

export const listConnectors = operation({
  id: 'listConnectors',
  method: 'GET',
  path: '/v1/registry/connectors',
  tag: 'registry',
  access: needs('claims:read'),
  summary: 'Outside sources: what they answer, cost, rate, freshness, and whether they are set up',
  response: Type.Object({ items: Type.Array(connector) }),
});
export const putConnector = operation({
  id: 'putConnector',
  method: 'PUT',
  path: '/v1/registry/connectors/{connector}',
  tag: 'registry',
  access: needs('settings:write'),
  summary: 'Set up an outside source; a secret that is not given again stays, unless forgetSecrets or another host asks for it',
  params: Type.Object({ connector: Type.String({ maxLength: 60 }) }),
  body: Type.Object(
    {
      enabled: Type.Boolean(),
      baseUrl: Type.Optional(Type.String({ pattern: '^https?://', maxLength: 300 })),
      secret: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
      secondSecret: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
      dataset: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9._/-]+$', maxLength: 100 })),
      /** Addresses of feeds (RSS, Atom), for the connector that reads them. */
      feeds: Type.Optional(Type.Array(Type.String({ pattern: '^https?://', maxLength: 500 }), { maxItems: 40 })),
      /** Removes kept secrets that are not given again. */
      forgetSecrets: Type.Optional(Type.Boolean()),
      budgetMinor: Type.Optional(Type.Integer({ minimum: 0 })),
    },
    { additionalProperties: false },
  ),
  response: connector,
});

const lookup = Type.Object({
  id: uuid,
  caseId: uuid,
  connector: Type.String(),
  purpose: Type.String(),
  legalBasis: Type.String(),
  requestedBy: Type.String(),
  subjectKind: Type.String(),
  crossesBorder: Type.Boolean(),
  transferGround: Type.Optional(Type.String()),
  askedAt: instant,
  retainUntil: day,
  outcome: Type.Enum(['asked', 'found', 'not-found', 'not-covered', 'source-failed']),
  why: Type.Optional(Type.String()),
  /** Why a source brought no answer, as a code. */
  fault: Type.Optional(Type.String()),
  /** What of a long answer was not fetched. */
  cut: Type.Optional(Type.String()),
  fromCache: Type.Boolean(),
  costMinor: Type.Integer(),
  currency: Type.Optional(Type.String()),
  recordId: Type.Optional(Type.String()),
  erasedAt: Type.Optional(instant),
});
const finding = Type.Object({
  name: Type.String(),
  status: Type.String(),
  identifiers: Type.Array(identifier),
  foundBy: Type.Enum(['identifier', 'name']),
  score: Type.Optional(Type.Number()),
  list: Type.Optional(Type.String()),
  country: Type.Optional(Type.String()),
  url: Type.Optional(Type.String()),
  props,
});

export const askConnector = operation({
  id: 'askConnector',
  method: 'POST',
  path: '/v1/cases/{caseId}/lookups',
  tag: 'registry',
  access: needs('claims:write'),
  status: 201,
  summary: 'Ask an outside source about the debtor; needs purpose, legal basis and retention',
  params: oneCase,
  body: Type.Object({ connector: Type.String({ maxLength: 60 }), ...ground }, { additionalProperties: false }),
  response: Type.Object({
    lookup,
    answer: Type.Enum(['found', 'not-found', 'not-covered', 'source-failed']),
    findings: Type.Array(finding),
    /** What of a long answer was not fetched. */
    cut: Type.Optional(Type.String()),
  }),
});
export const listLookups = operation({
  id: 'listLookups',
  method: 'GET',
  path: '/v1/cases/{caseId}/lookups',
  tag: 'registry',
  access: needs('claims:read'),
  summary: 'The record of processing of a case: who asked what source why, and until when the answer is kept',
  params: oneCase,
  response: Type.Object({ items: Type.Array(lookup) }),
});

export const judgeEntity = operation({
  id: 'judgeEntity',
  method: 'POST',
  path: '/v1/cases/{caseId}/entity-judgements',
  tag: 'registry',
  access: needs('claims:write'),
  status: 201,
  summary: 'Say whether an entry of a register or list is this debtor; can be taken back',
  params: oneCase,
  body: Type.Object(
    {
      source: Type.String({ maxLength: 80 }),
      key: Type.String({ maxLength: 300 }),
      verdict: Type.Enum(['positive', 'negative', 'unsure']),
      why: Type.String({ minLength: 3, maxLength: 500 }),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ id: uuid }),
});
export const withdrawJudgement = operation({
  id: 'withdrawJudgement',
  method: 'DELETE',
  path: '/v1/entity-judgements/{judgementId}',
  tag: 'registry',
  access: needs('claims:write'),
  summary: 'Take a judgement back',
  params: Type.Object({ judgementId: uuid }),
  response: Type.Object({ withdrawn: Type.Boolean() }),
});

const pageKind = Type.Enum(['dishonest-judgment-debtor', 'judgment-debtor', 'consumption-restriction', 'judgments', 'enterprise-register']);
const entry = Type.Object({
  fields: Type.Record(Type.String(), Type.String()),
  identifier: Type.Optional(identifier),
  maskedNumber: Type.Optional(Type.String()),
  open: Type.Boolean(),
});
export const listCapturePages = operation({
  id: 'listCapturePages',
  method: 'GET',
  path: '/v1/captures/pages',
  tag: 'registry',
  access: needs('claims:read'),
  summary: 'Official sites without an interface, to be opened and copied by a person',
  response: Type.Object({
    items: Type.Array(Type.Object({ page: pageKind, title: bilingual, keeper: bilingual, address: Type.String() })),
  }),
});

const paste = Type.String({ minLength: 1, maxLength: 2_000_000 });
export const readCapture = operation({
  id: 'readCapture',
  method: 'POST',
  path: '/v1/captures/read',
  tag: 'registry',
  access: needs('claims:write'),
  summary: 'Read what was copied from an official page (text, table or HTML); nothing is kept',
  body: Type.Object({ paste, page: Type.Optional(pageKind) }, { additionalProperties: false }),
  response: Type.Object({
    page: pageKind,
    outcome: Type.Enum(['entries', 'nothing-found']),
    entries: Type.Array(entry),
    unread: Type.Array(Type.String()),
  }),
});
const capture = Type.Object({
  id: uuid,
  page: pageKind,
  url: Type.Optional(Type.String()),
  capturedBy: Type.String(),
  capturedAt: instant,
  retainUntil: day,
  sha256: Type.String(),
  recordId: Type.Optional(Type.String()),
  purpose: Type.Optional(Type.String()),
  legalBasis: Type.Optional(Type.String()),
  /** What the page said; absent when its content was erased. */
  outcome: Type.Optional(Type.Enum(['entries', 'nothing-found'])),
  erasedAt: Type.Optional(instant),
  entries: Type.Array(entry),
});
export const keepCapture = operation({
  id: 'keepCapture',
  method: 'POST',
  path: '/v1/cases/{caseId}/captures',
  tag: 'registry',
  access: needs('claims:write'),
  status: 201,
  idempotent: true,
  summary: 'Confirm and seal a copied page, and say which of its entries are the debtor',
  params: oneCase,
  body: Type.Object(
    {
      page: pageKind,
      paste,
      url: Type.Optional(Type.String({ maxLength: 500 })),
      aboutDebtor: Type.Array(Type.Integer({ minimum: 0 }), { maxItems: 500 }),
      ...ground,
    },
    { additionalProperties: false },
  ),
  response: capture,
});
export const listCaptures = operation({
  id: 'listCaptures',
  method: 'GET',
  path: '/v1/cases/{caseId}/captures',
  tag: 'registry',
  access: needs('claims:read'),
  summary: 'Pages copied for a case',
  params: oneCase,
  response: Type.Object({ items: Type.Array(capture) }),
});
