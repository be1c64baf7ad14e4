import { DomainError } from '#domain/kernel/error.ts';
import type { NewPasskey, Site } from '../ports/credentials.ts';
import { type Govern, minutes } from './parts.ts';
import { actorOf, badCredentials, type OpenedSession, openSession, type SignedIn } from './session.ts';

/** The browser's options for a new passkey of a signed-in person. */
export async function beginPasskey(govern: Govern, site: Site, who: SignedIn): Promise<Record<string, unknown>> {
  const known = await govern.transactions.withTenant(who.tenant, actorOf(who), (tx) => govern.passkeys.of(tx, who.user.id));
  const { challenge, options } = await govern.ceremony.registration(site, { ...who.user, known: known.map((key) => key.credentialId) });
  await keep(govern, challenge, { userId: who.user.id, tenant: who.tenant });
  return options;
}

/** Keeps the passkey that the browser made, when its answer to our challenge holds. */
export async function addPasskey(govern: Govern, site: Site, who: SignedIn, response: unknown, label: string): Promise<NewPasskey> {
  const challenge = await spend(govern, response);
  if (challenge.userId !== who.user.id || challenge.tenant !== who.tenant) throw badCredentials();
  const key = await govern.ceremony.verifyRegistration(site, challenge.challenge, response);
  if (!key) throw new DomainError('session.bad_passkey', 'the passkey could not be verified; make it again on this page');
  await govern.transactions.withTenant(who.tenant, actorOf(who), async (tx) => {
    await govern.passkeys.add(tx, who.user.id, { ...key, label: label.trim().slice(0, 100) });
    await govern.audit.record(tx, { action: 'passkey.added', subject: { kind: 'user', id: who.user.id }, after: { credential: key.credentialId } });
  });
  return key;
}

export async function removePasskey(govern: Govern, who: SignedIn, credentialId: string): Promise<void> {
  await govern.transactions.withTenant(who.tenant, actorOf(who), async (tx) => {
    if (!(await govern.passkeys.remove(tx, who.user.id, credentialId)))
      throw new DomainError('people.passkey_not_found', 'there is no such passkey of yours');
    await govern.audit.record(tx, { action: 'passkey.removed', subject: { kind: 'user', id: who.user.id }, before: { credential: credentialId } });
  });
}

/** The browser's options for signing in; the person chooses the passkey, so nothing is asked before. */
export async function beginPasskeySignIn(govern: Govern, site: Site): Promise<Record<string, unknown>> {
  const { challenge, options } = await govern.ceremony.signIn(site);
  await keep(govern, challenge, {});
  return options;
}

export async function signInByPasskey(govern: Govern, site: Site, response: unknown): Promise<OpenedSession> {
  const { challenge, credentialId, userId } = await spend(govern, response);
  const known = await govern.transactions.withSystem('sign-in', async (tx) => {
    const key = await govern.passkeys.find(tx, credentialId);
    return key && { key, account: await govern.accounts.byId(tx, key.userId) };
  });
  // A registration's challenge (it names a user) opens nothing.
  if (!known?.account || known.account.disabled || userId !== undefined) throw badCredentials();
  const { key } = known;
  const counter = await govern.ceremony.verifySignIn(site, challenge, response, key);
  if (counter === undefined) throw badCredentials();
  await govern.transactions.withSystem('sign-in', (tx) => govern.passkeys.noteUse(tx, credentialId, counter));
  return openSession(govern, key.tenant, key.userId, 'passkey');
}

async function keep(govern: Govern, challenge: string, owner: { readonly userId?: string; readonly tenant?: string }): Promise<void> {
  const expiresAt = govern.clock.now() + minutes(5);
  await govern.transactions.withSystem('passkey', (tx) =>
    govern.tokens.put(tx, govern.secrets.hashOf(challenge), { purpose: 'passkey-challenge', ...owner, data: {}, expiresAt }),
  );
}

/** Our own challenge, used once; whatever else an answer names is a "no". */
async function spend(
  govern: Govern,
  response: unknown,
): Promise<{ readonly challenge: string; readonly credentialId: string; readonly userId?: string; readonly tenant?: string }> {
  const named = govern.ceremony.named(response);
  if (!named) throw badCredentials();
  const token = await govern.transactions.withSystem('passkey', (tx) =>
    govern.tokens.take(tx, govern.secrets.hashOf(named.challenge), ['passkey-challenge'], govern.clock.now()),
  );
  if (!token) throw badCredentials();
  return { ...named, ...(token.userId && { userId: token.userId }), ...(token.tenant && { tenant: token.tenant }) };
}
