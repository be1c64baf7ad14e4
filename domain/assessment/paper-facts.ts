import type { Day } from '../kernel/day.ts';
import type { Money } from '../kernel/money.ts';

export const paperKinds = [
  'contract',
  'order',
  'delivery-note',
  'acceptance',
  'transport-document',
  'service-report',
  'invoice',
  'statement',
  'power-of-attorney',
] as const;
export type PaperKind = (typeof paperKinds)[number];

/** A quantity as the paper prints it: `amount` exact decimal text, the unit as written. */
export type PaperQuantity = { readonly item?: string; readonly amount: string; readonly unit?: string };

/**
 * What one paper among the exhibits says. `read` by a machine from a structured file, or `confirmed` by a person who looked.
 * What a paper does not say is absent, never guessed.
 */
export type PaperFacts = {
  readonly exhibit: string;
  readonly kind: PaperKind;
  readonly origin: 'read' | 'confirmed';
  readonly number?: string;
  /** Of signing, issue, delivery, acceptance or the grant of power. */
  readonly date?: Day;
  readonly dueOn?: Day;
  readonly seller?: string;
  readonly buyer?: string;
  readonly currency?: string;
  readonly total?: Money;
  readonly quantities?: readonly PaperQuantity[];
  /** Numbers of other papers that this one names. */
  readonly orderNumber?: string;
  readonly contractNumber?: string;
  readonly invoiceNumber?: string;
  /** Days after invoice or delivery within which to pay. */
  readonly paymentDays?: number;
  /** IBAN or account number to pay to. */
  readonly account?: string;
  /** Who signed for the buyer: of a contract its signatory, of a delivery note who received. */
  readonly signedBy?: string;
  /** A power of attorney: who may act, for whom it is `buyer`, until when. */
  readonly agent?: string;
  readonly validUntil?: Day;
};

/** Letters and digits alone, for comparing names and numbers across papers. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '');
