import type { AssetMapJson, AssetNodeJson } from '#contract/operations/assets.ts';

export type ClueStatus = AssetNodeJson['status'];
export const statuses = ['clue', 'checked', 'usable'] as const;

/** What of a map is shown. `among` narrows to the things of one place on the world map. */
export type AssetFilter = {
  readonly text: string;
  readonly status?: ClueStatus;
  readonly kind?: string;
  readonly country?: string;
  readonly source?: string;
  readonly among?: { readonly label: string; readonly ids: readonly string[] };
};
export const everything: AssetFilter = { text: '' };

export const isNarrow = (filter: AssetFilter): boolean =>
  filter.text.trim() !== '' || [filter.status, filter.kind, filter.country, filter.source, filter.among].some((one) => one !== undefined);

/** The ids of the things that fit. */
export function fitting(map: Pick<AssetMapJson, 'nodes'>, filter: AssetFilter): ReadonlySet<string> {
  const words = folded(filter.text).split(' ').filter(Boolean);
  const among = filter.among && new Set(filter.among.ids);
  return new Set(
    map.nodes
      .filter(
        (node) =>
          (filter.status === undefined || node.status === filter.status) &&
          (filter.kind === undefined || node.schema === filter.kind) &&
          (filter.country === undefined || node.country?.slice(0, 2) === filter.country) &&
          (filter.source === undefined || node.source === filter.source) &&
          (among === undefined || among.has(node.id)) &&
          (words.length === 0 || includesAll(haystack(node), words)),
      )
      .map(({ id }) => id),
  );
}

const includesAll = (text: string, words: readonly string[]): boolean => words.every((word) => text.includes(word));
const haystack = (node: AssetNodeJson): string => folded([node.name, node.source, ...Object.values(node.props).flat()].join(' '));
const folded = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

export type Choice = { readonly value: string; readonly count: number };

/** The values that occur, most frequent first: a filter never offers what would show nothing. */
export function occurring(nodes: readonly AssetNodeJson[], of: (node: AssetNodeJson) => string | undefined): Choice[] {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const value = of(node);
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
