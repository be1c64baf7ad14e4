import type { Bilingual } from '#domain/kernel/text.ts';
import type { Json } from './canonical.ts';
import type { Crypto } from './crypto.ts';

export type AnchorKind = 'rfc3161' | 'opentimestamps' | 'evm' | 'judicial-chain';

/** What checking an anchor file says. Only `proven` bounds time. */
export type AnchorVerdict =
  | { readonly kind: 'proven'; readonly before: string; readonly detail: { readonly [name: string]: Json } }
  | { readonly kind: 'false'; readonly why: Bilingual }
  | { readonly kind: 'unknown-authority' | 'pending' | 'needs-online-check'; readonly detail: { readonly [name: string]: Json } };

/**
 * Checks one kind of anchor file, pure and offline: the command line and the page share it. `digest` is the SHA-256 of the
 * checkpoint's body. `files` are the bundle's certs/ and revocation/: material to build chains from, never trusted roots;
 * the roots are the verifier's own and are bound when the checker is made.
 */
export type AnchorChecker = {
  readonly kind: AnchorKind;
  /** Does a file of this name in anchors/<size>/ belong to this checker? */
  owns(fileName: string): boolean;
  verify(crypto: Crypto, proof: Uint8Array, digest: Uint8Array, files: ReadonlyMap<string, Uint8Array>): Promise<AnchorVerdict>;
};
