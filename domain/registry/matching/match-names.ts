import { compareNames, compareParsed, type NameComparison, type Schema, thresholds } from '../names/compare.ts';
import { parseOrganisation } from '../names/organisation.ts';
import { type NameIndex, nameAt, postingsOf } from './name-index.ts';
import { keysOf } from './name-keys.ts';

export type NameMatch = { readonly position: number; readonly name: string; readonly comparison: NameComparison };

/** How many postings one query may read before only rarer evidence counts, and how many names are compared in full. */
const postingBudget = 30_000;
const comparedInFull = 36;
/** After the first few, a candidate with less than this share of the best one's evidence is not compared. */
const worthComparing = 0.4;
const alwaysCompared = 10;

/** Finds the names of an index that may be the one asked for. Holds working memory for one index; not for use by two callers at once. */
export class NameMatcher {
  readonly #index: NameIndex;
  readonly #sums: Float32Array;
  readonly #touched: Uint32Array;

  constructor(index: NameIndex) {
    this.#index = index;
    this.#sums = new Float32Array(index.size);
    this.#touched = new Uint32Array(index.size);
  }

  /** Best first; only names that reach `least` (default: the review threshold). */
  match(name: string, options: { readonly schema?: Schema; readonly limit?: number; readonly least?: number } = {}): NameMatch[] {
    const parsed = parseOrganisation(name);
    const { limit = 5, least = thresholds.review, schema } = options;
    const found: NameMatch[] = [];
    for (const position of this.#candidates(parsed)) {
      const candidate = nameAt(this.#index, position);
      const comparison =
        schema === 'Person' ? compareNames(name, candidate, { schema }) : compareParsed(parsed, parseOrganisation(candidate), schema);
      if (comparison.score >= least) found.push({ position, name: candidate, comparison });
    }
    return found.sort((a, b) => b.comparison.score - a.comparison.score || a.position - b.position).slice(0, limit);
  }

  /** Positions worth a full comparison, best evidence first: rare keys are read first, within the budget. */
  #candidates(parsed: ReturnType<typeof parseOrganisation>): number[] {
    const lists: { from: number; to: number; weight: number }[] = [];
    const seen = new Set<number>();
    keysOf(parsed, (hash, weight) => {
      if (seen.has(hash)) return;
      seen.add(hash);
      const [from, to] = postingsOf(this.#index, hash);
      if (to > from) lists.push({ from, to, weight });
    });
    lists.sort((a, b) => a.to - a.from - (b.to - b.from));
    let budget = postingBudget;
    let count = 0;
    const { postings, size } = this.#index;
    for (const { from, to, weight } of lists) {
      const length = to - from;
      if (length > budget && count > 0) break;
      const gain = weight * Math.log(1 + size / length);
      const end = Math.min(to, from + budget);
      for (let i = from; i < end; i++) {
        const position = postings[i] as number;
        if (this.#sums[position] === 0) this.#touched[count++] = position;
        this.#sums[position] = (this.#sums[position] as number) + gain;
      }
      budget -= end - from;
      if (budget <= 0) break;
    }
    const best = this.#highest(count);
    for (let i = 0; i < count; i++) this.#sums[this.#touched[i] as number] = 0;
    return best;
  }

  /** The touched positions with the highest sums, by a bounded heap kept as a sorted array. */
  #highest(count: number): number[] {
    const best: number[] = [];
    const sums: number[] = [];
    let floor = 0;
    for (let i = 0; i < count; i++) {
      const position = this.#touched[i] as number;
      const sum = this.#sums[position] as number;
      if (best.length === comparedInFull && sum <= floor) continue;
      let at = best.length;
      while (at > 0 && (sums[at - 1] as number) < sum) at--;
      best.splice(at, 0, position);
      sums.splice(at, 0, sum);
      if (best.length > comparedInFull) {
        best.pop();
        sums.pop();
      }
      floor = sums[sums.length - 1] as number;
    }
    const worth = worthComparing * (sums[0] ?? 0);
    return best.filter((_, at) => at < alwaysCompared || (sums[at] as number) >= worth);
  }
}
