import { UndirectedGraph } from 'graphology';
import louvainPackage from 'graphology-communities-louvain';
import forceAtlas2Package from 'graphology-layout-forceatlas2';

// CommonJS packages whose types describe an ES module: what arrives as the default is the function itself.
const louvain = louvainPackage as unknown as typeof louvainPackage.default;
const forceAtlas2 = forceAtlas2Package as unknown as typeof forceAtlas2Package.default;

export type Spot = readonly [x: number, y: number];
export type LayoutTask = {
  readonly roots: readonly string[];
  readonly nodes: readonly string[];
  readonly edges: readonly (readonly [from: string, to: string])[];
  /** Where things stood the last time: they move little when something is added. */
  readonly before: Readonly<Record<string, Spot>>;
};
export type LayoutNews =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'done'; readonly layout: Layout };
/** `group` numbers closely knit neighbourhoods, largest first; what stands alone has none. */
export type Layout = { readonly spots: Readonly<Record<string, Spot>>; readonly group: Readonly<Record<string, number>> };

const atOnce = 20;

/**
 * ForceAtlas2 from places that follow from the map alone (rings around the debtor by distance, angle by id), so that the same map
 * is drawn the same every time. `tell` is called every twenty rounds.
 */
export function laidOut(task: LayoutTask, tell: (done: number, of: number) => void): Layout {
  const graph = new UndirectedGraph();
  const distance = distances(task);
  for (const id of task.nodes) {
    const ring = distance.get(id) ?? 4;
    const angle = fraction(id) * 2 * Math.PI;
    const [x, y] = task.before[id] ?? [ring * Math.cos(angle) * 10, ring * Math.sin(angle) * 10];
    graph.addNode(id, { x, y });
  }
  for (const [from, to] of task.edges) if (from !== to && !graph.hasEdge(from, to)) graph.addEdge(from, to);
  const rounds = graph.order > 2000 ? 120 : graph.order > 300 ? 240 : 400;
  const settings = {
    ...forceAtlas2.inferSettings(graph),
    barnesHutOptimize: graph.order > 300,
    linLogMode: graph.order > 60,
    outboundAttractionDistribution: true,
    gravity: 0.6,
  };
  for (let done = 0; done < rounds; done += atOnce) {
    forceAtlas2.assign(graph, { iterations: atOnce, settings });
    tell(done + atOnce, rounds);
  }
  return { spots: Object.fromEntries(graph.mapNodes((id, { x, y }) => [id, [x, y] as const])), group: groupsOf(graph) };
}

/** Communities by Louvain with a fixed sequence of chances, so that the same map is grouped the same. */
function groupsOf(graph: UndirectedGraph): Record<string, number> {
  if (graph.size === 0) return {};
  let state = 20_261_128;
  const rng = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const members = new Map<number, string[]>();
  for (const [id, community] of Object.entries(louvain(graph, { rng }))) members.set(community, [...(members.get(community) ?? []), id]);
  return Object.fromEntries(
    [...members.values()]
      .filter((ids) => ids.length > 2)
      .sort((a, b) => b.length - a.length || ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
      .flatMap((ids, group) => ids.map((id) => [id, group] as const)),
  );
}

/** Steps from the nearest root. */
function distances({ roots, edges }: LayoutTask): Map<string, number> {
  const near = new Map<string, string[]>();
  const link = (a: string, b: string) => near.set(a, [...(near.get(a) ?? []), b]);
  for (const [from, to] of edges) {
    link(from, to);
    link(to, from);
  }
  const found = new Map(roots.map((root, i) => [root, i === 0 ? 0 : 0.5]));
  let rim = [...roots];
  for (let step = 1; rim.length > 0; step++) {
    const next: string[] = [];
    for (const id of rim)
      for (const other of near.get(id) ?? [])
        if (!found.has(other)) {
          found.set(other, step);
          next.push(other);
        }
    rim = next;
  }
  return found;
}

/** 0 to 1, the same for the same text (FNV-1a). */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0) / 0x1_0000_0000;
}
