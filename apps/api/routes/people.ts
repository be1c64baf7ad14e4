import type { FastifyInstance } from 'fastify';
import * as operations from '#contract/operations/people.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { createKey, revokeKey } from '#usecases/govern/keys.ts';
import { addPasskey, beginPasskey, removePasskey } from '#usecases/govern/passkeys.ts';
import { changeRoles, invite, removePerson } from '#usecases/govern/people.ts';
import { actorOf } from '#usecases/govern/session.ts';
import type { ApiKey } from '#usecases/ports/people.ts';
import { type Authentication, personOf, siteOf } from '../authentication.ts';
import type { ApiContext } from '../context.ts';
import { registerStatuses } from '../problems.ts';
import { publicRoute, transacted } from '../route.ts';

registerStatuses({
  'people.not_found': 404,
  'people.passkey_not_found': 404,
  'keys.not_found': 404,
  'people.last_admin': 409,
  'people.already_member': 409,
});

/** Members, invitations, API keys and one's own passkeys. */
export function peopleRoutes(app: FastifyInstance, context: ApiContext, { govern, publicUrl }: Authentication): void {
  const site = () => siteOf(publicUrl());

  transacted(app, context, operations.listPeople, async (_, tx) => ({
    items: (await govern.members.list(tx)).map((member) => ({ ...member, roles: [...member.roles], since: instantOf(member.since) })),
  }));
  transacted(app, context, operations.invitePerson, async ({ body }, tx) => {
    const { secret, expiresAt } = await invite(govern, tx, body);
    // After the #, so that the token is in no server's log.
    return { link: `${site().origin}/welcome#token=${secret}`, expiresAt: instantOf(expiresAt) };
  });
  transacted(app, context, operations.changeRoles, async ({ params, body }, tx) => {
    await changeRoles(govern, tx, params.id, body.roles);
    return null;
  });
  transacted(app, context, operations.removePerson, async ({ params }, tx) => {
    await removePerson(govern, tx, params.id);
    return null;
  });

  transacted(app, context, operations.listKeys, async (_, tx) => ({ items: (await govern.keys.list(tx)).map(keyAnswer) }));
  transacted(app, context, operations.createKey, async ({ body, request }, tx) => {
    const { key, secret } = await createKey(govern, tx, personOf(request), {
      name: body.name,
      scopes: body.scopes,
      ...(body.expiresAt !== undefined && { expiresAt: epochOf(body.expiresAt) }),
    });
    return { key: keyAnswer(key), secret };
  });
  transacted(app, context, operations.revokeKey, async ({ params }, tx) => {
    await revokeKey(govern, tx, params.id);
    return null;
  });

  publicRoute(app, operations.listPasskeys, async ({ request }) => {
    const who = personOf(request);
    const keys = await govern.transactions.withTenant(who.tenant, actorOf(who), (tx) => govern.passkeys.of(tx, who.user.id));
    return {
      items: keys.map((key) => ({
        id: key.credentialId,
        label: key.label,
        createdAt: instantOf(key.createdAt),
        ...(key.lastUsedAt !== undefined && { lastUsedAt: instantOf(key.lastUsedAt) }),
      })),
    };
  });
  publicRoute(app, operations.newPasskeyOptions, ({ request }) => beginPasskey(govern, site(), personOf(request)));
  publicRoute(app, operations.addPasskey, async ({ body, request }) => {
    const key = await addPasskey(govern, site(), personOf(request), body.response, body.label);
    return { id: key.credentialId };
  });
  publicRoute(app, operations.removePasskey, ({ params, request }) => removePasskey(govern, personOf(request), params.id));
}

const instantOf = (epochMilliseconds: number): string => new Date(epochMilliseconds).toISOString();

function epochOf(instant: string): number {
  const epoch = Date.parse(instant);
  if (Number.isNaN(epoch)) throw new DomainError('api.bad_request', `expected an instant like 2027-01-31T00:00:00Z, got "${instant.slice(0, 40)}"`);
  return epoch;
}

const keyAnswer = (key: ApiKey) => ({
  id: key.id,
  userId: key.userId,
  name: key.name,
  prefix: key.prefix,
  scopes: [...key.scopes],
  createdAt: instantOf(key.createdAt),
  ...(key.expiresAt !== undefined && { expiresAt: instantOf(key.expiresAt) }),
  ...(key.lastUsedAt !== undefined && { lastUsedAt: instantOf(key.lastUsedAt) }),
  ...(key.revokedAt !== undefined && { revokedAt: instantOf(key.revokedAt) }),
});
