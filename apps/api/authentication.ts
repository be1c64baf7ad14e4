import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access, Operation } from '#contract/operation.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { readKey } from '#usecases/govern/keys.ts';
import type { Govern } from '#usecases/govern/parts.ts';
import type { Role, Scope } from '#usecases/govern/roles.ts';
import { type OpenedSession, readSession, type SignedIn } from '#usecases/govern/session.ts';
import type { Site } from '#usecases/ports/credentials.ts';
import type { Actor } from '#usecases/ports/transactions.ts';
import { joined } from './joined.ts';

/** Who asks. `as` is what transactions and the audit trail take; `who` is there for a person's session only. */
export type RequestActor = {
  readonly tenant: string;
  readonly user: string;
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
  readonly via: 'session' | 'key';
  readonly as: Actor;
  readonly who?: SignedIn;
};

declare module 'fastify' {
  interface FastifyRequest {
    actor: RequestActor | undefined;
  }
  interface FastifyContextConfig {
    operation?: Operation;
  }
}

export type Authentication = {
  readonly govern: Govern;
  /** Where people reach the web, e.g. https://claims.example.com; passkeys and cookies are bound to it. */
  readonly publicUrl: () => string;
};

const cookieName = 'quittance_session';

/** Recognises cookies and keys, keeps other sites' requests out, and holds every operation to its scope. */
export async function installAuthentication(app: FastifyInstance, { govern, publicUrl }: Authentication): Promise<void> {
  await app.register(cookie);
  app.decorateRequest('actor', undefined);
  // A program that asks with many requests at once costs one look-up for all of them.
  const holderOf = joined(
    (bearer: string) => bearer,
    (bearer) => readKey(govern, bearer),
  );
  const sessionOf = joined(
    (carried: string) => carried,
    (carried) => readSession(govern, carried),
  );
  app.addHook('onRequest', async (request, reply) => {
    const bearer = /^Bearer (qk_\S{1,300})$/.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) {
      const holder = await holderOf(bearer);
      if (!holder) throw new DomainError('session.bad_credentials', 'the API key is not known, was revoked or has expired');
      request.actor = { ...holder, via: 'key', as: { kind: 'key', id: holder.key } };
    } else {
      const site = siteOf(publicUrl());
      refuseOtherSites(request, site);
      await recognise(sessionOf, site, request, reply);
    }
    const access = request.routeOptions.config.operation?.access;
    if (access) holdTo(access, request.actor);
  });
}

async function recognise(
  sessionOf: (carried: string) => ReturnType<typeof readSession>,
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const carried = request.cookies[cookieName];
  if (carried === undefined) return;
  const read = await sessionOf(carried);
  if (!read) {
    void reply.clearCookie(cookieName, { path: '/' });
    return;
  }
  const { who } = read;
  request.actor = {
    tenant: who.tenant,
    user: who.user.id,
    roles: who.roles,
    scopes: who.scopes,
    via: 'session',
    as: { kind: 'user', id: who.user.id },
    who,
  };
  if (read.renewed) setSessionCookie(reply, site, read.renewed);
}

export function holdTo(access: Access, actor: RequestActor | undefined): void {
  if (access.kind === 'public') return;
  if (!actor) throw new DomainError('session.required', 'expected a session cookie or an API key, got neither that is valid');
  if (!actor.scopes.includes(access.scope)) {
    throw new DomainError('access.missing_scope', `expected the scope "${access.scope}", got ${actor.scopes.join(', ') || 'none'}`, {
      needed: access.scope,
    });
  }
}

/** The person behind a request, for what only a person may do; a key is refused. */
export function personOf(request: FastifyRequest): SignedIn {
  const who = request.actor?.who;
  if (who) return who;
  if (request.actor) throw new DomainError('access.forbidden', 'expected a signed-in person, got an API key');
  throw new DomainError('session.required', 'expected a session cookie, got none that is valid');
}

/**
 * Cross-site request forgery: a browser names the page that a changing request comes from. SameSite=Lax keeps the cookie
 * back already; this holds for the public routes and for old browsers too. Programs that are no browser name nothing.
 */
function refuseOtherSites(request: FastifyRequest, site: Site): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
  const { origin, host } = request.headers;
  const fetchSite = request.headers['sec-fetch-site'];
  if (origin !== undefined) {
    if (origin === site.origin || sameHost(origin, host)) return;
    throw otherSite(origin);
  }
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') throw otherSite(String(fetchSite));
}

/** The same machine under another of its names (127.0.0.1 for localhost): the page came from here. */
function sameHost(origin: string, host: string | undefined): boolean {
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}

const otherSite = (got: string): DomainError =>
  new DomainError('access.bad_origin', `expected a request from this site, got one from "${got.slice(0, 100)}"; is PUBLIC_URL right?`, {
    origin: got.slice(0, 100),
  });

export function setSessionCookie(reply: FastifyReply, site: Site, session: OpenedSession): void {
  void reply.setCookie(cookieName, session.cookie, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: site.origin.startsWith('https:'),
    expires: new Date(session.expiresAt),
  });
}

export const clearSessionCookie = (reply: FastifyReply): void => void reply.clearCookie(cookieName, { path: '/' });

export function siteOf(publicUrl: string): Site {
  const { origin, hostname } = new URL(publicUrl);
  return { origin, host: hostname };
}
