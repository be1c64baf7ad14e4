import { feature } from 'topojson-client';
import type { AssetNodeJson } from '#contract/operations/assets.ts';
import type { ClueStatus } from './filter.ts';

/** Equirectangular: a degree is a unit, north up; what lies beyond these latitudes has neither ports nor debtors. */
export const frame = { west: -180, north: 80, width: 360, height: 138 } as const;
export const xOf = (longitude: number): number => longitude - frame.west;
export const yOf = (latitude: number): number => frame.north - latitude;

type Ring = readonly (readonly number[])[];

/** Coast lines as one SVG path. The file holds land only: no border of any state is drawn (docs/decisions/map-outlines.md). */
export function landPath(topology: unknown): string {
  const world = topology as Parameters<typeof feature>[0];
  const land = world.objects.land;
  if (!land) throw new Error('expected an object "land" in the outlines');
  const made = feature(world, land) as unknown as { type: string; features?: { geometry: Shape }[]; geometry?: Shape };
  const shapes = made.features?.map((one) => one.geometry) ?? (made.geometry ? [made.geometry] : []);
  return shapes.flatMap(polygonsOf).flat().map(ringPath).join('');
}

type Shape = { readonly type: string; readonly coordinates: unknown };
const polygonsOf = (shape: Shape): Ring[][] =>
  shape.type === 'MultiPolygon' ? (shape.coordinates as Ring[][]) : shape.type === 'Polygon' ? [shape.coordinates as Ring[]] : [];
const ringPath = (ring: Ring): string =>
  ring
    .map(([x = 0, y = 0], i) => {
      // Where a coast crosses the date line its ring jumps across the map: that jump is no coast.
      const jump = i === 0 || Math.abs(x - (ring[i - 1]?.[0] ?? x)) > 180;
      return `${jump ? 'M' : 'L'}${xOf(x).toFixed(2)} ${yOf(y).toFixed(2)}`;
    })
    .join('');

/** Clues drawn as one mark: their middle, their number, and how far the best of them has come. */
export type Cluster = {
  readonly key: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly nodes: readonly AssetNodeJson[];
  readonly best: ClueStatus;
  /** Nothing nearer than the country is known of any of them. */
  readonly vague: boolean;
};

const rank: Readonly<Record<ClueStatus, number>> = { clue: 0, checked: 1, usable: 2 };

/** Marks that would stand within `degrees` of each other become one, largest first; the order of nodes does not matter. */
export function clustersOf(nodes: readonly AssetNodeJson[], degrees: number): Cluster[] {
  const spots = new Map<string, AssetNodeJson[]>();
  for (const node of nodes) {
    if (!node.place) continue;
    const key = `${node.place.latitude.toFixed(3)} ${node.place.longitude.toFixed(3)}`;
    const here = spots.get(key) ?? [];
    here.push(node);
    spots.set(key, here);
  }
  const groups = [...spots]
    .map(([key, here]) => ({ key, here, at: here[0]?.place as NonNullable<AssetNodeJson['place']> }))
    .sort((a, b) => b.here.length - a.here.length || (a.key < b.key ? -1 : 1));
  const clusters: { key: string; latitude: number; longitude: number; nodes: AssetNodeJson[] }[] = [];
  for (const { key, here, at } of groups) {
    const near = clusters.find((one) => Math.hypot(one.latitude - at.latitude, one.longitude - at.longitude) < degrees);
    if (near) near.nodes.push(...here);
    else clusters.push({ key, latitude: at.latitude, longitude: at.longitude, nodes: [...here] });
  }
  return clusters.map((one) => ({
    ...one,
    best: one.nodes.reduce<ClueStatus>((best, { status }) => (rank[status] > rank[best] ? status : best), 'clue'),
    vague: one.nodes.every(({ place }) => place?.by === 'country'),
  }));
}

export type Window = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export const wholeWorld: Window = { x: 0, y: 0, width: frame.width, height: frame.height };

/** The window moved and scaled by `factor` around its middle, kept inside the world. */
export function zoomed(window: Window, factor: number, middle?: { readonly x: number; readonly y: number }): Window {
  const width = Math.min(frame.width, Math.max(6, window.width * factor));
  const height = (width * frame.height) / frame.width;
  const { x, y } = middle ?? { x: window.x + window.width / 2, y: window.y + window.height / 2 };
  return kept({ x: x - width / 2, y: y - height / 2, width, height });
}

export const kept = (window: Window): Window => ({
  ...window,
  x: Math.min(frame.width - window.width, Math.max(0, window.x)),
  y: Math.min(frame.height - window.height, Math.max(0, window.y)),
});
