import Type from 'typebox';
import { needs, open, operation } from '../operation.ts';
import { instant, uuid } from '../schemas/basics.ts';

const sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, lower-case hexadecimal' });
const path = Type.String({ minLength: 1, maxLength: 400, description: 'Name or path inside the folder, with /' });
const grade = Type.Enum(['received', 'logged', 'witnessed', 'anchored']);
const sighting = {
  registeredBy: Type.String(),
  registeredAt: instant,
  grade,
  logIndex: Type.Optional(Type.Integer()),
};

export const registerContract = operation({
  id: 'registerContract',
  method: 'POST',
  path: '/v1/contracts',
  tag: 'evidence',
  access: needs('claims:write'),
  idempotent: true,
  status: 201,
  summary: 'Register the hashes of a contract’s files at signing time; the contents stay with you',
  body: Type.Object(
    {
      files: Type.Array(
        Type.Object({ path, sha256, size: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) }, { additionalProperties: false }),
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

export const checkContract = operation({
  id: 'checkContract',
  method: 'POST',
  path: '/v1/contracts/check',
  tag: 'evidence',
  access: needs('claims:read'),
  summary: 'Check files by hash: who registered them and when, and what differs from one registration',
  body: Type.Object(
    {
      files: Type.Array(Type.Object({ path, sha256 }, { additionalProperties: false }), { minItems: 1, maxItems: 5_000 }),
      registrationId: Type.Optional(uuid),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    files: Type.Array(
      Type.Object({ path, sha256, registered: Type.Array(Type.Object({ recordId: uuid, caseId: Type.Optional(uuid), ...sighting })) }),
    ),
    comparison: Type.Optional(
      Type.Array(
        Type.Object({
          path,
          verdict: Type.Enum(['same', 'differs', 'missing', 'not-registered']),
          registeredAs: Type.Optional(path),
          expected: Type.Optional(sha256),
          got: Type.Optional(sha256),
        }),
      ),
    ),
  }),
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
