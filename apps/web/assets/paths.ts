import type { AssetMapJson } from '#contract/operations/assets.ts';

/** Things on the way from the debtor to a thing: its chain of control, or the shortest way over any relation. */
export function wayTo(map: AssetMapJson, id: string): readonly string[] {
  const chain = map.controlled.find((one) => one.id === id)?.chain;
  if (chain) return chain;
  const before = new Map<string, string | undefined>(map.roots.map((root) => [root, undefined]));
  let rim = [...map.roots];
  const near = new Map<string, string[]>();
  const link = (a: string, b: string) => (near.get(a) ?? near.set(a, []).get(a))?.push(b);
  for (const { from, to } of map.edges) {
    link(from, to);
    link(to, from);
  }
  while (rim.length > 0 && !before.has(id)) {
    const next: string[] = [];
    for (const at of rim)
      for (const other of near.get(at) ?? [])
        if (!before.has(other)) {
          before.set(other, at);
          next.push(other);
        }
    rim = next;
  }
  if (!before.has(id)) return [];
  const way: string[] = [];
  for (let at: string | undefined = id; at !== undefined; at = before.get(at)) way.unshift(at);
  return way;
}

/** Share of a relation as text: "75–100", "51"; undefined where none is told. */
export function shareText(edge: { readonly shareMin?: string; readonly shareMax?: string }): string | undefined {
  if (edge.shareMin === undefined && edge.shareMax === undefined) return undefined;
  return rangeText(edge.shareMin ?? '0', edge.shareMax ?? '100');
}

export function rangeText(min: string | number, max: string | number): string {
  const [least, most] = [plain(min), plain(max)];
  return least === most ? `${least}%` : `${least}–${most}%`;
}

const plain = (share: string | number): string => String(Math.round(Number(share) * 100) / 100);
