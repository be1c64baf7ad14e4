import Type from 'typebox';
import { needs, open, operation } from '../operation.ts';
import { instant, uuid } from '../schemas/basics.ts';

const exact = { additionalProperties: false } as const;
const role = Type.Union([
  Type.Literal('creditor'),
  Type.Literal('operator'),
  Type.Literal('partner'),
  Type.Literal('auditor'),
  Type.Literal('admin'),
]);
const rolesHeld = Type.Array(role, { minItems: 1, maxItems: 5 });
const byId = Type.Object({ id: uuid }, exact);

export const person = Type.Object({ id: uuid, email: Type.String(), name: Type.String(), roles: Type.Array(role), since: instant });

export const listPeople = operation({
  id: 'listPeople',
  method: 'GET',
  path: '/v1/users',
  tag: 'people',
  access: needs('claims:read'),
  summary: 'The members of the organisation',
  response: Type.Object({ items: Type.Array(person) }),
});
export const invitePerson = operation({
  id: 'invitePerson',
  method: 'POST',
  path: '/v1/users/invitations',
  tag: 'people',
  access: needs('people:admin'),
  status: 201,
  summary: 'Invite somebody; the answered link works once, for seven days',
  body: Type.Object(
    { email: Type.String({ minLength: 3, maxLength: 254 }), name: Type.String({ minLength: 1, maxLength: 200 }), roles: rolesHeld },
    exact,
  ),
  response: Type.Object({ link: Type.String(), expiresAt: instant }),
});
export const changeRoles = operation({
  id: 'changeRoles',
  method: 'PUT',
  path: '/v1/users/{id}/roles',
  tag: 'people',
  access: needs('people:admin'),
  status: 204,
  summary: 'What a member is',
  params: byId,
  body: Type.Object({ roles: rolesHeld }, exact),
  response: Type.Null(),
});
export const removePerson = operation({
  id: 'removePerson',
  method: 'DELETE',
  path: '/v1/users/{id}',
  tag: 'people',
  access: needs('people:admin'),
  status: 204,
  summary: 'End a membership with its sessions, keys and passkeys',
  params: byId,
  response: Type.Null(),
});

export const apiKey = Type.Object({
  id: uuid,
  userId: uuid,
  name: Type.String(),
  prefix: Type.String(),
  scopes: Type.Array(Type.String()),
  createdAt: instant,
  expiresAt: Type.Optional(instant),
  lastUsedAt: Type.Optional(instant),
  revokedAt: Type.Optional(instant),
});

export const listKeys = operation({
  id: 'listKeys',
  method: 'GET',
  path: '/v1/keys',
  tag: 'people',
  access: needs('settings:write'),
  summary: 'The API keys of the organisation',
  response: Type.Object({ items: Type.Array(apiKey) }),
});
export const createKey = operation({
  id: 'createKey',
  method: 'POST',
  path: '/v1/keys',
  tag: 'people',
  access: needs('settings:write'),
  status: 201,
  summary: 'Make an API key; its secret is answered this once',
  body: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 100 }),
      scopes: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 20 }),
      expiresAt: Type.Optional(instant),
    },
    exact,
  ),
  response: Type.Object({ key: apiKey, secret: Type.String({ description: 'Send it as: Authorization: Bearer <secret>' }) }),
});
export const revokeKey = operation({
  id: 'revokeKey',
  method: 'DELETE',
  path: '/v1/keys/{id}',
  tag: 'people',
  access: needs('settings:write'),
  status: 204,
  summary: 'End an API key',
  params: byId,
  response: Type.Null(),
});

export const passkey = Type.Object({ id: Type.String(), label: Type.String(), createdAt: instant, lastUsedAt: Type.Optional(instant) });

export const listPasskeys = operation({
  id: 'listPasskeys',
  method: 'GET',
  path: '/v1/passkeys',
  tag: 'people',
  access: open,
  summary: 'Your own passkeys',
  response: Type.Object({ items: Type.Array(passkey) }),
});
export const newPasskeyOptions = operation({
  id: 'newPasskeyOptions',
  method: 'POST',
  path: '/v1/passkeys/options',
  tag: 'people',
  access: open,
  summary: 'WebAuthn options for a new passkey of yours (navigator.credentials.create)',
  response: Type.Record(Type.String(), Type.Unknown()),
});
export const addPasskey = operation({
  id: 'addPasskey',
  method: 'POST',
  path: '/v1/passkeys',
  tag: 'people',
  access: open,
  status: 201,
  summary: "Keep a new passkey: the browser's answer to the options",
  body: Type.Object({ label: Type.String({ maxLength: 100 }), response: Type.Record(Type.String(), Type.Unknown()) }, exact),
  response: Type.Object({ id: Type.String() }),
});
export const removePasskey = operation({
  id: 'removePasskey',
  method: 'DELETE',
  path: '/v1/passkeys/{id}',
  tag: 'people',
  access: open,
  status: 204,
  summary: 'Remove a passkey of yours',
  params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 1400 }) }, exact),
  response: Type.Null(),
});
