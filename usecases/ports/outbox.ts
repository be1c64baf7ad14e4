import type { TenantTx } from './transactions.ts';

export type OutboxMessage = {
  readonly tenant: string;
  readonly id: string;
  readonly topic: string;
  readonly payload: Readonly<Record<string, unknown>>;
};

export interface Outbox {
  /** Says to the outside that something happened, in the transaction in which it happens. Returns the message's id. */
  publish(tx: TenantTx, topic: string, payload: Readonly<Record<string, unknown>>): Promise<string>;
}

export interface OutboxDelivery {
  /** Delivered at least once, each message to every subscriber of its topic; the message's id makes a repeat visible. */
  subscribe(topic: string, deliver: (message: OutboxMessage) => Promise<void>): void;
}
