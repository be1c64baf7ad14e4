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
export type AnchorProof = { readonly state: 'proven'; readonly bytes: Uint8Array; readonly fileName: string; readonly provesBefore: Date };
