import type { PaperKind, PaperQuantity } from '#domain/assessment/paper-facts.ts';
import type { TenantTx } from './transactions.ts';

export const exhibitKinds = [
  'contract',
  'order',
  'invoice',
  'delivery-note',
  'acceptance',
  'transport-document',
  'service-report',
  'statement',
  'power-of-attorney',
  'chat',
  'recording',
  'other',
] as const;
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
  /** The claim draft read from it, when it is an invoice that could be read; `{ facts }` of another structured paper. */
  readonly reading?: Readonly<Record<string, unknown>>;
  /** What a person confirmed that it says. */
  readonly facts?: PaperFiling;
  readonly factsBy?: string;
  readonly factsAt?: number;
};

/** What a paper says, plain JSON: days as ISO text, sums as decimal text in `currency` (domain/assessment/paper-facts.ts). */
export type PaperFiling = {
  readonly kind: PaperKind;
  readonly number?: string;
  readonly date?: string;
  readonly dueOn?: string;
  readonly seller?: string;
  readonly buyer?: string;
  readonly currency?: string;
  readonly total?: string;
  readonly quantities?: readonly PaperQuantity[];
  readonly orderNumber?: string;
  readonly contractNumber?: string;
  readonly invoiceNumber?: string;
  readonly paymentDays?: number;
  readonly account?: string;
  readonly signedBy?: string;
  readonly agent?: string;
  readonly validUntil?: string;
};

export interface ExhibitStore {
  add(tx: TenantTx, exhibit: Exhibit): Promise<void>;
  get(tx: TenantTx, exhibitId: string): Promise<Exhibit | undefined>;
  /** Waiting uploads among these ids. */
  waiting(tx: TenantTx, exhibitIds: readonly string[]): Promise<readonly Exhibit[]>;
  ofCase(tx: TenantTx, caseId: string): Promise<readonly Exhibit[]>;
  /** Gives waiting uploads to a case; answers those that were taken. An upload that already has a case is not moved. */
  take(tx: TenantTx, exhibitIds: readonly string[], caseId: string): Promise<readonly Exhibit[]>;
  setReading(tx: TenantTx, exhibitId: string, reading: Readonly<Record<string, unknown>>): Promise<void>;
  /** Confirms what a paper says; undefined takes it back. */
  setFacts(tx: TenantTx, exhibitId: string, facts: PaperFiling | undefined, by: string, at: number): Promise<void>;
  /** Cases, but for `exceptCase`, in which a file of these hashes lies; at most 50 for one hash. */
  elsewhere(
    tx: TenantTx,
    sha256: readonly string[],
    exceptCase?: string,
  ): Promise<readonly { readonly sha256: string; readonly caseNumber: string }[]>;
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
