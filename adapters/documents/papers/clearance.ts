import type { Bilingual } from '#domain/kernel/text.ts';
import { dayWords, moneyInTable, moneyWords } from '#domain/kernel/wording.ts';
import type { ClearanceLetter } from '#usecases/ports/documents.ts';
import { frame, partyLines, type Speaker } from './frame.ts';

/** The clearance letter as `clearance.typ` reads it. */
export function clearancePaper(letter: ClearanceLetter, say: Speaker): unknown {
  return {
    ...frame(say, letter.issue, `${say.caption('clearance.title')} ${letter.issue.reference}`, letter.creditor.name),
    sender: { name: letter.creditor.name, lines: partyLines(letter.creditor, say, { contacts: true }) },
    recipient: { name: letter.debtor.name, lines: partyLines(letter.debtor, say, { contacts: false }) },
    captions: {
      to: say.caption('letterhead.to'),
      items: say.caption('clearance.settledItems'),
      payments: say.caption('clearance.payments'),
    },
    particulars: [
      [say.caption('letterhead.date'), say.day(letter.issue.writtenOn)],
      [say.caption('letterhead.reference'), letter.issue.reference],
      [say.caption('letterhead.code'), letter.issue.code],
    ],
    heading: say.caption('clearance.title'),
    paragraphs: statements(letter).map((text) => say.of(text)),
    items: {
      head: [say.caption('amounts.item'), say.caption('amounts.amount')],
      rows: letter.items.map((item) => [item.label, moneyInTable(item.amount)]),
      foot: [say.caption('clearance.owed'), moneyInTable(letter.owed)],
    },
    payments: {
      head: [say.caption('clearance.day'), say.caption('clearance.mark'), say.caption('amounts.amount')],
      rows: letter.payments.map((payment) => [say.day(payment.paidOn), payment.reference ?? '', moneyInTable(payment.amount)]),
      foot: [say.caption('clearance.received'), '', moneyInTable(letter.received)],
      released: letter.released.minor > 0n ? [say.caption('clearance.released'), '', moneyInTable(letter.released)] : [],
    },
    signature: {
      closing: say.caption('letterhead.closing'),
      name: letter.creditor.name,
      signature: say.caption('seal.signature'),
      date: say.day(letter.issue.writtenOn),
      seal: say.caption('seal.ring'),
    },
  };
}

function statements(letter: ClearanceLetter): Bilingual[] {
  const on = dayWords(letter.dischargedOn);
  const received = moneyWords(letter.received);
  const released = moneyWords(letter.released);
  const debtor = letter.debtor.name;
  return [
    {
      zh: `兹证明：截至${on.zh}，${debtor}对我方所负的下列债务已全部消灭。`,
      en: `We certify that on ${on.en} the debts of ${debtor} towards us listed below were discharged in full.`,
    },
    ending(letter, received, released),
    {
      zh: '我方不再就上述款项及其利息、违约金和费用向债务人或其保证人主张任何权利；就上述债务设立的担保随之消灭，我方将配合办理注销手续。',
      en: 'We will claim nothing more for these sums, their interest, penalties or costs from the debtor or any guarantor. Security given for them lapses, and we will help to have it released.',
    },
    {
      zh: '如曾就上述债务向法院、仲裁机构或第三方提交过申请或信息，我方将通知其债务已经结清。',
      en: 'Where we have applied to a court or tribunal, or given information about this debt to a third party, we will tell them that it is settled.',
    },
  ];
}

function ending(letter: ClearanceLetter, received: Bilingual, released: Bilingual): Bilingual {
  switch (letter.ending) {
    case 'paid-in-full':
      return { zh: `我方已收到${received.zh}，债务已全额清偿。`, en: `We have received ${received.en}: the debt is paid in full.` };
    case 'plan-completed':
      return { zh: `分期还款已履行完毕，我方共收到${received.zh}。`, en: `The payment plan is completed; we have received ${received.en} in all.` };
    case 'settled':
      return {
        zh: `依双方和解协议，我方收到${received.zh}，其余${released.zh}予以免除。`,
        en: `Under our settlement we have received ${received.en} and release the remaining ${released.en}.`,
      };
    case 'credited':
      return {
        zh: `我方收到${received.zh}，其余${released.zh}已作冲减，不再主张。`,
        en: `We have received ${received.en}; the remaining ${released.en} has been credited and is no longer claimed.`,
      };
  }
}
