import type { AssetEdge, AssetGraph, AssetNode, ClueStatus, StatusChange } from '#domain/registry/assets/graph.ts';
import type { TenantTx } from './transactions.ts';

export type Screening = {
  readonly at: number;
  readonly nodes: number;
  readonly edges: number;
  readonly cut: boolean;
  readonly sources: readonly string[];
};

/** The asset map of each case. */
export interface AssetStore {
  graph(tx: TenantTx, caseId: string): Promise<AssetGraph>;
  screening(tx: TenantTx, caseId: string): Promise<Screening | undefined>;
  /** Puts a screening's clues in the place of the last one's; what a person added or has checked stays as it is. */
  replaceScreened(tx: TenantTx, caseId: string, graph: AssetGraph, screening: Screening): Promise<void>;
  /** Adds or changes one thing and its relations by hand. */
  put(tx: TenantTx, caseId: string, node: AssetNode, edges: readonly AssetEdge[]): Promise<void>;
  /** Moves the status of a thing or relation and keeps why; answers the status before, undefined where there is none. */
  setStatus(tx: TenantTx, caseId: string, id: string, status: ClueStatus, why: string): Promise<ClueStatus | undefined>;
  /** Every move of a status in this map, newest first, at most a thousand. */
  changes(tx: TenantTx, caseId: string): Promise<readonly StatusChange[]>;
  /** Whether the case has this sealed record as an exhibit or a captured page. */
  hasRecord(tx: TenantTx, caseId: string, recordId: string): Promise<boolean>;
}
