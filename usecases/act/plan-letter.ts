import { claimOf } from '#domain/claim/filing.ts';
import { type Day, isoDay } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { inLocale, type Locale } from '#domain/kernel/text.ts';
import { moneyWords } from '#domain/kernel/wording.ts';
import { position } from '#domain/law/position.ts';
import { type DemandLetter, demandLetter, type LetterIssue } from '#domain/procedure/letters/demand.ts';
import { currentFiling, lockedCase, mustAllow } from '../assess/assess-case.ts';
import { requestApproval } from '../govern/approvals.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { KeptDecision, Message } from '../ports/messages.ts';
import type { BankAccount, Organisation } from '../ports/organisation.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { subjectsOf } from '../seal/subjects.ts';
import type { ContactDecision } from './ask-contact.ts';
import { caseContact } from './case-contact.ts';
import type { LetterPorts } from './letter-ports.ts';

export type LetterWish = { readonly kind: 'demand'; readonly channel: 'email' | 'post'; readonly locale?: Locale; readonly payWithinDays?: number };

/**
 * Writes the creditor's own demand, prints it, keeps and seals the paper, and puts it up for approval. The contact policy
 * is asked now; a refusal that time cures only warns (the letter is asked about again when it is sent), any other stops it.
 */
export async function planLetter(
  ports: LetterPorts,
  tx: TenantTx,
  caseId: string,
  wish: LetterWish,
  by: { readonly person: string; readonly today: Day },
): Promise<{ readonly message: Message; readonly contact: ContactDecision }> {
  const found = await lockedCase(ports.cases, tx, caseId);
  mustAllow(found, 'plan-letter');
  const contact = await decided(ports, tx, found, wish);
  const organisation = await ports.organisation.get(tx);
  const locale = wish.locale ?? localeFor(found, organisation);
  const id = ports.clock.newId();
  const letter = await written(ports, tx, found, organisation, by.today, wish, id);
  const bytes = await ports.documents.render('demand', letter, locale);
  const { marks, object } = await ports.objects.put([bytes]);
  const [record] = await ports.sealing.seal(tx, [
    {
      tenant: tx.tenant,
      caseId,
      subjects: subjectsOf(tx.tenant, found.filing),
      kind: 'message',
      contentSha256: marks.sha256,
      size: marks.size,
      mediaType: 'application/pdf',
      name: `demand-${found.number}.pdf`,
      context: { by: tx.actor.id, how: 'planned', channel: wish.channel },
      object,
    },
  ]);
  const total = moneyWords(letter.total);
  const approvalId = await requestApproval(ports.approval, tx, {
    kind: 'letter',
    subject: { kind: 'message', id },
    contentDigest: Buffer.from(marks.sha256, 'hex'),
    summary: { zh: `案件 ${found.number}：催款 ${total.zh}`, en: `Case ${found.number}: demand for ${total.en}` },
    maker: by.person,
  });
  const message: Message = {
    id,
    caseId,
    approvalId,
    kind: 'demand',
    channel: wish.channel,
    addressee: found.filing.debtor.name,
    subject: inLocale(letter.subject, locale),
    locale,
    body: { reference: letter.reference, code: letter.code, jurisdiction: letter.jurisdiction, unverified: letter.unverified },
    state: 'awaiting-approval',
    totalDemandedMinor: letter.total.minor,
    currency: letter.total.currency,
    payBy: isoDay(letter.answerBy),
    sha256: marks.sha256,
    contactAtPlan: keptDecision(contact),
    madeBy: tx.actor.id,
    madeAt: ports.clock.now(),
    demo: found.demo,
    ...(record ? { recordId: record.recordId } : {}),
    ...addressOf(found, wish.channel),
  };
  await ports.messages.add(tx, message);
  await ports.cases.addTimeline(tx, [
    {
      id: ports.clock.newId(),
      caseId,
      at: message.madeAt,
      kind: 'letter-planned',
      text: { zh: '已拟好催款函，等待批准。', en: 'Demand letter written; it waits for approval.' },
      actor: tx.actor.id,
      link: { kind: 'message', id },
      ...(record ? { recordId: record.recordId } : {}),
    },
  ]);
  await ports.audit.record(tx, {
    action: 'letter.planned',
    subject: { kind: 'message', id },
    after: { case: caseId, channel: wish.channel, sha256: marks.sha256 },
  });
  return { message, contact };
}

async function decided(ports: LetterPorts, tx: TenantTx, found: CaseRecord, wish: LetterWish): Promise<ContactDecision> {
  const [decision] = await caseContact(ports, tx, found, [wish.channel]);
  if (!decision) throw new DomainError('internal.no_contact_decision', 'the contact policy gave no answer');
  if (!decision.answer.allowed && decision.answer.nextAllowedAt === undefined) {
    const [reason] = decision.answer.because;
    throw new DomainError(
      'letters.contact_refused',
      `The contact policy refuses ${wish.channel} to this debtor: ${reason?.text.en ?? decision.answer.code}`,
      { code: decision.answer.code, reason: reason?.text, citation: reason?.citation },
    );
  }
  return decision;
}

async function written(
  ports: LetterPorts,
  tx: TenantTx,
  found: CaseRecord,
  organisation: Organisation,
  today: Day,
  wish: LetterWish,
  id: string,
): Promise<DemandLetter> {
  const claim = claimOf(await currentFiling(ports.cases, tx, found));
  const law = position(claim, today, ports.book, { trace: true });
  if (isRefusal(law))
    throw new DomainError('letters.no_position', 'The law of this claim is not loaded, so no letter can state what is due; ask local counsel.', {
      code: law.code,
    });
  const letter = demandLetter({ claim, position: law, issue: issueOf(ports, found, organisation, today, wish, id) });
  if (isRefusal(letter)) throw new DomainError(letter.code, letterRefusals[letter.code] ?? letter.code, letter.data);
  return letter;
}

const letterRefusals: Readonly<Record<string, string>> = {
  'letter.nothing_due': 'Nothing is owed any more, so there is nothing to demand.',
  'letter.insolvency': 'The debtor is insolvent: lodge the claim with the administrator.',
  'letter.not_yet_due': 'Nothing is due yet, so a demand would be wrong.',
  'letter.stale_position': 'The figures are of another day; try again.',
};

function issueOf(ports: LetterPorts, found: CaseRecord, organisation: Organisation, today: Day, wish: LetterWish, id: string): LetterIssue {
  const account = accountFor(organisation, found.filing.currency);
  const contact = {
    ...(organisation.replyTo ? { email: organisation.replyTo } : {}),
    ...(organisation.phone ? { phone: organisation.phone } : {}),
  };
  return {
    writtenOn: today,
    reference: found.number,
    code: (id.replaceAll('-', '').slice(-12).toUpperCase().match(/.{4}/g) ?? []).join('-'),
    verifyAt: `${ports.publicUrl()}/verify`,
    ...(account ? { payTo: account } : {}),
    ...(Object.keys(contact).length > 0 ? { contact } : {}),
    ...(wish.payWithinDays === undefined ? {} : { days: wish.payWithinDays }),
  };
}

/** The account in the claim's currency, else one for any currency; none is named by guess. */
function accountFor(organisation: Organisation, currency: string): LetterIssue['payTo'] {
  const found: BankAccount | undefined =
    organisation.bankAccounts.find((a) => a.currency === currency) ?? organisation.bankAccounts.find((a) => a.currency === undefined);
  const number = found?.iban ?? found?.account;
  return found && number ? { holder: found.holder, account: number, ...(found.bank ? { bank: found.bank } : {}) } : undefined;
}

/** Chinese for a debtor in a Chinese-speaking place, else English, unless the case or the organisation says otherwise. */
function localeFor(found: CaseRecord, organisation: Organisation): Locale {
  const { debtor } = found.filing;
  if (debtor.language) return debtor.language.startsWith('zh') ? 'zh-CN' : 'en';
  const country = debtor.address?.country;
  if (country === undefined) return organisation.locale;
  return ['CN', 'HK', 'MO', 'TW'].includes(country) ? 'zh-CN' : 'en';
}

function addressOf(found: CaseRecord, channel: LetterWish['channel']): { address?: string } {
  const { debtor } = found.filing;
  if (channel === 'email') {
    const email = debtor.contacts?.find((contact) => contact.channel === 'email')?.value;
    if (!email)
      throw new DomainError('letters.no_address', 'There is no e-mail address of the debtor in this case; add one or choose post.', { channel });
    return { address: email };
  }
  const { address } = debtor;
  const text = [...(address?.lines ?? []), [address?.postcode, address?.city].filter(Boolean).join(' '), address?.country].filter(Boolean).join(', ');
  return text === '' ? {} : { address: text };
}

export function keptDecision({ channel, at, answer }: ContactDecision): KeptDecision {
  return {
    allowed: answer.allowed,
    channel,
    at,
    rules: answer.because.map((reason) => reason.ruleId),
    ...(answer.allowed ? {} : { code: answer.code, ...(answer.nextAllowedAt ? { nextAllowedAt: answer.nextAllowedAt } : {}) }),
  };
}
