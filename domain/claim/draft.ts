import type { Party } from './party.ts';

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
  };
  readonly kind: 'invoice' | 'credit-note';
  readonly number?: string;
  readonly typeCode?: string;
  readonly issueDate?: string;
  readonly dueDate?: string;
  readonly deliveryDate?: string;
  readonly currency?: string;
  readonly seller?: PartyDraft;
  readonly buyer?: PartyDraft;
  readonly payee?: PartyDraft;
  readonly totals: DraftTotals;
  readonly paymentTerms?: string;
  readonly payment?: {
    readonly reference?: string;
    readonly meansCode?: string;
    readonly accounts: readonly { readonly iban?: string; readonly account?: string; readonly bic?: string; readonly name?: string }[];
  };
  readonly references: {
    readonly order?: string;
    readonly contract?: string;
    readonly project?: string;
    readonly despatch?: string;
    readonly preceding: readonly { readonly number: string; readonly issueDate?: string }[];
    readonly buyerReference?: string;
  };
  readonly lines: readonly DraftLine[];
  readonly notes: readonly string[];
  readonly findings: readonly Finding[];
};

export type DraftFormat = 'ubl' | 'cii' | 'facturx' | 'csv' | 'xlsx' | 'cn-einvoice' | 'form' | 'api';

export type PartyDraft = Party & { readonly contactName?: string; readonly tradingName?: string; readonly legalForm?: string };

/** EN 16931 BG-22; a credit note's totals are positive on the paper and reduce what is owed (`owed` is signed). */
export type DraftTotals = {
  readonly lines?: string;
  readonly allowances?: string;
  readonly charges?: string;
  readonly taxExclusive?: string;
  readonly tax?: string;
  readonly taxInclusive?: string;
  readonly prepaid?: string;
  readonly rounding?: string;
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
  readonly net?: string;
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
