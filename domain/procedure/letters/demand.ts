import type { Claim } from '#domain/claim/claim.ts';
import type { Party } from '#domain/claim/party.ts';
import type { Citation } from '#domain/kernel/citation.ts';
import { addDays, type Day, isoDay, weekdayOf } from '#domain/kernel/day.ts';
import { compareMoney, type Money, nothing } from '#domain/kernel/money.ts';
import { type Refusal, refuse } from '#domain/kernel/refusal.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { dayWords, moneyWords } from '#domain/kernel/wording.ts';
import type { Position } from '#domain/law/position.ts';
import { type AmountRow, amountRows, distinct, scheduleRows } from './amounts.ts';
import { answer, consequences, noticesOf, owed, payBy, runningInterest, whoWrites } from './paragraphs.ts';
import { basisWords } from './phrases.ts';
import { letterProfile } from './profiles.ts';

/** What the case knows and a claim does not: the letter's own number, its date, where to answer, pay and check. */
export type LetterIssue = {
  readonly writtenOn: Day;
  readonly reference: string;
  /** Short code printed on every page; with it the reader finds the sealed record. */
  readonly code: string;
  /** Public address where the code is checked. */
  readonly verifyAt?: string;
  /** Debtor's page for this case: pay, plan, dispute, get help. */
  readonly answerAt?: string;
  /** Where to pay. Absent: the letter asks the reader to obtain it through the reply channel, never names an account by guess. */
  readonly payTo?: { readonly holder: string; readonly account: string; readonly bank?: string; readonly bic?: string };
  /** The creditor's own person to talk to. */
  readonly contact?: { readonly name?: string; readonly phone?: string; readonly email?: string };
  /** Overrides the profile's days when the creditor gives more time; never less. */
  readonly days?: number;
  readonly enclosures?: readonly Bilingual[];
};

export type LetterParagraph = {
  readonly text: Bilingual;
  readonly points: readonly Bilingual[];
  readonly citations: readonly Citation[];
  /** The table of amounts stands after this paragraph. */
  readonly table?: true;
};

/** A demand in the creditor's own name; both languages are there, the reader's is chosen when it is printed. */
export type DemandLetter = {
  readonly kind: 'demand';
  readonly jurisdiction: string;
  readonly title: Bilingual;
  readonly subject: Bilingual;
  readonly sender: Party;
  readonly recipient: Party;
  readonly writtenOn: Day;
  readonly answerBy: Day;
  readonly reference: string;
  readonly code: string;
  readonly verifyAt?: string;
  readonly salutation: Bilingual;
  readonly opening: Bilingual;
  readonly paragraphs: readonly LetterParagraph[];
  readonly amounts: readonly AmountRow[];
  /** The items one by one where they are too many for the table. */
  readonly schedule: readonly AmountRow[];
  readonly total: Money;
  readonly perDay: Money;
  readonly enclosures: readonly Bilingual[];
  readonly senderStatement: Bilingual;
  /** Citations in the letter that nobody has verified: the person who approves it sees them. */
  readonly unverified: readonly Citation[];
};

export type DemandRefusal = Refusal<'letter.nothing_due' | 'letter.insolvency' | 'letter.not_yet_due' | 'letter.stale_position'>;

export function demandLetter(input: {
  readonly claim: Claim;
  readonly position: Position;
  readonly issue: LetterIssue;
}): DemandLetter | DemandRefusal {
  const { claim, position, issue } = input;
  const refusal = whyNot(claim, position, issue);
  if (refusal) return refusal;
  const profile = letterProfile(position.jurisdiction);
  const individual = claim.debtor.kind === 'person';
  const title = (individual ? profile.individual.title : undefined) ?? profile.title;
  const deadline = individual ? profile.individual : profile.business;
  const answerBy = workingDayFrom(addDays(issue.writtenOn, Math.max(deadline.days, issue.days ?? 0)));
  const barred = position.limitation.status === 'expired';
  const amounts = amountRows(claim, position);
  const paragraphs = [
    owed(claim, amounts),
    ...runningInterest(position),
    payBy(position, issue, answerBy, deadline.citations),
    answer(issue, answerBy),
    ...noticesOf(profile, individual, barred),
    ...(barred ? [] : [consequences(claim, profile, answerBy)]),
    whoWrites(claim, issue),
  ];
  const cited = [...paragraphs.flatMap((p) => p.citations), ...amounts.flatMap((row) => row.citations)];
  return {
    kind: 'demand',
    jurisdiction: position.jurisdiction,
    title,
    subject: subjectOf(title, position),
    sender: claim.creditor,
    recipient: claim.debtor,
    writtenOn: issue.writtenOn,
    answerBy,
    reference: issue.reference,
    code: issue.code,
    ...(issue.verifyAt ? { verifyAt: issue.verifyAt } : {}),
    salutation: salutationOf(claim.debtor),
    opening: openingOf(claim, position),
    paragraphs,
    amounts,
    schedule: scheduleRows(claim),
    total: position.total,
    perDay: position.perDay,
    enclosures: [...(individual ? profile.individual.enclosures : []), ...(issue.enclosures ?? [])],
    senderStatement: senderStatement(claim.creditor),
    unverified: distinct(cited).filter((citation) => citation.status !== 'verified'),
  };
}

/** A letter that the facts forbid is not written: nothing owed, nothing due yet, an insolvency open, or figures of another day. */
function whyNot(claim: Claim, position: Position, issue: LetterIssue): DemandRefusal | undefined {
  if (compareMoney(position.total, nothing(position.total.currency)) <= 0) {
    return refuse('letter.nothing_due', [], { total: position.total.minor.toString(), currency: position.total.currency });
  }
  const insolvency = claim.events.find((event) => event.kind === 'insolvency-opened');
  if (insolvency) return refuse('letter.insolvency', [], { openedOn: isoDay(insolvency.on) });
  const dues = claim.items.map((item) => item.dueOn);
  if (dues.length > 0 && dues.every((due) => due !== undefined && due >= issue.writtenOn)) {
    return refuse('letter.not_yet_due', [], { firstDueOn: isoDay(Math.min(...dues.map((due) => due ?? issue.writtenOn)) as Day) });
  }
  if (position.asOf !== issue.writtenOn) {
    return refuse('letter.stale_position', [], { positionOf: isoDay(position.asOf), writtenOn: isoDay(issue.writtenOn) });
  }
  return undefined;
}

/** A last day on Saturday or Sunday helps nobody: it moves to Monday, always in the reader's favour. */
function workingDayFrom(day: Day): Day {
  const weekday = weekdayOf(day);
  return weekday >= 6 ? addDays(day, 8 - weekday) : day;
}

function subjectOf(title: Bilingual, position: Position): Bilingual {
  const total = moneyWords(position.total);
  return { zh: `关于请求支付欠款${total.zh}的函`, en: `${title.en}: ${total.en}` };
}

function salutationOf(debtor: Party): Bilingual {
  return debtor.kind === 'person'
    ? { zh: `${debtor.name}：`, en: `Dear ${debtor.name},` }
    : { zh: `${debtor.name}：`, en: `To the management of ${debtor.name}:` };
}

function openingOf(claim: Claim, position: Position): Bilingual {
  const basis = basisWords(claim.basis);
  const asOf = dayWords(position.asOf);
  const contract = claim.contractOn ? dayWords(claim.contractOn) : undefined;
  const reference = claim.reference ? { zh: `（编号 ${claim.reference}）`, en: ` (reference ${claim.reference})` } : { zh: '', en: '' };
  return {
    zh: `就双方${contract ? `于${contract.zh}` : ''}因${basis.zh}形成的债权债务${reference.zh}，截至${asOf.zh}，贵方尚有款项未付。现函告如下：`,
    en: `We write about the ${basis.en} between us${contract ? ` of ${contract.en}` : ''}${reference.en}. As of ${asOf.en} the sums below remain unpaid.`,
  };
}

function senderStatement(creditor: Party): Bilingual {
  return {
    zh: `本函系债权人${creditor.name}自行出具的催款函，并非律师函，亦非人民法院、仲裁机构或其他机关的文书。本函不放弃债权人的任何权利。`,
    en: `This is the creditor’s own letter. It is not a lawyer’s letter and not a paper of any court, tribunal or authority. It waives none of the rights of ${creditor.name}.`,
  };
}
