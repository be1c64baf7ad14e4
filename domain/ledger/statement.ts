/** A bank statement as read from a file: amounts stay decimal text, days ISO text; what the bank does not say is absent. */
export type BankStatement = {
  readonly format: 'camt.053' | 'camt.054' | 'camt.052' | 'mt940' | 'csv';
  /** Message version as the file names it, such as camt.053.001.08. */
  readonly version?: string;
  readonly messageId?: string;
  readonly accounts: readonly StatementAccount[];
  readonly findings: readonly StatementFinding[];
};

/** One account's statement (or notification, which has no balances). */
export type StatementAccount = {
  readonly id?: string;
  readonly number?: string;
  readonly account: { readonly iban?: string; readonly other?: string; readonly currency?: string; readonly owner?: string; readonly bank?: string };
  readonly period?: { readonly from?: string; readonly to?: string };
  readonly balances: readonly StatementBalance[];
  readonly entries: readonly StatementEntry[];
};

export type StatementBalance = {
  readonly kind: 'opening' | 'closing' | 'other';
  readonly code: string;
  /** Signed: negative is an overdraft. */
  readonly amount: string;
  readonly currency: string;
  readonly on?: string;
};

/** One booked movement. A batch entry is split into its transactions where the bank gives their amounts. */
export type StatementEntry = {
  readonly amount: string;
  readonly currency: string;
  /** Credit: money came in. */
  readonly sign: 'credit' | 'debit';
  readonly reversal: boolean;
  readonly status: 'booked' | 'pending' | 'information';
  readonly bookedOn?: string;
  readonly valueOn?: string;
  readonly counterparty?: { readonly name?: string; readonly iban?: string; readonly account?: string; readonly bic?: string };
  readonly references: {
    readonly bank?: string;
    readonly endToEnd?: string;
    readonly mandate?: string;
    /** Structured creditor reference (ISO 11649 or national). */
    readonly creditor?: string;
    readonly instruction?: string;
    /** Invoice numbers the payer named in structured form. */
    readonly documents: readonly string[];
  };
  /** Unstructured remittance text, lines joined by a space. */
  readonly text?: string;
  readonly code?: string;
};

export type StatementFinding = { readonly code: string; readonly zh: string; readonly en: string; readonly expected?: string; readonly got?: string };
