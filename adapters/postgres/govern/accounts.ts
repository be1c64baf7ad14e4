import { sql } from 'kysely';
import type { Account, Accounts, Member, Members } from '#usecases/ports/people.ts';
import { locks } from '../locks.ts';
import { sqlOf } from '../transaction.ts';

export const postgresAccounts: Accounts = {
  async anyone(tx) {
    // Two first runs at once wait for each other here.
    await sql`select pg_advisory_xact_lock(${locks.accounts})`.execute(sqlOf(tx));
    return (await sqlOf(tx).selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;
  },
  byEmail: (tx, email) => account(tx, 'email', email),
  byId: (tx, id) => account(tx, 'id', id),
  async add(tx, user) {
    await sqlOf(tx)
      .insertInto('users')
      .values({
        id: user.id,
        email: user.email,
        name: user.name,
        locale: user.locale,
        time_zone: user.timeZone,
        password_hash: user.passwordHash ?? null,
      })
      .execute();
  },
  async addTenant(tx, tenant) {
    await sqlOf(tx)
      .insertInto('tenants')
      .values({ id: tenant.id, name: tenant.name, kind: tenant.kind, locale: tenant.locale, time_zone: tenant.timeZone })
      .execute();
  },
  async addMembership(tx, tenant, userId, roles) {
    await sqlOf(tx)
      .insertInto('memberships')
      .values({ tenant, user_id: userId, roles: [...roles] })
      .onConflict((conflict) => conflict.columns(['tenant', 'user_id']).doUpdateSet({ roles: [...roles] }))
      .execute();
  },
  async memberships(tx, userId) {
    return sqlOf(tx)
      .selectFrom('memberships as m')
      .innerJoin('tenants as t', 't.id', 'm.tenant')
      .select(['m.tenant', 't.name as organisation', 'm.roles'])
      .where('m.user_id', '=', userId)
      .orderBy('m.created_at')
      .execute();
  },
  async firstAdmin(tx) {
    const row = await sqlOf(tx)
      .selectFrom('memberships as m')
      .innerJoin('tenants as t', 't.id', 'm.tenant')
      .innerJoin('users as u', 'u.id', 'm.user_id')
      .select(['m.tenant', 'm.user_id'])
      .where(sql<boolean>`'admin' = any(m.roles)`)
      .where('u.disabled_at', 'is', null)
      .orderBy('t.created_at')
      .orderBy('m.created_at')
      .limit(1)
      .executeTakeFirst();
    return row && { tenant: row.tenant, userId: row.user_id };
  },
  async setPassword(tx, userId, hash) {
    await sqlOf(tx).updateTable('users').set({ password_hash: hash, failed_attempts: 0, locked_until: null }).where('id', '=', userId).execute();
  },
  async noteAttempt(tx, userId, { failedAttempts, lockedUntil }) {
    await sqlOf(tx)
      .updateTable('users')
      .set({ failed_attempts: failedAttempts, locked_until: lockedUntil === undefined ? null : new Date(lockedUntil) })
      .where('id', '=', userId)
      .execute();
  },
};

async function account(tx: Parameters<typeof sqlOf>[0], column: 'id' | 'email', value: string): Promise<Account | undefined> {
  const row = await sqlOf(tx).selectFrom('users').selectAll().where(column, '=', value).forUpdate().executeTakeFirst();
  if (!row) return undefined;
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    locale: row.locale,
    timeZone: row.time_zone,
    failedAttempts: row.failed_attempts,
    disabled: row.disabled_at !== null,
    ...(row.password_hash !== null && { passwordHash: row.password_hash }),
    ...(row.locked_until !== null && { lockedUntil: row.locked_until.getTime() }),
  };
}

export const postgresMembers: Members = {
  async list(tx) {
    const rows = await memberRows(tx).orderBy('m.created_at').execute();
    return rows.map(member);
  },
  async get(tx, userId) {
    const row = await memberRows(tx).where('m.user_id', '=', userId).executeTakeFirst();
    return row && member(row);
  },
  async setRoles(tx, userId, roles) {
    await sqlOf(tx)
      .updateTable('memberships')
      .set({ roles: [...roles] })
      .where('tenant', '=', tx.tenant)
      .where('user_id', '=', userId)
      .execute();
  },
  async remove(tx, userId) {
    await sqlOf(tx).deleteFrom('memberships').where('tenant', '=', tx.tenant).where('user_id', '=', userId).execute();
  },
};

const memberRows = (tx: Parameters<Members['list']>[0]) =>
  sqlOf(tx)
    .selectFrom('memberships as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .select(['u.id', 'u.email', 'u.name', 'm.roles', 'm.created_at'])
    .where('m.tenant', '=', tx.tenant);

const member = (row: { id: string; email: string; name: string; roles: Member['roles']; created_at: Date }): Member => ({
  id: row.id,
  email: row.email,
  name: row.name,
  roles: row.roles,
  since: row.created_at.getTime(),
});
