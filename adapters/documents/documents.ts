import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { DomainError } from '#domain/kernel/error.ts';
import type { Locale } from '#domain/kernel/text.ts';
import type { Documents, Papers } from '#usecases/ports/documents.ts';
import { fontFiles } from './fonts.ts';
import { printableData } from './hygiene.ts';
import { assetAnnexPaper } from './papers/asset-annex.ts';
import { clearancePaper } from './papers/clearance.ts';
import { consultPaper } from './papers/consult.ts';
import { demandPaper } from './papers/demand.ts';
import { evidenceIndexPaper } from './papers/evidence-index.ts';
import { flowAnnexPaper } from './papers/flow-annex.ts';
import { type Speaker, speaker } from './papers/frame.ts';
import { reportPaper } from './papers/report.ts';
import { TypesetPool } from './pool.ts';

/** Longest data a paper may carry, as JSON characters: about 20,000 table rows. */
const longest = 8_000_000;

const writers: { readonly [Kind in keyof Papers]: (data: Papers[Kind], say: Speaker) => unknown } = {
  demand: demandPaper,
  report: reportPaper,
  'evidence-index': evidenceIndexPaper,
  consult: consultPaper,
  clearance: clearancePaper,
  'asset-annex': assetAnnexPaper,
  'flow-annex': flowAnnexPaper,
};

export type DocumentsOptions = { readonly threads?: number; readonly papersPerThread?: number; readonly timeoutMs?: number };

/**
 * Papers by Typst in worker threads; the threads load their fonts at once, so that the first paper need not wait if `ready()` was awaited.
 * Fails with documents.too_large, documents.not_typeset, documents.timeout, documents.thread_lost or documents.closed.
 */
export function createDocuments(options: DocumentsOptions = {}): Documents {
  const pool = new TypesetPool({
    threads: options.threads ?? Math.max(1, Math.min(2, availableParallelism() - 1)),
    papersPerThread: options.papersPerThread ?? 2_000,
    timeoutMs: options.timeoutMs ?? 30_000,
    templates: fileURLToPath(new URL('./templates', import.meta.url)),
    fonts: fontFiles(),
  });
  return {
    async render<Kind extends keyof Papers>(kind: Kind, data: Papers[Kind], locale: Locale): Promise<Uint8Array> {
      const json = JSON.stringify(printableData(writers[kind](data, speaker(locale))));
      if (json.length > longest) {
        throw new DomainError('documents.too_large', `expected a paper of at most ${longest} characters of data, got ${json.length}`, { kind });
      }
      return pool.typeset(kind, json);
    },
    ready: () => pool.ready(),
    close: () => pool.close(),
  };
}
