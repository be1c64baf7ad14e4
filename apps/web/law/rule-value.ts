import type { BilingualJson, CitationJson } from '#contract/schemas/basics.ts';

/** The kinds of value a rule may have, as the server writes them: figures are exact decimal text, days YYYY-MM-DD. */
export type RuleValue =
  | {
      readonly kind: 'rate';
      readonly percent: string;
      readonly per?: 'year' | 'month' | 'day';
      readonly dayCount?: string;
      readonly compound?: Compound;
    }
  | Reference
  | { readonly kind: 'difference'; readonly series: string; readonly minus: string; readonly floor?: string; readonly per: 'month' }
  | { readonly kind: 'none' }
  | { readonly kind: 'blank' }
  | { readonly kind: 'sum'; readonly amount: string; readonly currency: string; readonly per: Per }
  | Scale
  | { readonly kind: 'fraction'; readonly of: string; readonly times: string; readonly minimum?: string; readonly maximum?: string }
  | Term
  | Limitation
  | { readonly kind: 'allocation'; readonly order: readonly Part[]; readonly items: 'oldest-due-first' | 'newest-due-first' }
  | Route
  | { readonly kind: 'period'; readonly period: Period }
  | { readonly kind: 'limit'; readonly amount: string; readonly currency: string }
  | { readonly kind: 'number'; readonly number: string; readonly unit: string }
  | { readonly kind: 'text'; readonly text: BilingualJson };

export type Compound = 'monthly' | 'quarterly' | 'yearly';
export type Per = 'item' | 'claim';
export type Part = 'costs' | 'interest' | 'principal' | 'surcharge';
export type Period = { readonly years?: number; readonly months?: number; readonly days?: number };
export type TermStart = 'issued' | 'delivered' | 'demand' | 'contract' | 'immediately';

export type Reference = {
  readonly kind: 'reference';
  readonly series: string;
  readonly times?: string;
  readonly plus?: string;
  readonly floor?: string;
  readonly cap?: string;
  readonly fixing: 'daily' | 'half-year' | 'at-default' | 'half-year-at-default' | 'at-contract' | 'at-filing' | 'at-payment';
  readonly dayCount?: string;
  readonly compound?: Compound;
};
export type Band = { readonly from?: string; readonly over?: string; readonly fixed?: string; readonly percent?: string };
export type Scale = {
  readonly kind: 'scale' | 'steps';
  readonly currency: string;
  readonly bands: readonly Band[];
  readonly minimum?: string;
  readonly maximum?: string;
  readonly per?: Per;
};
export type Term = {
  readonly kind: 'term';
  readonly days: number;
  readonly from: readonly TermStart[];
  readonly pick: 'first-known' | 'latest';
  readonly atMostDays?: number;
};
export type Limitation = {
  readonly kind: 'limitation';
  readonly period: Period;
  readonly start: 'due' | 'judgment' | 'issued' | 'delivered';
  readonly startRoll?: 'year-end';
  readonly endRoll?: 'year-end';
  readonly instalments: 'each' | 'last';
  readonly longStop?: Period;
  readonly effects: readonly { readonly kind: string; readonly text: BilingualJson; readonly citation: CitationJson }[];
  readonly formerly?: { readonly period: Period; readonly changedOn: string; readonly citation: CitationJson };
  readonly afterExpiry: BilingualJson;
  readonly extinguishes: boolean;
};
export type Route = {
  readonly kind: 'route';
  readonly route: string;
  readonly summary: BilingualJson;
  readonly fees?: readonly string[];
  readonly ceiling?: { readonly amount: string; readonly currency: string };
  readonly duration?: { readonly leastDays: number; readonly mostDays: number; readonly source: string };
  readonly requires?: readonly BilingualJson[];
  readonly excludes?: readonly BilingualJson[];
  readonly steps?: readonly { readonly text: BilingualJson; readonly days?: number; readonly citation?: CitationJson }[];
  readonly crossBorder?: boolean;
};

const kinds: ReadonlySet<string> = new Set<RuleValue['kind']>([
  'rate',
  'reference',
  'difference',
  'none',
  'blank',
  'sum',
  'scale',
  'steps',
  'fraction',
  'term',
  'limitation',
  'allocation',
  'route',
  'period',
  'limit',
  'number',
  'text',
]);

/** Whether this page knows how to say the value; anything else is shown as it is. */
export const isKnown = (value: unknown): value is RuleValue =>
  typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string' && kinds.has(value.kind);

/** An unknown value as pairs of key and text, nested keys joined by points: nothing is hidden, nothing is guessed. */
export function pairsOf(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, one]) => pairsOf(one, path ? `${path}.${key}` : key));
}
