import type { CaseRecord } from './cases.ts';
import type { TenantTx } from './transactions.ts';

export type AgeBucket = 'not-due' | '0-30' | '31-60' | '61-90' | '91-180' | '181-365' | '365+';
export const ageBuckets: readonly AgeBucket[] = ['not-due', '0-30', '31-60', '61-90', '91-180', '181-365', '365+'];

export type AgeingCell = {
  readonly currency: string;
  readonly bucket: AgeBucket;
  readonly stage: string;
  readonly minor: bigint;
  readonly cases: number;
};
export type CurrencySum = { readonly currency: string; readonly minor: bigint; readonly cases: number };

/** One currency's open receivables split for DSO: all of it, and the part not yet due (best possible DSO). */
export type Receivables = { readonly currency: string; readonly openMinor: bigint; readonly currentMinor: bigint };

export type DeskFigures = {
  readonly ageing: readonly AgeingCell[];
  readonly recovered: readonly CurrencySum[];
  readonly receivables: readonly Receivables[];
  readonly dueThisWeek: number;
  readonly awaitingApproval: number;
  readonly caseCount: number;
  readonly demoCases: number;
  readonly averageDaysLate?: number;
  readonly worklist: readonly CaseRecord[];
};

export interface DeskReader {
  figures(tx: TenantTx, today: string): Promise<DeskFigures>;
}
