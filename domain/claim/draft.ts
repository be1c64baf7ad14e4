import type { Address, Identifier, Party } from './party.ts';

/**
 * What was read from a paper before anyone confirmed it. Amounts stay decimal text exactly as the paper prints them;
 * what a paper does not say is absent, never guessed. `findings` say what is odd and where.
 */
export type ClaimDraft = {
  readonly source: {
    readonly format: DraftFormat;
    readonly profile?: string;
    readonly fileName?: string;
    readonly sha256?: string;
    readonly bytes?: number;
    /** The business process the paper names (UBL ProfileID, CII BusinessProcess). */
    readonly process?: string;
    /** The file inside the file it was read from: the XML in a PDF or in an OFD package. */
    readonly embedded?: string;
    readonly encoding?: string;
  };
  readonly kind: 'invoice' | 'credit-note';
  readonly number?: string;
  readonly typeCode?: string;
  readonly issueDate?: string;
  readonly dueDate?: string;
  readonly deliveryDate?: string;
  /** Invoicing period (BG-14). */
  readonly period?: DraftPeriod;
  /** Value added tax point date (BT-7). */
  readonly taxPointDate?: string;
  readonly currency?: string;
  /** Accounting currency of the tax (BT-6), where it differs. */
  readonly taxCurrency?: string;
  readonly seller?: PartyDraft;
  readonly buyer?: PartyDraft;
  readonly payee?: PartyDraft;
  /** Seller's tax representative (BG-11). */
  readonly taxRepresentative?: PartyDraft;
  readonly deliverTo?: { readonly name?: string; readonly address?: Address };
  readonly totals: DraftTotals;
  /** Tax breakdown (BG-23). */
  readonly taxes?: readonly DraftTax[];
  /** Document level allowances and charges (BG-20, BG-21). */
  readonly adjustments?: readonly DraftAdjustment[];
  /** Supporting documents the paper names or carries (BG-24). */
  readonly attachments?: readonly DraftAttachment[];
  readonly paymentTerms?: string;
  readonly payment?: {
    readonly reference?: string;
    readonly meansCode?: string;
    readonly meansText?: string;
    /** Direct debit mandate (BT-89). */
    readonly mandate?: string;
    /** Instalments with their own due dates, where the paper lists several. */
    readonly instalments?: readonly { readonly dueDate?: string; readonly amount?: string; readonly terms?: string }[];
    readonly accounts: readonly { readonly iban?: string; readonly account?: string; readonly bic?: string; readonly name?: string }[];
  };
  readonly references: {
    readonly order?: string;
    readonly contract?: string;
    readonly project?: string;
    readonly despatch?: string;
    readonly preceding: readonly { readonly number: string; readonly issueDate?: string }[];
    readonly buyerReference?: string;
    readonly salesOrder?: string;
    readonly receipt?: string;
    readonly tender?: string;
  };
  readonly lines: readonly DraftLine[];
  readonly notes: readonly string[];
  readonly findings: readonly Finding[];
};

export type DraftFormat = 'ubl' | 'cii' | 'facturx' | 'csv' | 'xlsx' | 'cn-einvoice' | 'form' | 'api';

export type PartyDraft = Party & {
  readonly contactName?: string;
  readonly tradingName?: string;
  readonly legalForm?: string;
  readonly endpoint?: Identifier;
};

export type DraftPeriod = { readonly from?: string; readonly to?: string };

/** One line of the tax breakdown: `rate` in percent, as printed. */
export type DraftTax = {
  readonly category?: string;
  readonly rate?: string;
  readonly taxable?: string;
  readonly amount?: string;
  readonly exemptionReason?: string;
  readonly exemptionCode?: string;
};

/** An allowance takes away, a charge adds; `amount` is printed without sign. */
export type DraftAdjustment = {
  readonly kind: 'allowance' | 'charge';
  readonly amount?: string;
  readonly base?: string;
  readonly percent?: string;
  readonly reason?: string;
  readonly reasonCode?: string;
  readonly taxCategory?: string;
  readonly taxRate?: string;
};

export type DraftAttachment = {
  readonly id?: string;
  readonly description?: string;
  readonly fileName?: string;
  readonly mediaType?: string;
  readonly url?: string;
  /** Carried inside the paper (then kept with the original file) or only named. */
  readonly embedded: boolean;
};

/** EN 16931 BG-22; a credit note's totals are positive on the paper and reduce what is owed (`owed` is signed). */
export type DraftTotals = {
  readonly lines?: string;
  readonly allowances?: string;
  readonly charges?: string;
  readonly taxExclusive?: string;
  readonly tax?: string;
  /** Tax in the accounting currency (BT-111). */
  readonly taxInAccountingCurrency?: string;
  readonly taxInclusive?: string;
  readonly prepaid?: string;
  readonly rounding?: string;
  /** Amounts collected for third parties, due on top (XRechnung extension BT-DEX-002). */
  readonly thirdParty?: string;
  readonly payable?: string;
  /** What this paper adds to the claim: payable, negative for a credit note. */
  readonly owed?: string;
};

export type DraftLine = {
  readonly id?: string;
  readonly name?: string;
  readonly description?: string;
  readonly quantity?: string;
  readonly unit?: string;
  readonly unitPrice?: string;
  /** How many units the price is for; absent means 1 (BT-149). */
  readonly baseQuantity?: string;
  readonly net?: string;
  readonly adjustments?: readonly DraftAdjustment[];
  readonly sellerItem?: string;
  /** Factur-X EXTENDED: a group or information line repeats what its detail lines count. Absent means a detail line. */
  readonly role?: 'group' | 'information';
  readonly period?: DraftPeriod;
  readonly note?: string;
  readonly taxRate?: string;
  readonly taxCategory?: string;
};

/** Something a person should look at: `code` stands in docs/errors.md, `path` says where in the paper. */
export type Finding = {
  readonly code: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly zh: string;
  readonly en: string;
  readonly path?: string;
  readonly expected?: string;
  readonly got?: string;
};
