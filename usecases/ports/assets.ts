import type { AssetEdge, AssetGraph, AssetNode, ClueStatus, StatusChange } from '#domain/registry/assets/graph.ts';
import type { TenantTx } from './transactions.ts';

/** A drawing that has been made: when, how much, and from which sources. */
export type Screening = {
  readonly at: number;
  readonly nodes: number;
  readonly edges: number;
  readonly cut: boolean;
  readonly sources: readonly string[];
};

/** Where the drawing of a map stands. `screening` is the last one that was finished. */
export type ScreeningState = {
  readonly state: 'asked' | 'drawing' | 'drawn' | 'failed';
  readonly askedAt?: number;
  /** Rings around the debtor that have been read, and things found so far. */
  readonly rings: number;
  readonly found: number;
  readonly screening?: Screening;
};

/** Under what a map was drawn: a later entry of a register that bears one of these concerns it. */
export type Watch = { readonly kind: 'whole' | 'core' | 'sound' | 'number' | 'key'; readonly value: string };

export type DrawnMap = {
  readonly caseId: string;
  readonly graph: AssetGraph;
  readonly screening: Screening;
  readonly watch: readonly Watch[];
};

/** The asset map of each case. */
export interface AssetStore {
  /**
   * Takes the maps of these cases for oneself until the transaction ends. Whoever draws or erases takes them before reading the
   * claim: else a drawing could put back a person who is being erased, and the two could wait for each other for ever.
   */
  hold(tx: TenantTx, caseIds: readonly string[]): Promise<void>;
  graph(tx: TenantTx, caseId: string): Promise<AssetGraph>;
  screening(tx: TenantTx, caseId: string): Promise<ScreeningState | undefined>;
  /** Notes that drawings were asked for, are under way or failed; the last finished one stays readable. */
  noteState(
    tx: TenantTx,
    caseIds: readonly string[],
    note: Pick<ScreeningState, 'state'> & Partial<Pick<ScreeningState, 'rings' | 'found' | 'askedAt'>>,
  ): Promise<void>;
  /** Puts a screening's clues in the place of the last one's; what a person added or has checked stays as it is. */
  replaceScreened(tx: TenantTx, maps: readonly DrawnMap[]): Promise<void>;
  /** Open cases whose maps an imported source concerns: by name, number, or a thing of the map. At most `limit`, by id after `after`. */
  concernedBy(tx: TenantTx, source: string, after: string | undefined, limit: number): Promise<readonly string[]>;
  /** Adds or changes one thing and its relations by hand. */
  put(tx: TenantTx, caseId: string, node: AssetNode, edges: readonly AssetEdge[]): Promise<void>;
  /** Moves the status of a thing or relation and keeps why; answers the status before, undefined where there is none. */
  setStatus(tx: TenantTx, caseId: string, id: string, status: ClueStatus, why: string): Promise<ClueStatus | undefined>;
  /** Every move of a status in this map, newest first, at most a thousand. */
  changes(tx: TenantTx, caseId: string): Promise<readonly StatusChange[]>;
  /** Whether the case has this sealed record as an exhibit or a captured page. */
  hasRecord(tx: TenantTx, caseId: string, recordId: string): Promise<boolean>;
}
