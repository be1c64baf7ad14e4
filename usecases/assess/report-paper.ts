import type { Assessment } from '#domain/assessment/assessment.ts';
import type { Claim } from '#domain/claim/claim.ts';
import type { Day } from '#domain/kernel/day.ts';
import { dayOf } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { readKept } from '#domain/kernel/kept.ts';
import type { Locale } from '#domain/kernel/text.ts';
import type { Position } from '#domain/law/position.ts';
import type { CaseReader, StoredAssessment } from '../ports/cases.ts';
import type { Clock } from '../ports/clock.ts';
import type { Documents } from '../ports/documents.ts';
import type { ReportPaperStore } from '../ports/exhibits.ts';
import type { SealedObjects } from '../ports/objects.ts';
import type { Sealing } from '../ports/sealing.ts';
import type { Actor, TenantTx, Transactions } from '../ports/transactions.ts';
import { subjectsOf } from '../seal/subjects.ts';

export type ReportPorts = {
  readonly transactions: Transactions;
  readonly cases: CaseReader;
  readonly reportPapers: ReportPaperStore;
  readonly documents: Documents;
  readonly sealing: Sealing;
  readonly objects: SealedObjects;
  readonly clock: Clock;
  readonly publicUrl: () => string;
};

export async function foundAssessment(cases: CaseReader, tx: TenantTx, assessmentId: string): Promise<StoredAssessment> {
  const found = await cases.assessment(tx, assessmentId);
  if (!found) throw new DomainError('cases.assessment_not_found', `There is no assessment ${assessmentId} here.`, { assessmentId });
  if (found.body === '') throw new DomainError('evidence.erased', `The assessment report ${assessmentId} was erased.`, { assessmentId });
  return found;
}

type Asked = { readonly tenant: string; readonly actor: Actor; readonly assessmentId: string; readonly locale: Locale };

/**
 * The report as paper. Printed from the kept figures, never computed anew, so the same report prints the same paper; its
 * first printing in a language is sealed. Throws `cases.report_without_position` where the law gave no position.
 */
export async function reportPdf(ports: ReportPorts, asked: Asked): Promise<{ readonly bytes: Uint8Array; readonly fileName: string }> {
  const { stored, found, sealed } = await ports.transactions.withTenant(asked.tenant, asked.actor, async (tx) => {
    const stored = await foundAssessment(ports.cases, tx, asked.assessmentId);
    const found = await ports.cases.get(tx, stored.caseId);
    return { stored, found, sealed: await ports.reportPapers.get(tx, stored.id, asked.locale) };
  });
  const number = found?.number ?? '';
  const bytes = await ports.documents.render('report', paperOf(ports, stored, number), asked.locale);
  if (!sealed) await sealPaper(ports, asked, stored, bytes, found ? subjectsOf(asked.tenant, found.filing) : []);
  return { bytes, fileName: `quittance-${number}-v${stored.version}-${asked.locale}.pdf` };
}

function paperOf(ports: ReportPorts, stored: StoredAssessment, number: string) {
  const kept = readKept(stored.body) as { readonly claim: Claim; readonly asOf: Day; readonly position?: Position; readonly assessment?: Assessment };
  if (!kept.position || !kept.assessment) {
    throw new DomainError(
      'cases.report_without_position',
      'The law of this jurisdiction is not loaded, so the report has no figures to print; see the assessment as data.',
      { assessmentId: stored.id },
    );
  }
  return {
    issue: {
      writtenOn: dayOf(stored.asOf),
      reference: `${number}/${stored.version}`,
      code: paperCode(stored.sha256),
      verifyAt: `${ports.publicUrl()}/verify`,
    },
    claim: kept.claim,
    position: kept.position,
    assessment: kept.assessment,
  };
}

/** The short code on a paper: the first 12 hex digits of the sealed hash, in groups that can be read out. */
export const paperCode = (sha256: string): string => (sha256.slice(0, 12).toUpperCase().match(/.{4}/g) ?? []).join('-');

async function sealPaper(ports: ReportPorts, asked: Asked, stored: StoredAssessment, bytes: Uint8Array, subjects: readonly string[]): Promise<void> {
  const { marks, object } = await ports.objects.put([bytes]);
  await ports.transactions.withTenant(asked.tenant, asked.actor, async (tx) => {
    if (await ports.reportPapers.get(tx, stored.id, asked.locale)) return;
    const [record] = await ports.sealing.seal(tx, [
      {
        tenant: asked.tenant,
        caseId: stored.caseId,
        subjects,
        kind: 'report',
        contentSha256: marks.sha256,
        size: marks.size,
        mediaType: 'application/pdf',
        name: `report.${asked.locale}.pdf`,
        context: { by: asked.actor.id, how: 'printed', assessment: stored.id },
        object,
        ...(stored.recordId ? { parents: [stored.recordId] } : {}),
      },
    ]);
    await ports.reportPapers.add(tx, {
      assessmentId: stored.id,
      locale: asked.locale,
      sha256: marks.sha256,
      bytes: marks.size,
      madeAt: ports.clock.now(),
      ...(record ? { recordId: record.recordId } : {}),
    });
  });
}
