import Type from 'typebox';
import { needs, operation } from '../operation.ts';
import { bilingual, instant, nothing, uuid } from '../schemas/basics.ts';

const one = Type.Object({ importId: uuid });
const mapping = Type.Record(Type.String(), Type.String(), { description: 'claim field -> column name of the file' });

/** How the file writes numbers and dates, where its samples do not settle it. */
export const notation = Type.Object(
  {
    decimal: Type.Optional(Type.Enum(['.', ','])),
    dateOrder: Type.Optional(Type.Record(Type.String(), Type.Enum(['ymd', 'dmy', 'mdy', 'ambiguous']))),
  },
  { additionalProperties: false },
);

/** Used where a row itself says nothing. */
const defaults = {
  creditorName: Type.Optional(Type.String({ maxLength: 300 })),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
  basis: Type.Optional(Type.String({ maxLength: 20 })),
  governingLaw: Type.Optional(Type.String({ maxLength: 6 })),
};

export const importState = Type.Object({
  id: uuid,
  fileName: Type.String(),
  state: Type.Enum(['uploaded', 'running', 'stopped', 'done', 'failed']),
  rows: Type.Optional(Type.Integer()),
  filed: Type.Integer(),
  assessed: Type.Integer(),
  rejected: Type.Integer(),
  duplicates: Type.Integer(),
  createdAt: instant,
  finishedAt: Type.Optional(instant),
  message: Type.Optional(bilingual),
  columns: Type.Array(Type.Object({ name: Type.String(), samples: Type.Array(Type.String()) })),
  fields: Type.Array(Type.Object({ field: Type.String(), label: bilingual, required: Type.Boolean() })),
  mapping,
  notation,
  /** What a person should settle before starting: no amount column, day and month in doubt ... */
  issues: Type.Array(Type.Object({ code: Type.String(), column: Type.Optional(Type.String()), zh: Type.String(), en: Type.String() })),
});

export const createImport = operation({
  id: 'createImport',
  method: 'POST',
  path: '/v1/imports',
  tag: 'imports',
  access: needs('claims:write'),
  upload: true,
  status: 201,
  summary: 'Upload a CSV or XLSX of claims; answers its columns and a proposed mapping',
  response: importState,
});
export const listImports = operation({
  id: 'listImports',
  method: 'GET',
  path: '/v1/imports',
  tag: 'imports',
  access: needs('claims:read'),
  summary: 'Imports, newest first',
  response: Type.Object({ items: Type.Array(importState) }),
});
export const getImport = operation({
  id: 'getImport',
  method: 'GET',
  path: '/v1/imports/{importId}',
  tag: 'imports',
  access: needs('claims:read'),
  summary: 'Progress of one import',
  params: one,
  response: importState,
});
export const previewImport = operation({
  id: 'previewImport',
  method: 'POST',
  path: '/v1/imports/{importId}/preview',
  tag: 'imports',
  access: needs('claims:write'),
  summary: 'The first rows under a mapping, with their errors',
  params: one,
  body: Type.Object({ mapping, notation: Type.Optional(notation), ...defaults }, { additionalProperties: false }),
  response: Type.Object({
    rows: Type.Array(
      Type.Object({
        row: Type.Integer(),
        ok: Type.Boolean(),
        summary: Type.Record(Type.String(), Type.String()),
        errors: Type.Array(Type.Object({ column: Type.String(), value: Type.String(), code: Type.String(), zh: Type.String(), en: Type.String() })),
      }),
    ),
  }),
});
export const startImport = operation({
  id: 'startImport',
  method: 'POST',
  path: '/v1/imports/{importId}/start',
  tag: 'imports',
  access: needs('claims:write'),
  status: 202,
  summary: 'Start (or resume) filing the rows; a bad row never stops the others',
  params: one,
  body: Type.Object({ mapping, notation: Type.Optional(notation), ...defaults }, { additionalProperties: false }),
  response: importState,
});
export const stopImport = operation({
  id: 'stopImport',
  method: 'POST',
  path: '/v1/imports/{importId}/stop',
  tag: 'imports',
  access: needs('claims:write'),
  summary: 'Stop after the current chunk; start again resumes',
  params: one,
  body: Type.Object({}, { additionalProperties: false }),
  response: importState,
});
export const getRejectedRows = operation({
  id: 'getRejectedRows',
  method: 'GET',
  path: '/v1/imports/{importId}/rejected.csv',
  tag: 'imports',
  access: needs('claims:read'),
  file: 'text/csv',
  summary: 'The rejected rows with the reason, ready to mend and import again',
  params: one,
  response: nothing,
});
