import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#adapters/clock/system.ts';
import { type TestDatabase, testDatabase } from '#adapters/postgres/testing.ts';
import { scopes as contractScopes, needs } from '#contract/operation.ts';
import { makeFirstRunLink, makeHostLink } from '#usecases/govern/first-run.ts';
import { lockedFor } from '#usecases/govern/password.ts';
import { scopes } from '#usecases/govern/roles.ts';
import { governOver } from '../server/govern.ts';
import { installAuthentication } from './authentication.ts';
import type { ApiContext } from './context.ts';
import { installProblems } from './problems.ts';
import { peopleRoutes } from './routes/people.ts';
import { sessionRoutes } from './routes/session.ts';

let database: TestDatabase;
let app: FastifyInstance;
let founder = '';
// A clock that the tests move by hand, so that nothing waits.
let ahead = 0;
const clock = { ...systemClock, now: () => Date.now() + ahead };
const person = { organisation: '示例贸易有限公司', name: '王芳', email: 'Wang@Example.test', password: 'correct horse battery' };

type Answer = { status: number; body: Record<string, unknown> & { code?: string }; cookie: string | undefined };

async function call(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  options: { body?: object; cookie?: string; headers?: Record<string, string | undefined> } = {},
): Promise<Answer> {
  const answer = await app.inject({
    method,
    url,
    ...(options.body && { payload: options.body }),
    headers: { ...(options.cookie && { cookie: `quittance_session=${options.cookie}` }), ...options.headers },
    remoteAddress: `10.0.0.${Math.floor(Math.random() * 250)}`,
  });
  const cookie = answer.cookies.find(({ name }) => name === 'quittance_session');
  return { status: answer.statusCode, body: answer.body ? answer.json() : {}, cookie: cookie?.value };
}

beforeAll(async () => {
  database = await testDatabase();
  const govern = governOver(database, clock);
  const auth = { govern, publicUrl: () => 'https://claims.example.test' };
  app = Fastify() as unknown as FastifyInstance;
  installProblems(app);
  await installAuthentication(app, auth);
  await app.register((room) => sessionRoutes(room, auth));
  peopleRoutes(app, { transactions: database } as unknown as ApiContext, auth);
  app.get(
    '/test/audit',
    { config: { operation: { id: 't', method: 'GET', path: '/test/audit', summary: '', tag: '', access: needs('audit:read'), response: {} } } },
    async () => ({}),
  );
  await app.ready();
});

beforeEach(() => {
  ahead = 0;
});

const link = async () => (await makeHostLink(governOver(database, clock))).secret;
const signIn = (password = person.password) => call('POST', '/v1/session/password', { body: { email: person.email, password } });

it('knows the same scopes as the contract', () => {
  expect(scopes).toEqual(contractScopes);
});

describe('the first-run link', () => {
  it('is worthless after a newer one and after a day', async () => {
    const first = await link();
    const second = await link();
    expect((await call('POST', '/v1/session/first-run', { body: { ...person, token: first } })).body.code).toBe('session.link_spent');
    ahead = 24 * 3_600_000 + 1000;
    expect((await call('POST', '/v1/session/first-run', { body: { ...person, token: second } })).body.code).toBe('session.link_spent');
  });

  it('founds the organisation once, signs its founder in and is made no more at start', async () => {
    const token = await link();
    expect((await call('POST', '/v1/session/link', { body: { token } })).body).toEqual({ purpose: 'first-run' });
    const answers = await Promise.all([1, 2].map(() => call('POST', '/v1/session/first-run', { body: { ...person, token } })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410]);
    const won = answers.find(({ status }) => status === 200);
    expect(won?.body).toMatchObject({
      user: { email: 'wang@example.test', name: '王芳' },
      tenant: { name: person.organisation },
      roles: ['admin', 'creditor'],
    });
    founder = won?.cookie ?? '';
    expect((await call('GET', '/v1/session', { cookie: founder })).status).toBe(200);
    expect(await makeFirstRunLink(governOver(database, clock))).toBeUndefined();
  });

  it('later signs the administrator in, once', async () => {
    const token = await link();
    const { status, body } = await call('POST', '/v1/session/first-run', { body: { token } });
    expect([status, (body.user as { email: string }).email]).toEqual([200, 'wang@example.test']);
    expect((await call('POST', '/v1/session/first-run', { body: { token } })).status).toBe(410);
  });

  it('keeps no secret in the database', async () => {
    const token = await link();
    const text = JSON.stringify(await database.query(`select encode(token_hash, 'hex') h, data::text from one_time_tokens`));
    expect(text).not.toContain(token);
    expect(text).toContain(createHash('sha256').update(token).digest('hex'));
  });
});

describe('a password', () => {
  it('signs in, whatever the case of the address', async () => {
    expect((await signIn()).status).toBe(200);
  });

  it('says the same of a wrong password and of an unknown address', async () => {
    const wrong = await signIn('wrong horse battery');
    const unknown = await call('POST', '/v1/session/password', { body: { email: 'nobody@example.test', password: 'x' } });
    expect([wrong.status, wrong.body.code, wrong.body.detail]).toEqual([401, 'session.bad_credentials', unknown.body.detail]);
    await signIn();
  });

  it('locks the account after five wrong ones, for longer each time, and opens again', async () => {
    for (let n = 0; n < 5; n += 1) expect((await signIn('wrong horse battery')).status).toBe(401);
    const locked = await signIn();
    expect([locked.status, locked.body.code]).toEqual([429, 'session.locked']);
    ahead = 61_000;
    expect((await signIn()).status).toBe(200);
    expect([4, 5, 6, 7, 20].map(lockedFor)).toEqual([0, 60_000, 120_000, 240_000, 3_600_000]);
  });

  it('counts guesses made at the same time', async () => {
    await Promise.all(Array.from({ length: 6 }, () => signIn('wrong horse battery')));
    const [row] = await database.query<{ failed_attempts: number }>('select failed_attempts from users');
    expect(row?.failed_attempts).toBeGreaterThanOrEqual(5);
    ahead = 3_700_000;
    await signIn();
  });

  it('is stored as scrypt and never as itself', async () => {
    const [row] = await database.query<{ password_hash: string }>('select password_hash from users');
    expect(row?.password_hash).toMatch(/^scrypt\$15\$8\$3\$/);
  });

  it.each([['short'], ['aaaaaaaaaaaaaaa'], ['wang@example.test'], ['x'.repeat(300)]])('refuses %s as a new one', async (next) => {
    const { body } = await call('PUT', '/v1/session/password', { body: { current: person.password, next }, cookie: founder });
    expect(body.code).toBe('session.weak_password');
  });

  it('changes only with the one before, and ends the other sessions', async () => {
    const other = (await signIn()).cookie ?? '';
    const change = (current: string) => call('PUT', '/v1/session/password', { body: { current, next: '新的密码也要足够长才行吧' }, cookie: founder });
    expect((await change('not it')).status).toBe(401);
    expect((await change(person.password)).status).toBe(204);
    expect((await call('GET', '/v1/session', { cookie: other })).status).toBe(401);
    expect((await call('GET', '/v1/session', { cookie: founder })).status).toBe(200);
    person.password = '新的密码也要足够长才行吧';
    expect((await signIn()).status).toBe(200);
  });
});

describe('a session', () => {
  it('changes its secret after a quarter of an hour; the old one works a moment longer', async () => {
    const old = (await signIn()).cookie ?? '';
    ahead = 16 * 60_000;
    const renewed = await call('GET', '/v1/session', { cookie: old });
    expect(renewed.cookie).toBeDefined();
    expect(renewed.cookie).not.toBe(old);
    expect((await call('GET', '/v1/session', { cookie: renewed.cookie ?? '' })).status).toBe(200);
    expect((await call('GET', '/v1/session', { cookie: old })).status).toBe(200);
    ahead = 18 * 60_000;
    expect((await call('GET', '/v1/session', { cookie: old })).status).toBe(401);
  });

  it('ends with signing out and after a fortnight', async () => {
    const first = (await signIn()).cookie ?? '';
    expect((await call('DELETE', '/v1/session', { cookie: first })).status).toBe(204);
    expect((await call('GET', '/v1/session', { cookie: first })).status).toBe(401);
    const second = (await signIn()).cookie ?? '';
    ahead = 15 * 86_400_000;
    expect((await call('GET', '/v1/session', { cookie: second })).status).toBe(401);
  });

  it('is not opened by a changed, cut or foreign cookie', async () => {
    const good = (await signIn()).cookie ?? '';
    for (const bad of [good.slice(0, -1), `${good.slice(0, -2)}xx`, '', 'a.b.c', `${randomBytes(8).toString('hex')}${good}`]) {
      expect((await call('GET', '/v1/session', { cookie: bad })).status).toBe(401);
    }
  });

  it('travels in a cookie that scripts cannot read and other sites do not send', async () => {
    const answer = await app.inject({ method: 'POST', url: '/v1/session/password', payload: { email: person.email, password: person.password } });
    expect(answer.headers['set-cookie']).toMatch(/HttpOnly; Secure; SameSite=Lax/);
  });
});

describe('another site', () => {
  const from = (headers: Record<string, string | undefined>) => call('DELETE', '/v1/session', { cookie: founder, headers });
  it.each([{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }])(
    'is refused: %o',
    async (headers) => {
      const { status, body } = await from(headers);
      expect([status, body.code]).toEqual([403, 'access.bad_origin']);
      expect((await call('GET', '/v1/session', { cookie: founder })).status).toBe(200);
    },
  );
  it('is not ours', async () => {
    const { status } = await call('POST', '/v1/passkeys/options', { cookie: founder, headers: { origin: 'https://claims.example.test' } });
    expect(status).toBe(200);
  });
});

describe('an API key', () => {
  const bearer = (secret: unknown) => ({ headers: { authorization: `Bearer ${String(secret)}` } });
  const make = (body: object) => call('POST', '/v1/keys', { body: { name: 'books', ...body }, cookie: founder });

  it('does what its scopes say, and no more', async () => {
    const { status, body } = await make({ scopes: ['claims:read'] });
    expect(status).toBe(201);
    expect((await call('GET', '/v1/users', bearer(body.secret))).status).toBe(200);
    const refused = await call('GET', '/test/audit', bearer(body.secret));
    expect([refused.status, refused.body.code]).toEqual([403, 'access.missing_scope']);
    expect((await call('POST', '/v1/keys', { body: { name: 'x', scopes: ['claims:read'] }, ...bearer(body.secret) })).status).toBe(403);
  });

  it('is shown once, listed by its prefix, and ends when revoked or expired', async () => {
    const { body } = await make({ scopes: ['claims:read'], expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    const key = body.key as { id: string; prefix: string };
    const list = await call('GET', '/v1/keys', { cookie: founder });
    expect(JSON.stringify(list.body)).not.toContain(String(body.secret).split('.').at(-1));
    expect(String(body.secret).startsWith(`${key.prefix}.`)).toBe(true);
    ahead = 3_700_000;
    expect((await call('GET', '/v1/users', bearer(body.secret))).status).toBe(401);
    ahead = 0;
    expect((await call('GET', '/v1/users', bearer(body.secret))).status).toBe(200);
    expect((await call('DELETE', `/v1/keys/${key.id}`, { cookie: founder })).status).toBe(204);
    expect((await call('GET', '/v1/users', bearer(body.secret))).status).toBe(401);
  });

  it('cannot be given a scope that is unknown', async () => {
    expect((await make({ scopes: ['claims:everything'] })).body.code).toBe('keys.unknown_scope');
  });
});

describe('people', () => {
  it('are invited, become what they were invited as, and lose every access when removed', async () => {
    const invited = await call('POST', '/v1/users/invitations', {
      body: { email: 'audit@example.test', name: 'Ann Auditor', roles: ['auditor'] },
      cookie: founder,
    });
    expect(invited.status).toBe(201);
    const token = String(invited.body.link).split('#token=')[1];
    const joined = await call('POST', '/v1/session/invitation', { body: { token, password: 'another long password' } });
    expect(joined.body).toMatchObject({ roles: ['auditor'], tenant: { name: person.organisation }, scopes: ['claims:read', 'audit:read'] });
    const cookie = joined.cookie ?? '';
    expect((await call('GET', '/test/audit', { cookie })).status).toBe(200);
    expect((await call('POST', '/v1/users/invitations', { body: { email: 'x@example.test', name: 'X', roles: ['admin'] }, cookie })).status).toBe(
      403,
    );
    const id = (joined.body.user as { id: string }).id;
    expect((await call('PUT', `/v1/users/${id}/roles`, { body: { roles: ['partner'] }, cookie: founder })).status).toBe(204);
    expect((await call('GET', '/test/audit', { cookie })).status).toBe(403);
    expect((await call('DELETE', `/v1/users/${id}`, { cookie: founder })).status).toBe(204);
    expect((await call('GET', '/v1/session', { cookie })).status).toBe(401);
  });

  it('with an account are not taken over by whoever holds an invitation', async () => {
    const invited = await call('POST', '/v1/users/invitations', {
      body: { email: 'audit@example.test', name: 'Ann', roles: ['auditor'] },
      cookie: founder,
    });
    const token = String(invited.body.link).split('#token=')[1];
    expect((await call('POST', '/v1/session/invitation', { body: { token, password: 'a guess that is wrong' } })).status).toBe(401);
    expect((await call('POST', '/v1/session/invitation', { body: { token, password: 'another long password' } })).status).toBe(200);
  });

  it('never lose their last administrator', async () => {
    const me = ((await call('GET', '/v1/session', { cookie: founder })).body.user as { id: string }).id;
    const { status, body } = await call('DELETE', `/v1/users/${me}`, { cookie: founder });
    expect([status, body.code]).toEqual([409, 'people.last_admin']);
  });
});

describe('a passkey', () => {
  const device = softwareAuthenticator('https://claims.example.test', 'claims.example.test');

  it('is registered and signs in', async () => {
    const options = await call('POST', '/v1/passkeys/options', { cookie: founder });
    const added = await call('POST', '/v1/passkeys', {
      cookie: founder,
      body: { label: 'Laptop', response: device.register(String(options.body.challenge)) },
    });
    expect(added.status).toBe(201);
    const { body } = await call('POST', '/v1/session/passkey/options');
    const response = device.signIn(String(body.challenge));
    const signedIn = await call('POST', '/v1/session/passkey/verify', { body: { response } });
    expect([signedIn.status, (signedIn.body.user as { email: string }).email]).toEqual([200, 'wang@example.test']);
    // The very same answer again: its challenge is spent.
    expect((await call('POST', '/v1/session/passkey/verify', { body: { response } })).status).toBe(401);
  });

  it('does not sign in with a challenge of another kind, a wrong signature, a late answer or for another site', async () => {
    const ofRegistration = String((await call('POST', '/v1/passkeys/options', { cookie: founder })).body.challenge);
    const fresh = async () => String((await call('POST', '/v1/session/passkey/options')).body.challenge);
    const verify = (response: object) => call('POST', '/v1/session/passkey/verify', { body: { response } });
    expect((await verify(device.signIn(ofRegistration))).status).toBe(401);
    const forged = device.signIn(await fresh());
    forged.response.signature = softwareAuthenticator('https://claims.example.test', 'claims.example.test').signIn('x').response.signature;
    expect((await verify(forged)).status).toBe(401);
    expect((await verify(device.signIn(await fresh(), 'https://evil.example'))).status).toBe(401);
    const late = device.signIn(await fresh());
    ahead = 6 * 60_000;
    expect((await verify(late)).status).toBe(401);
    expect((await verify({ anything: 1 })).status).toBe(401);
  });

  it('is listed and removed', async () => {
    const { body } = await call('GET', '/v1/passkeys', { cookie: founder });
    const [key] = body.items as { id: string; label: string }[];
    expect(key?.label).toBe('Laptop');
    expect((await call('DELETE', `/v1/passkeys/${encodeURIComponent(key?.id ?? '')}`, { cookie: founder })).status).toBe(204);
    const { body: options } = await call('POST', '/v1/session/passkey/options');
    expect((await call('POST', '/v1/session/passkey/verify', { body: { response: device.signIn(String(options.challenge)) } })).status).toBe(401);
  });
});

/** An authenticator in software (ES256, attestation "none"; WebAuthn Level 3 § 6.1, CTAP2 canonical CBOR). */
function softwareAuthenticator(origin: string, rpId: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let counter = 0;
  const clientData = (type: string, challenge: string, from: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));
  const authData = (flags: number, rest: Buffer = Buffer.alloc(0)): Buffer => {
    counter += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count, rest]);
  };
  const envelope = <T extends object>(response: T) => ({
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
    response,
  });
  return {
    register(challenge: string) {
      // Flags: user present, user verified, attested credential data.
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey(publicKey)]);
      const data = authData(0x45, attested);
      const object = Buffer.concat([
        Buffer.from([0xa3]),
        text('fmt'),
        text('none'),
        text('attStmt'),
        Buffer.from([0xa0]),
        text('authData'),
        bytes(data),
      ]);
      return envelope({
        clientDataJSON: clientData('webauthn.create', challenge, origin).toString('base64url'),
        attestationObject: object.toString('base64url'),
        transports: ['internal'],
      });
    },
    signIn(challenge: string, from = origin) {
      const client = clientData('webauthn.get', challenge, from);
      const data = authData(0x05);
      const signature = createSign('sha256').update(data).update(createHash('sha256').update(client).digest()).sign(privateKey);
      return envelope({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
      });
    },
  };
}

const text = (value: string): Buffer => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
const bytes = (value: Buffer): Buffer =>
  Buffer.concat([Buffer.from(value.length < 256 ? [0x58, value.length] : [0x59, value.length >> 8, value.length & 255]), value]);

function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
  return Buffer.concat([
    Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21]),
    bytes(Buffer.from(x, 'base64url')),
    Buffer.from([0x22]),
    bytes(Buffer.from(y, 'base64url')),
  ]);
}
