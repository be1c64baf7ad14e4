import type { AnchorKind } from '#domain/evidence/anchor.ts';

/**
 * A time authority outside the platform: RFC 3161, OpenTimestamps, EVM, judicial chain. Digests are SHA-256 of a
 * checkpoint's body: checkpoints are timestamped, never items.
 */
export interface Anchor {
  readonly kind: AnchorKind;
  /** Which authority, as people name it: a URL or a chain. */
  readonly authority: string;
  submit(digest: Uint8Array): Promise<PendingAnchor>;
  /** Asks again for a pending proof; still pending, or the final proof. Idempotent. */
  upgrade(pending: PendingAnchor): Promise<PendingAnchor | AnchorProof>;
}

export type PendingAnchor = { readonly state: 'pending'; readonly bytes: Uint8Array };
/** `bytes` are the file that goes into a bundle under anchors/<size>/, with this file name. */
export type AnchorProof = {
  readonly state: 'proven';
  readonly bytes: Uint8Array;
  /** Unique among the proofs of one tree. */
  readonly fileName: string;
  readonly provesBefore: Date;
  /** When a certificate under the proof ends: renewed before. */
  readonly renewBy?: Date;
};

export type AnchorRequest = {
  /** Of the tree whose checkpoint body has this digest. */
  readonly size: number;
  readonly kind: AnchorKind;
  readonly authority: string;
  readonly digest: Uint8Array;
  readonly requestedAt: Date;
};

export type DueAnchor = AnchorRequest & { readonly pending: PendingAnchor; readonly attempts: number };

/** What was asked of which authority, and what came back. */
export interface AnchorStore {
  /** The largest tree that this authority was asked to timestamp; 0 when none was. */
  lastSize(kind: AnchorKind, authority: string): Promise<number>;
  add(request: AnchorRequest, answer: PendingAnchor | AnchorProof, renewBy?: Date): Promise<void>;
  /** For each tree and authority the latest request, where its proof ends before `instant`: due for renewal. */
  endingBefore(instant: Date): Promise<readonly AnchorRequest[]>;
  /** Pending ones whose next attempt is due. */
  due(now: Date): Promise<readonly DueAnchor[]>;
  prove(request: AnchorRequest, proof: AnchorProof, renewBy?: Date): Promise<void>;
  /** RFC 3161 tokens of outside authorities whose certificates nobody has asked about yet, at most a few. */
  withoutMaterial(): Promise<readonly (AnchorRequest & { readonly token: Uint8Array })[]>;
  /** Keeps what was found, by path under certs/ and revocation/; `complete` ends the asking for this token. */
  keepMaterial(request: AnchorRequest, files: ReadonlyMap<string, Uint8Array>, complete: boolean): Promise<void>;
  /** Still pending, or the authority failed: when to ask again, and why. */
  postpone(request: AnchorRequest, pending: PendingAnchor, nextAttemptAt: Date, lastError?: string): Promise<void>;
}
