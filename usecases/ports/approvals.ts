import type { Bilingual } from '#domain/kernel/text.ts';
import type { TenantTx } from './transactions.ts';

export type ApprovalState = 'pending' | 'approved' | 'refused' | 'withdrawn' | 'used';

/** `two-persons`: maker and checker differ. `lone-person`: the organisation allows its only person to check own work. */
export type ApprovalRule = 'two-persons' | 'lone-person';

export type Approval = {
  readonly id: string;
  /** What would leave: `letter`, `payment`. */
  readonly kind: string;
  readonly subject: { readonly kind: string; readonly id: string };
  /** SHA-256 of exactly what is shown to the checker. */
  readonly contentDigest: Uint8Array;
  readonly summary: Bilingual;
  /** The person who made it, or in whose name a key did. */
  readonly maker: string;
  readonly requestedAt: number;
  readonly expiresAt: number;
  readonly state: ApprovalState;
  readonly rule?: ApprovalRule;
  readonly decidedBy?: string;
  readonly decidedAt?: number;
  readonly reason?: string;
};

export type ApprovalDecision = {
  readonly state: Exclude<ApprovalState, 'pending'>;
  readonly rule?: ApprovalRule;
  readonly decidedBy?: string;
  readonly reason?: string;
};

export interface Approvals {
  add(tx: TenantTx, approval: Omit<Approval, 'state' | 'requestedAt' | 'rule' | 'decidedBy' | 'decidedAt' | 'reason'>): Promise<void>;
  /** Locked until the transaction ends, so that two checkers decide one after the other. */
  lock(tx: TenantTx, id: string): Promise<Approval | undefined>;
  list(tx: TenantTx, state: ApprovalState): Promise<readonly Approval[]>;
  decide(tx: TenantTx, id: string, decision: ApprovalDecision): Promise<void>;
}
