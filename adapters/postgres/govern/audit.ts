import type { AuditRecord, AuditTrail } from '#usecases/ports/audit.ts';
import type { Clock } from '#usecases/ports/clock.ts';
import { sqlOf } from '../transaction.ts';

const json = (value: object | undefined): string | null => (value === undefined ? null : JSON.stringify(value, bigintsAsText));
const bigintsAsText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

export function postgresAudit(clock: Pick<Clock, 'newId'>): AuditTrail {
  return {
    async record(tx, entry) {
      await sqlOf(tx)
        .insertInto('audit_trail')
        .values({
          tenant: tx.tenant,
          id: clock.newId(),
          actor_kind: tx.actor.kind,
          actor_id: tx.actor.id,
          action: entry.action,
          subject_kind: entry.subject.kind,
          subject_id: entry.subject.id,
          before: json(entry.before),
          after: json(entry.after),
          rule_version: entry.ruleVersion ?? null,
        })
        .execute();
    },
    async list(tx, query) {
      let wanted = sqlOf(tx).selectFrom('audit_trail').selectAll().where('tenant', '=', tx.tenant);
      if (query.subject) wanted = wanted.where('subject_kind', '=', query.subject.kind).where('subject_id', '=', query.subject.id);
      if (query.action) wanted = wanted.where('action', '=', query.action);
      // Ids are time-ordered (UUID 7), so they page.
      if (query.cursor) wanted = wanted.where('id', '<', query.cursor);
      const rows = await wanted
        .orderBy('id', 'desc')
        .limit(query.limit + 1)
        .execute();
      const items = rows.slice(0, query.limit).map(
        (row): AuditRecord => ({
          id: row.id,
          at: row.at.getTime(),
          actor: { kind: row.actor_kind, id: row.actor_id },
          action: row.action,
          subject: { kind: row.subject_kind, id: row.subject_id },
          ...(row.before && { before: row.before }),
          ...(row.after && { after: row.after }),
          ...(row.rule_version && { ruleVersion: row.rule_version }),
        }),
      );
      const last = items.at(-1);
      return rows.length > query.limit && last ? { items, next: last.id } : { items };
    },
  };
}
