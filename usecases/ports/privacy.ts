import type { ImpactTrigger } from '#domain/privacy/activities.ts';
import type { TransferGround } from '#domain/privacy/transfer.ts';
import type { TenantTx } from './transactions.ts';

/** Who answers for the processing (GDPR 30(1)(a), 个人信息保护法 52, 53). Blank is blank, never guessed. */
export type PrivacyProfile = {
  readonly contact?: string;
  readonly representative?: string;
  /** Data protection officer, 个人信息保护负责人. */
  readonly officer?: string;
  readonly authority?: string;
  /** How many days clues and news outlive the end of their case. */
  readonly clueDaysAfterClose: number;
};

export type ImpactAssessment = {
  readonly id: string;
  readonly activity: string;
  readonly triggers: readonly ImpactTrigger[];
  /** 个人信息保护法 56(1) 1 to 3. */
  readonly necessity: string;
  readonly impact: string;
  readonly measures: string;
  readonly conclusion: 'acceptable' | 'acceptable-with-measures' | 'not-acceptable';
  readonly reviewBy: string;
  readonly madeBy: string;
  readonly madeAt: number;
};

export type KeptGround = TransferGround & { readonly id: string; readonly setBy: string; readonly setAt: number };

export type PrivacyRequest = {
  readonly id: string;
  readonly kind: 'access' | 'erasure' | 'withdrawal';
  readonly subjectHash: string;
  readonly madeAt: number;
  readonly madeBy: string;
  readonly result: Readonly<Record<string, unknown>>;
};

/** What was asked of outside sources, counted for the record of processing. */
export type LookupFigure = {
  readonly connector: string;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly subjectKind: 'organisation' | 'person';
  readonly crossesBorder: boolean;
  readonly count: number;
  readonly last: string;
};

export type KeptFigure = { readonly place: string; readonly kept: number; readonly erased: number; readonly next?: string };

export interface PrivacyStore {
  profile(tx: TenantTx): Promise<PrivacyProfile>;
  putProfile(tx: TenantTx, profile: PrivacyProfile): Promise<void>;
  assessments(tx: TenantTx): Promise<readonly ImpactAssessment[]>;
  addAssessment(tx: TenantTx, made: ImpactAssessment): Promise<void>;
  /** Those not withdrawn. */
  grounds(tx: TenantTx): Promise<readonly KeptGround[]>;
  /** Takes the place of the ground for the same law and country. */
  setGround(tx: TenantTx, ground: KeptGround): Promise<void>;
  withdrawGround(tx: TenantTx, id: string, by: string, at: number): Promise<boolean>;
  addRequest(tx: TenantTx, request: PrivacyRequest): Promise<void>;
  /** Newest first, at most some hundred. */
  requests(tx: TenantTx): Promise<readonly PrivacyRequest[]>;
  /** Whether the subject has withdrawn a consent. */
  hasWithdrawn(tx: TenantTx, subjectHash: string): Promise<boolean>;
  lookupFigures(tx: TenantTx): Promise<readonly LookupFigure[]>;
  keptFigures(tx: TenantTx): Promise<readonly KeptFigure[]>;
}
