import type { RegistrySource, SourceRecord } from '#usecases/ports/registry.ts';

/** A bulk file's format: how its records are read one by one, and what its publisher says of coverage and licence. */
export type BulkFormat = {
  readonly id: string;
  readonly title: string;
  /** What stands where the caller names nothing else. */
  readonly source: Pick<RegistrySource, 'id' | 'name' | 'licence' | 'exportable' | 'countries' | 'kind' | 'reach'>;
  /** Reads records in the order of the file. A record that cannot be read says why and does not stop the others. */
  readonly records: (bytes: AsyncIterable<Uint8Array>, options: ReadOptions) => AsyncIterable<SourceRecord>;
};

export type ReadOptions = {
  /** Field of ours -> column of the file, for tables. */
  readonly mapping?: Readonly<Record<string, string>>;
  /** Where a row names no country. */
  readonly country?: string;
  readonly sourceId: string;
  readonly list?: string;
};

export const rejectedRecord = (raw: string, why: string): SourceRecord => ({ raw, entities: [], edges: [], rejected: why });

/** Drops the absent fields of a record: `undefined` is not kept in a store. */
export function filled<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '')) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
