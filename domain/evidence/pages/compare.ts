import type { PageMark } from './marks.ts';

/** One page of a later file beside the registered ones. Pages count from 1. */
export type PageVerdict =
  /** The same drawing. `registeredPage` differs from `page` where pages before it came or went. `annotations`: something was put on it or taken off. */
  | { readonly page: number; readonly verdict: 'same' | 'moved'; readonly registeredPage: number; readonly annotations?: 'changed' }
  /** Drawn in another way with the same words: a weaker claim. */
  | { readonly page: number; readonly verdict: 'text-only'; readonly registeredPage: number }
  | { readonly page: number; readonly verdict: 'changed'; readonly registeredPage: number }
  | { readonly page: number; readonly verdict: 'added' }
  | { readonly registeredPage: number; readonly verdict: 'removed' };

/** Beyond this many pairs the longest common order is not sought; pages are matched where they stand and then anywhere. */
const mostPairs = 4_000_000;

/**
 * Which pages are the same, were moved, changed, added or removed. Pages in the longest common order stay where they are;
 * equal pages outside of it were moved; between them, pages pair up in order by their words, and what is left was changed.
 */
export function comparePages(registered: readonly PageMark[], given: readonly PageMark[]): readonly PageVerdict[] {
  const pairs = commonOrder(registered, given);
  const verdicts: (PageVerdict | undefined)[] = given.map((mark, i) => {
    const at = pairs.get(i);
    return at === undefined ? undefined : same('same', i, at, mark, registered[at]);
  });
  const taken = new Set(pairs.values());
  const take = (i: number, matches: (mark: PageMark, at: number) => boolean): number | undefined => {
    const at = registered.findIndex((mark, j) => !taken.has(j) && matches(mark, j));
    if (at < 0 || verdicts[i]) return undefined;
    taken.add(at);
    return at;
  };
  given.forEach((mark, i) => {
    const at = take(i, ({ content }) => content === mark.content);
    if (at !== undefined) verdicts[i] = same('moved', i, at, mark, registered[at]);
  });
  given.forEach((mark, i) => {
    const at = mark.text === undefined ? undefined : take(i, ({ text }) => text === mark.text);
    if (at !== undefined) verdicts[i] = { page: i + 1, verdict: 'text-only', registeredPage: at + 1 };
  });
  given.forEach((_, i) => {
    if (verdicts[i]) return;
    const [from, to] = gap(pairs, i, registered.length);
    const at = take(i, (__, j) => j > from && j < to);
    verdicts[i] = at === undefined ? { page: i + 1, verdict: 'added' } : { page: i + 1, verdict: 'changed', registeredPage: at + 1 };
  });
  const removed = registered.flatMap((_, j): PageVerdict[] => (taken.has(j) ? [] : [{ registeredPage: j + 1, verdict: 'removed' }]));
  return [...verdicts.filter((verdict) => verdict !== undefined), ...removed];
}

function same(verdict: 'same' | 'moved', i: number, at: number, mark: PageMark, before: PageMark | undefined): PageVerdict {
  return { page: i + 1, verdict, registeredPage: at + 1, ...(mark.annotations === before?.annotations ? {} : { annotations: 'changed' as const }) };
}

/** The registered pages that stand between the nearest unmoved neighbours of page `i`. */
function gap(pairs: ReadonlyMap<number, number>, i: number, length: number): readonly [number, number] {
  let [from, to] = [-1, length];
  for (const [given, at] of pairs) {
    if (given < i) from = Math.max(from, at);
    else to = Math.min(to, at);
  }
  return [from, to];
}

/** Index of a given page to that of a registered one, in the longest order that both have. */
function commonOrder(registered: readonly PageMark[], given: readonly PageMark[]): ReadonlyMap<number, number> {
  const [n, m] = [given.length, registered.length];
  const pairs = new Map<number, number>();
  if (n * m > mostPairs) {
    for (let i = 0; i < Math.min(n, m); i++) if (given[i]?.content === registered[i]?.content) pairs.set(i, i);
    return pairs;
  }
  const width = m + 1;
  const longest = new Uint16Array((n + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] as number;
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      longest[i * width + j] = given[i]?.content === registered[j]?.content ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  for (let i = 0, j = 0; i < n && j < m; ) {
    if (given[i]?.content === registered[j]?.content) pairs.set(i++, j++);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
