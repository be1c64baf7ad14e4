import Type from 'typebox';
import { open, operation } from '../operation.ts';
import { locale, uuid } from '../schemas/basics.ts';

const exact = { additionalProperties: false } as const;
const secret = Type.String({ minLength: 20, maxLength: 200, description: 'The token of a one-time link' });
const email = Type.String({ minLength: 3, maxLength: 254 });
const password = Type.String({ minLength: 1, maxLength: 1000 });

/** Who is signed in. The session itself travels in an HttpOnly cookie. */
export const session = Type.Object({
  user: Type.Object({ id: uuid, name: Type.String(), email: Type.String(), locale }),
  tenant: Type.Object({ id: uuid, name: Type.String() }),
  roles: Type.Array(Type.String()),
  scopes: Type.Array(Type.String()),
});

export const getSession = operation({
  id: 'getSession',
  method: 'GET',
  path: '/v1/session',
  tag: 'session',
  access: open,
  summary: 'Who is signed in; 401 session.required when nobody is',
  response: session,
});
export const lookAtLink = operation({
  id: 'lookAtLink',
  method: 'POST',
  path: '/v1/session/link',
  tag: 'session',
  access: open,
  summary: 'What a one-time link is for, without using it up',
  body: Type.Object({ token: secret }, exact),
  response: Type.Object({
    purpose: Type.Union([Type.Literal('first-run'), Type.Literal('sign-in'), Type.Literal('invitation')]),
    email: Type.Optional(Type.String()),
    name: Type.Optional(Type.String()),
  }),
});
export const firstRun = operation({
  id: 'firstRun',
  method: 'POST',
  path: '/v1/session/first-run',
  tag: 'session',
  access: open,
  summary: "Redeem the host's one-time link: a first-run link founds the organisation, a sign-in link signs its administrator in",
  body: Type.Object(
    {
      token: secret,
      organisation: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      kind: Type.Optional(Type.Union([Type.Literal('creditor'), Type.Literal('operator'), Type.Literal('partner')])),
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      email: Type.Optional(email),
      password: Type.Optional(password),
      locale: Type.Optional(locale),
      timeZone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    },
    exact,
  ),
  response: session,
});
export const signInByPassword = operation({
  id: 'signInByPassword',
  method: 'POST',
  path: '/v1/session/password',
  tag: 'session',
  access: open,
  summary: 'Sign in by email and password',
  body: Type.Object({ email, password, tenant: Type.Optional(uuid) }, exact),
  response: session,
});
export const passkeyOptions = operation({
  id: 'passkeyOptions',
  method: 'POST',
  path: '/v1/session/passkey/options',
  tag: 'session',
  access: open,
  summary: 'WebAuthn options for signing in (navigator.credentials.get)',
  response: Type.Record(Type.String(), Type.Unknown()),
});
export const signInByPasskey = operation({
  id: 'signInByPasskey',
  method: 'POST',
  path: '/v1/session/passkey/verify',
  tag: 'session',
  access: open,
  summary: "Sign in by passkey: the browser's answer to the options",
  body: Type.Object({ response: Type.Record(Type.String(), Type.Unknown()) }, exact),
  response: session,
});
export const acceptInvitation = operation({
  id: 'acceptInvitation',
  method: 'POST',
  path: '/v1/session/invitation',
  tag: 'session',
  access: open,
  summary: 'Accept an invitation; with the password of an account that exists, or a new one',
  body: Type.Object(
    {
      token: secret,
      password,
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      locale: Type.Optional(locale),
      timeZone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    },
    exact,
  ),
  response: session,
});
export const signOut = operation({
  id: 'signOut',
  method: 'DELETE',
  path: '/v1/session',
  tag: 'session',
  access: open,
  status: 204,
  summary: 'Sign out',
  response: Type.Null(),
});
export const changePassword = operation({
  id: 'changePassword',
  method: 'PUT',
  path: '/v1/session/password',
  tag: 'session',
  access: open,
  status: 204,
  summary: 'Set or change your own password; your other sessions end',
  body: Type.Object({ current: Type.Optional(password), next: password }, exact),
  response: Type.Null(),
});
