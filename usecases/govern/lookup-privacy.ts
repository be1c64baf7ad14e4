import { isoDay } from '#domain/kernel/day.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { Finding, Lookup, LookupStore, Question } from '../ports/connectors.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { subjectHash } from '../verify/ask-source.ts';

export type PrivacyPorts = { readonly lookups: LookupStore; readonly audit: AuditTrail; readonly clock: Clock };

/** What a person may see of itself (PIPL 45, GDPR 15): every look-up with its reason, and what was answered while it is kept. */
export type SubjectExport = readonly (Lookup & { readonly question?: Question; readonly findings?: readonly Finding[] })[];

type Subject = Pick<Question, 'name' | 'identifiers'>;

export async function exportSubject({ lookups, audit }: PrivacyPorts, tx: TenantTx, subject: Subject): Promise<SubjectExport> {
  const found = await lookups.ofSubject(tx, subjectHash(tx.tenant, subject));
  const told = [];
  for (const lookup of found) {
    const kept = lookup.answerId ? await lookups.answer(tx, lookup.answerId) : undefined;
    told.push({ ...lookup, ...(kept ? { question: kept.question, ...(kept.value ? { findings: kept.value } : {}) } : {}) });
  }
  await audit.record(tx, { action: 'lookup.exported', subject: { kind: 'tenant', id: tx.tenant }, after: { lookups: told.length } });
  return told;
}

/** Removes what was asked and answered about a subject (PIPL 47, GDPR 17); that it was asked, and why, stays on record. */
export async function eraseSubject({ lookups, audit, clock }: PrivacyPorts, tx: TenantTx, subject: Subject): Promise<number> {
  const found = await lookups.ofSubject(tx, subjectHash(tx.tenant, subject));
  const erased = await lookups.erase(
    tx,
    found.map(({ id }) => id),
    clock.now(),
  );
  await audit.record(tx, { action: 'lookup.erased', subject: { kind: 'tenant', id: tx.tenant }, after: { lookups: erased } });
  return erased;
}

/** Removes answers whose retention has ended; run daily for every tenant. */
export async function forgetDueAnswers({ lookups, clock }: Pick<PrivacyPorts, 'lookups' | 'clock'>, tx: TenantTx, timeZone: string): Promise<number> {
  const due = await lookups.due(tx, isoDay(clock.today(timeZone)));
  return lookups.erase(tx, due, clock.now());
}
