/** A table being read: rows of cell text. Dates of spreadsheets come as ISO text, numbers as their exact decimal text. */
export type TableSource = {
  readonly format: 'csv' | 'xlsx';
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
  readonly rows: AsyncIterable<string[]>;
};

/** What a column can mean. Names follow the filing; `debtorIdentifier` takes a credit code, VAT or register number. */
export const fields = [
  'number',
  'amount',
  'outstanding',
  'tax',
  'currency',
  'issuedOn',
  'dueOn',
  'deliveredOn',
  'contractOn',
  'paid',
  'paidOn',
  'debtorName',
  'debtorIdentifier',
  'debtorCountry',
  'debtorAddress',
  'debtorCity',
  'debtorPostcode',
  'debtorEmail',
  'debtorPhone',
  'creditorName',
  'creditorIdentifier',
  'creditorCountry',
  'description',
  'basis',
  'governingLaw',
  'reference',
  'kind',
  'yearlyPercent',
  'dailyPercent',
] as const;
export type Field = (typeof fields)[number];

/** Field to column name. */
export type Mapping = Readonly<Partial<Record<Field, string>>>;

export type Row = Readonly<Record<string, string>>;

export type DateOrder = 'ymd' | 'dmy' | 'mdy';
export type DecimalSign = '.' | ',';

/** How this file writes numbers and dates; `ambiguous` columns must be settled by a person before their rows are taken. */
export type Notation = {
  readonly decimal?: DecimalSign;
  readonly dateOrder: Readonly<Record<string, DateOrder | 'ambiguous'>>;
};

export type TableIssue = { readonly code: string; readonly column?: string; readonly zh: string; readonly en: string };

export type ColumnProfile = {
  readonly name: string;
  readonly samples: readonly string[];
  readonly field?: Field;
  /** 0 to 1: 1 for a known heading, less for a heading that only contains one or for content alone. */
  readonly confidence: number;
};

export type TableProfile = {
  readonly format: 'csv' | 'xlsx';
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
  /** Rows above the heading (titles, notes), counted from 0. */
  readonly headerRow: number;
  readonly columns: readonly ColumnProfile[];
  readonly guessedMapping: Mapping;
  readonly notation: Notation;
  readonly issues: readonly TableIssue[];
  readonly sampledRows: number;
};
