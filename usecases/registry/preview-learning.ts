import { type LearningReport, learnedFrom, type MatchModel } from '#domain/registry/matching/learning.ts';
import { compareNames, rejudged, type Verdict } from '#domain/registry/names/compare.ts';
import type { DecidedNames, DecidedWord, MatchLearning, WordQuery } from '../ports/match-learning.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { decisionOf, decisionsRead } from './learn-matching.ts';

/** What the matcher alone says of a pair of names: calibrated likelihood 0 to 1, and its band. */
export type Judged = { readonly score: number; readonly verdict: Verdict };
export type ScoredWord = DecidedWord & { readonly shipped: Judged; readonly inForce: Judged };

/** A decided pair whose band would change. */
export type Move = Pick<DecidedNames, 'id' | 'debtor' | 'entry' | 'verdict'> & { readonly before: Judged; readonly after: Judged };

export type LearningPreview =
  | { readonly kind: 'too-few'; readonly positive: number; readonly negative: number }
  | { readonly kind: 'no-better'; readonly report: LearningReport }
  | {
      readonly kind: 'better';
      readonly report: LearningReport;
      readonly model: MatchModel;
      /** Decided pairs whose band changes against what is in force: how many, and the first of them. */
      readonly moved: number;
      readonly moves: readonly Move[];
    };

const movesShown = 20;

/** What learning would change, told and not done: the fit, how the decisions held out are judged, and decided pairs that change their band. */
export async function previewLearning({ learning }: { readonly learning: MatchLearning }, tx: TenantTx): Promise<LearningPreview> {
  const decided = await learning.decided(tx, decisionsRead);
  const learned = learnedFrom(decided.flatMap(decisionOf));
  if (learned.kind !== 'learned') return learned;
  const inForce = (await learning.model(tx))?.model;
  const moves = decided.flatMap((one): Move[] => {
    const { id, debtor, entry, verdict } = one;
    const before = judgedBy(one, inForce);
    const after = judgedBy(one, learned.model);
    return before.verdict === after.verdict ? [] : [{ id, debtor, entry, verdict, before, after }];
  });
  return { kind: 'better', report: learned.report, model: learned.model, moved: moves.length, moves: moves.slice(0, movesShown) };
}

/** The words on hits, page by page, each beside what the matcher says of the names as shipped and as in force. */
export async function scoredWords(
  { learning }: { readonly learning: MatchLearning },
  tx: TenantTx,
  query: WordQuery,
): Promise<{ readonly items: readonly ScoredWord[]; readonly next?: string }> {
  const { items, next } = await learning.words(tx, query);
  const inForce = (await learning.model(tx))?.model;
  return {
    items: items.map((word) => ({ ...word, shipped: judgedBy(word, undefined), inForce: judgedBy(word, inForce) })),
    ...(next ? { next } : {}),
  };
}

function judgedBy({ debtor, entry, person }: DecidedNames, model: MatchModel | undefined): Judged {
  const compared = compareNames(debtor, entry, person ? { schema: 'Person' } : {});
  const { score, verdict } = model ? rejudged(compared, model.weights) : compared;
  return { score, verdict };
}
