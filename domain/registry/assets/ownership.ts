import type { AssetEdge, AssetGraph } from './graph.ts';

/** An effective share in percent, least and most, with the least and most of every link on the way. */
export type EffectiveShare = { readonly id: string; readonly min: number; readonly max: number };

/** Fixed point with 18 decimals: sums and products stay integers, so that the order of edges cannot matter. */
const unit = 10n ** 18n;
const tolerance = 10n ** 6n;
const rounds = 20_000;
/** Parts passed on in one reckoning. What has not settled by then is told as a range up to 100, never as a figure. */
const mostParts = 3_000_000;

/** "62.5" percent as a fraction of `unit`; undefined for what is no share from 0 to 100. */
export function shareOf(text: string | undefined): bigint | undefined {
  const match = /^(\d{1,3})(?:\.(\d{1,16}))?$/.exec(text?.trim() ?? '');
  if (!match) return undefined;
  const value = BigInt(match[1] ?? '0') * 10n ** 16n + BigInt((match[2] ?? '').padEnd(16, '0') || '0');
  return value <= unit ? value : undefined;
}

/** Ownership that stands on a day and says a share or a range. Two edges of one pair are two blocks of shares of one source, or two tellings of one by two sources. */
function links(graph: AssetGraph, onDay: string, bound: 'min' | 'max'): Map<string, Map<string, bigint>> {
  const bySource = new Map<string, bigint>();
  for (const edge of graph.edges) {
    if (edge.kind !== 'Ownership' || edge.from === edge.to || !stands(edge, onDay)) continue;
    const share = bound === 'min' ? (shareOf(edge.shareMin) ?? 0n) : (shareOf(edge.shareMax) ?? (edge.shareMin === undefined ? undefined : unit));
    if (share === undefined) continue;
    const key = JSON.stringify([edge.from, edge.to, edge.source]);
    bySource.set(key, (bySource.get(key) ?? 0n) + share);
  }
  const pairs = new Map<string, Map<string, bigint>>();
  for (const [key, share] of bySource) {
    const [from, to] = JSON.parse(key) as [string, string];
    const owned = pairs.get(from) ?? new Map<string, bigint>();
    const capped = share > unit ? unit : share;
    const before = owned.get(to);
    // Sources that differ widen the range: the least of the least, the most of the most.
    owned.set(to, before === undefined ? capped : bound === 'min' ? (capped < before ? capped : before) : capped > before ? capped : before);
    pairs.set(from, owned);
  }
  return pairs;
}

export const stands = (edge: AssetEdge, onDay: string): boolean =>
  (edge.since === undefined || edge.since <= onDay) && (edge.until === undefined || edge.until > onDay);

/**
 * What share of each company the owner effectively holds, directly and through others, cross-holdings and cycles included: the
 * limit of direct shares plus what flows through each company held (integrated ownership, Brioschi et al. 1989), to 10^-12.
 * Flows back into the owner are not counted again. A range stays a range: least shares give the least, most the most (at most 100).
 */
export function effectiveOwnership(graph: AssetGraph, owner: string, onDay: string): EffectiveShare[] {
  const min = flow(links(graph, onDay, 'min'), owner);
  const max = flow(links(graph, onDay, 'max'), owner);
  return [...max.held]
    .map(([id, most]) => ({ id, min: percent(min.held.get(id) ?? 0n), max: max.unsettled.has(id) ? 100 : percent(most) }))
    .sort((a, b) => b.max - a.max || b.min - a.min || (a.id < b.id ? -1 : 1));
}

function flow(pairs: Map<string, Map<string, bigint>>, owner: string): Flow {
  const held = new Map<string, bigint>();
  let moving = new Map<string, bigint>([[owner, unit]]);
  let parts = 0;
  for (let round = 0; round < rounds && moving.size > 0 && parts < mostParts; round++) {
    const next = new Map<string, bigint>();
    for (const [from, amount] of moving)
      for (const [to, share] of pairs.get(from) ?? []) {
        if (to === owner) continue;
        parts += 1;
        const part = (amount * share) / unit;
        if (part > tolerance) next.set(to, (next.get(to) ?? 0n) + part);
      }
    for (const [id, amount] of next) {
      const sum = (held.get(id) ?? 0n) + amount;
      held.set(id, sum > unit ? unit : sum);
      // Nothing flows on from what already counts in full: a ring of whole shares would never end.
      if (sum > unit * 2n) next.delete(id);
    }
    moving = next;
  }
  return { held, unsettled: moving.size > 0 ? below(pairs, [...moving.keys()]) : new Set() };
}

type Flow = { readonly held: ReadonlyMap<string, bigint>; readonly unsettled: ReadonlySet<string> };

/** Everything that still may grow. */
function below(pairs: Map<string, Map<string, bigint>>, from: readonly string[]): Set<string> {
  const found = new Set(from);
  for (const id of found) for (const to of pairs.get(id)?.keys() ?? []) found.add(to);
  return found;
}

const percent = (share: bigint): number => Number(share / 10n ** 6n) / 10 ** 10;

export type Controlled = {
  readonly id: string;
  /** `surely`: even the least shares give more than half, or the source itself says control. `possibly`: the most shares would. */
  readonly certainty: 'surely' | 'possibly';
  /** From the controller down to the company. */
  readonly chain: readonly string[];
};

/** Companies in which the owner, with those it already controls, has more than half; found until nothing is added. */
export function controlledBy(graph: AssetGraph, owner: string, onDay: string): Controlled[] {
  const surely = control(graph, owner, onDay, 'min');
  const possibly = control(graph, owner, onDay, 'max');
  return [...possibly].map(([id, chain]) => ({
    id,
    certainty: surely.has(id) ? ('surely' as const) : ('possibly' as const),
    chain: surely.get(id) ?? chain,
  }));
}

/** Steps of a chain that are told; a longer one is told by its end. */
const chainSteps = 64;

function control(graph: AssetGraph, owner: string, onDay: string, bound: 'min' | 'max'): Map<string, readonly string[]> {
  const pairs = links(graph, onDay, bound);
  const told = new Map<string, Set<string>>();
  for (const edge of graph.edges) if (stands(edge, onDay) && saysControl(edge)) told.set(edge.from, (told.get(edge.from) ?? new Set()).add(edge.to));
  const by = new Map<string, string | undefined>([[owner, undefined]]);
  const sums = new Map<string, { sum: bigint; most: bigint; by: string }>();
  // Ring by ring: what the last ring holds is added once, so that a map of ten thousand takes one pass over its relations.
  for (let ring = [owner]; ring.length > 0; ) {
    const next = new Map<string, string>();
    for (const holder of ring.sort()) {
      for (const [to, share] of pairs.get(holder) ?? []) {
        if (by.has(to)) continue;
        const before = sums.get(to) ?? { sum: 0n, most: 0n, by: holder };
        const after = { sum: before.sum + share, most: share > before.most ? share : before.most, by: share > before.most ? holder : before.by };
        sums.set(to, after);
        if (after.sum * 2n > unit) next.set(to, after.by);
      }
      for (const to of told.get(holder) ?? []) if (!by.has(to) && !next.has(to)) next.set(to, holder);
    }
    for (const [to, holder] of next) by.set(to, holder);
    ring = [...next.keys()];
  }
  by.delete(owner);
  return new Map([...by.keys()].map((id) => [id, chainTo(by, owner, id)]));
}

const saysControl = (edge: AssetEdge): boolean =>
  edge.kind === 'Control' || edge.kind === 'UltimateOwnership' || (edge.kind === 'Ownership' && edge.props.relationshipType !== undefined);

function chainTo(by: ReadonlyMap<string, string | undefined>, owner: string, id: string): string[] {
  const chain = [id];
  for (let at = by.get(id); at !== undefined && at !== owner && chain.length < chainSteps; at = by.get(at)) chain.push(at);
  return [owner, ...chain.reverse()];
}
