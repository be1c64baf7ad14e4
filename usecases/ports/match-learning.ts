import type { LearningReport, MatchModel } from '#domain/registry/matching/learning.ts';
import type { TenantTx } from './transactions.ts';

/** A person's word on a debtor and an entry, with the names it was given on. Withdrawn words are not among them. */
export type DecidedNames = {
  readonly id: string;
  readonly debtor: string;
  readonly entry: string;
  readonly person: boolean;
  readonly verdict: 'positive' | 'negative' | 'unsure';
};

export type KeptModel = {
  readonly model: MatchModel;
  readonly report: LearningReport;
  readonly learnedBy: string;
  readonly learnedAt: number;
};

/** An open word with whose it is, where the pair stands and why it was said. */
export type DecidedWord = DecidedNames & {
  readonly why: string;
  readonly decidedBy: string;
  readonly decidedAt: number;
  readonly sourceName: string;
  /** Absent: an entry of a register. */
  readonly list?: string;
  readonly caseId: string;
  readonly caseNumber: string;
};
export type WordQuery = { readonly verdict?: DecidedNames['verdict']; readonly limit: number; readonly cursor?: string };

export interface MatchLearning {
  /** Open words on hits, the newest first, page by page. Throws `cases.bad_cursor`. */
  words(tx: TenantTx, query: WordQuery): Promise<{ readonly items: readonly DecidedWord[]; readonly next?: string }>;
  /** The newest open words, at most `limit`. */
  decided(tx: TenantTx, limit: number): Promise<readonly DecidedNames[]>;
  model(tx: TenantTx): Promise<KeptModel | undefined>;
  keep(tx: TenantTx, kept: KeptModel): Promise<void>;
  /** False when there was nothing to remove. */
  reset(tx: TenantTx): Promise<boolean>;
}
