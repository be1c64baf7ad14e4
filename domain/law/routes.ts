import type { Claim } from '#domain/claim/claim.ts';
import type { Citation } from '#domain/kernel/citation.ts';
import { exponentOf } from '#domain/kernel/currency.ts';
import type { Day } from '#domain/kernel/day.ts';
import type { Money } from '#domain/kernel/money.ts';
import { compare, rational, times } from '#domain/kernel/rational.ts';
import { isRefusal, type Refusal } from '#domain/kernel/refusal.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { LawBook } from './book.ts';
import { factsOf } from './facts.ts';
import type { ValueOf } from './format/values.ts';
import { governingLaw } from './governing.ts';
import { type Fee, feeOf } from './scale.ts';
import { allOf, versionOn } from './select.ts';

type RouteValue = ValueOf<'route'>;

/** One way to money under a law: what it costs, how long it takes by which source, what it needs, where it is closed. */
export type Route = {
  readonly id: string;
  readonly route: RouteValue['route'];
  readonly name: Bilingual;
  readonly summary: Bilingual;
  readonly fees: readonly (Fee | Refusal)[];
  readonly duration?: RouteValue['duration'];
  readonly requires: readonly Bilingual[];
  readonly excludes: readonly Bilingual[];
  readonly steps: NonNullable<RouteValue['steps']>;
  readonly crossBorder: boolean;
  /** The amount is above the route's ceiling. */
  readonly overCeiling: boolean;
  readonly citation: Citation;
};

/** The routes of a claim's law on a day, own before inherited, with their fees on `amount`. */
export function routesOf(claim: Claim, amount: Money, on: Day, book: LawBook, jurisdiction?: string): readonly Route[] | Refusal {
  const place = governingLaw(claim, book, jurisdiction);
  if (isRefusal(place)) return place;
  return allOf(place.law, 'route', factsOf(claim, on)).flatMap((rule): Route[] => {
    const value = versionOn(rule, on)?.value;
    if (value?.kind !== 'route') return [];
    return [
      {
        id: rule.id,
        route: value.route,
        name: rule.title ?? value.summary,
        summary: value.summary,
        fees: (value.fees ?? []).flatMap((id) => {
          const fee = book.rule(id);
          return fee ? [feeOf(fee, amount, on, book)] : [];
        }),
        ...(value.duration ? { duration: value.duration } : {}),
        requires: value.requires ?? [],
        excludes: value.excludes ?? [],
        steps: value.steps ?? [],
        crossBorder: value.crossBorder ?? false,
        overCeiling: value.ceiling !== undefined && value.ceiling.currency === amount.currency && above(amount, value.ceiling.amount),
        citation: rule.citation,
      },
    ];
  });
}

const above = (amount: Money, ceiling: { readonly num: bigint; readonly den: bigint }): boolean =>
  compare(rational(amount.minor), times(ceiling, rational(10n ** BigInt(exponentOf(amount.currency))))) > 0;
