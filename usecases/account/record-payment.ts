import { createHash } from 'node:crypto';
import { type PaymentFiling, paymentOf } from '#domain/claim/filing.ts';
import { canonicalJson } from '#domain/evidence/canonical.ts';
import { type Day, dayOf } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { type AssessPorts, assessCase, lockedCase, mustAllow } from '../assess/assess-case.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { subjectsOf } from '../seal/subjects.ts';

/**
 * Records money that came in, seals the record and assesses the case anew. A payment must be positive, in the claim's
 * currency, and not of tomorrow; more than is owed is recorded as it is (the position shows the surplus), never cut.
 */
export async function recordPayment(
  ports: AssessPorts & { readonly audit: AuditTrail },
  tx: TenantTx,
  caseId: string,
  payment: PaymentFiling,
  today: Day,
): Promise<void> {
  const found = await lockedCase(ports.cases, tx, caseId);
  mustAllow(found, 'record-payment');
  const read = paymentOf(payment, found.filing.currency, 'payment');
  if (read.amount.minor <= 0n)
    throw new DomainError('account.not_positive', `expected a payment above 0, got ${payment.amount}`, { amount: payment.amount });
  if (dayOf(payment.paidOn) > today)
    throw new DomainError('account.in_the_future', `expected a payment that has been made, got the day ${payment.paidOn}`, {
      paidOn: payment.paidOn,
    });
  if (payment.towards !== undefined && !found.filing.items.some((item) => item.number === payment.towards)) {
    throw new DomainError('account.unknown_item', `expected the number of an item of this claim, got "${payment.towards}"`, {
      towards: payment.towards,
    });
  }
  const id = ports.clock.newId();
  const now = ports.clock.now();
  await ports.cases.addPayment(tx, { id, caseId, payment, amountMinor: read.amount.minor, at: now });
  const content = canonicalJson({ payment: id, case: caseId, ...payment });
  const [record] = await ports.sealing.seal(tx, [
    {
      tenant: tx.tenant,
      caseId,
      subjects: subjectsOf(tx.tenant, found.filing),
      kind: 'payment',
      contentSha256: createHash('sha256').update(content).digest('hex'),
      size: Buffer.byteLength(content),
      mediaType: 'application/json',
      name: 'payment.json',
      content: Buffer.from(content),
      context: { by: tx.actor.id, how: 'recorded by a person' },
    },
  ]);
  await ports.cases.addTimeline(tx, [
    {
      id: ports.clock.newId(),
      caseId,
      at: now,
      kind: 'payment',
      text: {
        zh: `已登记回款 ${found.filing.currency} ${payment.amount}（${payment.paidOn}）。`,
        en: `Payment of ${found.filing.currency} ${payment.amount} on ${payment.paidOn} recorded.`,
      },
      actor: tx.actor.id,
      link: { kind: 'payment', id },
      ...(record ? { recordId: record.recordId } : {}),
    },
  ]);
  await ports.audit.record(tx, {
    action: 'payment.recorded',
    subject: { kind: 'case', id: caseId },
    after: { payment: id, amount: payment.amount, currency: found.filing.currency, paidOn: payment.paidOn },
  });
  await assessCase(ports, tx, found, today);
}
