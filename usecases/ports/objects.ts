import type { Marks } from '#domain/evidence/chunks.ts';

export type Content = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export type PutOptions = {
  /** Also compute SM3 (GB/T 32905) for the Chinese profile. */
  readonly sm3?: boolean;
  /** Compute the chunk tree too; true unless said otherwise. */
  readonly chunks?: boolean;
  /** Refuse content that is longer (code `evidence.object_too_large`); nothing is kept. */
  readonly limitBytes?: number;
  /** Refuse content with another hash (code `evidence.object_differs`): the sender said what it sends. */
  readonly expectedSha256?: string;
};

/**
 * Immutable objects under the SHA-256 of their bytes. `put` answers only when the bytes are on stable storage and were
 * read back; the same bytes twice are one object. Content streams: memory does not grow with its size.
 */
export interface ObjectStore {
  put(content: Content, options?: PutOptions): Promise<Marks>;
  /** The bytes, or bytes [from, to) of them. Fails with `evidence.missing_object`. */
  read(sha256: string, range?: { readonly from: number; readonly to: number }): AsyncIterable<Uint8Array>;
  /** Bytes, or undefined when there is no such object. */
  size(sha256: string): Promise<number | undefined>;
  remove(sha256: string): Promise<void>;
}

/** Objects that lie encrypted, each under a data key of its own; names are of the ciphertext, marks of the plain content. */
export interface SealedObjects {
  put(
    content: Content,
    options?: PutOptions,
  ): Promise<{ readonly marks: Marks; readonly object: { readonly sha256: string; readonly size: number; readonly key: Uint8Array } }>;
  /** `range` counts plain bytes. */
  read(
    object: { readonly sha256: string; readonly key: Uint8Array },
    range?: { readonly from: number; readonly to: number },
  ): AsyncIterable<Uint8Array>;
  remove(sha256: string): Promise<void>;
}
