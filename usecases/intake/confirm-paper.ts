import { isDay } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { lockedCase, mustAllow } from '../assess/assess-case.ts';
import { moneyIn } from '../assess/papers.ts';
import type { ReadContent } from '../assess/reread-exhibits.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { CaseReader, CaseWriter } from '../ports/cases.ts';
import type { Clock } from '../ports/clock.ts';
import type { Exhibit, ExhibitStore, PaperFiling } from '../ports/exhibits.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { type PaperFormats, readClaimDraft } from './read-claim-draft.ts';

export type ConfirmPaperPorts = {
  readonly exhibits: ExhibitStore;
  readonly cases: CaseReader & CaseWriter;
  readonly audit: AuditTrail;
  readonly clock: Clock;
};

/**
 * A person's word on what a paper says; undefined takes it back. Throws `intake.bad_fact` naming the field that cannot be
 * read. Answers the case, which is to be assessed again.
 */
export async function confirmPaper(
  ports: ConfirmPaperPorts,
  tx: TenantTx,
  exhibitId: string,
  facts: PaperFiling | undefined,
): Promise<{ readonly exhibit: Exhibit; readonly caseId: string }> {
  const exhibit = await ports.exhibits.get(tx, exhibitId);
  if (!exhibit?.caseId) throw new DomainError('evidence.exhibit_not_found', `There is no exhibit ${exhibitId} of a case here.`, { exhibitId });
  const found = await lockedCase(ports.cases, tx, exhibit.caseId);
  mustAllow(found, 'assess');
  if (facts) mustBeReadable(facts, found.filing.currency);
  const now = ports.clock.now();
  await ports.exhibits.setFacts(tx, exhibitId, facts, tx.actor.id, now);
  await ports.audit.record(tx, {
    action: facts ? 'exhibit.facts_confirmed' : 'exhibit.facts_withdrawn',
    subject: { kind: 'exhibit', id: exhibitId },
    after: facts ? { kind: facts.kind, fields: Object.keys(facts) } : {},
  });
  return { exhibit, caseId: found.id };
}

function mustBeReadable(facts: PaperFiling, currency: string): void {
  const bad = (field: string, expected: string): DomainError => new DomainError('intake.bad_fact', `${field}: expected ${expected}`, { field });
  for (const field of ['date', 'dueOn', 'validUntil'] as const) {
    const value = facts[field];
    if (value !== undefined && !isDay(value)) throw bad(field, `a day like 2026-11-01, got "${value.slice(0, 20)}"`);
  }
  const unit = facts.currency ?? currency;
  if (facts.total !== undefined && !moneyIn(facts.total, unit))
    throw bad('total', `an amount in ${unit} like 1200.50, got "${facts.total.slice(0, 30)}"`);
  for (const { amount } of facts.quantities ?? [])
    if (!/^-?\d{1,15}(\.\d{1,9})?$/.test(amount)) throw bad('quantities', `a quantity like 12.5, got "${amount.slice(0, 30)}"`);
}

/** Structured papers are small; what is larger is not read when it is attached. */
const largestRead = 4 * 1024 * 1024;

/** Reads an attached paper where it is a structured one: an e-invoice, a despatch or receipt advice. Nothing is asked and nothing refused. */
export async function readAttached(
  ports: { readonly exhibits: ExhibitStore; readonly readContent: ReadContent; readonly papers: PaperFormats },
  tx: TenantTx,
  exhibit: Exhibit,
): Promise<void> {
  if (exhibit.reading || !exhibit.recordId || exhibit.bytes > largestRead || !/\.(xml|pdf|ofd)$/i.test(exhibit.name)) return;
  const parts: Uint8Array[] = [];
  for await (const part of await ports.readContent(tx, exhibit.recordId)) parts.push(part);
  const bytes = Buffer.concat(parts);
  const facts = ports.papers.facts?.(bytes);
  if (facts) return ports.exhibits.setReading(tx, exhibit.id, { facts });
  const draft = await readClaimDraft(bytes, exhibit.name, ports.papers);
  if (!isRefusal(draft)) await ports.exhibits.setReading(tx, exhibit.id, draft as unknown as Record<string, unknown>);
}
