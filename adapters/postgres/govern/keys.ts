import { type Selectable, sql } from 'kysely';
import { isScope } from '#usecases/govern/roles.ts';
import type { ApiKey, ApiKeys } from '#usecases/ports/people.ts';
import type { ApiKeysTable } from '../tables.ts';
import { sqlOf } from '../transaction.ts';

export const postgresKeys: ApiKeys = {
  async add(tx, key) {
    await sqlOf(tx)
      .insertInto('api_keys')
      .values({
        tenant: tx.tenant,
        id: key.id,
        user_id: key.userId,
        name: key.name,
        prefix: key.prefix,
        secret_hash: key.secretHash,
        scopes: [...key.scopes],
        ...(key.expiresAt !== undefined && { expires_at: new Date(key.expiresAt) }),
      })
      .execute();
  },
  async list(tx) {
    const rows = await sqlOf(tx).selectFrom('api_keys').selectAll().where('tenant', '=', tx.tenant).orderBy('id', 'desc').execute();
    return rows.map(apiKey);
  },
  async revoke(tx, id) {
    const { numUpdatedRows } = await sqlOf(tx)
      .updateTable('api_keys')
      .set({ revoked_at: sql<Date>`now()` })
      .where('tenant', '=', tx.tenant)
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },
  async noteUse(tx, id) {
    await sqlOf(tx).updateTable('api_keys').set({ last_used_at: sql<Date>`now()` }).where('tenant', '=', tx.tenant).where('id', '=', id).execute();
  },
};

const apiKey = (row: Selectable<ApiKeysTable>): ApiKey => ({
  id: row.id,
  userId: row.user_id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes.filter(isScope),
  createdAt: row.created_at.getTime(),
  ...(row.expires_at && { expiresAt: row.expires_at.getTime() }),
  ...(row.last_used_at && { lastUsedAt: row.last_used_at.getTime() }),
  ...(row.revoked_at && { revokedAt: row.revoked_at.getTime() }),
});
