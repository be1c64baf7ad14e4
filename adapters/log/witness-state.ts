import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCheckpoint } from '#domain/evidence/checkpoint.ts';
import { parseNote } from '#domain/evidence/note.ts';
import type { WitnessedTree } from '#domain/evidence/witness.ts';
import { writeDurably } from './durable.ts';

/** What a witness remembers: for each log the latest checkpoint it cosigned, as a file that is whole or not there. */
export type WitnessState = {
  seen(origin: string): WitnessedTree | undefined;
  /** The cosigned checkpoint as served to monitors; `originHash` is lower-case hexadecimal SHA-256 of the origin. */
  latest(originHash: string): string | undefined;
  remember(origin: string, signed: string): Promise<void>;
};

export const originHash = (origin: string): string => createHash('sha256').update(origin).digest('hex');

export function witnessState(folder: string): WitnessState {
  const path = (hash: string): string => join(folder, `${hash}.checkpoint`);
  const latest = (hash: string): string | undefined => {
    try {
      return readFileSync(path(hash), 'utf8');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw cause;
    }
  };
  return {
    seen(origin) {
      const signed = latest(originHash(origin));
      return signed === undefined ? undefined : parseCheckpoint(parseNote(signed).text);
    },
    latest,
    remember: (origin, signed) => writeDurably(path(originHash(origin)), signed),
  };
}
