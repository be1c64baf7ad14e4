import type { Marks } from '#domain/evidence/chunks.ts';

/**
 * Objects that grow while they are received: encrypted like sealed objects, durable with every answer, and hashed on the
 * way, so that at the end only the last chunk is open. `id` names one while it grows; `key` is its data key of 32 bytes.
 * One process has one at a time: `calls.recording_elsewhere` for all others, until it rested a while or its process ended.
 */
export interface GrowingObjects {
  /** True where finishing moves a file; false where it uploads to elsewhere and may take long. */
  readonly finishesAtOnce: boolean;
  /** Plain bytes that are durable; 0 where nothing was begun. After a crash it may be more than was ever answered. */
  size(id: string, key: Uint8Array): Promise<number>;
  /**
   * Adds bytes at the end and answers the new size when all of it is on stable storage. `calls.wrong_offset` where `at` is
   * not the end, `calls.recording_closed` where it was finished or a crash broke its finishing off. At most 16 MiB at once.
   */
  append(id: string, key: Uint8Array, bytes: Uint8Array, at: number): Promise<number>;
  /** Closes it and moves it among the sealed objects. Again, it answers the same. */
  finish(
    id: string,
    key: Uint8Array,
  ): Promise<{ readonly marks: Marks; readonly object: { readonly sha256: string; readonly size: number; readonly key: Uint8Array } }>;
  /** Forgets it. After `finish` the sealed object stays. */
  discard(id: string): Promise<void>;
  /** What lies there, growing or finished and not yet discarded. */
  ids(): Promise<readonly string[]>;
  /** Lets go of what is open; all of it lies on the disk. */
  close(): Promise<void>;
}
