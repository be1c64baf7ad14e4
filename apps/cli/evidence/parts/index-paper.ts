import type { BundledCase } from '#adapters/postgres/evidence/cases.ts';
import type { IndexLine } from '#domain/evidence/bundle/layout.ts';
import { dayOf } from '#domain/kernel/day.ts';
import type { EvidenceIndexPaper } from '#usecases/ports/documents.ts';

/** The cover index (证据目录) of a bundle. Dated by its latest record, so that the same evidence prints the same paper. */
export function indexPaper(found: BundledCase, lines: readonly IndexLine[]): EvidenceIndexPaper {
  const latest = lines
    .map(({ receivedAt }) => receivedAt)
    .sort()
    .at(-1) as string;
  return {
    issue: { writtenOn: dayOf(latest.slice(0, 10)), reference: found.number, code: found.id.slice(-12) },
    caption: { zh: `${found.creditor} 与 ${found.debtor} 债务纠纷`, en: `${found.creditor} v. ${found.debtor}` },
    claimant: found.creditor,
    respondent: found.debtor,
    submittedBy: found.organisation,
    exhibits: lines.map((line) => ({
      number: line.number,
      name: line.name,
      ...(line.source ? { origin: line.source } : {}),
      ...(line.purpose ? { proves: line.purpose } : {}),
      ...(line.pages ? { pages: line.pages } : {}),
      original: 'electronic' as const,
      bytes: line.size,
      sha256: line.sha256,
      sealed: { index: line.logIndex, at: line.receivedAt },
    })),
  };
}
