import { DomainError } from '#domain/kernel/error.ts';
import type { Locale } from '../ports/people.ts';
import { days, type Govern } from './parts.ts';
import { hashedPassword } from './password.ts';
import { emailOf, nameOf } from './people.ts';
import { linkSpent, type OpenedSession, openSession } from './session.ts';

/** What the first person says about themselves and their organisation. */
export type FirstRun = {
  readonly organisation: string;
  readonly kind?: 'creditor' | 'operator' | 'partner';
  readonly name: string;
  readonly email: string;
  readonly password?: string;
  readonly locale?: Locale;
  readonly timeZone?: string;
};

export type HostLink = { readonly purpose: 'first-run' | 'sign-in'; readonly secret: string };

/**
 * The secret of a one-time link for whoever runs the host: while nobody has an account it founds the organisation,
 * afterwards it signs its first administrator in. Good once, for 24 hours; a new one makes earlier ones worthless.
 */
export async function makeHostLink(govern: Govern): Promise<HostLink> {
  return govern.transactions.withSystem('host-link', async (tx) => {
    const { secret, hash } = govern.secrets.fresh();
    const expiresAt = govern.clock.now() + days(1);
    const admin = (await govern.accounts.anyone(tx)) ? await govern.accounts.firstAdmin(tx) : undefined;
    const purpose = admin ? 'sign-in' : 'first-run';
    await govern.tokens.cancel(tx, 'first-run');
    await govern.tokens.cancel(tx, 'sign-in');
    await govern.tokens.put(tx, hash, { purpose, ...admin, data: {}, expiresAt });
    return { purpose, secret };
  });
}

/** The link for the words at start: only while nobody has an account. */
export async function makeFirstRunLink(govern: Govern): Promise<HostLink | undefined> {
  const anyone = await govern.transactions.withSystem('host-link', (tx) => govern.accounts.anyone(tx));
  return anyone ? undefined : makeHostLink(govern);
}

/** Redeems a host link. A first-run link needs `first`; a sign-in link ignores it. */
export async function redeemHostLink(govern: Govern, secret: string, first: FirstRun | undefined): Promise<OpenedSession> {
  // Slow work before the transaction, which would otherwise hold the token's row for it.
  const passwordHash = first?.password === undefined ? undefined : await hashedPassword(govern, first.password, first.email);
  const founded = await govern.transactions.withSystem('host-link', async (tx) => {
    const token = await govern.tokens.take(tx, govern.secrets.hashOf(secret), ['first-run', 'sign-in'], govern.clock.now());
    if (!token) throw linkSpent();
    if (token.purpose === 'sign-in' && token.tenant && token.userId)
      return { tenant: token.tenant, userId: token.userId, method: 'sign-in-link' as const };
    if (!first)
      throw new DomainError('session.first_run_incomplete', 'expected organisation, name and email with a first-run link, got none of them');
    // Two links redeemed at once: the second finds the founder and goes no further.
    if (await govern.accounts.anyone(tx)) throw linkSpent();
    const tenant = govern.clock.newId();
    const userId = govern.clock.newId();
    const locale = first.locale ?? 'zh-CN';
    const timeZone = first.timeZone ?? 'Asia/Shanghai';
    await govern.accounts.addTenant(tx, { id: tenant, name: nameOf(first.organisation), kind: first.kind ?? 'creditor', locale, timeZone });
    await govern.accounts.add(tx, {
      id: userId,
      email: emailOf(first.email),
      name: nameOf(first.name),
      locale,
      timeZone,
      ...(passwordHash && { passwordHash }),
    });
    await govern.accounts.addMembership(tx, tenant, userId, ['admin', first.kind ?? 'creditor']);
    return { tenant, userId, method: 'first-run' as const };
  });
  return openSession(govern, founded.tenant, founded.userId, founded.method);
}

/** What a link is for, without using it up: the page asks before it shows its form. */
export async function lookAtLink(
  govern: Govern,
  secret: string,
): Promise<{ readonly purpose: 'first-run' | 'sign-in' | 'invitation'; readonly email?: string; readonly name?: string }> {
  const token = await govern.transactions.withSystem('link', (tx) =>
    govern.tokens.peek(tx, govern.secrets.hashOf(secret), ['first-run', 'sign-in', 'invitation'], govern.clock.now()),
  );
  if (!token || token.purpose === 'passkey-challenge') throw linkSpent();
  const { email, name } = token.data;
  return { purpose: token.purpose, ...(typeof email === 'string' && { email }), ...(typeof name === 'string' && { name }) };
}
