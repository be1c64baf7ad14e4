import type { CapturedEntry, PageKind } from '#domain/registry/capture/parse-page.ts';
import type { TenantTx } from './transactions.ts';

export type Capture = {
  readonly id: string;
  readonly caseId: string;
  readonly page: PageKind;
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

export interface CaptureStore {
  add(tx: TenantTx, capture: Capture): Promise<void>;
  ofCase(tx: TenantTx, caseId: string): Promise<readonly Capture[]>;
}
