import type { Json } from '#domain/evidence/canonical.ts';
import type { Bilingual } from '#domain/kernel/text.ts';

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

export type AnchorKind = 'rfc3161' | 'opentimestamps' | 'evm' | 'judicial-chain';
export type PendingAnchor = { readonly state: 'pending'; readonly bytes: Uint8Array };
/** `bytes` are the file that goes into a bundle under anchors/<size>/, with this file name. */
export type AnchorProof = { readonly state: 'proven'; readonly bytes: Uint8Array; readonly fileName: string; readonly provesBefore: Date };

/** What checking an anchor file says. Pure, offline, shared by the command line and the page. */
export type AnchorVerdict =
  | { readonly kind: 'proven'; readonly before: string; readonly detail: { readonly [name: string]: Json } }
  | { readonly kind: 'false'; readonly why: Bilingual }
  | { readonly kind: 'unknown-authority' | 'pending' | 'needs-online-check'; readonly detail: { readonly [name: string]: Json } };
