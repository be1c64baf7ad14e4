import type { Readable, Writable } from 'node:stream';

/** Where a command reads and writes: results on stdout, progress and errors on stderr. */
export type Io = { readonly stdin: Readable; readonly stdout: Writable; readonly stderr: Writable };

/** One `quittance <noun> <verb>`. `run` answers the exit code (sysexits: 0 ok, 64 usage, 65 bad data, 66 no input, 69 not reachable, 70 our fault). */
export type Command = {
  readonly noun: string;
  readonly verb: string;
  readonly summary: string;
  readonly examples: readonly string[];
  readonly run: (args: string[], io: Io) => Promise<number>;
};
