import { moneyInTable } from '#domain/kernel/wording.ts';
import { amountRows } from '#domain/procedure/letters/amounts.ts';
import type { ConsultPaper } from '#usecases/ports/documents.ts';
import { amountLines } from './amounts.ts';
import { oddsLine } from './figures.ts';
import { frame, type Speaker } from './frame.ts';
import { citationMarks } from './law.ts';

/** Items of the breakdown that fit on the one page; more are shown as one sum. */
const rowsOnPage = 7;

/** The consult's one page as `consult.typ` reads it. */
export function consultPaper(paper: ConsultPaper, say: Speaker): unknown {
  const { claim, position, assessment, issue } = paper;
  const rows = amountLines(amountRows(claim, position, rowsOnPage), say, citationMarks);
  return {
    ...frame(say, issue, `${say.caption('consult.title')} ${issue.reference}`, say.caption('report.author')),
    heading: say.caption('consult.title'),
    asOf: `${say.caption('report.asOf')} ${say.day(position.asOf)} · ${say.caption('report.law')} ${position.jurisdiction}`,
    number: {
      label: say.caption('consult.dueToday'),
      amount: moneyInTable(position.total),
      growth: `${say.caption('report.perDay')} ${moneyInTable(position.perDay)}`,
    },
    lastDay: {
      label: say.caption('consult.lastDay'),
      day: position.limitation.expiresOn === undefined ? say.caption('report.unknown') : say.day(position.limitation.expiresOn),
      citations: citationMarks(position.limitation.because),
    },
    odds: { label: say.caption('report.odds'), text: oddsLine(assessment.odds, say) },
    next: {
      label: say.caption('consult.next'),
      text: say.of(assessment.next.text),
      reasons: assessment.next.reasons.map((reason) => say.of(reason)),
    },
    breakdown: {
      title: say.caption('consult.breakdown'),
      head: [say.caption('amounts.item'), say.caption('amounts.amount'), say.caption('amounts.basis')],
      rows: rows.map((line) => [line.label, line.amount, line.citations.join('; ')]),
      foot: [say.caption('amounts.total'), moneyInTable(position.total), ''],
    },
    routes: {
      title: say.caption('consult.routes'),
      head: [say.caption('route.route'), say.caption('route.cost'), say.caption('route.days')],
      rows: assessment.routes
        .filter((route) => route.open.kind === 'open')
        .slice(0, 4)
        .map((route) => [
          say.of(route.name),
          route.cost ? moneyInTable(route.cost.amount) : say.caption('report.unknown'),
          route.days ? String(route.days.mid) : say.caption('report.unknown'),
        ]),
    },
    notToDo: { title: say.caption('consult.notToDo'), points: paper.notToDo.map((text) => say.of(text)) },
    papers: { title: say.caption('consult.papers'), points: paper.papersToGather.map((text) => say.of(text)) },
    notes: [say.caption('status.unverified'), say.caption('status.notAdvice')],
  };
}
