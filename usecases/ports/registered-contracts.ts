import type { AnchorKind } from '#domain/evidence/anchor.ts';
import type { Grade } from './sealing.ts';
import type { TenantTx, Tx } from './transactions.ts';

export type RegisteredContract = {
  readonly recordId: string;
  readonly sha256: string;
  /** The organisation that registered it. */
  readonly registeredBy: string;
  readonly registeredAt: Date;
  readonly caseId?: string;
  readonly grade: Grade;
  readonly logIndex?: number;
};

/** A page of a registered file; counts from 1. */
export type RegisteredPage = Omit<RegisteredContract, 'sha256'> & { readonly content: string; readonly page: number };

/** What an outside authority (or the trial one inside) says about the earliest tree that holds a registration. */
export type AnchorSighting = {
  readonly kind: AnchorKind;
  readonly authority: string;
  /** Of the anchored tree. */
  readonly treeSize: number;
  readonly provenBefore: Date;
  /** On an EVM chain. */
  readonly chain?: { readonly id: number; readonly contract: string; readonly transaction: string };
  /** Stamped by the platform itself, which proves nothing against it. */
  readonly trial: boolean;
};

/** A registration as it lies in the store; newest first by these. */
export type ListedRegistration = Omit<RegisteredContract, 'sha256'>;
export type RegistrationCursor = { readonly at: Date; readonly id: string };

/** Contracts by hash. In a tenant's transaction only its own; in the system's every tenant's, earliest first. */
export interface RegisteredContracts {
  byHash(tx: Tx, sha256: readonly string[]): Promise<readonly RegisteredContract[]>;
  /** Pages by the digest of their content; at most `each` sightings for one digest. */
  byPage(tx: Tx, content: readonly string[], each: number): Promise<readonly RegisteredPage[]>;
  addPages(tx: TenantTx, pages: readonly { readonly recordId: string; readonly page: number; readonly content: string }[]): Promise<void>;
  registrations(tx: TenantTx, limit: number, after?: RegistrationCursor): Promise<readonly ListedRegistration[]>;
  registration(tx: TenantTx, recordId: string): Promise<ListedRegistration | undefined>;
  /** By record: for each authority the smallest anchored tree of its log that holds its leaf. */
  anchors(tx: Tx, recordIds: readonly string[]): Promise<ReadonlyMap<string, readonly AnchorSighting[]>>;
}
