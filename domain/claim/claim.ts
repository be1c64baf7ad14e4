import type { Day } from '../kernel/day.ts';
import type { Money } from '../kernel/money.ts';
import type { Rational } from '../kernel/rational.ts';
import type { Party } from './party.ts';

export const bases = ['sale', 'service', 'construction', 'loan', 'rent', 'judgment', 'award', 'guarantee', 'other'] as const;
/** Why it is owed; the law's rules hang on it. */
export type Basis = (typeof bases)[number];

/** One debt inside a claim: an invoice, an instalment, a credit note (`amount` negative reduces), a judgment sum. */
export type ClaimItem = {
  readonly number: string;
  readonly kind: 'invoice' | 'credit-note' | 'instalment' | 'loan' | 'judgment' | 'other';
  readonly amount: Money;
  readonly tax?: Money;
  readonly issuedOn?: Day;
  /** Goods delivered or service accepted. */
  readonly deliveredOn?: Day;
  /** Absent: no due date was agreed, and the law says from when it is late. */
  readonly dueOn?: Day;
  readonly description?: string;
};

export type Payment = {
  readonly paidOn: Day;
  readonly amount: Money;
  readonly reference?: string /** Item it was meant for, if the debtor said so. */;
  readonly towards?: string;
};

/** What the parties agreed about late payment. Rates are exact; a yearly rate is a fraction of one (4.35% = 87/2000). */
export type AgreedInterest =
  | { readonly kind: 'none-agreed' }
  | { readonly kind: 'yearly'; readonly rate: Rational; readonly termRate?: Rational }
  | { readonly kind: 'daily'; readonly rate: Rational }
  | { readonly kind: 'fixed-penalty'; readonly amount: Money };

/** Something that happened to the debt and that law may attach to: an interruption, a suspension, a step in court. */
export type ClaimEvent = {
  readonly on: Day;
  readonly kind:
    | 'demand-sent'
    | 'demand-received'
    | 'acknowledgment'
    | 'partial-payment'
    | 'promise'
    | 'suit-filed'
    | 'arbitration-filed'
    | 'payment-order-filed'
    | 'mediation-filed'
    | 'judgment'
    | 'insolvency-opened'
    | 'dispute-raised'
    | 'negotiation-started'
    | 'negotiation-ended'
    | 'obstacle-started'
    | 'obstacle-ended'
    | 'enforcement-filed';
  readonly proof?: string;
};

/** What is owed and why, of one creditor against one debtor side. */
export type Claim = {
  readonly basis: Basis;
  readonly creditor: Party;
  readonly debtor: Party;
  readonly guarantors: readonly Party[];
  readonly currency: string;
  readonly items: readonly ClaimItem[];
  readonly payments: readonly Payment[];
  readonly agreedInterest: AgreedInterest;
  /** When the contract was made (private-lending cap, SME Regulation). */
  readonly contractOn?: Day;
  /** Jurisdiction code: ISO 3166-1 alpha-2, or 3166-2 where law differs inside a country (US-NY, GB-SCT). */
  readonly governingLaw?: string;
  readonly forum?: { readonly kind: 'court' | 'arbitration'; readonly name: string };
  readonly consumer: boolean;
  readonly disputed: boolean;
  readonly events: readonly ClaimEvent[];
  readonly reference?: string;
};
