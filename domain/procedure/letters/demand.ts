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
import { announcedRoutes, basisWords } from './phrases.ts';
import { type LetterProfile, letterProfile } from './profiles.ts';

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

function owed(claim: Claim, amounts: readonly AmountRow[]): LetterParagraph {
  const several = claim.items.length > 1;
  return {
    text: {
      zh: `贵方应付而未付的款项${several ? `涉及 ${claim.items.length} 笔` : ''}及其依据列示如下。`,
      en: `The sums owed${several ? `, from ${claim.items.length} items,` : ''} and the rule behind each are set out here.`,
    },
    points: [],
    citations: [],
    ...(amounts.length > 0 ? { table: true } : {}),
  };
}

function runningInterest(position: Position): LetterParagraph[] {
  if (compareMoney(position.perDay, nothing(position.perDay.currency)) <= 0) return [];
  const daily = moneyWords(position.perDay);
  return [
    {
      text: {
        zh: `上述金额计算至${dayWords(position.asOf).zh}；自次日起至付清之日止，每日增加${daily.zh}。`,
        en: `The total is calculated to ${dayWords(position.asOf).en}; from the next day it grows by ${daily.en} a day until payment.`,
      },
      points: [],
      citations: [],
    },
  ];
}

function payBy(position: Position, issue: LetterIssue, answerBy: Day, citations: readonly Citation[]): LetterParagraph {
  const total = moneyWords(position.total);
  const by = dayWords(answerBy);
  const account = issue.payTo;
  const points: Bilingual[] = account
    ? [
        { zh: `收款人：${account.holder}`, en: `Payee: ${account.holder}` },
        {
          zh: `账号：${account.account}${account.bank ? `（${account.bank}）` : ''}${account.bic ? `，BIC ${account.bic}` : ''}`,
          en: `Account: ${account.account}${account.bank ? ` (${account.bank})` : ''}${account.bic ? `, BIC ${account.bic}` : ''}`,
        },
        { zh: `附言：${issue.reference}`, en: `Payment reference: ${issue.reference}` },
      ]
    : [
        {
          zh: `本函不载明收款账户。请通过下列联系方式取得账户信息，并按本函核验方法核实后付款；付款时请注明编号 ${issue.reference}。`,
          en: `This letter names no account. Please ask for it through the reply channel below, check it as described at the end, and quote ${issue.reference} when paying.`,
        },
      ];
  return { text: { zh: `请于${by.zh}前（含当日）支付${total.zh}。`, en: `Please pay ${total.en} on or before ${by.en}.` }, points, citations };
}

function answer(issue: LetterIssue, answerBy: Day): LetterParagraph {
  const by = dayWords(answerBy);
  const { contact } = issue;
  const reach = [contact?.name, contact?.phone, contact?.email].filter((part) => part !== undefined && part !== '').join(' · ');
  return {
    text: {
      zh: `如贵方对上述款项的全部或部分有异议，请于${by.zh}前说明异议的金额和理由，并附相关材料；如一时难以全额付清，也请在该日前与我方联系，协商分期安排。已经付款的，请告知付款日期和凭证，并可不再理会本函。`,
      en: `If you dispute any part, please tell us by ${by.en} which part and why, with the papers you rely on. If you cannot pay at once, please contact us by that day and propose instalments. If you have paid already, please tell us when and how, and disregard this letter.`,
    },
    points: [
      ...(issue.answerAt ? [{ zh: `在线答复、付款或提出异议：${issue.answerAt}`, en: `Answer, pay or dispute online: ${issue.answerAt}` }] : []),
      ...(reach ? [{ zh: `联系人：${reach}`, en: `Contact: ${reach}` }] : []),
      ...(!issue.answerAt && !reach
        ? [{ zh: '请按信头所载地址书面答复。', en: 'Please answer in writing to the address at the head of this letter.' }]
        : []),
    ],
    citations: [],
  };
}

function noticesOf(profile: LetterProfile, individual: boolean, barred: boolean): LetterParagraph[] {
  const notices = [...(barred ? [] : profile.notices), ...(individual ? profile.individual.notices : [])];
  return notices.map(({ text, citations }) => ({ text, points: [], citations }));
}

function consequences(claim: Claim, profile: LetterProfile, answerBy: Day): LetterParagraph {
  const routes = announcedRoutes(claim, profile);
  return {
    text: {
      zh: `如在${dayWords(answerBy).zh}后仍未收到付款或答复，我方将视情况选择下列合法途径主张权利，由此产生的依法应由贵方承担的费用一并主张：`,
      en: `If neither payment nor an answer has reached us after ${dayWords(answerBy).en}, we may choose among these lawful routes, and claim such costs as the law puts on the debtor:`,
    },
    points: routes.map((route) => route.text),
    citations: distinct(routes.flatMap((route) => route.citations)),
  };
}

function whoWrites(claim: Claim, issue: LetterIssue): LetterParagraph {
  const where = issue.verifyAt;
  return {
    text: {
      zh: `本函由${claim.creditor.name}作为债权人以自己名义发出。核验真伪：${where ? `请自行在浏览器中输入 ${where} 并填入核验码 ${issue.code}` : `请以核验码 ${issue.code} 向债权人核实`}；也可通过贵方原已掌握的联系方式向债权人核实。请勿仅凭来电或来信更改收款账户。`,
      en: `This letter comes from ${claim.creditor.name}, the creditor, in its own name. To check that it is genuine, ${where ? `type ${where} into your browser yourself and enter the code ${issue.code}` : `quote the code ${issue.code} to the creditor`}; or ask the creditor through contact details you already had. Never change a payee account on the strength of a call or message alone.`,
    },
    points: [],
    citations: [],
  };
}

function senderStatement(creditor: Party): Bilingual {
  return {
    zh: `本函系债权人${creditor.name}自行出具的催款函，并非律师函，亦非人民法院、仲裁机构或其他机关的文书。本函不放弃债权人的任何权利。`,
    en: `This is the creditor’s own letter. It is not a lawyer’s letter and not a paper of any court, tribunal or authority. It waives none of the rights of ${creditor.name}.`,
  };
}
