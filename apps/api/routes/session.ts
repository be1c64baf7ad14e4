import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as operations from '#contract/operations/session.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { type FirstRun, lookAtLink, redeemHostLink } from '#usecases/govern/first-run.ts';
import { beginPasskeySignIn, signInByPasskey } from '#usecases/govern/passkeys.ts';
import { changePassword, signInByPassword } from '#usecases/govern/password.ts';
import { acceptInvitation } from '#usecases/govern/people.ts';
import { closeSession, type OpenedSession, readSession, type SignedIn } from '#usecases/govern/session.ts';
import { type Authentication, clearSessionCookie, personOf, setSessionCookie, siteOf } from '../authentication.ts';
import { registerStatuses } from '../problems.ts';
import { publicRoute } from '../route.ts';

registerStatuses({ 'session.link_spent': 410, 'session.locked': 429, 'session.bad_passkey': 422 });

/** Signing in and out. Register after installAuthentication. */
export async function sessionRoutes(app: FastifyInstance, { govern, publicUrl }: Authentication): Promise<void> {
  const site = () => siteOf(publicUrl());

  /** Sets the cookie and answers who is signed in now. */
  async function begin(reply: FastifyReply, session: OpenedSession) {
    setSessionCookie(reply, site(), session);
    const read = await readSession(govern, session.cookie);
    if (!read) throw new DomainError('session.expired', 'the session ended as it began; sign in again');
    return answer(read.who);
  }

  publicRoute(app, operations.getSession, async ({ request }) => {
    const { actor } = request;
    if (actor && !actor.who) throw new DomainError('access.forbidden', 'expected a signed-in person, got an API key');
    return answer(personOf(request));
  });
  publicRoute(app, operations.signOut, async ({ request, reply }) => {
    if (request.actor?.who) await closeSession(govern, request.actor.who);
    clearSessionCookie(reply);
  });

  await app.register(async (guarded) => {
    // Guessing is slow by account (see lockedFor) and by address.
    await guarded.register(rateLimit, {
      max: 30,
      timeWindow: '1 minute',
      errorResponseBuilder: (_, { after }) => new DomainError('api.too_many', `too many sign-in requests from here; try again in ${after}`),
    });
    publicRoute(guarded, operations.lookAtLink, ({ body }) => lookAtLink(govern, body.token));
    publicRoute(guarded, operations.firstRun, async ({ body, reply }) => begin(reply, await redeemHostLink(govern, body.token, firstRunOf(body))));
    publicRoute(guarded, operations.signInByPassword, async ({ body, reply }) => begin(reply, await signInByPassword(govern, body)));
    publicRoute(guarded, operations.passkeyOptions, () => beginPasskeySignIn(govern, site()));
    publicRoute(guarded, operations.signInByPasskey, async ({ body, reply }) => begin(reply, await signInByPasskey(govern, site(), body.response)));
    publicRoute(guarded, operations.acceptInvitation, async ({ body, reply }) =>
      begin(reply, await acceptInvitation(govern, { ...body, secret: body.token })),
    );
    publicRoute(
      guarded,
      operations.changePassword,
      async ({ body, request }: { body: { current?: string; next: string }; request: FastifyRequest }) =>
        changePassword(govern, personOf(request), body),
    );
  });
}

function firstRunOf(body: Partial<FirstRun>): FirstRun | undefined {
  const { organisation, name, email } = body;
  return organisation && name && email ? { ...body, organisation, name, email } : undefined;
}

const answer = (who: SignedIn) => ({
  user: who.user,
  tenant: { id: who.tenant, name: who.organisation },
  roles: [...who.roles],
  scopes: [...who.scopes],
});
