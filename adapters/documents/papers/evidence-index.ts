import type { EvidenceIndexPaper } from '#usecases/ports/documents.ts';
import { frame, type Speaker } from './frame.ts';

/** The index of evidence (证据目录) as `evidence-index.typ` reads it. */
export function evidenceIndexPaper(paper: EvidenceIndexPaper, say: Speaker): unknown {
  return {
    ...frame(say, paper.issue, `${say.caption('evidence.title')} ${paper.issue.reference}`, paper.submittedBy),
    heading: say.caption('evidence.title'),
    facts: [
      [say.caption('evidence.case'), say.of(paper.caption)],
      [say.caption('evidence.claimant'), paper.claimant],
      [say.caption('evidence.respondent'), paper.respondent],
      [say.caption('letterhead.reference'), paper.issue.reference],
      [say.caption('evidence.count'), String(paper.exhibits.length)],
    ],
    head: [
      say.caption('evidence.number'),
      say.caption('evidence.name'),
      say.caption('evidence.origin'),
      say.caption('evidence.proves'),
      say.caption('evidence.form'),
      say.caption('evidence.pages'),
    ],
    rows: paper.exhibits.map((exhibit) => ({
      number: exhibit.number,
      name: exhibit.name,
      kind: exhibit.original ? say.caption(`evidence.${exhibit.original}`) : '',
      origin: exhibit.origin ?? '',
      proves: exhibit.proves ?? '',
      pages: exhibit.pages
        ? exhibit.pages.from === exhibit.pages.to
          ? String(exhibit.pages.from)
          : `${exhibit.pages.from}–${exhibit.pages.to}`
        : '',
      sha256: exhibit.sha256 ?? '',
      size: exhibit.bytes === undefined ? '' : `${exhibit.bytes.toLocaleString('en-US')} B`,
      sealed: exhibit.sealed ? `${say.caption('evidence.sealed')} #${exhibit.sealed.index} · ${instantText(exhibit.sealed.at)}` : '',
    })),
    note: say.caption('evidence.note'),
    signature: {
      closing: '',
      name: paper.submittedBy,
      signature: say.caption('evidence.submittedBy'),
      date: say.day(paper.issue.writtenOn),
      seal: say.caption('seal.ring'),
    },
  };
}

/** To the second, with its zone: "2026-11-20 08:00:00 UTC". The record itself holds the exact instant. */
const instantText = (at: string): string => at.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
