import type { PartyFiling } from '#domain/claim/filing.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { TenantTx } from './transactions.ts';

export type ImportState = 'uploaded' | 'running' | 'stopped' | 'done' | 'failed';

export type ImportRecord = {
  readonly id: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly format: 'csv' | 'xlsx';
  readonly columns: readonly { readonly name: string; readonly samples: readonly string[] }[];
  readonly mapping: Readonly<Record<string, string>>;
  /** How numbers and dates of this file are read (separator, order); the reader's own shape. */
  readonly profile: Readonly<Record<string, unknown>>;
  readonly creditor?: PartyFiling;
  readonly state: ImportState;
  readonly message?: Bilingual;
  readonly total?: number;
  readonly filed: number;
  readonly assessed: number;
  readonly rejected: number;
  readonly doubles: number;
  readonly createdAt: number;
  readonly finishedAt?: number;
};

export type RowError = { readonly column: string; readonly value: string; readonly code: string; readonly zh: string; readonly en: string };
export type ImportRow = { readonly rowNumber: number; readonly raw: Readonly<Record<string, string>> };
export type RowOutcome =
  | { readonly rowNumber: number; readonly state: 'filed'; readonly caseId: string }
  | { readonly rowNumber: number; readonly state: 'rejected' | 'double'; readonly errors: readonly RowError[]; readonly caseId?: string };

export type ImportChange = Partial<Pick<ImportRecord, 'state' | 'message' | 'total' | 'mapping' | 'creditor' | 'finishedAt' | 'profile'>> & {
  readonly addFiled?: number;
  readonly addRejected?: number;
  readonly addDoubles?: number;
};

export interface ImportStore {
  add(tx: TenantTx, made: ImportRecord): Promise<void>;
  get(tx: TenantTx, importId: string): Promise<ImportRecord | undefined>;
  /** Locks the import: one worker at a time goes on with it. */
  lock(tx: TenantTx, importId: string): Promise<ImportRecord | undefined>;
  list(tx: TenantTx): Promise<readonly ImportRecord[]>;
  change(tx: TenantTx, importId: string, change: ImportChange): Promise<void>;
  addRows(tx: TenantTx, importId: string, rows: readonly ImportRow[]): Promise<void>;
  /** Highest row number loaded so far, 0 for none: loading resumes after it. */
  lastRow(tx: TenantTx, importId: string): Promise<number>;
  count(tx: TenantTx, importId: string): Promise<number>;
  pending(tx: TenantTx, importId: string, limit: number): Promise<readonly ImportRow[]>;
  settle(tx: TenantTx, importId: string, outcomes: readonly RowOutcome[]): Promise<void>;
  /** Back to pending what was rejected or double, for another try under a changed mapping. */
  retryRejected(tx: TenantTx, importId: string): Promise<number>;
  rejected(tx: TenantTx, importId: string, after: number, limit: number): Promise<readonly (ImportRow & { readonly errors: readonly RowError[] })[]>;
}
