import type { Bilingual } from '#domain/kernel/text.ts';
import type { TenantTx, Tx } from './transactions.ts';

export type LongWorkState = 'waiting' | 'running' | 'stopping' | 'stopped' | 'done' | 'failed';

export type LongWork = {
  readonly id: string;
  readonly kind: string;
  readonly state: LongWorkState;
  /** Undefined until it is known. */
  readonly total?: number;
  readonly done: number;
  readonly failed: number;
  readonly message?: Bilingual;
  readonly input: Readonly<Record<string, unknown>>;
  readonly position?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** What one step did. `position` is where the next one begins; with `finished` there is none. */
export type Step = {
  readonly done?: number;
  readonly failed?: number;
  readonly total?: number;
  readonly message?: Bilingual;
  readonly position?: Readonly<Record<string, unknown>>;
  readonly finished?: { readonly result?: Readonly<Record<string, unknown>> };
};

export interface LongWorkBook {
  add(tx: TenantTx, work: { readonly kind: string; readonly input: Readonly<Record<string, unknown>>; readonly total?: number }): Promise<string>;
  get(tx: TenantTx, id: string): Promise<LongWork | undefined>;
  list(tx: TenantTx, kind?: string): Promise<readonly LongWork[]>;
  /** Unfinished work of all tenants that nobody has touched since an instant (milliseconds since 1970). */
  resting(tx: Tx, olderThan: number): Promise<readonly { readonly tenant: string; readonly id: string }[]>;
  /** The row, locked until the transaction ends; waits while another worker has it. */
  lock(tx: TenantTx, id: string): Promise<LongWork | undefined>;
  advance(tx: TenantTx, id: string, step: Step): Promise<void>;
  setState(tx: TenantTx, id: string, state: LongWorkState, message?: Bilingual): Promise<void>;
}
