import type { LogStore, PublicLog, TileStore } from './evidence-log.ts';

/** What stands in the first leaf of a log that follows another: it is public, and no personal data is in it. */
export type FirstLeaf = { readonly record: Uint8Array; readonly salt: Uint8Array };

/** One log of the installation. Number 1 is the first; the highest is the one that grows. */
export type OneLog = {
  readonly number: number;
  readonly origin: string;
  /** Verifier keys in their text form (c2sp.org/signed-note). */
  readonly keys: readonly string[];
  readonly store: LogStore;
  readonly tiles: TileStore & PublicLog;
  readonly closedAt?: Date;
  readonly first?: FirstLeaf;
};

/** The installation's logs, read anew each time: another process may have begun a new one. */
export type Logs = () => Promise<readonly [OneLog, ...OneLog[]]>;

/** How far a log has come, by the database's own account. Sizes are numbers of leaves. */
export type LogProgress = {
  readonly number: number;
  /** Leaves of the last signed checkpoint, and of the newest one whose quorum of witnesses was met; 0 where there is none. */
  readonly size: number;
  readonly witnessedSize: number;
  readonly firstSignedAt?: Date;
  readonly lastSignedAt?: Date;
  readonly witnessedAt?: Date;
  /** A new log was asked for and has not begun yet. */
  readonly rotationAskedAt?: Date;
};

export type Succession = {
  readonly from: { readonly origin: string; readonly size: number };
  readonly to: { readonly origin: string; readonly number: number; readonly keys: readonly string[] };
  readonly first: FirstLeaf & { readonly id: string; readonly entry: Uint8Array };
};

/** Closing one log and beginning the next, over the database. */
export interface LogSuccession {
  /** Asks whoever leads the log to begin a new one. */
  ask(at: Date): Promise<void>;
  asked(): Promise<boolean>;
  /** Of every log, the first one first. */
  progress(): Promise<readonly LogProgress[]>;
  /**
   * In one transaction: closes the old log where it stands at exactly this size, and gives the new one its first leaf. False
   * when the old log has grown or was closed since.
   */
  succeed(succession: Succession, at: Date): Promise<boolean>;
}
