import Type from 'typebox';
import { needs, open, operation } from '../operation.ts';
import { decimal, instant, locale, pageOf, pageQuery } from '../schemas/basics.ts';
import { address } from '../schemas/party.ts';

export const settings = Type.Object(
  {
    organisation: Type.String({ minLength: 1, maxLength: 300 }),
    address: Type.Optional(address),
    country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
    timeZone: Type.String({ maxLength: 60 }),
    locale,
    replyTo: Type.Optional(Type.String({ maxLength: 200 })),
    phone: Type.Optional(Type.String({ maxLength: 60 })),
    bankAccounts: Type.Array(
      Type.Object(
        {
          currency: Type.Optional(Type.String()),
          holder: Type.String({ maxLength: 200 }),
          iban: Type.Optional(Type.String({ maxLength: 50 })),
          account: Type.Optional(Type.String({ maxLength: 60 })),
          bank: Type.Optional(Type.String({ maxLength: 200 })),
        },
        { additionalProperties: false },
      ),
      { maxItems: 20 },
    ),
    creditSales: Type.Array(
      Type.Object({ currency: Type.String(), amount: decimal, days: Type.Integer({ minimum: 1, maximum: 366 }) }, { additionalProperties: false }),
      { maxItems: 20 },
    ),
    /** A single-person tenant may approve its own letters; recorded in the audit trail. */
    allowOwnApproval: Type.Boolean(),
  },
  { additionalProperties: false },
);

export const getSettings = operation({
  id: 'getSettings',
  method: 'GET',
  path: '/v1/settings',
  tag: 'settings',
  access: needs('claims:read'),
  summary: 'The organisation and how it works',
  response: settings,
});
export const putSettings = operation({
  id: 'putSettings',
  method: 'PUT',
  path: '/v1/settings',
  tag: 'settings',
  access: needs('settings:write'),
  summary: 'Change the settings',
  body: settings,
  response: settings,
});

export const loadDemo = operation({
  id: 'loadDemo',
  method: 'POST',
  path: '/v1/demo',
  tag: 'demo',
  access: needs('settings:write'),
  status: 201,
  summary: 'Load the labelled demo portfolio',
  body: Type.Object({}, { additionalProperties: false }),
  response: Type.Object({ cases: Type.Integer() }),
});
export const removeDemo = operation({
  id: 'removeDemo',
  method: 'DELETE',
  path: '/v1/demo',
  tag: 'demo',
  access: needs('settings:write'),
  summary: 'Remove the demo portfolio, and nothing else',
  response: Type.Object({ removed: Type.Integer() }),
});

export const listAudit = operation({
  id: 'listAudit',
  method: 'GET',
  path: '/v1/audit',
  tag: 'audit',
  access: needs('audit:read'),
  summary: 'The append-only trail: who, what, when, before, after, rule version',
  query: Type.Object({ ...pageQuery, subject: Type.Optional(Type.String({ maxLength: 100 })) }),
  response: pageOf(
    Type.Object({
      id: Type.String(),
      at: instant,
      actor: Type.String(),
      action: Type.String(),
      subject: Type.String(),
      before: Type.Optional(Type.Unknown()),
      after: Type.Optional(Type.Unknown()),
      ruleVersion: Type.Optional(Type.String()),
    }),
  ),
});

export const health = operation({
  id: 'health',
  method: 'GET',
  path: '/healthz',
  tag: 'health',
  access: open,
  summary: 'Is the process alive',
  response: Type.Object({ ok: Type.Boolean(), version: Type.String() }),
});
export const openapi = operation({
  id: 'openapi',
  method: 'GET',
  path: '/v1/openapi.json',
  tag: 'health',
  access: open,
  summary: 'This description',
  response: Type.Record(Type.String(), Type.Unknown()),
});
