import { hex } from './bytes.ts';
import type { ChunkTree, Crypto, Hasher } from './crypto.ts';
import { rootOf } from './subtree.ts';
import { inclusionPath, leafHash, verifyInclusion } from './tree.ts';

/** Fixed chunks of 1 MiB feed the flat SHA-256 and a tree over the chunks: resume, parallel checks, proof of a part. */
export const chunkSize = 1_048_576;

export type Marks = {
  readonly sha256: string;
  readonly size: number;
  readonly sm3?: string;
  readonly chunks: { readonly size: number; readonly root: string };
};

/** The leaves of the tree over fixed chunks, while content streams by. */
export class ChunkLeaves {
  readonly #crypto: Pick<Crypto, 'hasher'>;
  #chunk: Hasher;
  #inChunk = 0;
  readonly done: Uint8Array[] = [];

  constructor(crypto: Pick<Crypto, 'hasher'>) {
    this.#crypto = crypto;
    this.#chunk = this.#fresh();
  }

  update(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const take = Math.min(chunkSize - this.#inChunk, bytes.length - at);
      this.#chunk.update(bytes.subarray(at, at + take));
      this.#inChunk += take;
      at += take;
      if (this.#inChunk === chunkSize) this.end();
    }
  }

  /** Closes a chunk that is not full, at the end of the content. */
  end(): void {
    if (this.#inChunk === 0) return;
    this.done.push(this.#chunk.digest());
    this.#chunk = this.#fresh();
    this.#inChunk = 0;
  }

  #fresh(): Hasher {
    const hasher = this.#crypto.hasher('sha256');
    hasher.update(Uint8Array.of(0));
    return hasher;
  }
}

/** Hashes content of any length while it streams by; memory is one chunk. */
export class ContentHasher {
  readonly #crypto: Crypto;
  readonly #flat: Hasher;
  readonly #sm3: Hasher | undefined;
  readonly #chunks: ChunkLeaves | undefined;
  #size = 0;

  /** Without `chunks` the root is that of no chunks. */
  constructor(crypto: Crypto, wanted: { readonly sm3?: boolean; readonly chunks?: boolean } = {}) {
    this.#crypto = crypto;
    this.#flat = crypto.hasher('sha256');
    this.#sm3 = wanted.sm3 ? crypto.hasher('sm3') : undefined;
    this.#chunks = (wanted.chunks ?? true) ? new ChunkLeaves(crypto) : undefined;
  }

  get leaves(): readonly Uint8Array[] {
    return this.#chunks?.done ?? [];
  }

  update(bytes: Uint8Array): void {
    this.#flat.update(bytes);
    this.#sm3?.update(bytes);
    this.#size += bytes.length;
    this.#chunks?.update(bytes);
  }

  /** Ends the content. Call once. */
  marks(): Marks {
    this.#chunks?.end();
    return {
      sha256: hex(this.#flat.digest()),
      size: this.#size,
      ...(this.#sm3 ? { sm3: hex(this.#sm3.digest()) } : {}),
      chunks: { size: chunkSize, root: hex(rootOf(this.#crypto, this.leaves)) },
    };
  }
}

/** As many chunks may be hashed at once: bounds memory, and keeps every core busy. */
const chunksAtOnce = 6;

/**
 * SHA-256 beside the caller's own thread, for a machine whose `hasher` is slower than handing bytes over (WebCrypto in a
 * page). Takes its copy of the data before it returns, as WebCrypto does.
 */
export type Digest = (data: Uint8Array) => Promise<Uint8Array>;

/** The chunk tree alone, hashed beside the caller's thread, which meanwhile computes the flat hash. */
export class ChunksBeside implements ChunkTree {
  readonly #crypto: Pick<Crypto, 'sha256'>;
  readonly #digest: Digest;
  readonly #leaves: Promise<Uint8Array>[] = [];
  /** One chunk behind the zero byte of RFC 6962 leaves; used again, because `digest` has copied it. */
  readonly #chunk = new Uint8Array(chunkSize + 1);
  #filled = 1;
  #settled = 0;

  constructor(crypto: Pick<Crypto, 'sha256'>, digest: Digest) {
    this.#crypto = crypto;
    this.#digest = digest;
  }

  /** Copies what it needs: the caller may use its bytes again at once. */
  async update(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const take = Math.min(this.#chunk.length - this.#filled, bytes.length - at);
      this.#chunk.set(bytes.subarray(at, at + take), this.#filled);
      this.#filled += take;
      at += take;
      if (this.#filled < this.#chunk.length) continue;
      this.#close();
      while (this.#leaves.length - this.#settled > chunksAtOnce) await this.#leaves[this.#settled++];
    }
  }

  /** Ends the content. Call once. */
  async root(): Promise<Uint8Array> {
    if (this.#filled > 1) this.#close();
    return rootOf(this.#crypto, await Promise.all(this.#leaves));
  }

  /** Digests under way come to their end unheard. */
  drop(): void {}

  #close(): void {
    const leaf = this.#digest(this.#chunk.subarray(0, this.#filled));
    // Awaited in order, later; a failure must not count as unhandled until then.
    leaf.catch(() => {});
    this.#leaves.push(leaf);
    this.#filled = 1;
  }
}

/** Proves whole chunks [from, to) of a recording: one inclusion path for each, so a clip stands on its own. */
export type ClipProof = { readonly from: number; readonly total: number; readonly paths: readonly (readonly Uint8Array[])[] };

export function proveClip(crypto: Crypto, leaves: readonly Uint8Array[], from: number, to: number): ClipProof {
  const paths = [];
  for (let index = from; index < to; index++) {
    paths.push(inclusionPath(index, leaves.length).map((range) => rootOf(crypto, leaves.slice(range.from, range.to))));
  }
  return { from, total: leaves.length, paths };
}

export function verifyClip(crypto: Crypto, proof: ClipProof, chunks: readonly Uint8Array[], root: Uint8Array): boolean {
  return (
    chunks.length > 0 &&
    chunks.length === proof.paths.length &&
    chunks.every((chunk, i) =>
      verifyInclusion(crypto, proof.paths[i] as readonly Uint8Array[], { index: proof.from + i, size: proof.total }, leafHash(crypto, chunk), root),
    )
  );
}
