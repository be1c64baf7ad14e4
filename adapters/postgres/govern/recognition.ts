import { isScope, type Role } from '#usecases/govern/roles.ts';
import type { Locale, Recognition } from '#usecases/ports/people.ts';
import type { Database } from '../database.ts';

/** Each in one statement, hence one round trip; a transaction of several would cost every request three. */
export const postgresRecognition = ({ statement }: Pick<Database, 'statement'>): Recognition => ({
  async session(tenant, id) {
    const [row] = await statement<SessionRow>('recognised-session', 'select * from recognised_session($1, $2)', [tenant, id]);
    if (!row) return undefined;
    return {
      id: row.id,
      userId: row.user_id,
      secretHash: row.token_hash,
      rotatedAt: row.rotated_at.getTime(),
      expiresAt: row.expires_at.getTime(),
      name: row.name,
      email: row.email,
      locale: row.locale,
      organisation: row.organisation,
      roles: row.roles,
      disabled: row.disabled_at !== null,
      ...(row.previous_token_hash !== null && { previousSecretHash: row.previous_token_hash }),
    };
  },

  async key(tenant, id) {
    const [row] = await statement<KeyRow>('recognised-key', 'select * from recognised_key($1, $2)', [tenant, id]);
    if (!row) return undefined;
    return {
      id: row.id,
      userId: row.user_id,
      secretHash: row.secret_hash,
      scopes: row.scopes.filter(isScope),
      ownerRoles: row.owner_roles,
      ownerDisabled: row.owner_disabled,
      ...(row.expires_at && { expiresAt: row.expires_at.getTime() }),
      ...(row.last_used_at && { lastUsedAt: row.last_used_at.getTime() }),
      ...(row.revoked_at && { revokedAt: row.revoked_at.getTime() }),
    };
  },
});

type SessionRow = {
  readonly id: string;
  readonly user_id: string;
  readonly token_hash: Buffer;
  readonly previous_token_hash: Buffer | null;
  readonly rotated_at: Date;
  readonly expires_at: Date;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly disabled_at: Date | null;
  readonly organisation: string;
  readonly roles: Role[];
};

type KeyRow = {
  readonly id: string;
  readonly user_id: string;
  readonly secret_hash: Buffer;
  readonly scopes: string[];
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
  readonly owner_roles: Role[];
  readonly owner_disabled: boolean;
};
