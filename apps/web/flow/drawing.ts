import type { FlowJson } from '#contract/operations/flow.ts';

export type Drawn = {
  readonly nodes: readonly { readonly id: string; readonly name: string; readonly depth: 0 | 1 | 2; readonly role: string }[];
  readonly links: readonly { readonly source: string; readonly target: string; readonly value: number; readonly ofLoan: number }[];
  /** Ways that were put together as "others". */
  readonly gathered: number;
  readonly own: number;
};

/** More than this cannot be told apart in a picture. */
export const mostWays = 24;

/**
 * Three columns: where money came from, the borrower, where it went. A party on both sides stands twice, because a picture
 * of this kind knows no circle. Widths are for the eye alone; every figure beside it is exact text.
 */
export function drawingOf(flow: FlowJson, currency: string, words: { readonly rest: string; readonly unknown: string }): Drawn {
  const parties = new Map(flow.nodes.map((node) => [node.id, node]));
  const ways = new Map<string, { from: string; to: string; value: number; ofLoan: number }>();
  let own = 0;
  for (const edge of flow.edges) {
    if (edge.amount.currency !== currency) continue;
    if (edge.kind === 'own') {
      own += 1;
      continue;
    }
    const key = `${edge.from}\n${edge.to}`;
    const way = ways.get(key) ?? { from: edge.from, to: edge.to, value: 0, ofLoan: 0 };
    way.value += Number(edge.amount.amount);
    way.ofLoan += Number(edge.fromLoan.amount);
    ways.set(key, way);
  }
  const largest = [...ways.values()].sort((a, b) => b.value - a.value);
  const nodes = new Map<string, Drawn['nodes'][number]>();
  const links = new Map<string, { source: string; target: string; value: number; ofLoan: number }>();
  const place = (id: string, depth: 0 | 1 | 2, rest: boolean): string => {
    const party = parties.get(id);
    const key = `${depth}:${rest ? 'rest' : id}`;
    const name = rest ? words.rest : !party || party.name === '?' || party.name === '' ? words.unknown : party.name;
    if (!nodes.has(key)) nodes.set(key, { id: key, name, depth, role: rest ? 'other' : (party?.role ?? 'other') });
    return key;
  };
  const inMiddle = (id: string): boolean => parties.get(id)?.role === 'borrower';
  for (const [i, way] of largest.entries()) {
    const small = i >= mostWays;
    const source = inMiddle(way.from) ? place(way.from, 1, false) : place(way.from, 0, small);
    const target = inMiddle(way.to) ? place(way.to, 1, false) : place(way.to, 2, small);
    const key = `${source}\n${target}`;
    const link = links.get(key) ?? { source, target, value: 0, ofLoan: 0 };
    link.value += way.value;
    link.ofLoan += way.ofLoan;
    links.set(key, link);
  }
  return { nodes: [...nodes.values()], links: [...links.values()], gathered: Math.max(0, largest.length - mostWays), own };
}
