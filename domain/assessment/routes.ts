import type { Citation } from '#domain/kernel/citation.ts';
import { add, type Money, nothing, scale, subtract } from '#domain/kernel/money.ts';
import { rational } from '#domain/kernel/rational.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { FigureSource, Odds } from './odds.ts';

export const routeKinds = [
  'demand',
  'lawyer-letter',
  'negotiation',
  'mediation',
  'payment-order',
  'small-claims',
  'arbitration',
  'suit',
  'enforcement',
  'insolvency-proof',
  'assignment',
] as const;
export type RouteKind = (typeof routeKinds)[number];

/** A route as law and local figures describe it for this claim. A figure that nobody has is absent, never zero. */
export type RouteFacts = {
  readonly kind: RouteKind;
  readonly name: Bilingual;
  readonly open: { readonly kind: 'open' } | { readonly kind: 'shut'; readonly why: Bilingual };
  /** What the creditor lays out, and what of it the debtor has to repay if the creditor wins. */
  readonly cost?: { readonly amount: Money; readonly recoverable: Money; readonly source: FigureSource };
  readonly days?: { readonly mid: number; readonly low?: number; readonly high?: number; readonly source: FigureSource };
  /** True where someone decides between the parties, so that the outcome of the claim itself matters. */
  readonly decided: boolean;
  readonly citations: readonly Citation[];
  /** What the route asks for, or does not take. */
  readonly needs?: readonly Bilingual[];
};

export type NetRange = { readonly low: Money; readonly mid: Money; readonly high: Money };

export type RouteValue = RouteFacts & {
  /** Gross expectation before cost, and what is left after it; withheld with the reason where a figure is missing. */
  readonly expected:
    | { readonly kind: 'estimated'; readonly gross: Money; readonly net: NetRange; readonly assumptions: readonly Bilingual[] }
    | { readonly kind: 'withheld'; readonly why: Bilingual };
};

export type RouteInput = {
  readonly total: Money;
  readonly odds: Odds;
  readonly routes: readonly RouteFacts[];
  /** Yearly discount rate as a fraction of one, with its source; absent: money later counts as money now, and the report says so. */
  readonly discount?: { readonly yearly: number; readonly source: FigureSource };
  /** Whether the claim check passed and nothing is disputed: only then is winning taken for granted. */
  readonly claimSound: boolean;
};

/**
 * Expected net of each route: p x amount x DF(t) - cost + recoverable cost x P(win) x p x DF(t) (risk notes: ENPV). The same odds are used
 * for every route, since nobody has sound odds by route: routes differ here by cost, time and repaid cost only, and the report says so.
 */
export function routeValues(input: RouteInput): RouteValue[] {
  return input.routes.map((route) => ({ ...route, expected: expectedOf(route, input) }));
}

function expectedOf(route: RouteFacts, input: RouteInput): RouteValue['expected'] {
  if (route.open.kind === 'shut') return { kind: 'withheld', why: route.open.why };
  const { odds, total } = input;
  if (odds.kind === 'withheld') return { kind: 'withheld', why: odds.why };
  if (!route.cost) return { kind: 'withheld', why: { zh: '费用未知。', en: 'The cost is not known.' } };
  if (!route.days) return { kind: 'withheld', why: { zh: '所需时间未知。', en: 'The time is not known.' } };
  if (route.cost.amount.currency !== total.currency) {
    return {
      kind: 'withheld',
      why: {
        zh: `费用以 ${route.cost.amount.currency} 计，欠款以 ${total.currency} 计，未折算。`,
        en: `The cost is in ${route.cost.amount.currency}, the debt in ${total.currency}; no conversion is made.`,
      },
    };
  }
  const contested = route.decided && !input.claimSound;
  const { cost, days } = route;
  const yearly = input.discount?.yearly ?? 0;
  const later = (count: number): number => 1 / (1 + yearly) ** (count / 365);
  const net = (probability: number, dayCount: number): Money =>
    subtract(add(share(total, probability * later(dayCount)), share(cost.recoverable, probability * later(dayCount))), cost.amount);
  const gross = share(total, odds.now.mid * later(days.mid));
  if (contested) {
    return {
      kind: 'withheld',
      why: {
        zh: '债权有争议或未通过校验，裁判结果无法估计，不计算预期净额。',
        en: 'The claim is disputed or did not pass its check; how a court would decide is not estimated, so neither is the net.',
      },
    };
  }
  return {
    kind: 'estimated',
    gross,
    net: {
      low: net(odds.now.low, days.high ?? days.mid),
      mid: net(odds.now.mid, days.mid),
      high: net(odds.now.high, days.low ?? days.mid),
    },
    assumptions: assumptionsOf(route, input),
  };
}

function assumptionsOf(route: RouteFacts, input: RouteInput): Bilingual[] {
  return [
    { zh: '各路径使用同一收回几率；没有可靠的分路径数据。', en: 'The same odds are used for every route; there are no sound figures by route.' },
    ...(route.decided
      ? [{ zh: '假定债权成立（未见争议，债权校验通过）。', en: 'The claim is taken to be upheld (undisputed, and its check passed).' }]
      : []),
    input.discount
      ? {
          zh: `按年 ${percent(input.discount.yearly)} 折现（${input.discount.source.name}）。`,
          en: `Discounted at ${percent(input.discount.yearly)} a year (${input.discount.source.name}).`,
        }
      : { zh: '未折现。', en: 'Not discounted.' },
  ];
}

const percent = (fraction: number): string => `${(fraction * 100).toFixed(2)}%`;

/** A share of money by a probability: the probability is taken to six decimals, the product rounded half-even to the minor unit. */
export function share(whole: Money, probability: number): Money {
  if (!Number.isFinite(probability)) return nothing(whole.currency);
  return scale(whole, rational(BigInt(Math.round(probability * 1_000_000)), 1_000_000n), 'half-even');
}
