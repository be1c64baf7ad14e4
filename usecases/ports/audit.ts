import type { TenantTx } from './transactions.ts';

/** What happened to what. Ids, states and amounts; never names or contact points, because the trail is never erased. */
export type AuditEntry = {
  /** Past tense, dotted: `letter.approved`, `key.revoked`. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  /** The version of the rule that decided, where one did. */
  readonly ruleVersion?: string;
};

export type AuditRecord = AuditEntry & {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: { readonly kind: string; readonly id: string };
};

export type AuditQuery = {
  readonly subject?: { readonly kind: string; readonly id: string };
  readonly action?: string;
  /** The id of the last record of the page before. */
  readonly cursor?: string;
  readonly limit: number;
};

export interface AuditTrail {
  /** Writes in the caller's transaction: what is rolled back leaves no trace, what is committed always leaves one. */
  record(tx: TenantTx, entry: AuditEntry): Promise<void>;
  /** Newest first. */
  list(tx: TenantTx, query: AuditQuery): Promise<{ readonly items: readonly AuditRecord[]; readonly next?: string }>;
}
