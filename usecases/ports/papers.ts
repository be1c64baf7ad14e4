import type { Tx } from './transactions.ts';

/** A paper that left this house, without a word about the debtor. */
export type IssuedPaper = {
  readonly kind: 'demand' | 'report';
  readonly sender: string;
  readonly reference: string;
  readonly at: number;
  readonly sha256: string;
  readonly recordId?: string;
};

export interface IssuedPapers {
  /** Every paper with this code (twelve lower-case hex digits), across tenants; letters only once they were approved. */
  byCode(tx: Tx, code: string): Promise<readonly IssuedPaper[]>;
}
