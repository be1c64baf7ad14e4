/** Seals bytes under data keys of their own, so that an erasure needs to destroy only the key. */
export interface Vault {
  random(length: number): Uint8Array;
  wrap(key: Uint8Array): Uint8Array;
  unwrap(wrapped: Uint8Array): Uint8Array;
  close(plain: Uint8Array): { readonly sealed: Uint8Array; readonly wrappedKey: Uint8Array };
  open(sealed: Uint8Array, wrappedKey: Uint8Array): Uint8Array;
}
