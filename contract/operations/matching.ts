import Type, { type Static } from 'typebox';
import { needs, operation } from '../operation.ts';
import { bilingual, instant, uuid } from '../schemas/basics.ts';

const judged = Type.Object({
  decisions: Type.Integer(),
  /** Pairs said to be two parties that would have matched. */
  wrongMatches: Type.Integer(),
  /** Pairs said to be one party that would not have matched. */
  missed: Type.Integer(),
  logLoss: Type.Number(),
});
const changes = Type.Array(
  Type.Object({ kind: Type.Enum(['organisation', 'person']), feature: Type.String(), shipped: Type.Number(), learned: Type.Number() }),
);
const byMatcher = Type.Object({
  score: Type.Number({ description: 'Calibrated likelihood that both names mean one party, 0 to 1' }),
  verdict: Type.Enum(['match', 'review', 'none']),
});
const verdict = Type.Enum(['positive', 'negative', 'unsure']);
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
      changes,
    }),
  ),
});
export type LearningJson = Static<typeof learning>;

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

const preview = Type.Union([
  Type.Object({ kind: Type.Literal('too-few'), positive: Type.Integer(), negative: Type.Integer() }),
  Type.Object({ kind: Type.Literal('no-better'), fitted: Type.Integer(), heldOut: Type.Integer(), before: judged, after: judged }),
  Type.Object({
    kind: Type.Literal('better'),
    fitted: Type.Integer(),
    heldOut: Type.Integer(),
    before: judged,
    after: judged,
    changes,
    /** Decided pairs whose band would change against what is in force. */
    moved: Type.Integer(),
    /** The first twenty of them. */
    moves: Type.Array(Type.Object({ id: uuid, debtor: Type.String(), entry: Type.String(), verdict, before: byMatcher, after: byMatcher })),
  }),
]);
export type LearningPreviewJson = Static<typeof preview>;

export const previewMatchLearning = operation({
  id: 'previewMatchLearning',
  method: 'GET',
  path: '/v1/registry/matching/preview',
  tag: 'registry',
  access: needs('claims:read'),
  summary: 'What learning from the decisions on hits would change; nothing is changed',
  response: preview,
});

const word = Type.Object({
  id: uuid,
  debtor: Type.String(),
  entry: Type.String(),
  sourceName: Type.String(),
  sourceWords: bilingual,
  /** Absent: an entry of a register. */
  list: Type.Optional(Type.String()),
  verdict,
  why: Type.String(),
  decidedBy: Type.String(),
  decidedAt: instant,
  caseId: uuid,
  caseNumber: Type.String(),
  /** What the matcher alone says of the two names: as shipped, and as in force. */
  shipped: byMatcher,
  inForce: byMatcher,
});
export type MatchWordJson = Static<typeof word>;

export const listMatchWords = operation({
  id: 'listMatchWords',
  method: 'GET',
  path: '/v1/registry/matching/decisions',
  tag: 'registry',
  access: needs('claims:read'),
  summary: 'The open words on hits, newest first, beside what the matcher says of the names; each can be withdrawn',
  query: Type.Object({
    verdict: Type.Optional(verdict),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
    cursor: Type.Optional(Type.String({ maxLength: 300 })),
  }),
  response: Type.Object({ items: Type.Array(word), next: Type.Optional(Type.String()) }),
});
