import { DomainError } from '#domain/kernel/error.ts';
import { type Govern, minutes } from './parts.ts';
import { actorOf, badCredentials, type OpenedSession, openSession, type SignedIn } from './session.ts';

const attemptsBeforeLock = 5;

/** 1, 2, 4 ... minutes from the fifth failure on, an hour at most (NIST SP 800-63B-4 § 3.2.2 asks for a limit). */
export function lockedFor(failedAttempts: number): number {
  if (failedAttempts < attemptsBeforeLock) return 0;
  return Math.min(minutes(2 ** (failedAttempts - attemptsBeforeLock)), minutes(60));
}

/**
 * Signs in by email and password. Every "no" is the same words and takes the same time, so that nobody learns which
 * addresses have accounts. `tenant` chooses among several organisations; without it the oldest membership is taken.
 */
export async function signInByPassword(
  govern: Govern,
  asked: { readonly email: string; readonly password: string; readonly tenant?: string },
): Promise<OpenedSession> {
  const email = asked.email.trim().toLowerCase();
  const account = await govern.transactions.withSystem('sign-in', async (tx) => {
    const found = await govern.accounts.byEmail(tx, email);
    return found && { ...found, memberships: await govern.accounts.memberships(tx, found.id) };
  });
  const now = govern.clock.now();
  const locked = account?.lockedUntil !== undefined && account.lockedUntil > now;
  const right = await govern.passwords.verify(asked.password, locked ? undefined : account?.passwordHash);
  const membership = account?.memberships.find((one) => asked.tenant === undefined || one.tenant === asked.tenant);
  if (!account || account.disabled || !membership) throw badCredentials();
  if (locked) throw tooManyAttempts(account.lockedUntil ?? now, now);
  if (!right) {
    await govern.transactions.withSystem('sign-in', async (tx) => {
      // Read again: several guesses at once must all be counted.
      const failedAttempts = ((await govern.accounts.byId(tx, account.id))?.failedAttempts ?? 0) + 1;
      const pause = lockedFor(failedAttempts);
      await govern.accounts.noteAttempt(tx, account.id, { failedAttempts, ...(pause > 0 && { lockedUntil: now + pause }) });
    });
    throw badCredentials();
  }
  await govern.transactions.withSystem('sign-in', (tx) => govern.accounts.noteAttempt(tx, account.id, { failedAttempts: 0 }));
  return openSession(govern, membership.tenant, account.id, 'password');
}

/** Sets a new password and ends the person's other sessions. Who has one must know it. */
export async function changePassword(govern: Govern, who: SignedIn, asked: { readonly current?: string; readonly next: string }): Promise<void> {
  const account = await govern.transactions.withSystem('password', (tx) => govern.accounts.byId(tx, who.user.id));
  if (!account) throw badCredentials();
  if (account.passwordHash !== undefined && !(await govern.passwords.verify(asked.current ?? '', account.passwordHash))) throw badCredentials();
  const hash = await hashedPassword(govern, asked.next, account.email);
  await govern.transactions.withSystem('password', (tx) => govern.accounts.setPassword(tx, account.id, hash));
  await govern.transactions.withTenant(who.tenant, actorOf(who), async (tx) => {
    await govern.sessions.removeOthers(tx, who.user.id, who.session);
    await govern.audit.record(tx, { action: 'password.changed', subject: { kind: 'user', id: who.user.id } });
  });
}

/** Length is what counts (NIST SP 800-63B-4 § 3.1.1.2); the upper bound keeps the hash from being fed megabytes. */
export async function hashedPassword(govern: Govern, password: string, email?: string): Promise<string> {
  const length = [...password].length;
  if (length < 12 || length > 200)
    throw new DomainError('session.weak_password', `expected a password of 12 to 200 characters, got ${length}`, { length });
  const address = email?.trim().toLowerCase();
  if ((address && password.toLowerCase().includes(address)) || new Set(password).size < 5) {
    throw new DomainError('session.weak_password', 'expected a password that is not the email address and has at least 5 different characters');
  }
  return govern.passwords.hash(password);
}

function tooManyAttempts(until: number, now: number): DomainError {
  const seconds = Math.ceil((until - now) / 1000);
  return new DomainError('session.locked', `too many wrong passwords; try again in ${seconds} s`, { seconds });
}
