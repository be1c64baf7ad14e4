import Type, { type Static } from 'typebox';
import { bilingual, citation, day, decimal, instant, uuid } from './basics.ts';
import { lawRefusal, position } from './law.ts';

export const coverage = Type.Object({
  kind: Type.Enum(['found', 'not-found', 'not-covered', 'source-failed']),
  source: bilingual,
  asOf: Type.Optional(Type.String()),
  /** Days between the answer and the check; `stale` where that is more than the check trusts. */
  ageDays: Type.Optional(Type.Integer()),
  stale: Type.Optional(Type.Boolean()),
  why: Type.Optional(bilingual),
});

export const check = Type.Object({
  kind: Type.Enum(['claim', 'debtor', 'ability']),
  verdict: Type.Enum(['pass', 'concern', 'fail', 'unknown']),
  reasons: Type.Array(
    Type.Object({
      code: Type.String(),
      severity: Type.Enum(['good', 'info', 'warning', 'error']),
      text: bilingual,
      evidence: Type.Optional(
        Type.Object({ source: Type.Optional(Type.String()), exhibit: Type.Optional(Type.String()), detail: Type.Optional(Type.String()) }),
      ),
    }),
  ),
  coverage: Type.Array(coverage),
});
export type CheckJson = Static<typeof check>;

const interval = Type.Object({ low: Type.Number(), high: Type.Number(), level: Type.Number() });

export const odds = Type.Object({
  probability: Type.Optional(Type.Number()),
  interval: Type.Optional(interval),
  source: bilingual,
  strength: Type.Enum(['weak-prior', 'own-history', 'blended', 'none']),
  curve: Type.Array(Type.Object({ month: Type.Number(), probability: Type.Number(), low: Type.Number(), high: Type.Number() })),
});

export const route = Type.Object({
  id: Type.String(),
  name: bilingual,
  cost: Type.Optional(Type.Object({ low: decimal, high: decimal })),
  days: Type.Optional(Type.Object({ low: Type.Number(), high: Type.Number(), source: bilingual })),
  expectedNet: Type.Optional(Type.Object({ mean: decimal, low: decimal, high: decimal })),
  requirements: Type.Array(bilingual),
  available: Type.Boolean(),
  why: Type.Optional(bilingual),
  because: Type.Array(citation),
});

/** The report at a day, immutable: position, checks, willingness, odds, routes, next step. */
export const assessment = Type.Object({
  id: uuid,
  caseId: uuid,
  asOf: day,
  createdAt: instant,
  version: Type.Integer(),
  currency: Type.String(),
  summary: bilingual,
  checks: Type.Array(check),
  position: Type.Optional(position),
  positionRefusal: Type.Optional(lawRefusal),
  willingness: Type.Object({
    quadrant: Type.Enum(['can-will', 'can-wont', 'cant-will', 'cant-wont', 'unknown']),
    text: bilingual,
    reasons: Type.Array(bilingual),
  }),
  odds,
  routes: Type.Array(route),
  nextStep: Type.Object({
    action: Type.String(),
    text: bilingual,
    by: Type.Optional(day),
    reasons: Type.Array(bilingual),
    because: Type.Array(citation),
  }),
  missing: Type.Array(bilingual),
  sha256: Type.Optional(Type.String()),
  recordId: Type.Optional(uuid),
});
export type AssessmentJson = Static<typeof assessment>;
