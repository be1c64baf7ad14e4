import type { TenantTx, Tx } from './transactions.ts';

/** Answers by Idempotency-Key, kept for 24 hours at least. */
export interface GivenAnswers {
  /**
   * Runs `work` once for a key, in the caller's transaction: a second call waits for the first to commit and gets its
   * answer; a first call that failed leaves the key free. The same key with another `fingerprint` (a digest of what was
   * asked) is refused with `idempotency.key_reused`. The answer must survive JSON.
   */
  once<T extends Record<string, unknown>>(
    tx: TenantTx,
    key: string,
    fingerprint: Uint8Array,
    work: () => Promise<T>,
  ): Promise<{ readonly answer: T; readonly replayed: boolean }>;
  /** Removes what is older than a week, of all tenants. */
  forget(tx: Tx): Promise<void>;
}
