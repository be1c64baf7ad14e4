import type { ClaimFiling, EventFiling, PaymentFiling } from '#domain/claim/filing.ts';
import type { CloseCode, Overlay, Stage } from '#domain/claim/stage.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { TenantTx } from './transactions.ts';

export type Verdict = 'pass' | 'concern' | 'fail' | 'unknown';

/** What worklists show and sort by; all money in minor units of the case's currency. */
export type CaseFigures = {
  readonly principalMinor: bigint;
  readonly paidMinor: bigint;
  readonly totalMinor?: bigint;
  readonly oldestDueOn?: string;
  readonly limitationOn?: string;
  readonly verdicts: { readonly claim?: Verdict; readonly debtor?: Verdict; readonly ability?: Verdict };
  readonly next?: NextAction;
};

export type Urgency = 'pressing' | 'due' | 'open';
export type NextAction = { readonly action: string; readonly text: Bilingual; readonly by?: string; readonly urgency: Urgency };

export type CaseRecord = CaseFigures & {
  readonly id: string;
  readonly number: string;
  readonly claimId: string;
  readonly filing: ClaimFiling;
  readonly duplicateKey: string;
  readonly debtorKey: string;
  readonly stage: Stage;
  readonly overlays: readonly Overlay[];
  readonly closeCode?: CloseCode;
  readonly closeReason?: string;
  readonly demo: boolean;
  readonly source: string;
  readonly assessmentId?: string;
  readonly filedAt: number;
  readonly updatedAt: number;
};

export type NewCase = Omit<CaseRecord, 'number'>;

export type TimelineLink = { readonly kind: 'exhibit' | 'assessment' | 'message' | 'payment' | 'event'; readonly id: string };

export type TimelineEntry = {
  readonly id: string;
  readonly caseId: string;
  readonly at: number;
  readonly kind: string;
  readonly text: Bilingual;
  readonly actor: string;
  readonly recordId?: string;
  readonly link?: TimelineLink;
};

/** `body` is the report as the very text that `sha256` is of (domain/kernel/kept.ts). */
export type StoredAssessment = {
  readonly id: string;
  readonly caseId: string;
  readonly version: number;
  readonly asOf: string;
  readonly createdAt: number;
  readonly body: string;
  readonly sha256: string;
  readonly recordId?: string;
};

export type CaseQuery = {
  readonly q?: string;
  readonly stage?: string;
  readonly overlay?: string;
  readonly country?: string;
  readonly currency?: string;
  readonly closed: 'no' | 'yes' | 'all';
  readonly sort: 'next' | 'newest' | 'amount' | 'late' | 'limitation';
  readonly cursor?: string;
  readonly limit: number;
};

export type CasePage = { readonly items: readonly CaseRecord[]; readonly next?: string; readonly total: number };

/** What the tenant itself has seen of a debtor. */
export type DebtorHistory = {
  readonly debtorKey: string;
  readonly openCases: number;
  readonly paidCases: number;
  readonly unpaidClosings: number;
  /** Of the paid ones with a due date: how many were paid after it, and by how many days those on average. */
  readonly paidLate: number;
  readonly meanDaysLate: number;
};

export type ChangedCase = Partial<Pick<CaseRecord, 'stage' | 'overlays' | 'assessmentId'>> &
  Partial<CaseFigures> & { readonly closing?: { readonly code: CloseCode; readonly reason: string } | 'reopened' };

export type DebtorItem = {
  readonly caseNumber: string;
  readonly number: string;
  readonly amount: string;
  readonly currency: string;
  readonly issuedOn?: string;
};

/** `age` counts the steps of ageSteps (usecases/assess/own-cases.ts): how late the debt was when the case was filed. */
export type ClosedCount = {
  readonly country: string;
  readonly kind: string;
  readonly age: number;
  readonly closed: number;
  readonly collected: number;
};

export interface CaseReader {
  get(tx: TenantTx, caseId: string): Promise<CaseRecord | undefined>;
  list(tx: TenantTx, query: CaseQuery): Promise<CasePage>;
  doubles(tx: TenantTx, keys: readonly string[]): Promise<ReadonlyMap<string, readonly { readonly caseId: string; readonly number: string }[]>>;
  /**
   * Items of each debtor's cases, but for `exceptCase`, that were not withdrawn or merged, newest cases first: at most 500 of one
   * debtor, and of many debtors asked at once at most 40, so that an import reads a bounded number of rows.
   */
  itemsOfDebtors(tx: TenantTx, debtorKeys: readonly string[], exceptCase?: string): Promise<ReadonlyMap<string, readonly DebtorItem[]>>;
  /** The tenant's own closed cases by country, kind of debtor and age at filing, demo cases left out. */
  closedCounts(tx: TenantTx, countries: readonly string[]): Promise<readonly ClosedCount[]>;
  /** Open cases of a debtor, the newest first. */
  openOfDebtor(tx: TenantTx, debtorKey: string): Promise<readonly string[]>;
  histories(tx: TenantTx, debtorKeys: readonly string[]): Promise<ReadonlyMap<string, DebtorHistory>>;
  payments(tx: TenantTx, caseId: string): Promise<readonly PaymentFiling[]>;
  events(tx: TenantTx, caseId: string): Promise<readonly EventFiling[]>;
  timeline(tx: TenantTx, caseId: string): Promise<readonly TimelineEntry[]>;
  assessment(tx: TenantTx, assessmentId: string): Promise<StoredAssessment | undefined>;
}

export type OpenedCases = {
  readonly cases: readonly (NewCase & { readonly number: string })[];
  readonly assessments: readonly StoredAssessment[];
  readonly timeline: readonly TimelineEntry[];
};

export interface CaseWriter {
  /** Takes the next numbers of the year. Whoever else files for the tenant waits from here to the end of the transaction, so take them late. */
  takeNumbers(tx: TenantTx, count: number, year: number): Promise<string[]>;
  /** Inserts many cases with their reports and first entries, in one statement. */
  open(tx: TenantTx, opened: OpenedCases): Promise<void>;
  /** Locks the case until the transaction ends; undefined where there is none. */
  lock(tx: TenantTx, caseId: string): Promise<CaseRecord | undefined>;
  change(tx: TenantTx, caseId: string, change: ChangedCase, at: number): Promise<void>;
  addPayment(
    tx: TenantTx,
    entry: { readonly id: string; readonly caseId: string; readonly payment: PaymentFiling; readonly amountMinor: bigint; readonly at: number },
  ): Promise<void>;
  addEvent(tx: TenantTx, entry: { readonly id: string; readonly caseId: string; readonly event: EventFiling; readonly at: number }): Promise<void>;
  addTimeline(tx: TenantTx, entries: readonly TimelineEntry[]): Promise<void>;
  addAssessments(tx: TenantTx, assessments: readonly StoredAssessment[]): Promise<void>;
}
