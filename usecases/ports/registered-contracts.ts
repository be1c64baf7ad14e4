import type { Grade } from './sealing.ts';
import type { Tx } from './transactions.ts';

export type RegisteredContract = {
  readonly recordId: string;
  readonly sha256: string;
  /** The organisation that registered it. */
  readonly registeredBy: string;
  readonly registeredAt: Date;
  readonly caseId?: string;
  readonly grade: Grade;
  readonly logIndex?: number;
};

/** Contracts by hash. In a tenant's transaction only its own; in the system's every tenant's, earliest first. */
export interface RegisteredContracts {
  byHash(tx: Tx, sha256: readonly string[]): Promise<readonly RegisteredContract[]>;
}
