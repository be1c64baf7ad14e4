import { DomainError } from '#domain/kernel/error.ts';
import { isUuid } from '#domain/kernel/id.ts';
import type { Locale, SessionMethod, StoredSession } from '../ports/people.ts';
import { type Actor, systemActor } from '../ports/transactions.ts';
import { days, type Govern, minutes } from './parts.ts';
import { type Role, type Scope, scopesOf } from './roles.ts';

/** Who asks, once a cookie or a key was recognised. */
export type SignedIn = {
  readonly tenant: string;
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly locale: Locale };
  readonly organisation: string;
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
  readonly session: string;
};

/** A session as its owner carries it; `cookie` is the only copy of the secret. */
export type OpenedSession = { readonly cookie: string; readonly expiresAt: number; readonly tenant: string; readonly userId: string };

const lifetime = days(14);
const rotateEvery = minutes(15);
// Requests that were already under way when the secret changed still carry the one before.
const graceAfterRotation = minutes(1);

/** Opens a session for a person whom a link, a password or a passkey has just proved. */
export async function openSession(govern: Govern, tenant: string, userId: string, method: SessionMethod): Promise<OpenedSession> {
  const { secret, hash } = govern.secrets.fresh();
  const id = govern.clock.newId();
  const expiresAt = govern.clock.now() + lifetime;
  await govern.transactions.withTenant(tenant, { kind: 'user', id: userId }, async (tx) => {
    await govern.sessions.add(tx, { id, userId, secretHash: hash, expiresAt, method });
    await govern.audit.record(tx, { action: 'session.opened', subject: { kind: 'user', id: userId }, after: { session: id, method } });
  });
  return { cookie: written({ tenant, id, secret }), expiresAt, tenant, userId };
}

/** Recognises a cookie. `renewed` is the cookie to carry from now on, when the secret was due to change. */
export async function readSession(govern: Govern, cookie: string): Promise<{ readonly who: SignedIn; readonly renewed?: OpenedSession } | undefined> {
  const carried = read(cookie);
  if (!carried) return undefined;
  const { tenant, id } = carried;
  const now = govern.clock.now();
  const session = await govern.recognition.session(tenant, id);
  if (!session || session.disabled || session.expiresAt <= now) return undefined;
  const hash = govern.secrets.hashOf(carried.secret);
  const current = govern.secrets.equal(hash, session.secretHash);
  if (!current && !withinGrace(govern, session, hash, now)) return undefined;
  const who = signedIn(tenant, id, session);
  if (!current || now - session.rotatedAt < rotateEvery) return { who };
  const next = govern.secrets.fresh();
  const rotated = await govern.transactions.withTenant(tenant, systemActor('session'), (tx) => govern.sessions.rotate(tx, id, hash, next.hash, now));
  if (!rotated) return { who };
  return { who, renewed: { cookie: written({ tenant, id, secret: next.secret }), expiresAt: session.expiresAt, tenant, userId: session.userId } };
}

export async function closeSession(govern: Govern, who: SignedIn): Promise<void> {
  await govern.transactions.withTenant(who.tenant, actorOf(who), async (tx) => {
    await govern.sessions.remove(tx, who.session);
    await govern.audit.record(tx, { action: 'session.closed', subject: { kind: 'user', id: who.user.id }, before: { session: who.session } });
  });
}

export const actorOf = (who: SignedIn): Actor => ({ kind: 'user', id: who.user.id });

export const badCredentials = (): DomainError => new DomainError('session.bad_credentials', 'the sign-in was not recognised; check it and try again');

export const linkSpent = (): DomainError =>
  new DomainError('session.link_spent', 'this link was used before, has expired or was replaced; make another with: npx quittance server link');

function withinGrace(govern: Govern, session: StoredSession, hash: Uint8Array, now: number): boolean {
  const { previousSecretHash } = session;
  return previousSecretHash !== undefined && now - session.rotatedAt < graceAfterRotation && govern.secrets.equal(hash, previousSecretHash);
}

function signedIn(tenant: string, id: string, session: StoredSession): SignedIn {
  return {
    tenant,
    user: { id: session.userId, name: session.name, email: session.email, locale: session.locale },
    organisation: session.organisation,
    roles: session.roles,
    scopes: scopesOf(session.roles),
    session: id,
  };
}

// The tenant stands in the cookie, so that even recognising it is a query of one tenant.
type Carried = { readonly tenant: string; readonly id: string; readonly secret: string };

const written = ({ tenant, id, secret }: Carried): string => `${tenant}.${id}.${secret}`;

function read(cookie: string): Carried | undefined {
  const [tenant = '', id = '', secret = '', ...rest] = cookie.split('.');
  return isUuid(tenant) && isUuid(id) && secret.length === 43 && rest.length === 0 ? { tenant, id, secret } : undefined;
}
