import { DomainError } from '#domain/kernel/error.ts';
import type { Organisation, OrganisationStore } from '#usecases/ports/organisation.ts';
import { sqlOf } from '../transaction.ts';

type Kept = Partial<Omit<Organisation, 'organisation' | 'timeZone' | 'locale' | 'allowOwnApproval'>>;

/** Name, zone and language stand in the tenant's own columns, the rest in its settings under `profile`. */
export const organisationStore: OrganisationStore = {
  async get(tx) {
    const row = await sqlOf(tx)
      .selectFrom('tenants')
      .select(['name', 'locale', 'time_zone', 'settings'])
      .where('id', '=', tx.tenant)
      .executeTakeFirst();
    if (!row) throw new DomainError('internal.no_tenant', 'expected the tenant of this transaction to exist');
    const settings = row.settings as { profile?: Kept; loneApproval?: unknown };
    return {
      bankAccounts: [],
      creditSales: [],
      ...settings.profile,
      organisation: row.name,
      locale: row.locale,
      timeZone: row.time_zone,
      // Never asked: yes. It only ever lets a person approve who is the organisation's only one (usecases/govern/approvals.ts).
      allowOwnApproval: settings.loneApproval !== null,
    };
  },

  async put(tx, { organisation, timeZone, locale, allowOwnApproval, ...profile }) {
    const row = await sqlOf(tx).selectFrom('tenants').select('settings').where('id', '=', tx.tenant).forUpdate().executeTakeFirst();
    const before = (row?.settings ?? {}) as Record<string, unknown>;
    const loneApproval = allowOwnApproval ? (before.loneApproval ?? { by: tx.actor.id }) : null;
    await sqlOf(tx)
      .updateTable('tenants')
      .set({ name: organisation, time_zone: timeZone, locale, settings: JSON.stringify({ ...before, profile, loneApproval }) })
      .where('id', '=', tx.tenant)
      .execute();
  },
};
