/** Who acts. `id` names a user, an API key or a part of the system; it is what the audit trail records. */
export type Actor = {
  readonly kind: 'user' | 'key' | 'debtor' | 'system';
  readonly id: string;
};

export const systemActor = (part: string): Actor => ({ kind: 'system', id: part });

/**
 * An open transaction. Only `Transactions` makes one, so that whoever holds it may write, and everything written with it
 * is committed together or not at all. `tenant` is what row-level security lets it see; undefined sees every tenant.
 */
export interface Tx {
  readonly tenant: string | undefined;
  readonly actor: Actor;
}

/** A transaction of one tenant: what nearly every use case takes. */
export interface TenantTx extends Tx {
  readonly tenant: string;
}

export interface Transactions {
  /** Runs `work` for one tenant: committed when it returns, rolled back when it throws. */
  withTenant<T>(tenant: string, actor: Actor, work: (tx: TenantTx) => Promise<T>): Promise<T>;
  /** Reads as of one instant, however many queries `work` makes; whoever writes in it is refused. */
  reading<T>(tenant: string, actor: Actor, work: (tx: TenantTx) => Promise<T>): Promise<T>;
  /**
   * Runs `work` across tenants: sign-in before a tenant is known, the sequencer, sweeps, maintenance. `part` names the
   * piece of the system for the audit trail. Never on behalf of a request whose tenant is known.
   */
  withSystem<T>(part: string, work: (tx: Tx) => Promise<T>): Promise<T>;
}
