/** One measured figure, beside the limit it has to keep or the peer it is compared with, both in `unit`. */
export type Row = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit?: Limit;
  /** Something else that did the same or less in the same run. */
  readonly peer?: { readonly name: string; readonly value: number };
};

export type Limit = { readonly kind: 'least' | 'most'; readonly value: number };

/** What `bench/run.ts` finds in every bench. */
export type Bench = { run(): Promise<readonly Row[]> };

export const atLeast = (name: string, value: number, unit: string, least: number, peer?: Row['peer']): Row => ({
  name,
  value,
  unit,
  limit: { kind: 'least', value: least },
  ...(peer ? { peer } : {}),
});

export const atMost = (name: string, value: number, unit: string, most: number, peer?: Row['peer']): Row => ({
  name,
  value,
  unit,
  limit: { kind: 'most', value: most },
  ...(peer ? { peer } : {}),
});

/** A figure without a limit. */
export const figure = (name: string, value: number, unit: string, peer?: Row['peer']): Row => ({ name, value, unit, ...(peer ? { peer } : {}) });

/** Whether the limit is kept; undefined where there is none. A value that is no number keeps no limit. */
export function met({ value, limit }: Row): boolean | undefined {
  if (!limit) return undefined;
  return limit.kind === 'least' ? value >= limit.value : value <= limit.value;
}

/** The figure below which `share` (0 to 1) of the values lie, by nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
