import Type from 'typebox';
import { needs, operation } from '../operation.ts';
import { instant } from '../schemas/basics.ts';

const judged = Type.Object({
  decisions: Type.Integer(),
  /** Pairs said to be two parties that would have matched. */
  wrongMatches: Type.Integer(),
  /** Pairs said to be one party that would not have matched. */
  missed: Type.Integer(),
  logLoss: Type.Number(),
});
const learning = Type.Object({
  /** Open words on hits; words that were withdrawn are not counted. */
  decisions: Type.Object({ positive: Type.Integer(), negative: Type.Integer(), unsure: Type.Integer() }),
  needed: Type.Object({ decisions: Type.Integer(), ofEach: Type.Integer() }),
  thresholds: Type.Object({ match: Type.Number(), review: Type.Number() }),
  inForce: Type.Enum(['shipped', 'learned']),
  learned: Type.Optional(
    Type.Object({
      learnedAt: instant,
      learnedBy: Type.String(),
      fitted: Type.Integer(),
      heldOut: Type.Integer(),
      before: judged,
      after: judged,
      /** Coefficients that moved, with the shipped value beside. */
      changes: Type.Array(
        Type.Object({ kind: Type.Enum(['organisation', 'person']), feature: Type.String(), shipped: Type.Number(), learned: Type.Number() }),
      ),
    }),
  ),
});
export type LearningJson = Type.Static<typeof learning>;

export const getMatchLearning = operation({
  id: 'getMatchLearning',
  method: 'GET',
  path: '/v1/registry/matching',
  tag: 'registry',
  access: needs('claims:read'),
  summary: 'How many decisions on hits there are to learn from, and what the matcher learned from them',
  response: learning,
});
export const learnMatching = operation({
  id: 'learnMatching',
  method: 'POST',
  path: '/v1/registry/matching/learned',
  tag: 'registry',
  access: needs('settings:write'),
  summary: 'Fit the matcher to the decisions on hits; in force only when decisions held out are judged better',
  response: learning,
});
export const resetMatching = operation({
  id: 'resetMatching',
  method: 'DELETE',
  path: '/v1/registry/matching/learned',
  tag: 'registry',
  access: needs('settings:write'),
  summary: 'Take the shipped coefficients of the matcher again',
  response: learning,
});
