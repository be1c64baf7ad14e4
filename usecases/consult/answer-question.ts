import type { Assessment } from '#domain/assessment/assessment.ts';
import { assess } from '#domain/assessment/assessment.ts';
import type { NextStep } from '#domain/assessment/next-step.ts';
import { routeFacts } from '#domain/assessment/route-facts.ts';
import type { RouteValue } from '#domain/assessment/routes.ts';
import type { Claim } from '#domain/claim/claim.ts';
import { type ClaimFiling, claimOf } from '#domain/claim/filing.ts';
import type { Day } from '#domain/kernel/day.ts';
import { isRefusal, type Refusal } from '#domain/kernel/refusal.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { LawBook } from '#domain/law/book.ts';
import { type Position, position } from '#domain/law/position.ts';

export type ConsultAnswer =
  | {
      readonly kind: 'answer';
      readonly claim: Claim;
      readonly position: Position;
      readonly assessment: Assessment;
      readonly routes: readonly RouteValue[];
      readonly next: NextStep;
      readonly avoid: readonly Bilingual[];
      readonly papers: readonly Bilingual[];
    }
  | {
      readonly kind: 'refused';
      readonly claim: Claim;
      readonly refusal: Refusal;
      readonly avoid: readonly Bilingual[];
      readonly papers: readonly Bilingual[];
    };

/** "What is my claim worth today?" The same engine as a case, on facts that nobody keeps. */
export function answerQuestion(book: LawBook, filing: ClaimFiling, asOf: Day): ConsultAnswer {
  const claim = claimOf(filing);
  const law = position(claim, asOf, book, { trace: true });
  const shared = { claim, avoid: whatNotToDo(claim), papers: papersToGather(claim) };
  if (isRefusal(law)) return { kind: 'refused', refusal: law, ...shared };
  const assessment = assess({ claim, position: law, checks: [], priors: { routes: routeFacts(claim, law, book) } });
  return { kind: 'answer', position: law, assessment, routes: assessment.routes, next: assessment.next, ...shared };
}

function whatNotToDo(claim: Claim): Bilingual[] {
  const person = claim.debtor.kind === 'person';
  return [
    {
      zh: '不要威胁、辱骂、反复骚扰或跟踪债务人，也不要冒充公检法；这些行为可能违法甚至构成犯罪。',
      en: 'Do not threaten, insult, pester or follow the debtor, and never pose as an authority: that is unlawful and can be a crime.',
    },
    {
      zh: '不要向债务人的亲友、同事或雇主透露债务，也不要在网上或公共场所公布。',
      en: 'Do not tell family, colleagues or employers about the debt, and do not publish it anywhere.',
    },
    {
      zh: '不要委托“讨债公司”；在中国此类机构不被允许，后果由委托人一并承担。',
      en: 'Do not hire a “debt collection company”: in China they are not allowed, and you may answer for what they do.',
    },
    {
      zh: '不要让时效届满：口头催款难以证明，请保留送达凭证。',
      en: 'Do not let the limitation period run out: a spoken demand is hard to prove, so keep proof of delivery.',
    },
    ...(person
      ? [{ zh: '不要在夜间或对方明确拒绝的时间联系个人债务人。', en: 'Do not contact a person at night or at times they have refused.' }]
      : []),
  ];
}

function papersToGather(claim: Claim): Bilingual[] {
  const every: Bilingual[] = [
    { zh: '合同、订单或借条原件（含逾期付款的约定）', en: 'The contract, order or IOU, with any clause on late payment' },
    { zh: '对账单、催款记录、债务人确认欠款的邮件或聊天记录', en: 'Reconciliations, reminders, and messages in which the debtor admits the debt' },
    { zh: '已付款的银行回单', en: 'Bank slips of every payment made' },
    { zh: '债务人的登记信息或身份信息、地址和联系方式', en: 'The debtor’s register entry or identity, address and contact details' },
  ];
  if (claim.basis === 'loan') return [{ zh: '转账凭证（证明款项实际交付）', en: 'Proof that the money was handed over (transfer slips)' }, ...every];
  if (claim.basis === 'sale') return [{ zh: '发票、送货单和签收单', en: 'Invoices, delivery notes and signed receipts' }, ...every];
  return [{ zh: '发票和验收、完工或服务记录', en: 'Invoices and records of acceptance, completion or service' }, ...every];
}
