import type { Bilingual } from '#domain/kernel/text.ts';
import { type AssetGraph, type AssetNode, isAsset } from './graph.ts';
import { type Hold, holdsOf, holdWords } from './holds.ts';
import { askCounsel, type PlaceReach, type ReachOf } from './place-reach.ts';
import { stepText } from './step-texts.ts';

/**
 * One factor with its reason. `perMille` 0-1000; absent where it cannot be said, never half-guessed.
 */
export type Factor = { readonly perMille?: number; readonly why: Bilingual };

/** One thing to do about one asset. */
export type AssetStep = {
  readonly node: string;
  readonly text: Bilingual;
  /**
   * value x reachability x freshness, 0-1000, for ordering only. Absent where the value cannot be compared with the claim: such
   * assets come after the others, by reachability x freshness.
   */
  readonly score?: number;
  readonly because: {
    readonly value: Factor;
    readonly reachability: Factor & { readonly perMille: number };
    readonly freshness: Factor & { readonly perMille: number };
  };
  /** Whether a title of the claim's forum works where the asset lies, from the law profiles; `unknown` asks counsel. */
  readonly place: PlaceReach;
  readonly hold: Hold['kind'];
};

export type StepFacts = {
  readonly claim: { readonly minor: bigint; readonly currency: string };
  /** Companies that the debtor's side controls, as `controlledBy` tells. */
  readonly controlled: readonly { readonly id: string; readonly certainty: 'surely' | 'possibly' }[];
  /** ISO day. */
  readonly today: string;
  /** Enforceability in a country; absent where no law profile is at hand. */
  readonly reachOf?: ReachOf;
};

/** How readily a court takes hold of a kind of thing once it is found, per mille: our own judgment, to be set against results. */
const kindReach: Readonly<Partial<Record<AssetNode['schema'], number>>> = {
  BankAccount: 900,
  Receivable: 800,
  Security: 750,
  Goods: 700,
  Vessel: 650,
  Airplane: 600,
  RealEstate: 600,
  Vehicle: 500,
  Warehouse: 450,
  Trademark: 350,
  Patent: 350,
};
const placeShare: Readonly<Record<PlaceReach['grade'], number>> = { home: 1, open: 0.8, unsure: 0.5, closed: 0.2, unknown: 0.4 };
const holdShare: Readonly<Record<Hold['kind'], number>> = { own: 1, controlled: 0.45, perhaps: 0.3, unknown: 0.5, third: 0.15, left: 0.1 };
const statusShare = { clue: 0.6, checked: 0.9, usable: 1 } as const;

/** What to do next, best first; the order does not depend on the order of nodes and edges. */
export function nextSteps(graph: AssetGraph, facts: StepFacts): AssetStep[] {
  const holds = holdsOf(graph, facts.controlled, facts.today);
  const charged = new Set(graph.edges.filter(({ kind }) => kind === 'Charge').flatMap(({ from, to }) => [from, to]));
  return graph.nodes
    .filter((node) => isAsset(node) && node.props.gone !== 'yes')
    .map((node) => stepFor(node, holds.get(node.id) ?? { kind: 'unknown' }, charged.has(node.id), facts))
    .sort(byMerit);
}

function stepFor(node: AssetNode, hold: Hold, charged: boolean, facts: StepFacts): AssetStep {
  const place = node.country === undefined ? askCounsel.nowhere : (facts.reachOf?.(node.country) ?? askCounsel.noProfile);
  const value = worthOf(node, facts.claim);
  const reachability = reachabilityOf(node, hold, place, charged);
  const freshness = freshnessOf(node.asOf, facts.today);
  const score = value.perMille === undefined ? undefined : Math.round((value.perMille * reachability.perMille * freshness.perMille) / 1_000_000);
  return {
    node: node.id,
    text: stepText(node, hold, value.perMille === undefined),
    ...(score === undefined ? {} : { score }),
    because: { value, reachability, freshness },
    place,
    hold: hold.kind,
  };
}

/** Comparable first, by score; then by reachability x freshness; the id last, so that the order is total. */
function byMerit(a: AssetStep, b: AssetStep): number {
  if ((a.score === undefined) !== (b.score === undefined)) return a.score === undefined ? 1 : -1;
  const merit = ({ score, because }: AssetStep) => score ?? because.reachability.perMille * because.freshness.perMille;
  return merit(b) - merit(a) || (a.node < b.node ? -1 : a.node > b.node ? 1 : 0);
}

/** Value counts up to the claim: more cannot be taken. Nothing is assumed of what nobody valued or no rate converts. */
function worthOf(node: AssetNode, claim: StepFacts['claim']): Factor {
  if (node.valueMinor === undefined) return { why: { zh: '尚无人估值，不与债权额比较。', en: 'Nobody has valued it: not compared with the claim.' } };
  if (node.currency !== claim.currency)
    return {
      why: {
        zh: `以 ${node.currency ?? '未知币种'} 计价，没有折算成 ${claim.currency} 的汇率，不作比较。`,
        en: `Valued in ${node.currency ?? 'an unknown currency'}; there is no rate into ${claim.currency}, so it is not compared.`,
      },
    };
  if (claim.minor <= 0n) return { why: { zh: '债权已无余额，无从比较。', en: 'Nothing is owed any more: nothing to compare with.' } };
  const ratio = (node.valueMinor * 1000n) / claim.minor;
  if (ratio >= 1000n) return { perMille: 1000, why: { zh: '足以覆盖债权额。', en: 'Covers the claim.' } };
  const perMille = ratio < 0n ? 0 : Number(ratio);
  return { perMille, why: { zh: `约为债权额的 ${perMille / 10}%。`, en: `About ${perMille / 10}% of the claim.` } };
}

function reachabilityOf(node: AssetNode, hold: Hold, place: PlaceReach, charged: boolean): AssetStep['because']['reachability'] {
  const kind = kindReach[node.schema] ?? 300;
  const share = placeShare[place.grade] * holdShare[hold.kind] * statusShare[node.status] * (charged ? 0.6 : 1) * (node.confidence / 100);
  const held = holdWords(hold);
  const burden = charged ? { zh: '设有担保，受偿顺位在后；', en: 'it is charged, so others may rank first; ' } : { zh: '', en: '' };
  return {
    perMille: Math.round(kind * share),
    why: {
      zh: `${place.text.zh}；${held.zh}；${burden.zh}可信度 ${node.confidence}/100。`,
      en: `${place.text.en}; ${held.en}; ${burden.en}confidence ${node.confidence}/100.`,
    },
  };
}

/** Halves every year, never below a tenth: an old clue is still a place to look. */
function freshnessOf(asOf: string, today: string): AssetStep['because']['freshness'] {
  const days = Math.max(0, daysBetween(asOf, today));
  return {
    perMille: Math.max(100, Math.round(1000 * 0.5 ** (days / 365))),
    why: { zh: `来源数据已有 ${days} 天。`, en: `The source's data is ${days} days old.` },
  };
}

const daysBetween = (from: string, to: string): number =>
  Math.floor((Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000);
