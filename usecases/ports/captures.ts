import type { CapturedEntry, CapturedPage, PageKind } from '#domain/registry/capture/parse-page.ts';
import type { TenantTx } from './transactions.ts';

export type Capture = {
  readonly id: string;
  readonly caseId: string;
  readonly page: PageKind;
  /** What the page said; absent when it was erased. */
  readonly outcome?: CapturedPage['outcome'];
  readonly url?: string;
  readonly purpose?: string;
  readonly legalBasis?: string;
  readonly capturedBy: string;
  readonly capturedAt: number;
  readonly retainUntil: string;
  readonly sha256: string;
  readonly recordId?: string;
  readonly entries: readonly CapturedEntry[];
  /** When its content went, at the end of its retention or on request. */
  readonly erasedAt?: number;
};

/** A page that said that there is nothing, and the tenant's day (ISO) on which it was copied. */
export type NothingFound = { readonly caseId: string; readonly page: PageKind; readonly on: string };

export interface CaptureStore {
  add(tx: TenantTx, capture: Capture): Promise<void>;
  ofCase(tx: TenantTx, caseId: string): Promise<readonly Capture[]>;
  /** Per case and kind of page, where the newest one that was not erased found nothing. */
  nothingFound(tx: TenantTx, caseIds: readonly string[]): Promise<readonly NothingFound[]>;
}
