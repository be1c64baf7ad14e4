import { MultiDirectedGraph } from 'graphology';
import Sigma from 'sigma';
import { EdgeArrowProgram, EdgeRectangleProgram } from 'sigma/rendering';
import type { AssetEdgeJson, AssetMapJson, AssetNodeJson } from '#contract/operations/assets.ts';
import type { Layout } from './layout.ts';
import { ClueProgram, fillings, forms, setPaper } from './node-program.ts';

export type Palette = (token: string) => string;
/** What a drawing emphasises: things that fit the filter, the thing that is open, the way from the debtor to it. */
export type Stress = { readonly shown: ReadonlySet<string>; readonly open: string | undefined; readonly way: readonly string[] };

/** Relations from which on a map is drawn for speed: no arrow heads, and while it moves neither lines nor names. */
const bigMap = 250;
const groupInks = ['age-4', 'jade', 'ochre', 'age-2', 'primary', 'age-3', 'ink-2', 'age-5'];
const parties = new Set(['Company', 'LegalEntity', 'Organization', 'PublicBody', 'Person']);
const owning = new Set(['Ownership', 'UltimateOwnership', 'Control', 'Holds']);
export const groupLetter = (group: number | undefined): string => (group === undefined || group > 7 ? '' : String.fromCharCode(65 + group));

export const formOf = (node: AssetNodeJson, root: boolean): number =>
  root ? forms.root : node.isAsset ? forms.asset : parties.has(node.schema) ? forms.party : forms.other;

export function graphOf(map: AssetMapJson, layout: Layout, colour: Palette, today: string): MultiDirectedGraph {
  const graph = new MultiDirectedGraph();
  const roots = new Set(map.roots);
  // Few assets are all named; among many the grid of labels decides which.
  const named = map.nodes.filter(({ isAsset }) => isAsset).length <= 25;
  const scale = map.nodes.length > 150 ? 0.7 : 1;
  for (const node of map.nodes) {
    const [x, y] = layout.spots[node.id] ?? [0, 0];
    const root = roots.has(node.id);
    const group = layout.group[node.id];
    graph.addNode(node.id, {
      x,
      y,
      label: node.name,
      size: root ? 13 : (node.isAsset ? 10 : 7) * scale,
      color: colour(root ? 'ink' : (groupInks[group ?? 0] ?? 'ink-3')),
      form: formOf(node, root),
      filling: fillings[node.status],
      forceLabel: root || (named && node.isAsset),
      type: 'clue',
    });
  }
  for (const edge of map.edges)
    if (graph.hasNode(edge.from) && graph.hasNode(edge.to) && !graph.hasEdge(edge.id))
      graph.addEdgeWithKey(edge.id, edge.from, edge.to, {
        size: isOver(edge, today) ? 0.6 : owning.has(edge.kind) ? 1.6 : 1,
        color: colour(isOver(edge, today) ? 'rule' : 'rule-strong'),
        // An arrow is three drawings, a line one: among hundreds nobody reads the heads.
        type: owning.has(edge.kind) && map.edges.length <= bigMap ? 'arrow' : 'line',
      });
  return graph;
}

export const isOver = (edge: Pick<AssetEdgeJson, 'until'>, today: string): boolean => edge.until !== undefined && edge.until <= today;

/** Starts the drawing in an element; throws where the browser has no WebGL. `stress` is asked at every refresh. */
export function drawn(graph: MultiDirectedGraph, element: HTMLElement, colour: Palette, font: string, stress: () => Stress): Sigma {
  setPaper(colour('raised'));
  return new Sigma(graph, element, {
    nodeProgramClasses: { clue: ClueProgram },
    edgeProgramClasses: { arrow: EdgeArrowProgram, line: EdgeRectangleProgram },
    defaultNodeType: 'clue',
    zIndex: true,
    hideEdgesOnMove: graph.size > bigMap,
    hideLabelsOnMove: graph.size > bigMap,
    labelFont: font,
    labelSize: 12,
    labelDensity: 0.7,
    labelGridCellSize: 130,
    labelRenderedSizeThreshold: 7,
    minCameraRatio: 0.05,
    maxCameraRatio: 3,
    stagePadding: 64,
    defaultDrawNodeLabel: (canvas, data, settings) => label(canvas, data, settings.labelSize, settings.labelFont, colour, false),
    defaultDrawNodeHover: (canvas, data, settings) => label(canvas, data, settings.labelSize, settings.labelFont, colour, true),
    nodeReducer: (id, data) => {
      const { shown, open, way } = stress();
      const onWay = way.includes(id);
      if (id === open || onWay) return { ...data, size: id === open ? data.size * 1.35 : data.size, forceLabel: true, zIndex: 2 };
      return shown.has(id) ? data : { ...data, label: null, forceLabel: false, color: colour('rule'), zIndex: 0 };
    },
    edgeReducer: (id, data) => {
      const { shown, open, way } = stress();
      const [from, to] = [graph.source(id), graph.target(id)];
      if (steps(way, from, to)) return { ...data, color: colour('ink'), size: 3, zIndex: 2 };
      if (open === from || open === to) return { ...data, color: colour('ink-2'), size: 2, zIndex: 1 };
      return shown.has(from) || shown.has(to) ? data : { ...data, color: colour('rule'), size: 0.5 };
    },
  });
}

const steps = (way: readonly string[], from: string, to: string): boolean =>
  way.some((id, i) => (id === from && way[i + 1] === to) || (id === to && way[i + 1] === from));

type Drawn = { readonly x: number; readonly y: number; readonly size: number; readonly label: string | null };

/** A name beside its mark, on a ground of its own where it is pointed at. */
function label(canvas: CanvasRenderingContext2D, data: Drawn, size: number, font: string, colour: Palette, boxed: boolean): void {
  if (!data.label) return;
  const text = data.label.length > 30 && !boxed ? `${data.label.slice(0, 29)}…` : data.label;
  canvas.font = `${size}px ${font}`;
  const [x, y] = [data.x + data.size + 4, data.y + size / 3];
  if (boxed) {
    const width = canvas.measureText(text).width;
    canvas.fillStyle = colour('raised');
    canvas.strokeStyle = colour('rule-strong');
    canvas.lineWidth = 1;
    canvas.beginPath();
    canvas.roundRect(x - 5, data.y - size, width + 10, size * 2, 4);
    canvas.fill();
    canvas.stroke();
  } else {
    canvas.lineWidth = 3;
    canvas.strokeStyle = colour('raised');
    canvas.strokeText(text, x, y);
  }
  canvas.fillStyle = colour('ink');
  canvas.fillText(text, x, y);
}
