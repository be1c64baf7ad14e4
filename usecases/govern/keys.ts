import { DomainError } from '#domain/kernel/error.ts';
import { isUuid } from '#domain/kernel/id.ts';
import type { ApiKey } from '../ports/people.ts';
import { systemActor, type TenantTx } from '../ports/transactions.ts';
import { type Govern, minutes } from './parts.ts';
import { isScope, type Role, type Scope, scopesOf } from './roles.ts';
import type { SignedIn } from './session.ts';

export type KeyHolder = {
  readonly tenant: string;
  readonly key: string;
  readonly user: string;
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
};

/** Makes a key that can at most what its maker can. `secret` is answered this once and kept nowhere. */
export async function createKey(
  govern: Govern,
  tx: TenantTx,
  who: Pick<SignedIn, 'user' | 'scopes'>,
  asked: { readonly name: string; readonly scopes: readonly string[]; readonly expiresAt?: number },
): Promise<{ readonly key: ApiKey; readonly secret: string }> {
  const wanted = [...new Set(asked.scopes)].map((scope) => {
    if (!isScope(scope))
      throw new DomainError('keys.unknown_scope', `expected a scope of the list, got "${scope.slice(0, 40)}"`, { scope: scope.slice(0, 40) });
    if (!who.scopes.includes(scope)) throw new DomainError('access.missing_scope', `you cannot give "${scope}", which you do not have`, { scope });
    return scope;
  });
  if (wanted.length === 0) throw new DomainError('keys.unknown_scope', 'expected at least one scope, got none');
  if (asked.expiresAt !== undefined && asked.expiresAt <= govern.clock.now()) {
    throw new DomainError('keys.already_expired', 'expected an expiry in the future', { expiresAt: asked.expiresAt });
  }
  const { secret, hash } = govern.secrets.fresh();
  const id = govern.clock.newId();
  const prefix = `qk_${id.slice(-6)}`;
  const key = {
    id,
    userId: who.user.id,
    name: asked.name.trim(),
    prefix,
    scopes: wanted,
    ...(asked.expiresAt !== undefined && { expiresAt: asked.expiresAt }),
  };
  await govern.keys.add(tx, { ...key, secretHash: hash });
  await govern.audit.record(tx, { action: 'key.created', subject: { kind: 'key', id }, after: { scopes: wanted } });
  // The id's end is shown as prefix; the tenant stands in the key so that even recognising it is a query of one tenant.
  return { key: { ...key, createdAt: govern.clock.now() }, secret: `${prefix}.${tx.tenant}.${id}.${secret}` };
}

export async function revokeKey(govern: Govern, tx: TenantTx, id: string): Promise<void> {
  if (!(await govern.keys.revoke(tx, id))) throw new DomainError('keys.not_found', `there is no key ${id} in use`, { id });
  await govern.audit.record(tx, { action: 'key.revoked', subject: { kind: 'key', id } });
}

/** Recognises `qk_….<tenant>.<id>.<secret>`. Its scopes shrink with its owner's roles. */
export async function readKey(govern: Govern, presented: string): Promise<KeyHolder | undefined> {
  const [, tenant = '', id = '', secret = ''] = presented.split('.');
  if (!presented.startsWith('qk_') || !isUuid(tenant) || !isUuid(id) || secret.length !== 43) return undefined;
  const now = govern.clock.now();
  const key = await govern.recognition.key(tenant, id);
  if (!key || !govern.secrets.equal(govern.secrets.hashOf(secret), key.secretHash)) return undefined;
  if (key.revokedAt !== undefined || key.ownerDisabled || (key.expiresAt !== undefined && key.expiresAt <= now)) return undefined;
  if (key.lastUsedAt === undefined || now - key.lastUsedAt > minutes(1))
    await govern.transactions.withTenant(tenant, systemActor('key'), (tx) => govern.keys.noteUse(tx, id));
  const owned = scopesOf(key.ownerRoles);
  return { tenant, key: id, user: key.userId, roles: key.ownerRoles, scopes: key.scopes.filter((scope) => owned.includes(scope)) };
}
