import type { Checkpoint } from '#domain/evidence/checkpoint.ts';
import type { Tile } from '#domain/evidence/tiles.ts';

/** The log's order and its signed states. One writer at a time; every step can be repeated after a crash. */
export interface LogStore {
  /** Runs `work` while this process alone leads the log; undefined when another one does. */
  lead<T>(work: () => Promise<T>): Promise<T | undefined>;
  head(): Promise<LogHead>;
  /** Gives up to `limit` waiting entries the next indexes, in one transaction with their removal from the queue. */
  assign(limit: number): Promise<readonly AssignedEntry[]>;
  /** Entries that have an index at or above `from`, in order: what a crash left without tiles. */
  assigned(from: number, limit: number): Promise<readonly AssignedEntry[]>;
  /** Compare-and-swap: publishes a checkpoint only over the head it grew from. False when another one came first. */
  advance(from: number, next: SignedCheckpoint): Promise<boolean>;
  recordCosigned(size: number, signed: string, quorum: boolean, at: Date): Promise<void>;
  checkpoint(size: number): Promise<SignedCheckpoint | undefined>;
  /** The best checkpoint for proofs of indexes below `above`: the latest whose quorum was met, else the latest signed one. */
  bestCheckpoint(above: number): Promise<SignedCheckpoint | undefined>;
  /** The latest signed checkpoint, with what cosignatures it has. */
  bestSigned(): Promise<SignedCheckpoint | undefined>;
  /** Finished anchors on trees of at most `size` leaves, smallest tree first. */
  anchors(size: number): Promise<readonly AnchorFile[]>;
  /** Certificates and revocation data kept for the anchors of these trees, by path in a bundle. */
  material(sizes: readonly number[]): Promise<ReadonlyMap<string, Uint8Array>>;
}

export type LogHead = {
  readonly origin: string;
  readonly size: number;
  readonly assigned: number;
  readonly signed?: string;
  readonly witnessedSize: number;
};
export type AssignedEntry = { readonly index: number; readonly entry: Uint8Array };
export type SignedCheckpoint = { readonly checkpoint: Checkpoint; readonly signed: string };

/** A file of the public log as it is served, and how long it is. */
export type LogFile = { readonly size: number; readonly content: AsyncIterable<Uint8Array> };

/** Reads the public log by the paths of c2sp.org/tlog-tiles: checkpoint, tile/0/000 ... */
export interface PublicLog {
  open(path: string): Promise<LogFile | undefined>;
}

/** Immutable tiles. A write returns only when the bytes are on stable storage. */
export interface TileStore {
  read(tile: Tile): Promise<Uint8Array>;
  write(tiles: readonly { readonly tile: Tile; readonly bytes: Uint8Array }[]): Promise<void>;
  /** The public copy of the latest checkpoint (c2sp.org/tlog-tiles: <prefix>/checkpoint). */
  publish(signed: string): Promise<void>;
}

export type AnchorFile = { readonly size: number; readonly fileName: string; readonly bytes: Uint8Array; readonly signed: string };
