import Type, { type Static } from 'typebox';
import { needs, open, operation } from '../operation.ts';
import { instant, pageOf, pageQuery, uuid } from '../schemas/basics.ts';

const sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, lower-case hexadecimal' });
const path = Type.String({ minLength: 1, maxLength: 400, description: 'Name or path inside the folder, with /' });
const pageNumber = Type.Integer({ minimum: 1 });

/** What stands for the pages of a PDF or OFD: `quittance evidence pages FILE --json` and the page /contracts make it. */
const pageMarks = Type.Object(
  {
    method: Type.Enum(['pdf-page/v1', 'ofd-page/v1']),
    pages: Type.Array(
      Type.Object(
        {
          content: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'What is drawn, whatever program saved the file' }),
          annotations: Type.Optional(sha256),
          text: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$', description: 'The words in order: a weaker claim' })),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 2_000 },
    ),
  },
  { additionalProperties: false, description: 'docs/contracts.md says what each digest covers' },
);

const anchor = Type.Object({
  kind: Type.Enum(['rfc3161', 'opentimestamps', 'evm', 'judicial-chain']),
  authority: Type.String(),
  treeSize: Type.Integer({ description: 'Entries in the anchored tree, which holds the registration' }),
  provenBefore: instant,
  trial: Type.Boolean({ description: 'Stamped by this installation itself: proves nothing against it' }),
  chain: Type.Optional(Type.Object({ id: Type.Integer(), contract: Type.String(), transaction: Type.String() })),
});
const sighting = {
  registeredBy: Type.String(),
  registeredAt: instant,
  grade: Type.Enum(['received', 'logged', 'witnessed', 'anchored']),
  logIndex: Type.Optional(Type.Integer()),
  anchors: Type.Array(anchor, { description: 'For each authority the earliest anchored tree that holds the registration' }),
};
const ownSighting = { recordId: uuid, caseId: Type.Optional(uuid), ...sighting };

const pageVerdict = Type.Union([
  Type.Object({
    page: pageNumber,
    verdict: Type.Enum(['same', 'moved']),
    registeredPage: pageNumber,
    annotations: Type.Optional(Type.Literal('changed')),
  }),
  Type.Object({ page: pageNumber, verdict: Type.Enum(['text-only', 'changed']), registeredPage: pageNumber }),
  Type.Object({ page: pageNumber, verdict: Type.Literal('added') }),
  Type.Object({ registeredPage: pageNumber, verdict: Type.Literal('removed') }),
]);
const fileVerdict = Type.Object({
  path,
  verdict: Type.Enum(['same', 'same-content', 'same-text', 'differs', 'missing', 'not-registered']),
  registeredAs: Type.Optional(path),
  expected: Type.Optional(sha256),
  got: Type.Optional(sha256),
  pages: Type.Optional(Type.Array(pageVerdict)),
});

const registration = Type.Object({
  registrationId: uuid,
  ...sighting,
  caseId: Type.Optional(uuid),
  signedAt: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
  files: Type.Array(
    Type.Object({ path, sha256, size: Type.Integer(), pages: Type.Optional(Type.Integer({ description: 'How many pages were registered' })) }),
  ),
});
export type Registration = Static<typeof registration>;
export type FileVerdict = Static<typeof fileVerdict>;
export type PageVerdict = Static<typeof pageVerdict>;
export type PageMarks = Static<typeof pageMarks>;
export type AnchorSighting = Static<typeof anchor>;

export const registerContract = operation({
  id: 'registerContract',
  method: 'POST',
  path: '/v1/contracts',
  tag: 'evidence',
  access: needs('claims:write'),
  idempotent: true,
  status: 201,
  summary: 'Register the hashes of a contract’s files and pages at signing time; the contents stay with you',
  body: Type.Object(
    {
      files: Type.Array(
        Type.Object(
          { path, sha256, size: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }), pages: Type.Optional(pageMarks) },
          { additionalProperties: false },
        ),
        {
          minItems: 1,
          maxItems: 500,
        },
      ),
      caseId: Type.Optional(uuid),
      signedAt: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d))?$' })),
      note: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000 })),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ registrationId: uuid, files: Type.Array(Type.Object({ path, recordId: uuid })) }),
});

const given = Type.Object({ path, sha256, pages: Type.Optional(pageMarks) }, { additionalProperties: false });

export const checkContract = operation({
  id: 'checkContract',
  method: 'POST',
  path: '/v1/contracts/check',
  tag: 'evidence',
  access: needs('claims:read'),
  summary: 'Check files by hash and page: who registered them and when, and what differs from one registration, page by page',
  body: Type.Object(
    { files: Type.Array(given, { minItems: 1, maxItems: 5_000 }), registrationId: Type.Optional(uuid) },
    { additionalProperties: false },
  ),
  response: Type.Object({
    files: Type.Array(
      Type.Object({
        path,
        sha256,
        registered: Type.Array(Type.Object(ownSighting)),
        pages: Type.Array(Type.Object({ page: pageNumber, registered: Type.Array(Type.Object({ ...ownSighting, page: pageNumber })) }), {
          description: 'Where the bytes are not registered: pages of this file that are, drawn the same',
        }),
      }),
    ),
    comparison: Type.Optional(Type.Array(fileVerdict)),
  }),
});

export const listContracts = operation({
  id: 'listContracts',
  method: 'GET',
  path: '/v1/contracts',
  tag: 'evidence',
  access: needs('claims:read'),
  summary: 'Registered contracts, newest first: files, when, how far the record has come and where it is anchored',
  query: Type.Object(pageQuery),
  response: pageOf(registration),
});

export const getContract = operation({
  id: 'getContract',
  method: 'GET',
  path: '/v1/contracts/{registrationId}',
  tag: 'evidence',
  access: needs('claims:read'),
  summary: 'One registration of a contract',
  params: Type.Object({ registrationId: uuid }),
  response: registration,
});

export const lookUpContract = operation({
  id: 'lookUpContract',
  method: 'GET',
  path: '/v1/public/contracts/{sha256}',
  tag: 'evidence',
  access: open,
  summary: 'Was a file with this hash registered here as a contract, by whom and when? Whoever holds the file can ask',
  params: Type.Object({ sha256 }),
  response: Type.Object({ sha256, registered: Type.Array(Type.Object(sighting)) }),
});

const publicPages = Type.Object(
  { method: Type.Enum(['pdf-page/v1', 'ofd-page/v1']), pages: Type.Array(sha256, { maxItems: 500 }) },
  { additionalProperties: false },
);

export const lookUpContracts = operation({
  id: 'lookUpContracts',
  method: 'POST',
  path: '/v1/public/contracts/look-up',
  tag: 'evidence',
  access: open,
  summary: 'The same for several files at once, and for their pages where a file itself is not registered; only digests are sent',
  body: Type.Object(
    {
      files: Type.Array(Type.Object({ path, sha256, pages: Type.Optional(publicPages) }, { additionalProperties: false }), {
        minItems: 1,
        maxItems: 100,
      }),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    files: Type.Array(
      Type.Object({
        path,
        sha256,
        registered: Type.Array(Type.Object(sighting)),
        pages: Type.Array(Type.Object({ page: pageNumber, registered: Type.Array(Type.Object({ ...sighting, page: pageNumber })) })),
      }),
    ),
  }),
});
