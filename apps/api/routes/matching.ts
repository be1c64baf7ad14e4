import type { FastifyInstance } from 'fastify';
import { getMatchLearning, type LearningJson, learnMatching, resetMatching } from '#contract/operations/matching.ts';
import { leastDecisions, leastOfEach } from '#domain/registry/matching/learning.ts';
import { thresholds } from '#domain/registry/names/compare.ts';
import { type NameKind, shippedWeights } from '#domain/registry/names/likelihood.ts';
import { type LearningState, learnMatching as learn, learningState, resetMatching as reset } from '#usecases/registry/learn-matching.ts';
import type { ApiContext } from '../context.ts';
import { registerStatuses } from '../problems.ts';
import { transacted } from '../route.ts';
import { instantText } from '../shapes/case.ts';

registerStatuses({ 'registry.too_few_decisions': 409, 'registry.learned_no_better': 409 });

export function matchingRoutes(app: FastifyInstance, context: ApiContext): void {
  const ports = { learning: context.registry.learning, audit: context.audit, clock: context.clock };
  transacted(app, context, getMatchLearning, async (_, tx) => learningShape(await learningState(ports, tx)));
  transacted(app, context, learnMatching, async (_, tx) => learningShape(await learn(ports, tx)));
  transacted(app, context, resetMatching, async (_, tx) => learningShape(await reset(ports, tx)));
}

function learningShape({ kept, ...decisions }: LearningState): LearningJson {
  return {
    decisions,
    needed: { decisions: leastDecisions, ofEach: leastOfEach },
    thresholds: { ...thresholds },
    inForce: kept ? 'learned' : 'shipped',
    ...(kept
      ? {
          learned: {
            learnedAt: instantText(kept.learnedAt),
            learnedBy: kept.learnedBy,
            ...kept.report,
            changes: (['organisation', 'person'] satisfies NameKind[]).flatMap((kind) =>
              Object.entries(kept.model.weights[kind]).flatMap(([feature, learned]) => {
                const shipped = shippedWeights[kind][feature] ?? 0;
                return learned === shipped ? [] : [{ kind, feature, shipped, learned }];
              }),
            ),
          },
        }
      : {}),
  };
}
