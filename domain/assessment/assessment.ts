import type { Claim } from '#domain/claim/claim.ts';
import type { Overlay } from '#domain/claim/stage.ts';
import type { Day } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Money } from '#domain/kernel/money.ts';
import type { Position } from '#domain/law/position.ts';
import { type AgeingBucket, ageingOf } from './ageing.ts';
import type { Check } from './check.ts';
import { type Missing, missingFrom } from './missing.ts';
import { type NextStep, nextStep } from './next-step.ts';
import { type FigureSource, type Odds, type OwnCases, oddsOf } from './odds.ts';
import { type RouteFacts, type RouteValue, routeValues } from './routes.ts';
import { type Willingness, willingnessOf } from './willingness.ts';

/** What is known beside the case itself. Nothing here is guessed: what nobody has is left out. */
export type Priors = {
  readonly own?: OwnCases;
  readonly routes: readonly RouteFacts[];
  readonly discount?: { readonly yearly: number; readonly source: FigureSource };
};

/** 评估报告: what is owed, whether it is true, who owes it, whether they can and will pay, the ways to the money, and the next step. Immutable, at a day. */
export type Assessment = {
  readonly asOf: Day;
  readonly jurisdiction: string;
  readonly total: Money;
  readonly perDay: Money;
  readonly checks: readonly Check[];
  readonly ageing: readonly AgeingBucket[];
  readonly willingness: Willingness;
  readonly odds: Odds;
  readonly routes: readonly RouteValue[];
  readonly next: NextStep;
  readonly missing: readonly Missing[];
};

export function assess(input: {
  readonly claim: Claim;
  readonly position: Position;
  readonly checks: readonly Check[];
  readonly priors: Priors;
  /** Marks on the case; absent: none. */
  readonly overlays?: readonly Overlay[];
}): Assessment {
  const { claim, position, checks, priors } = input;
  if (position.total.currency !== claim.currency) {
    throw new DomainError('assessment.currency_differs', `expected a position in ${claim.currency}, got ${position.total.currency}`, {
      claim: claim.currency,
      position: position.total.currency,
    });
  }
  const odds = oddsOf(claim, position.asOf, priors.own);
  const claimCheck = checks.find((check) => check.kind === 'claim');
  const routes = routeValues({
    total: position.total,
    odds,
    routes: priors.routes,
    ...(priors.discount ? { discount: priors.discount } : {}),
    claimSound: claimCheck?.verdict === 'pass' && !claim.disputed,
  });
  return {
    asOf: position.asOf,
    jurisdiction: position.jurisdiction,
    total: position.total,
    perDay: position.perDay,
    checks,
    ageing: ageingOf(claim, position.asOf),
    willingness: willingnessOf(claim, checks, position.asOf),
    odds,
    routes,
    next: nextStep({ claim, position, checks, routes, ...(input.overlays ? { overlays: input.overlays } : {}) }),
    missing: missingFrom(claim, checks, routes),
  };
}
