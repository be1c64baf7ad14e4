import { DomainError } from '#domain/kernel/error.ts';
import { base64, decimal, fromBase64 } from './bytes.ts';

/** C2SP tlog-proof v1: an inclusion proof with its checkpoint, verifiable offline. */
export type TlogProof = { readonly index: number; readonly hashes: readonly Uint8Array[]; readonly checkpoint: string; readonly extra?: Uint8Array };

const header = 'c2sp.org/tlog-proof@v1';

export function formatProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const lines = [header, ...(extra ? [`extra ${base64(extra)}`] : []), `index ${index}`, ...hashes.map(base64), '', ''];
  return lines.join('\n') + checkpoint;
}

export function parseProof(text: string): TlogProof {
  const bad = (why: string): DomainError => new DomainError('evidence.bad_proof', `expected a ${header}: ${why}`);
  const split = text.indexOf('\n\n');
  if (split < 0) throw bad('there is no blank line before the checkpoint');
  const lines = text.slice(0, split).split('\n');
  if (lines.shift() !== header) throw bad('the first line differs');
  const extra = lines[0]?.startsWith('extra ') ? fromBase64((lines.shift() as string).slice(6)) : undefined;
  const index = lines.shift();
  if (!index?.startsWith('index ')) throw bad('there is no index line');
  return {
    index: decimal(index.slice(6), 'the index'),
    hashes: parseHashes(lines),
    checkpoint: text.slice(split + 2),
    ...(extra ? { extra } : {}),
  };
}

/** The body of tlog-witness add-checkpoint; a bundle keeps consistency proofs in the same form. */
export type CheckpointUpdate = { readonly oldSize: number; readonly proof: readonly Uint8Array[]; readonly checkpoint: string };

export const formatUpdate = ({ oldSize, proof, checkpoint }: CheckpointUpdate): string =>
  `${[`old ${oldSize}`, ...proof.map(base64)].map((line) => `${line}\n`).join('')}\n${checkpoint}`;

export function parseUpdate(text: string): CheckpointUpdate {
  const split = text.indexOf('\n\n');
  const lines = text.slice(0, Math.max(split, 0)).split('\n');
  const old = lines.shift();
  if (split < 0 || !old?.startsWith('old ')) {
    throw new DomainError('evidence.bad_update', 'expected "old <size>", proof lines, an empty line and a checkpoint (c2sp.org/tlog-witness)');
  }
  return { oldSize: decimal(old.slice(4), 'the old size'), proof: parseHashes(lines), checkpoint: text.slice(split + 2) };
}

function parseHashes(lines: readonly string[]): Uint8Array[] {
  if (lines.length > 63) throw new DomainError('evidence.bad_proof', `expected at most 63 hashes, got ${lines.length}`);
  return lines.map((line) => {
    const hash = fromBase64(line);
    if (hash.length !== 32) throw new DomainError('evidence.bad_proof', `expected a hash of 32 bytes, got ${hash.length}`);
    return hash;
  });
}
