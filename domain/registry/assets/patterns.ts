import type { Bilingual } from '#domain/kernel/text.ts';
import type { AssetEdge, AssetGraph, AssetNode } from './graph.ts';

/**
 * Parties that share an officer or an address: perhaps one purse. The sharing itself proves nothing. A `hub` serves so many, or is a
 * known address of company agents, that sharing it says next to nothing: it is told apart and comes last.
 */
export type Ring = { readonly kind: 'officer' | 'address'; readonly by: string; readonly members: readonly string[]; readonly hub: boolean };

/** More than these at one address, or under one officer, is an agent or a nominee rather than a family of companies: our own judgment. */
const hubFrom = { address: 12, officer: 20 } as const;

/** Addresses that company agents publish as their own; public knowledge, never complete. */
const agents = [
  'companies house default address',
  '71-75 shelton street',
  '20-22 wenlock road',
  'kemp house',
  '27 old gloucester street',
  '128 city road',
  '1209 n orange',
  '1209 north orange',
  '16192 coastal highway',
];

const officers = new Set(['Directorship', 'Management']);

export function rings(graph: AssetGraph): Ring[] {
  const sharing = new Map<string, { kind: Ring['kind']; by: string; members: Set<string> }>();
  const add = (kind: Ring['kind'], by: string, member: string) => {
    const key = `${kind} ${by}`;
    const ring = sharing.get(key) ?? { kind, by, members: new Set<string>() };
    ring.members.add(member);
    sharing.set(key, ring);
  };
  for (const edge of graph.edges) {
    if (officers.has(edge.kind)) add('officer', edge.from, edge.to);
    if (edge.kind === 'Address') add('address', edge.to, edge.from);
  }
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name.toLowerCase()]));
  const agent = (id: string) => agents.some((known) => names.get(id)?.includes(known));
  return [...sharing.values()]
    .filter(({ members }) => members.size > 1)
    .map(({ kind, by, members }): Ring => ({ kind, by, members: [...members].sort(), hub: members.size > hubFrom[kind] || agent(by) }))
    .sort((a, b) => Number(a.hub) - Number(b.hub) || b.members.length - a.members.length || (a.by < b.by ? -1 : 1));
}

/** Something that left the debtor's side near the time the debt fell due: a question for counsel (撤销权, 民法典 538-539), not a finding. */
export type Transfer = {
  readonly edge: string;
  readonly from: string;
  readonly to: string;
  readonly on: string;
  readonly days: number;
  readonly text: Bilingual;
};

const transferable = new Set<AssetEdge['kind']>(['Ownership', 'Holds', 'StoredAt']);

/** Holdings of the debtor's side that ended from `before` days ahead of the due day on. `dueOn` and `today` are ISO days. */
export function recentTransfers(graph: AssetGraph, side: ReadonlySet<string>, dueOn: string, today: string, before = 365): Transfer[] {
  const start = dayNumber(dueOn) - before;
  const names = new Map(graph.nodes.map((node) => [node.id, node.name]));
  return graph.edges
    .flatMap((edge): Transfer[] => {
      const on = edge.until?.slice(0, 10);
      if (!transferable.has(edge.kind) || !side.has(edge.from) || on === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(on)) return [];
      const day = dayNumber(on);
      if (day < start || day > dayNumber(today)) return [];
      const days = day - dayNumber(dueOn);
      const [who, what] = [names.get(edge.from) ?? edge.from, names.get(edge.to) ?? edge.to];
      return [
        {
          edge: edge.id,
          from: edge.from,
          to: edge.to,
          on,
          days,
          text: {
            zh: `${who} 对「${what}」的权益于 ${on} 终止，${days >= 0 ? `在债务到期后 ${days} 天` : `在债务到期前 ${-days} 天`}；请核查是否属于转移财产（民法典第 538、539 条）。`,
            en: `${who} ceased to hold “${what}” on ${on}, ${days >= 0 ? `${days} days after` : `${-days} days before`} the debt fell due; look whether assets were moved away (Civil Code of China, articles 538 and 539).`,
          },
        },
      ];
    })
    .sort((a, b) => (a.on < b.on ? 1 : -1));
}

const dayNumber = (iso: string): number => Math.floor(Date.parse(`${iso}T00:00:00Z`) / 86_400_000);

/** The debtor, who stands beside it, and companies they surely control. */
export const sideOf = (graph: AssetGraph, controlled: readonly { readonly id: string; readonly certainty: string }[]): Set<string> =>
  new Set([...graph.roots, ...controlled.filter(({ certainty }) => certainty === 'surely').map(({ id }) => id)]);

export const nodeOf = (graph: AssetGraph, id: string): AssetNode | undefined => graph.nodes.find((node) => node.id === id);
