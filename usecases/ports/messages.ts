import type { Bilingual, Locale } from '#domain/kernel/text.ts';
import type { TenantTx } from './transactions.ts';

export type MessageState = 'awaiting-approval' | 'approved' | 'sending' | 'sent' | 'in-outbox' | 'rejected' | 'cancelled' | 'blocked' | 'failed';

/** The contact policy's decision as it was made, kept with the message that it allowed or stopped. */
export type KeptDecision = { readonly allowed: boolean; readonly channel: string; readonly at: string } & Readonly<Record<string, unknown>>;

/** A letter from plan to outbox. `body` is the letter's data, `sha256` the paper made of it: what is approved is that paper. */
export type Message = {
  readonly id: string;
  readonly caseId: string;
  readonly approvalId?: string;
  readonly kind: 'demand' | 'reminder' | 'clearance';
  readonly channel: 'email' | 'post' | 'hand';
  readonly addressee: string;
  readonly address?: string;
  readonly subject: string;
  readonly locale: Locale;
  readonly body: Record<string, unknown>;
  readonly state: MessageState;
  readonly stateReason?: Bilingual;
  readonly totalDemandedMinor?: bigint;
  readonly currency?: string;
  readonly payBy?: string;
  readonly sha256: string;
  readonly recordId?: string;
  readonly contactAtPlan: KeptDecision;
  readonly contactAtSend?: KeptDecision;
  readonly madeBy: string;
  readonly madeAt: number;
  readonly decidedBy?: string;
  readonly decidedAt?: number;
  readonly sentAt?: number;
  readonly dispatch?: { readonly on: string; readonly how: string; readonly tracking?: string };
  readonly demo: boolean;
};

export type ListedMessage = Message & { readonly caseNumber: string };

export type MessageChange = Partial<
  Pick<Message, 'state' | 'stateReason' | 'approvalId' | 'contactAtSend' | 'decidedBy' | 'decidedAt' | 'sentAt' | 'dispatch' | 'recordId'>
>;

export interface MessageStore {
  add(tx: TenantTx, message: Message): Promise<void>;
  get(tx: TenantTx, messageId: string): Promise<ListedMessage | undefined>;
  /** Locks the message, so that two deciders or two sendings cannot cross. */
  lock(tx: TenantTx, messageId: string): Promise<Message | undefined>;
  change(tx: TenantTx, messageId: string, change: MessageChange): Promise<void>;
  list(
    tx: TenantTx,
    query: { readonly state?: string; readonly caseId?: string; readonly cursor?: string; readonly limit: number },
  ): Promise<{ readonly items: readonly ListedMessage[]; readonly next?: string }>;
  /** Sendings to the case's debtor, for the contact policy's counts. */
  sentTo(tx: TenantTx, debtorKey: string, since: number): Promise<readonly { readonly at: number; readonly channel: string }[]>;
}
