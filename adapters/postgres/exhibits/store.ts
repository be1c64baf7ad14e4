import { type Selectable, sql } from 'kysely';
import type { Exhibit, ExhibitKind, ExhibitStore, PaperFiling, ReportPaperStore } from '#usecases/ports/exhibits.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { present } from '../cases/row.ts';
import type { CaseTables } from '../cases/tables.ts';
import { clientOf, sqlOf } from '../transaction.ts';

const of = (tx: TenantTx) => sqlOf<CaseTables>(tx);

export const exhibitStore: ExhibitStore = {
  async add(tx, exhibit) {
    await of(tx)
      .insertInto('exhibits')
      .values({
        tenant: tx.tenant,
        id: exhibit.id,
        case_id: exhibit.caseId ?? null,
        name: exhibit.name,
        media_type: exhibit.mediaType,
        bytes: BigInt(exhibit.bytes),
        sha256: exhibit.sha256,
        kind: exhibit.kind,
        purpose: exhibit.purpose ?? null,
        added_at: new Date(exhibit.addedAt),
        added_by: exhibit.addedBy,
        record_id: exhibit.recordId ?? null,
        reading: exhibit.reading ? JSON.stringify(exhibit.reading) : null,
      })
      .execute();
  },

  async get(tx, exhibitId) {
    const row = await of(tx).selectFrom('exhibits').selectAll().where('tenant', '=', tx.tenant).where('id', '=', exhibitId).executeTakeFirst();
    return row && exhibitOf(row);
  },

  async waiting(tx, exhibitIds) {
    if (exhibitIds.length === 0) return [];
    const rows = await of(tx)
      .selectFrom('exhibits')
      .selectAll()
      .where('tenant', '=', tx.tenant)
      .where('id', '=', sql<string>`any(${[...exhibitIds]}::uuid[])`)
      .where('case_id', 'is', null)
      .orderBy('added_at')
      .execute();
    return rows.map(exhibitOf);
  },

  async ofCase(tx, caseId) {
    const rows = await of(tx)
      .selectFrom('exhibits')
      .selectAll()
      .where('tenant', '=', tx.tenant)
      .where('case_id', '=', caseId)
      .orderBy('added_at')
      .orderBy('id')
      .execute();
    return rows.map(exhibitOf);
  },

  async take(tx, exhibitIds, caseId) {
    if (exhibitIds.length === 0) return [];
    const rows = await of(tx)
      .updateTable('exhibits')
      .set({ case_id: caseId })
      .where('tenant', '=', tx.tenant)
      .where('id', '=', sql<string>`any(${[...exhibitIds]}::uuid[])`)
      .where('case_id', 'is', null)
      .returningAll()
      .execute();
    return rows.map(exhibitOf);
  },

  async setReading(tx, exhibitId, reading) {
    await of(tx)
      .updateTable('exhibits')
      .set({ reading: JSON.stringify(reading) })
      .where('tenant', '=', tx.tenant)
      .where('id', '=', exhibitId)
      .execute();
  },

  async setFacts(tx, exhibitId, facts, by, at) {
    await of(tx)
      .updateTable('exhibits')
      .set({ facts: facts ? JSON.stringify(facts) : null, facts_by: facts ? by : null, facts_at: facts ? new Date(at) : null })
      .where('tenant', '=', tx.tenant)
      .where('id', '=', exhibitId)
      .execute();
  },

  async elsewhere(tx, sha256, exceptCase) {
    if (sha256.length === 0) return [];
    const { rows } = await clientOf(tx).query<{ sha256: string; caseNumber: string }>(
      `select h.sha256, f.number as "caseNumber" from unnest($2::text[]) h (sha256) cross join lateral (
         select distinct c.number from exhibits e join cases c on c.tenant = e.tenant and c.id = e.case_id
         where e.tenant = $1 and e.sha256 = h.sha256 and ($3::uuid is null or e.case_id <> $3)
           and (c.close_code is null or c.close_code not in ('merged', 'withdrawn'))
         order by c.number limit 50) f`,
      [tx.tenant, [...new Set(sha256)], exceptCase ?? null],
    );
    return rows;
  },

  async setRecord(tx, exhibitId, recordId) {
    await of(tx).updateTable('exhibits').set({ record_id: recordId }).where('tenant', '=', tx.tenant).where('id', '=', exhibitId).execute();
  },
};

export const reportPaperStore: ReportPaperStore = {
  async get(tx, assessmentId, locale) {
    const row = await of(tx)
      .selectFrom('report_papers')
      .selectAll()
      .where('tenant', '=', tx.tenant)
      .where('assessment_id', '=', assessmentId)
      .where('locale', '=', locale)
      .executeTakeFirst();
    return (
      row && {
        assessmentId,
        locale,
        sha256: row.sha256,
        bytes: Number(row.bytes),
        madeAt: row.made_at.getTime(),
        ...present({ recordId: row.record_id }),
      }
    );
  },

  async add(tx, paper) {
    await of(tx)
      .insertInto('report_papers')
      .values({
        tenant: tx.tenant,
        assessment_id: paper.assessmentId,
        locale: paper.locale,
        sha256: paper.sha256,
        bytes: BigInt(paper.bytes),
        record_id: paper.recordId ?? null,
        made_at: new Date(paper.madeAt),
      })
      .onConflict((conflict) => conflict.columns(['tenant', 'assessment_id', 'locale']).doNothing())
      .execute();
  },
};

function exhibitOf(row: Selectable<CaseTables['exhibits']>): Exhibit {
  return {
    id: row.id,
    name: row.name,
    mediaType: row.media_type,
    bytes: Number(row.bytes),
    sha256: row.sha256,
    kind: row.kind as ExhibitKind,
    addedAt: row.added_at.getTime(),
    addedBy: row.added_by,
    ...present({
      caseId: row.case_id,
      purpose: row.purpose,
      recordId: row.record_id,
      reading: row.reading,
      facts: row.facts as unknown as PaperFiling | null,
      factsBy: row.facts_by,
      factsAt: row.facts_at?.getTime(),
    }),
  };
}
