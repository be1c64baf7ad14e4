import type { FastifyInstance } from 'fastify';
import {
  getMatchLearning,
  type LearningJson,
  type LearningPreviewJson,
  learnMatching,
  listMatchWords,
  previewMatchLearning,
  resetMatching,
} from '#contract/operations/matching.ts';
import { sourceWords } from '#domain/assessment/sources.ts';
import { leastDecisions, leastOfEach, type MatchModel } from '#domain/registry/matching/learning.ts';
import { thresholds } from '#domain/registry/names/compare.ts';
import { type NameKind, shippedWeights } from '#domain/registry/names/likelihood.ts';
import { type LearningState, learnMatching as learn, learningState, resetMatching as reset } from '#usecases/registry/learn-matching.ts';
import { type LearningPreview, previewLearning, scoredWords } from '#usecases/registry/preview-learning.ts';
import type { ApiContext } from '../context.ts';
import { registerStatuses } from '../problems.ts';
import { transacted } from '../route.ts';
import { instantText } from '../shapes/case.ts';

registerStatuses({ 'registry.too_few_decisions': 409, 'registry.learned_no_better': 409 });

export function matchingRoutes(app: FastifyInstance, context: ApiContext): void {
  const ports = { learning: context.registry.learning, audit: context.audit, clock: context.clock };
  transacted(app, context, getMatchLearning, async (_, tx) => learningShape(await learningState(ports, tx), await context.names(tx)));
  transacted(app, context, learnMatching, async (_, tx) => learningShape(await learn(ports, tx), await context.names(tx)));
  transacted(app, context, resetMatching, async (_, tx) => learningShape(await reset(ports, tx), await context.names(tx)));
  transacted(app, context, previewMatchLearning, async (_, tx) => previewShape(await previewLearning(ports, tx)));
  transacted(app, context, listMatchWords, async ({ query }, tx) => {
    const { limit = 20, verdict, cursor } = query;
    const names = await context.names(tx);
    const page = await scoredWords(ports, tx, { limit, ...(verdict ? { verdict } : {}), ...(cursor ? { cursor } : {}) });
    return {
      items: page.items.map(({ person: _, decidedAt, decidedBy, ...word }) => ({
        ...word,
        sourceWords: sourceWords(word.sourceName),
        decidedBy: names.get(decidedBy) ?? decidedBy,
        decidedAt: instantText(decidedAt),
      })),
      ...(page.next ? { next: page.next } : {}),
    };
  });
}

function learningShape({ kept, ...decisions }: LearningState, names: ReadonlyMap<string, string>): LearningJson {
  return {
    decisions,
    needed: { decisions: leastDecisions, ofEach: leastOfEach },
    thresholds: { ...thresholds },
    inForce: kept ? 'learned' : 'shipped',
    ...(kept
      ? {
          learned: {
            learnedAt: instantText(kept.learnedAt),
            learnedBy: names.get(kept.learnedBy) ?? kept.learnedBy,
            ...kept.report,
            changes: changesOf(kept.model),
          },
        }
      : {}),
  };
}

function previewShape(preview: LearningPreview): LearningPreviewJson {
  switch (preview.kind) {
    case 'too-few':
      return preview;
    case 'no-better':
      return { kind: preview.kind, ...preview.report };
    case 'better': {
      const { kind, report, model, moved, moves } = preview;
      return { kind, ...report, changes: changesOf(model), moved, moves: [...moves] };
    }
  }
}

/** Only what moved, in the order in which the shipped coefficients stand. */
const changesOf = ({ weights }: MatchModel) =>
  (['organisation', 'person'] satisfies NameKind[]).flatMap((kind) =>
    Object.entries(shippedWeights[kind]).flatMap(([feature, shipped]) => {
      const learned = weights[kind][feature] ?? shipped;
      return learned === shipped ? [] : [{ kind, feature, shipped, learned }];
    }),
  );
