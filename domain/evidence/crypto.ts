/**
 * The algorithms that the evidence core needs, as an argument: Node gives them natively, the verifier page in portable
 * code. Verifying never needs a secret; signing stands apart in `Signer`.
 */
export type Crypto = {
  sha256(data: Uint8Array): Uint8Array;
  /** The tree over the chunks of content of `size` bytes, computed beside the caller's own thread where that is worth its while. */
  chunkTree?(size: number): ChunkTree | undefined;
  /** For content that does not fit in memory. */
  hasher(algorithm: 'sha256' | 'sm3'): Hasher;
  /** ZIP's CRC-32 (ISO 3309), continued from `before` (0 at the start). */
  crc32(data: Uint8Array, before: number): number;
  /** RFC 8032 Ed25519, 32-byte key, 64-byte signature. False for anything malformed; never throws. */
  verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
  /** FIPS 204 ML-DSA-44 with empty context, 1312-byte key, 2420-byte signature. False for anything malformed. */
  verifyMlDsa44(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
};

export type Hasher = { update(data: Uint8Array): void; digest(): Uint8Array };

export type ChunkTree = {
  /** Takes the next bytes; when it answers the caller may use them again. */
  update(bytes: Uint8Array): Promise<void>;
  /** Ends the content: the root of its tree. Call once. */
  root(): Promise<Uint8Array>;
  /** Gives the content up before its end. */
  drop(): void;
};

/** Holds a private key without showing it (a file, a KMS). */
export type Signer = {
  readonly algorithm: 'ed25519' | 'ml-dsa-44';
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
};
