import { permission } from '#domain/claim/stage.ts';
import { type Day, isoDay } from '#domain/kernel/day.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { foundCase } from '../assess/assess-case.ts';
import { spendApproval } from '../govern/approvals.ts';
import type { Mailer, OutgoingMail } from '../ports/mail.ts';
import type { Message } from '../ports/messages.ts';
import type { TenantTx, Transactions } from '../ports/transactions.ts';
import { systemActor } from '../ports/transactions.ts';
import { type ContentParts, sealedContent } from '../seal/content.ts';
import { caseContact } from './case-contact.ts';
import { demandSent } from './decide-letter.ts';
import { type LetterPorts, sendLetterJob } from './letter-ports.ts';
import { keptDecision } from './plan-letter.ts';

export type SendPorts = LetterPorts & {
  readonly transactions: Transactions;
  readonly content: ContentParts;
  /** Absent: no SMTP is configured and letters stay in the outbox. */
  readonly mailer?: Mailer;
};

const actor = systemActor('letters');

/**
 * Sends an approved letter. The contact policy and the case are asked again at this moment; what they refuse is not sent.
 * Without SMTP, and for the post, the paper stays in the visible outbox. Run twice, it sends once: the state is taken to
 * `sending` in its own transaction first, and a crash while sending leaves it there for a person to look at.
 */
export async function sendLetter(ports: SendPorts, tenant: string, messageId: string, today: (tx: TenantTx) => Promise<Day>): Promise<void> {
  const outgoing = await ports.transactions.withTenant(tenant, actor, (tx) => prepare(ports, tx, messageId));
  if (!outgoing) return;
  try {
    await outgoing.mailer.send(outgoing.mail);
  } catch (error) {
    const text = { zh: `邮件服务器拒收：${(error as Error).message}`, en: `The mail server refused it: ${(error as Error).message}` };
    await ports.transactions.withTenant(tenant, actor, (tx) => ports.messages.change(tx, messageId, { state: 'failed', stateReason: text }));
    return;
  }
  await ports.transactions.withTenant(tenant, actor, async (tx) => {
    await ports.messages.change(tx, messageId, { state: 'sent', sentAt: ports.clock.now() });
    const day = await today(tx);
    await demandSent(ports, tx, outgoing.message, isoDay(day), 'e-mail', day);
  });
}

type Outgoing = { readonly message: Message; readonly mailer: Mailer; readonly mail: OutgoingMail };

async function prepare(ports: SendPorts, tx: TenantTx, messageId: string): Promise<Outgoing | undefined> {
  const message = await ports.messages.lock(tx, messageId);
  if (message?.state !== 'approved') return undefined;
  const found = await foundCase(ports.cases, tx, message.caseId);
  const allowed = permission(found, 'plan-letter');
  if (!allowed.allowed) {
    await block(ports, tx, message, allowed.why ?? { zh: '案件状态不允许发送。', en: 'The case does not allow sending now.' });
    return undefined;
  }
  const [decision] = await caseContact(ports, tx, found, [message.channel === 'hand' ? 'visit' : message.channel]);
  if (!decision) return undefined;
  const contactAtSend = keptDecision(decision);
  const { answer } = decision;
  if (!answer.allowed && answer.nextAllowedAt === undefined) {
    await block(ports, tx, message, answer.because[0]?.text ?? { zh: '联络规则不允许。', en: 'The contact policy refuses.' }, contactAtSend);
    return undefined;
  }
  if (message.channel !== 'email' || !ports.mailer || message.demo) {
    if (message.approvalId) await spendApproval(ports.approval, tx, message.approvalId, Buffer.from(message.sha256, 'hex'));
    await ports.messages.change(tx, message.id, { state: 'in-outbox', contactAtSend, stateReason: waitingText(message) });
    return undefined;
  }
  if (!answer.allowed && answer.nextAllowedAt !== undefined) {
    const { nextAllowedAt } = answer;
    const stateReason = { zh: `等待至 ${nextAllowedAt} 方可联络。`, en: `Waits until ${nextAllowedAt}, when contact is allowed.` };
    await ports.messages.change(tx, message.id, { contactAtSend, stateReason });
    await ports.jobs.enqueue(
      tx,
      sendLetterJob,
      { messageId: message.id },
      { after: Date.parse(nextAllowedAt), key: `${message.id}@${nextAllowedAt}` },
    );
    return undefined;
  }
  if (message.approvalId) await spendApproval(ports.approval, tx, message.approvalId, Buffer.from(message.sha256, 'hex'));
  await ports.messages.change(tx, message.id, { state: 'sending', contactAtSend });
  return { message, mailer: ports.mailer, mail: await mailOf(ports, tx, message, found.number) };
}

async function mailOf(ports: SendPorts, tx: TenantTx, message: Message, number: string): Promise<Outgoing['mail']> {
  const organisation = await ports.organisation.get(tx);
  const parts: Uint8Array[] = [];
  if (message.recordId) for await (const part of await sealedContent(ports.content, tx, message.recordId)) parts.push(part);
  return {
    id: message.id,
    to: [{ address: message.address ?? '', name: message.addressee }],
    subject: message.subject,
    text:
      message.locale === 'zh-CN'
        ? `附件为${organisation.organisation}的催款函（编号 ${number}）。请查阅。`
        : `Attached is a letter from ${organisation.organisation} (reference ${number}).`,
    attachments: [{ fileName: `demand-${number}.pdf`, mediaType: 'application/pdf', content: Buffer.concat(parts) }],
    ...(organisation.replyTo ? { replyTo: { address: organisation.replyTo, name: organisation.organisation } } : {}),
  };
}

const block = (ports: SendPorts, tx: TenantTx, message: Message, stateReason: Bilingual, contactAtSend = message.contactAtPlan) =>
  ports.messages.change(tx, message.id, { state: 'blocked', stateReason, contactAtSend });

function waitingText(message: Message): Bilingual {
  if (message.demo) return { zh: '演示数据不会真正发出。', en: 'Demo data never really leaves.' };
  if (message.channel === 'post') return { zh: '请打印邮寄，然后登记寄出日期。', en: 'Print and post it, then record the day.' };
  return {
    zh: '未配置邮件服务器：请下载后自行发送，并登记寄出日期。',
    en: 'No mail server is set up: download it, send it yourself, and record the day.',
  };
}
