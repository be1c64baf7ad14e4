import type { TenantTx } from './transactions.ts';

export const exhibitKinds = ['contract', 'invoice', 'delivery-note', 'chat', 'recording', 'statement', 'other'] as const;
export type ExhibitKind = (typeof exhibitKinds)[number];

/** A file with its hash; without `caseId` it is an upload that waits for its case. Its bytes lie in the object store. */
export type Exhibit = {
  readonly id: string;
  readonly caseId?: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly kind: ExhibitKind;
  readonly purpose?: string;
  readonly addedAt: number;
  readonly addedBy: string;
  readonly recordId?: string;
  /** The claim draft read from it, when it is an invoice that could be read. */
  readonly reading?: Readonly<Record<string, unknown>>;
};

export interface ExhibitStore {
  add(tx: TenantTx, exhibit: Exhibit): Promise<void>;
  get(tx: TenantTx, exhibitId: string): Promise<Exhibit | undefined>;
  /** Waiting uploads among these ids. */
  waiting(tx: TenantTx, exhibitIds: readonly string[]): Promise<readonly Exhibit[]>;
  ofCase(tx: TenantTx, caseId: string): Promise<readonly Exhibit[]>;
  /** Gives waiting uploads to a case; answers those that were taken. An upload that already has a case is not moved. */
  take(tx: TenantTx, exhibitIds: readonly string[], caseId: string): Promise<readonly Exhibit[]>;
  setRecord(tx: TenantTx, exhibitId: string, recordId: string): Promise<void>;
}

export type ReportPaper = {
  readonly assessmentId: string;
  readonly locale: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly recordId?: string;
  readonly madeAt: number;
};

/** The rendered papers of a report, one a language; the first one stored stays. */
export interface ReportPaperStore {
  get(tx: TenantTx, assessmentId: string, locale: string): Promise<ReportPaper | undefined>;
  add(tx: TenantTx, paper: ReportPaper): Promise<void>;
}
