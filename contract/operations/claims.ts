import Type from 'typebox';
import { needs, operation } from '../operation.ts';
import { nothing, uuid } from '../schemas/basics.ts';
import { exhibit, paperFacts, stage } from '../schemas/case.ts';
import { claimInput } from '../schemas/claim.ts';

export const createClaim = operation({
  id: 'createClaim',
  method: 'POST',
  path: '/v1/claims',
  tag: 'claims',
  access: needs('claims:write'),
  idempotent: true,
  status: 201,
  summary: 'File a claim: opens a case, checks it, states the law and writes the assessment report',
  body: claimInput,
  response: Type.Object({
    claimId: uuid,
    caseId: uuid,
    number: Type.String(),
    stage,
    assessmentId: Type.Optional(uuid),
    duplicates: Type.Array(Type.Object({ caseId: uuid, number: Type.String() })),
  }),
});

/** A draft read from an invoice: `draft` as the paper says, `claim` what could be filed from it, `missing` what a person must add. */
export const readInvoice = operation({
  id: 'readInvoice',
  method: 'POST',
  path: '/v1/intake/read',
  tag: 'intake',
  access: needs('claims:write'),
  upload: true,
  summary: 'Read an e-invoice (UBL, CII, Factur-X/ZUGFeRD ...) into a claim draft and keep the file as an upload',
  response: Type.Object({
    uploadId: uuid,
    fileName: Type.String(),
    sha256: Type.String(),
    bytes: Type.Integer(),
    draft: Type.Record(Type.String(), Type.Unknown()),
    claim: Type.Partial(claimInput),
    /** Values that follow from the paper but that nobody has agreed to yet: shown as proposals, never filed silently. */
    proposals: Type.Array(Type.Object({ path: Type.String(), value: Type.String(), why: Type.Object({ zh: Type.String(), en: Type.String() }) })),
    missing: Type.Array(Type.Object({ path: Type.String(), needed: Type.Boolean(), zh: Type.String(), en: Type.String() })),
    findings: Type.Array(
      Type.Object({
        code: Type.String(),
        severity: Type.String(),
        zh: Type.String(),
        en: Type.String(),
        path: Type.Optional(Type.String()),
        expected: Type.Optional(Type.String()),
        got: Type.Optional(Type.String()),
      }),
    ),
  }),
});

export const uploadFile = operation({
  id: 'uploadFile',
  method: 'POST',
  path: '/v1/uploads',
  tag: 'intake',
  access: needs('claims:write'),
  upload: true,
  status: 201,
  summary: 'Upload a file of any size before a case exists; attach it by naming its id in createClaim.exhibits',
  query: Type.Object({ kind: Type.Optional(Type.String({ maxLength: 40 })) }),
  response: exhibit,
});

export const attachExhibit = operation({
  id: 'attachExhibit',
  method: 'POST',
  path: '/v1/cases/{caseId}/exhibits',
  tag: 'evidence',
  access: needs('claims:write'),
  upload: true,
  status: 201,
  summary: 'Attach a contract, delivery note, chat log or recording: streamed, hashed, sealed',
  params: Type.Object({ caseId: uuid }),
  query: Type.Object({ kind: Type.Optional(Type.String({ maxLength: 40 })), purpose: Type.Optional(Type.String({ maxLength: 500 })) }),
  response: exhibit,
});

export const listExhibits = operation({
  id: 'listExhibits',
  method: 'GET',
  path: '/v1/cases/{caseId}/exhibits',
  tag: 'evidence',
  access: needs('claims:read'),
  summary: 'The exhibits of a case with their hashes and seals',
  params: Type.Object({ caseId: uuid }),
  response: Type.Object({ items: Type.Array(exhibit) }),
});

export const downloadExhibit = operation({
  id: 'downloadExhibit',
  method: 'GET',
  path: '/v1/exhibits/{exhibitId}/content',
  tag: 'evidence',
  access: needs('claims:read'),
  file: 'application/octet-stream',
  summary: "An exhibit's bytes, as they came",
  params: Type.Object({ exhibitId: uuid }),
  response: nothing,
});

export const confirmExhibitFacts = operation({
  id: 'confirmExhibitFacts',
  method: 'PUT',
  path: '/v1/exhibits/{exhibitId}/facts',
  tag: 'evidence',
  access: needs('claims:write'),
  summary: 'Confirm what a paper says (number, day, parties, sums, quantities, who signed); the claim is checked against it',
  params: Type.Object({ exhibitId: uuid }),
  body: paperFacts,
  response: exhibit,
});
export const withdrawExhibitFacts = operation({
  id: 'withdrawExhibitFacts',
  method: 'DELETE',
  path: '/v1/exhibits/{exhibitId}/facts',
  tag: 'evidence',
  access: needs('claims:write'),
  summary: 'Take back what was confirmed of a paper',
  params: Type.Object({ exhibitId: uuid }),
  response: exhibit,
});
