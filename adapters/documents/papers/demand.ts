import { moneyInTable } from '#domain/kernel/wording.ts';
import type { DemandLetter } from '#domain/procedure/letters/demand.ts';
import { amountLines, schedulePart } from './amounts.ts';
import { frame, partyLines, type Speaker } from './frame.ts';

/** The demand letter as `demand.typ` reads it. */
export function demandPaper(letter: DemandLetter, say: Speaker): unknown {
  return {
    ...frame(say, letter, `${say.of(letter.title)} ${letter.reference}`, letter.sender.name),
    sender: { name: letter.sender.name, lines: partyLines(letter.sender, say, { contacts: true }) },
    recipient: { name: letter.recipient.name, lines: partyLines(letter.recipient, say, { contacts: false }) },
    captions: { to: say.caption('letterhead.to'), enclosures: say.caption('letterhead.enclosures') },
    particulars: [
      [say.caption('letterhead.date'), say.day(letter.writtenOn)],
      [say.caption('letterhead.reference'), letter.reference],
      [say.caption('letterhead.code'), letter.code],
      [say.caption('letterhead.answerBy'), say.day(letter.answerBy)],
    ],
    heading: say.of(letter.title),
    subject: say.of(letter.subject),
    salutation: say.of(letter.salutation),
    opening: say.of(letter.opening),
    paragraphs: letter.paragraphs.map((paragraph) => ({
      text: say.of(paragraph.text),
      points: paragraph.points.map((point) => say.of(point)),
      citations: say.cite(paragraph.citations),
      table: paragraph.table === true,
    })),
    amounts: {
      head: [say.caption('amounts.item'), say.caption('amounts.amount'), say.caption('amounts.basis')],
      rows: amountLines(letter.amounts, say, (citations) => say.cite(citations)),
      total: { label: say.caption('amounts.total'), amount: moneyInTable(letter.total), note: '' },
    },
    schedule: schedulePart(letter.schedule, say),
    signature: {
      closing: say.caption('letterhead.closing'),
      name: letter.sender.name,
      signature: say.caption('seal.signature'),
      date: say.day(letter.writtenOn),
      seal: say.caption('seal.ring'),
    },
    enclosures: letter.enclosures.map((enclosure) => say.of(enclosure)),
    notice: say.of(letter.senderStatement),
  };
}
