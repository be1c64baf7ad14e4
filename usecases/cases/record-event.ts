import type { EventFiling } from '#domain/claim/filing.ts';
import { type Day, dayOf } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { type AssessPorts, assessCase, lockedCase, mustAllow } from '../assess/assess-case.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { TenantTx } from '../ports/transactions.ts';

const words: Record<EventFiling['kind'], Bilingual> = {
  'demand-sent': { zh: '已发出催款', en: 'Demand sent' },
  'demand-received': { zh: '催款已送达', en: 'Demand reached the debtor' },
  acknowledgment: { zh: '债务人确认债务', en: 'Debt acknowledged' },
  'partial-payment': { zh: '部分付款', en: 'Part payment' },
  promise: { zh: '债务人承诺还款', en: 'Promise to pay' },
  'suit-filed': { zh: '已起诉', en: 'Suit filed' },
  'arbitration-filed': { zh: '已申请仲裁', en: 'Arbitration filed' },
  'payment-order-filed': { zh: '已申请支付令', en: 'Payment order applied for' },
  'mediation-filed': { zh: '已申请调解', en: 'Mediation applied for' },
  judgment: { zh: '已判决', en: 'Judgment' },
  'insolvency-opened': { zh: '破产程序开始', en: 'Insolvency opened' },
  'dispute-raised': { zh: '债务人提出异议', en: 'Dispute raised' },
  'negotiation-started': { zh: '开始协商', en: 'Negotiation started' },
  'negotiation-ended': { zh: '协商结束', en: 'Negotiation ended' },
  'obstacle-started': { zh: '出现中止事由', en: 'Obstacle to suing began' },
  'obstacle-ended': { zh: '中止事由消除', en: 'Obstacle to suing ended' },
  'enforcement-filed': { zh: '已申请强制执行', en: 'Enforcement applied for' },
};

/** Events that a case must show at once: a dispute and an insolvency stop contact. */
const overlayOf: Partial<Record<EventFiling['kind'], 'disputed' | 'insolvent'>> = { 'dispute-raised': 'disputed', 'insolvency-opened': 'insolvent' };

/** Records what happened to the debt and reads the law again: an acknowledgment restarts limitation the same minute. */
export async function recordEvent(
  ports: AssessPorts & { readonly audit: AuditTrail },
  tx: TenantTx,
  caseId: string,
  event: EventFiling,
  today: Day,
): Promise<void> {
  const found = await lockedCase(ports.cases, tx, caseId);
  mustAllow(found, 'record-event');
  if (dayOf(event.on) > today)
    throw new DomainError('cases.event_in_the_future', `expected something that has happened, got the day ${event.on}`, { on: event.on });
  const id = ports.clock.newId();
  const now = ports.clock.now();
  await ports.cases.addEvent(tx, { id, caseId, event, at: now });
  const said = words[event.kind];
  await ports.cases.addTimeline(tx, [
    {
      id: ports.clock.newId(),
      caseId,
      at: now,
      kind: event.kind,
      text: { zh: `${said.zh}（${event.on}）。`, en: `${said.en}, ${event.on}.` },
      actor: tx.actor.id,
      link: { kind: 'event', id },
    },
  ]);
  await ports.audit.record(tx, {
    action: 'case.event_recorded',
    subject: { kind: 'case', id: caseId },
    after: { event: id, kind: event.kind, on: event.on },
  });
  const overlay = overlayOf[event.kind];
  const overlays = overlay && !found.overlays.includes(overlay) ? [...found.overlays, overlay] : found.overlays;
  if (overlays !== found.overlays) await ports.cases.change(tx, caseId, { overlays }, now);
  await assessCase(ports, tx, { ...found, overlays }, today);
}
