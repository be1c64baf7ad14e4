import { wordsFor } from '#domain/evidence/bundle/index-words.ts';
import type { IndexLine } from '#domain/evidence/bundle/layout.ts';
import { utf8 } from '#domain/evidence/bytes.ts';
import { dayOf } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { CaseCover, CaseCovers } from '../ports/case-covers.ts';
import type { Documents, EvidenceIndexPaper } from '../ports/documents.ts';
import type { Actor } from '../ports/transactions.ts';
import { type BundleParts, type BundleSummary, writeBundle } from './bundle.ts';
import type { BundleSink } from './zip-writer.ts';

export type CaseBundleParts = {
  readonly evidence: BundleParts & { policyText(): Promise<string> };
  readonly covers: CaseCovers;
  /** Absent: the bundle has no printed cover. */
  readonly documents?: Pick<Documents, 'render'>;
  /** Absent: the 证据目录 has no page numbers. */
  readonly countPages?: (pdf: Uint8Array) => Promise<number | undefined>;
};

export type CaseBundle = {
  readonly tenant: string;
  readonly actor: Actor;
  readonly caseId: string;
  /** Selective disclosure: only these records. */
  readonly only?: readonly string[];
  /** Records shown by hash and proof, without their content. */
  readonly withoutContent?: readonly string[];
};

type Words = { readonly source: Bilingual; readonly purpose: Bilingual };

/** Writes the evidence bundle of one case, whoever asks: the same records and checkpoint give the same bytes. */
export async function bundleCase(parts: CaseBundleParts, request: CaseBundle, sink: BundleSink): Promise<BundleSummary> {
  const { evidence, covers, documents, countPages } = parts;
  const { tenant, actor, caseId, only, withoutContent } = request;
  const inTenant = <T>(work: (tx: Parameters<CaseCovers['cover']>[0]) => Promise<T>) => evidence.transactions.withTenant(tenant, actor, work);
  const cover = await inTenant((tx) => covers.cover(tx, caseId));
  if (!cover) throw new DomainError('cases.not_found', `There is no case ${caseId} here.`, { caseId });
  const words = new Map<string, Words>();
  return writeBundle(
    evidence,
    {
      tenant,
      actor,
      scope: { kind: 'case', id: caseId },
      policy: await evidence.policyText(),
      ...(only ? { only } : {}),
      ...(withoutContent ? { withoutContent } : {}),
      ...(countPages ? { countPages } : {}),
      describe: (record) => {
        const { name, purpose } = cover.exhibits.get(record.id) ?? {};
        const usual = wordsFor(record);
        const said = { source: usual.source, purpose: purpose === undefined ? usual.purpose : { zh: purpose, en: purpose } };
        words.set(record.id, said);
        return { source: oneLine(said.source), purpose: oneLine(said.purpose), ...(name === undefined ? {} : { name }) };
      },
      contentElsewhere: async (record) => {
        if (record.kind !== 'report') return undefined;
        const text = await inTenant((tx) => covers.reportText(tx, record.id));
        return text === undefined ? undefined : utf8(text);
      },
      ...(documents
        ? {
            print: (lines: readonly IndexLine[], language: 'zh' | 'en') =>
              documents.render('evidence-index', indexPaper(cover, lines, words, language), language === 'zh' ? 'zh-CN' : 'en'),
          }
        : {}),
    },
    sink,
  );
}

const oneLine = ({ zh, en }: Bilingual): string => (zh === en ? zh : `${zh} / ${en}`);

/** The cover index (证据目录) of a bundle. Dated by its latest record, so that the same evidence prints the same paper. */
function indexPaper(cover: CaseCover, lines: readonly IndexLine[], words: ReadonlyMap<string, Words>, language: 'zh' | 'en'): EvidenceIndexPaper {
  const latest =
    lines
      .map(({ receivedAt }) => receivedAt)
      .sort()
      .at(-1) ?? '';
  return {
    issue: { writtenOn: dayOf(latest.slice(0, 10)), reference: cover.number, code: cover.id.slice(-12) },
    caption: { zh: joined(cover.creditor, '与', cover.debtor, '债务纠纷'), en: `${cover.creditor} v. ${cover.debtor}` },
    claimant: cover.creditor,
    respondent: cover.debtor,
    submittedBy: cover.organisation,
    exhibits: lines.map((line) => ({
      number: line.number,
      name: line.name,
      origin: words.get(line.recordId)?.source[language] ?? line.source,
      proves: words.get(line.recordId)?.purpose[language] ?? line.purpose,
      ...(line.pages ? { pages: line.pages } : {}),
      original: 'electronic' as const,
      bytes: line.size,
      sha256: line.sha256,
      sealed: { index: line.logIndex, at: line.receivedAt },
    })),
  };
}

/** Chinese runs on without spaces; beside letters of another script one stands. */
const joined = (...parts: readonly string[]): string =>
  parts.reduce((text, part) => (/\p{Script=Han}$/u.test(text) && /^\p{Script=Han}/u.test(part) ? `${text}${part}` : `${text} ${part}`));
