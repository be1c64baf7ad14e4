import type { AssetGraph, AssetNode } from './graph.ts';
import { placeTable } from './place-table.ts';

/** A point in degrees and how it was found: told by the source, by a place that the text names, or the country alone. */
export type Place = { readonly latitude: number; readonly longitude: number; readonly by: 'source' | 'name' | 'country'; readonly name?: string };

type Known = { readonly country: string; readonly latitude: number; readonly longitude: number; readonly names: readonly string[] };

const known: readonly Known[] = placeTable
  .trim()
  .split('\n')
  .map((line) => {
    const [country = '', latitude, longitude, ...rest] = line.split(' ');
    return { country, latitude: Number(latitude), longitude: Number(longitude), names: rest.join(' ').split('|') };
  });
const firstOf = new Map<string, Known>();
for (const one of known) if (!firstOf.has(one.country)) firstOf.set(one.country, one);

/** Longest names first: "Port Klang" before a shorter name that it may hold. */
const byName = known
  .flatMap((place) => place.names.map((name) => ({ place, name, folded: folded(name), han: /\p{Script=Han}|\p{Script=Hangul}/u.test(name) })))
  .sort((a, b) => b.folded.length - a.folded.length || (a.folded < b.folded ? -1 : 1));

/** Where everything of a map lies, as far as it is told. What no source, name or country places is absent. */
export function placesOf(graph: AssetGraph): ReadonlyMap<string, Place> {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const found = new Map<string, Place>();
  for (const node of graph.nodes) {
    const place = placeOf(node);
    if (place) found.set(node.id, place);
  }
  // What is stored or seated somewhere lies there: better than its country alone.
  for (const edge of graph.edges) {
    if (edge.kind !== 'StoredAt' && edge.kind !== 'Address') continue;
    const there = nodes.get(edge.to) && found.get(edge.to);
    const own = found.get(edge.from);
    if (there && there.by !== 'country' && (own === undefined || own.by === 'country')) found.set(edge.from, there);
  }
  return found;
}

function placeOf(node: AssetNode): Place | undefined {
  if (node.latitude !== undefined && node.longitude !== undefined) return { latitude: node.latitude, longitude: node.longitude, by: 'source' };
  const named = placeNamed(placeText(node), node.country);
  if (named) return named;
  const country = node.country === undefined ? undefined : firstOf.get(node.country.slice(0, 2));
  return country && { latitude: country.latitude, longitude: country.longitude, by: 'country' };
}

/** A party's own name is no place ("Hamburg Trading Ltd" may sit anywhere); a thing's or an address's words are. */
const placeText = (node: AssetNode): string =>
  [...(['Address', 'Warehouse', 'Goods', 'RealEstate'].includes(node.schema) ? [node.name] : []), ...[node.props.address ?? []].flat()].join(' · ');

/**
 * The place that a text names, in `country` where that is known. Of several the outermost counts: Latin addresses end with the city,
 * Chinese and Korean ones begin with it ("上海市南京路", "Cambridge Road, Leeds").
 */
export function placeNamed(text: string, country?: string): Place | undefined {
  const words = ` ${folded(text)} `;
  let best: { place: Known; name: string; rank: number } | undefined;
  for (const { place, name, folded: key, han } of byName) {
    if (country !== undefined && country.slice(0, 2) !== place.country) continue;
    const at = han ? words.indexOf(key) : words.lastIndexOf(` ${key} `);
    if (at < 0) continue;
    const rank = han ? 1_000_000 - at : at;
    if (best === undefined || rank > best.rank) best = { place, name, rank };
  }
  return best && { latitude: best.place.latitude, longitude: best.place.longitude, by: 'name', name: best.name };
}

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
