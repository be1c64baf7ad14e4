import type { Selectable } from 'kysely';
import type { ClaimFiling } from '#domain/claim/filing.ts';
import type { CloseCode, Overlay, Stage } from '#domain/claim/stage.ts';
import type { CaseFigures, CaseRecord, NewCase, NextAction, Urgency, Verdict } from '#usecases/ports/cases.ts';
import type { CasesTable } from './tables.ts';

// Between a case as the use cases know it and its row. What the row repeats for sorting comes from the figures alone.

const urgencies: readonly Urgency[] = ['pressing', 'due', 'open'];

export function figuresRow(figures: CaseFigures) {
  return {
    principal_minor: figures.principalMinor,
    paid_minor: figures.paidMinor,
    total_minor: figures.totalMinor ?? null,
    oldest_due_on: figures.oldestDueOn ?? null,
    limitation_on: figures.limitationOn ?? null,
    claim_verdict: figures.verdicts.claim ?? null,
    debtor_verdict: figures.verdicts.debtor ?? null,
    ability_verdict: figures.verdicts.ability ?? null,
    next_action: figures.next ? JSON.stringify(figures.next) : null,
    next_by: figures.next?.by ?? null,
    next_urgency: figures.next ? urgencies.indexOf(figures.next.urgency) : 2,
  };
}

export function newCaseRow(tenant: string, made: NewCase, number: string) {
  return {
    tenant,
    id: made.id,
    number,
    claim_id: made.claimId,
    filing: made.filing,
    duplicate_key: made.duplicateKey,
    debtor_key: made.debtorKey,
    stage: made.stage,
    overlays: made.overlays,
    demo: made.demo,
    source: made.source,
    creditor: made.filing.creditor.name,
    debtor: made.filing.debtor.name,
    debtor_country: made.filing.debtor.address?.country ?? null,
    currency: made.filing.currency,
    ...figuresRow(made),
    next_action: made.next ?? null,
    assessment_id: made.assessmentId ?? null,
    filed_at: new Date(made.filedAt).toISOString(),
    updated_at: new Date(made.updatedAt).toISOString(),
  };
}

export function caseOf(row: Selectable<CasesTable>): CaseRecord {
  return {
    id: row.id,
    number: row.number,
    claimId: row.claim_id,
    filing: row.filing as unknown as ClaimFiling,
    duplicateKey: row.duplicate_key,
    debtorKey: row.debtor_key,
    stage: row.stage as Stage,
    overlays: row.overlays as Overlay[],
    demo: row.demo,
    source: row.source,
    principalMinor: row.principal_minor,
    paidMinor: row.paid_minor,
    verdicts: present({
      claim: row.claim_verdict as Verdict | null,
      debtor: row.debtor_verdict as Verdict | null,
      ability: row.ability_verdict as Verdict | null,
    }),
    filedAt: row.filed_at.getTime(),
    updatedAt: row.updated_at.getTime(),
    ...present({
      closeCode: row.close_code as CloseCode | null,
      closeReason: row.close_reason,
      totalMinor: row.total_minor,
      oldestDueOn: row.oldest_due_on,
      limitationOn: row.limitation_on,
      next: row.next_action as NextAction | null,
      assessmentId: row.assessment_id,
    }),
  };
}

/** SQL's null is absence here. */
export function present<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
