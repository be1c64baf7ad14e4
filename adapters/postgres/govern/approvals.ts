import { type Selectable, sql } from 'kysely';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { Approval, Approvals } from '#usecases/ports/approvals.ts';
import type { ApprovalsTable } from '../tables.ts';
import { sqlOf } from '../transaction.ts';

export const postgresApprovals: Approvals = {
  async add(tx, approval) {
    await sqlOf(tx)
      .insertInto('approvals')
      .values({
        tenant: tx.tenant,
        id: approval.id,
        kind: approval.kind,
        subject_kind: approval.subject.kind,
        subject_id: approval.subject.id,
        content_digest: approval.contentDigest,
        summary: JSON.stringify(approval.summary),
        maker_kind: tx.actor.kind,
        maker_id: tx.actor.id,
        maker_user: approval.maker,
        expires_at: new Date(approval.expiresAt),
      })
      .execute();
  },
  async lock(tx, id) {
    const row = await sqlOf(tx)
      .selectFrom('approvals')
      .selectAll()
      .where('tenant', '=', tx.tenant)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    return row && read(row);
  },
  async list(tx, state) {
    const rows = await sqlOf(tx)
      .selectFrom('approvals')
      .selectAll()
      .where('tenant', '=', tx.tenant)
      .where('state', '=', state)
      .orderBy('requested_at')
      .limit(500)
      .execute();
    return rows.map(read);
  },
  async decide(tx, id, decision) {
    await sqlOf(tx)
      .updateTable('approvals')
      .set({
        state: decision.state,
        ...(decision.rule && { rule: decision.rule }),
        ...(decision.decidedBy && { decided_by: decision.decidedBy, decided_at: sql<Date>`now()` }),
        ...(decision.reason && { reason: decision.reason }),
      })
      .where('tenant', '=', tx.tenant)
      .where('id', '=', id)
      .execute();
  },
};

const read = (row: Selectable<ApprovalsTable>): Approval => ({
  id: row.id,
  kind: row.kind,
  subject: { kind: row.subject_kind, id: row.subject_id },
  contentDigest: row.content_digest,
  summary: row.summary as Bilingual,
  maker: row.maker_user,
  requestedAt: row.requested_at.getTime(),
  expiresAt: row.expires_at.getTime(),
  state: row.state,
  ...(row.rule && { rule: row.rule }),
  ...(row.decided_by && { decidedBy: row.decided_by }),
  ...(row.decided_at && { decidedAt: row.decided_at.getTime() }),
  ...(row.reason && { reason: row.reason }),
});
