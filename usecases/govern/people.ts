import { DomainError } from '#domain/kernel/error.ts';
import type { Locale } from '../ports/people.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { days, type Govern } from './parts.ts';
import { hashedPassword } from './password.ts';
import { isRole, type Role } from './roles.ts';
import { badCredentials, linkSpent, type OpenedSession, openSession } from './session.ts';

/** An invitation's secret for a link that a person sends; good once, for seven days. */
export async function invite(
  govern: Govern,
  tx: TenantTx,
  asked: { readonly email: string; readonly name: string; readonly roles: readonly string[] },
): Promise<{ readonly secret: string; readonly expiresAt: number }> {
  const email = emailOf(asked.email);
  const roles = rolesOf(asked.roles);
  const members = await govern.members.list(tx);
  if (members.some((member) => member.email === email)) throw new DomainError('people.already_member', 'this address already belongs to a member');
  const { secret, hash } = govern.secrets.fresh();
  const expiresAt = govern.clock.now() + days(7);
  const data = { email, name: nameOf(asked.name), roles };
  // Tokens stand outside tenants; should the caller's transaction fail now, a link that nobody received remains.
  await govern.transactions.withSystem('invitation', (system) =>
    govern.tokens.put(system, hash, { purpose: 'invitation', tenant: tx.tenant, data, expiresAt }),
  );
  await govern.audit.record(tx, { action: 'person.invited', subject: { kind: 'tenant', id: tx.tenant }, after: { roles } });
  return { secret, expiresAt };
}

/**
 * Accepts an invitation. Whoever has an account already proves it with that account's password, because a link can go
 * astray, and becomes a member; everyone else chooses one.
 */
export async function acceptInvitation(
  govern: Govern,
  asked: { readonly secret: string; readonly password: string; readonly name?: string; readonly locale?: Locale; readonly timeZone?: string },
): Promise<OpenedSession> {
  const hash = govern.secrets.hashOf(asked.secret);
  const invited = await govern.transactions.withSystem('invitation', async (tx) => {
    const token = await govern.tokens.peek(tx, hash, ['invitation'], govern.clock.now());
    const known = token && (await govern.accounts.byEmail(tx, String(token.data.email)));
    return token && { known };
  });
  if (!invited) throw linkSpent();
  if (invited.known && !(await govern.passwords.verify(asked.password, invited.known.passwordHash))) throw badCredentials();
  const passwordHash = invited.known ? undefined : await hashedPassword(govern, asked.password);
  const joined = await govern.transactions.withSystem('invitation', async (tx) => {
    const token = await govern.tokens.take(tx, hash, ['invitation'], govern.clock.now());
    if (!token?.tenant) throw linkSpent();
    const { email, name, roles } = token.data as { email: string; name: string; roles: readonly string[] };
    const userId = invited.known?.id ?? govern.clock.newId();
    if (passwordHash) {
      const account = {
        id: userId,
        email,
        name: nameOf(asked.name ?? name),
        locale: asked.locale ?? 'zh-CN',
        timeZone: asked.timeZone ?? 'Asia/Shanghai',
      } as const;
      await govern.accounts.add(tx, { ...account, passwordHash });
    }
    await govern.accounts.addMembership(tx, token.tenant, userId, rolesOf(roles));
    return { tenant: token.tenant, userId };
  });
  return openSession(govern, joined.tenant, joined.userId, 'invitation');
}

export async function changeRoles(govern: Govern, tx: TenantTx, userId: string, asked: readonly string[]): Promise<void> {
  const roles = rolesOf(asked);
  const before = await memberOf(govern, tx, userId);
  if (!roles.includes('admin')) await keepAnAdmin(govern, tx, userId);
  await govern.members.setRoles(tx, userId, roles);
  await govern.audit.record(tx, {
    action: 'person.roles_changed',
    subject: { kind: 'user', id: userId },
    before: { roles: before.roles },
    after: { roles },
  });
}

export async function removePerson(govern: Govern, tx: TenantTx, userId: string): Promise<void> {
  const before = await memberOf(govern, tx, userId);
  await keepAnAdmin(govern, tx, userId);
  await govern.members.remove(tx, userId);
  await govern.audit.record(tx, { action: 'person.removed', subject: { kind: 'user', id: userId }, before: { roles: before.roles } });
}

async function memberOf(govern: Govern, tx: TenantTx, userId: string) {
  const member = await govern.members.get(tx, userId);
  if (!member) throw new DomainError('people.not_found', `there is no member ${userId}`, { userId });
  return member;
}

async function keepAnAdmin(govern: Govern, tx: TenantTx, leaving: string): Promise<void> {
  const others = (await govern.members.list(tx)).filter((member) => member.id !== leaving && member.roles.includes('admin'));
  if (others.length === 0) throw new DomainError('people.last_admin', 'expected another administrator to remain; make one first');
}

function rolesOf(asked: readonly string[]): readonly Role[] {
  const unique = [...new Set(asked)];
  const unknown = unique.find((role) => !isRole(role));
  if (unique.length === 0 || unknown !== undefined) {
    throw new DomainError('people.unknown_role', `expected roles of creditor, operator, partner, auditor, admin, got "${unknown ?? ''}"`, {
      role: unknown ?? '',
    });
  }
  return unique.filter(isRole);
}

/** One @ with something around it: whether mail arrives only mail can tell. */
export function emailOf(text: string): string {
  const email = text.trim().toLowerCase();
  if (!/^[^\s@]{1,64}@[^\s@]{1,189}$/.test(email)) throw new DomainError('people.bad_email', 'expected an email address like name@example.com');
  return email;
}

export function nameOf(text: string): string {
  const name = text.trim();
  if (name.length < 1 || name.length > 200) throw new DomainError('people.bad_name', `expected a name of 1 to 200 characters, got ${name.length}`);
  return name;
}
