import { sql } from 'kysely';
import type { OneTimeToken, OneTimeTokens, Passkey, Passkeys, Sessions } from '#usecases/ports/people.ts';
import { sqlOf } from '../transaction.ts';

export const postgresSessions: Sessions = {
  async add(tx, session) {
    await sqlOf(tx)
      .insertInto('sessions')
      .values({
        tenant: tx.tenant,
        id: session.id,
        user_id: session.userId,
        token_hash: session.secretHash,
        expires_at: new Date(session.expiresAt),
        method: session.method,
      })
      .execute();
  },
  async rotate(tx, id, from, to, at) {
    const { numUpdatedRows } = await sqlOf(tx)
      .updateTable('sessions')
      .set({ token_hash: to, previous_token_hash: from, rotated_at: new Date(at) })
      .where('tenant', '=', tx.tenant)
      .where('id', '=', id)
      .where('token_hash', '=', Buffer.from(from))
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },
  async remove(tx, id) {
    await sqlOf(tx).deleteFrom('sessions').where('tenant', '=', tx.tenant).where('id', '=', id).execute();
  },
  async removeOthers(tx, userId, keep) {
    let others = sqlOf(tx).deleteFrom('sessions').where('tenant', '=', tx.tenant).where('user_id', '=', userId);
    if (keep !== undefined) others = others.where('id', '<>', keep);
    await others.execute();
  },
};

export const postgresTokens: OneTimeTokens = {
  async put(tx, hash, token) {
    await sqlOf(tx)
      .insertInto('one_time_tokens')
      .values({
        token_hash: hash,
        purpose: token.purpose,
        tenant: token.tenant ?? null,
        user_id: token.userId ?? null,
        data: JSON.stringify(token.data),
        expires_at: new Date(token.expiresAt),
      })
      .execute();
  },
  async take(tx, hash, purposes, now) {
    const row = await sqlOf(tx)
      .updateTable('one_time_tokens')
      .set({ used_at: new Date(now) })
      .where('token_hash', '=', Buffer.from(hash))
      .where('purpose', 'in', [...purposes])
      .where('used_at', 'is', null)
      .where('expires_at', '>', new Date(now))
      .returning(['purpose', 'tenant', 'user_id', 'data'])
      .executeTakeFirst();
    return row && token(row);
  },
  async peek(tx, hash, purposes, now) {
    const row = await sqlOf(tx)
      .selectFrom('one_time_tokens')
      .select(['purpose', 'tenant', 'user_id', 'data'])
      .where('token_hash', '=', Buffer.from(hash))
      .where('purpose', 'in', [...purposes])
      .where('used_at', 'is', null)
      .where('expires_at', '>', new Date(now))
      .executeTakeFirst();
    return row && token(row);
  },
  async cancel(tx, purpose) {
    await sqlOf(tx).deleteFrom('one_time_tokens').where('purpose', '=', purpose).where('used_at', 'is', null).execute();
  },
  async sweep(tx, now) {
    await sqlOf(tx).deleteFrom('one_time_tokens').where('expires_at', '<', new Date(now)).execute();
  },
};

const token = (row: {
  purpose: OneTimeToken['purpose'];
  tenant: string | null;
  user_id: string | null;
  data: Record<string, unknown>;
}): OneTimeToken => ({
  purpose: row.purpose,
  data: row.data,
  ...(row.tenant && { tenant: row.tenant }),
  ...(row.user_id && { userId: row.user_id }),
});

export const postgresPasskeys: Passkeys = {
  async add(tx, userId, key) {
    await sqlOf(tx)
      .insertInto('passkeys')
      .values({
        tenant: tx.tenant,
        user_id: userId,
        credential_id: key.credentialId,
        public_key: key.publicKey,
        counter: key.counter,
        transports: [...key.transports],
        label: key.label,
      })
      .execute();
  },
  async of(tx, userId) {
    const rows = await sqlOf(tx)
      .selectFrom('passkeys')
      .selectAll()
      .where('tenant', '=', tx.tenant)
      .where('user_id', '=', userId)
      .orderBy('created_at')
      .execute();
    return rows.map(passkey);
  },
  async remove(tx, userId, credentialId) {
    const { numDeletedRows } = await sqlOf(tx)
      .deleteFrom('passkeys')
      .where('tenant', '=', tx.tenant)
      .where('user_id', '=', userId)
      .where('credential_id', '=', credentialId)
      .executeTakeFirst();
    return numDeletedRows === 1n;
  },
  async find(tx, credentialId) {
    const row = await sqlOf(tx).selectFrom('passkeys').selectAll().where('credential_id', '=', credentialId).executeTakeFirst();
    return row && { ...passkey(row), tenant: row.tenant, userId: row.user_id };
  },
  async noteUse(tx, credentialId, counter) {
    await sqlOf(tx).updateTable('passkeys').set({ counter, last_used_at: sql<Date>`now()` }).where('credential_id', '=', credentialId).execute();
  },
};

type PasskeyRow = {
  credential_id: string;
  public_key: Buffer;
  counter: bigint;
  transports: string[];
  label: string;
  created_at: Date;
  last_used_at: Date | null;
};

const passkey = (row: PasskeyRow): Passkey => ({
  credentialId: row.credential_id,
  publicKey: row.public_key,
  counter: Number(row.counter),
  transports: row.transports,
  label: row.label,
  createdAt: row.created_at.getTime(),
  ...(row.last_used_at && { lastUsedAt: row.last_used_at.getTime() }),
});
