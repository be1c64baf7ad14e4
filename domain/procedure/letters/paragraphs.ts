import type { Claim } from '#domain/claim/claim.ts';
import type { Citation } from '#domain/kernel/citation.ts';
import type { Day } from '#domain/kernel/day.ts';
import { compareMoney, nothing } from '#domain/kernel/money.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { dayWords, moneyWords } from '#domain/kernel/wording.ts';
import type { Position } from '#domain/law/position.ts';
import { type AmountRow, distinct } from './amounts.ts';
import type { LetterIssue, LetterParagraph } from './demand.ts';
import { announcedRoutes } from './phrases.ts';
import type { LetterProfile } from './profiles.ts';

/** The numbered paragraphs of a demand, in their order. */

export function owed(claim: Claim, amounts: readonly AmountRow[]): LetterParagraph {
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

export function runningInterest(position: Position): LetterParagraph[] {
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

export function payBy(position: Position, issue: LetterIssue, answerBy: Day, citations: readonly Citation[]): LetterParagraph {
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

export function answer(issue: LetterIssue, answerBy: Day): LetterParagraph {
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

export function noticesOf(profile: LetterProfile, individual: boolean, barred: boolean): LetterParagraph[] {
  const notices = [...(barred ? [] : profile.notices), ...(individual ? profile.individual.notices : [])];
  return notices.map(({ text, citations }) => ({ text, points: [], citations }));
}

export function consequences(claim: Claim, profile: LetterProfile, answerBy: Day): LetterParagraph {
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

export function whoWrites(claim: Claim, issue: LetterIssue): LetterParagraph {
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
