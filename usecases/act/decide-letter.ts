import { type Day, dayOf } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { assessCase, lockedCase } from '../assess/assess-case.ts';
import { approve, refuseApproval } from '../govern/approvals.ts';
import type { Message, MessageChange } from '../ports/messages.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { type LetterPorts, sendLetterJob } from './letter-ports.ts';

async function lockedMessage(ports: LetterPorts, tx: TenantTx, messageId: string): Promise<Message> {
  const found = await ports.messages.lock(tx, messageId);
  if (!found) throw new DomainError('letters.not_found', `There is no letter ${messageId} here.`, { messageId });
  return found;
}

function mustBe(message: Message, ...states: Message['state'][]): void {
  if (!states.includes(message.state))
    throw new DomainError('letters.not_allowed_now', `expected a letter that is ${states.join(' or ')}, got one that is ${message.state}`, {
      state: message.state,
    });
}

/** A second person's yes to exactly this paper; sending is a job, so that the policy is asked again at that moment. */
export async function approveLetter(ports: LetterPorts, tx: TenantTx, messageId: string, person: string): Promise<void> {
  const message = await lockedMessage(ports, tx, messageId);
  mustBe(message, 'awaiting-approval');
  await approve(ports.approval, tx, approvalOf(message), person, Buffer.from(message.sha256, 'hex'));
  await decide(ports, tx, message, 'approved', { zh: '催款函已批准。', en: 'Demand letter approved.' });
  await ports.jobs.enqueue(tx, sendLetterJob, { messageId }, { key: messageId });
}

export async function rejectLetter(ports: LetterPorts, tx: TenantTx, messageId: string, person: string, reason: string): Promise<void> {
  const message = await lockedMessage(ports, tx, messageId);
  mustBe(message, 'awaiting-approval');
  await refuseApproval(ports.approval, tx, approvalOf(message), person, reason);
  await decide(
    ports,
    tx,
    message,
    'rejected',
    { zh: `催款函被退回：${reason}`, en: `Demand letter sent back: ${reason}` },
    { stateReason: { zh: reason, en: reason } },
  );
}

/** Taken back before it left. */
export async function cancelLetter(ports: LetterPorts, tx: TenantTx, messageId: string, person: string): Promise<void> {
  const message = await lockedMessage(ports, tx, messageId);
  mustBe(message, 'awaiting-approval', 'approved', 'in-outbox', 'blocked', 'failed');
  if (message.state === 'awaiting-approval') await refuseApproval(ports.approval, tx, approvalOf(message), person, 'withdrawn');
  await decide(ports, tx, message, 'cancelled', { zh: '催款函已撤回。', en: 'Demand letter withdrawn.' });
}

/** A paper from the outbox was posted or handed over: the demand counts from that day. */
export async function markDispatched(
  ports: LetterPorts,
  tx: TenantTx,
  messageId: string,
  dispatch: { readonly on: string; readonly how: string; readonly tracking?: string },
  today: Day,
): Promise<void> {
  const message = await lockedMessage(ports, tx, messageId);
  mustBe(message, 'in-outbox');
  if (dayOf(dispatch.on) > today)
    throw new DomainError('letters.in_the_future', `expected a day on which it was sent, got ${dispatch.on}`, { on: dispatch.on });
  const now = ports.clock.now();
  await ports.messages.change(tx, messageId, { state: 'sent', sentAt: now, dispatch });
  await demandSent(ports, tx, message, dispatch.on, `${dispatch.how}${dispatch.tracking ? ` ${dispatch.tracking}` : ''}`, today);
}

/** What follows from a demand that has left: the event that the law counts from, the stage, a fresh report. */
export async function demandSent(ports: LetterPorts, tx: TenantTx, message: Message, on: string, proof: string, today: Day): Promise<void> {
  const found = await lockedCase(ports.cases, tx, message.caseId);
  const now = ports.clock.now();
  await ports.cases.addEvent(tx, { id: ports.clock.newId(), caseId: message.caseId, event: { on, kind: 'demand-sent', proof }, at: now });
  await ports.cases.addTimeline(tx, [
    {
      id: ports.clock.newId(),
      caseId: message.caseId,
      at: now,
      kind: 'letter-sent',
      text: { zh: `催款函已发出（${proof}）。`, en: `Demand letter sent (${proof}).` },
      actor: tx.actor.id,
      link: { kind: 'message', id: message.id },
    },
  ]);
  await ports.audit.record(tx, { action: 'letter.sent', subject: { kind: 'message', id: message.id }, after: { on, channel: message.channel } });
  const amicable = found.stage === 'assessed' || found.stage === 'mandated';
  if (amicable) await ports.cases.change(tx, found.id, { stage: 'amicable' }, now);
  await assessCase(ports, tx, amicable ? { ...found, stage: 'amicable' } : found, today);
}

async function decide(
  ports: LetterPorts,
  tx: TenantTx,
  message: Message,
  state: Message['state'],
  text: Bilingual,
  more: MessageChange = {},
): Promise<void> {
  const now = ports.clock.now();
  await ports.messages.change(tx, message.id, { state, decidedBy: tx.actor.id, decidedAt: now, ...more });
  await ports.cases.addTimeline(tx, [
    {
      id: ports.clock.newId(),
      caseId: message.caseId,
      at: now,
      kind: `letter-${state}`,
      text,
      actor: tx.actor.id,
      link: { kind: 'message', id: message.id },
    },
  ]);
  await ports.audit.record(tx, {
    action: `letter.${state}`,
    subject: { kind: 'message', id: message.id },
    before: { state: message.state },
    after: { state },
  });
}

function approvalOf(message: Message): string {
  if (!message.approvalId) throw new DomainError('internal.no_approval', 'expected a letter with an approval asked for');
  return message.approvalId;
}
