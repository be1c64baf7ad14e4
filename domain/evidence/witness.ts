import { DomainError } from '#domain/kernel/error.ts';
import { sameBytes } from './bytes.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { coversExtensions, verifySignature } from './cosignature.ts';
import type { Crypto } from './crypto.ts';
import { type Note, parseNote, type VerifierKey } from './note.ts';
import { type CheckpointUpdate, parseUpdate } from './proof.ts';
import { emptyRoot, verifyConsistency } from './tree.ts';

/** What a witness remembers of one log: the largest tree it cosigned. */
export type WitnessedTree = { readonly size: number; readonly root: Uint8Array };

export type WitnessDecision =
  | { readonly kind: 'cosign'; readonly checkpoint: Checkpoint; readonly note: Note }
  | { readonly kind: 'malformed'; readonly why: string }
  | { readonly kind: 'unknown-origin'; readonly origin: string }
  | { readonly kind: 'not-signed-by-log' }
  | { readonly kind: 'old-size-too-large' }
  | { readonly kind: 'conflict'; readonly size: number }
  | { readonly kind: 'inconsistent'; readonly why: string };

/** C2SP tlog-witness add-checkpoint, in the order the standard gives. `seen` answers for the checkpoint's origin. */
export function decideCosigning(
  crypto: Crypto,
  body: string,
  keysOf: (origin: string) => readonly VerifierKey[],
  seen: (origin: string) => WitnessedTree | undefined,
): WitnessDecision {
  let update: CheckpointUpdate;
  let note: Note;
  let checkpoint: Checkpoint;
  try {
    update = parseUpdate(body);
    note = parseNote(update.checkpoint);
    checkpoint = parseCheckpoint(note.text);
  } catch (cause) {
    if (cause instanceof DomainError) return { kind: 'malformed', why: cause.message };
    throw cause;
  }
  const keys = keysOf(checkpoint.origin);
  if (keys.length === 0) return { kind: 'unknown-origin', origin: checkpoint.origin };
  const verdicts = keys.map((key) => verifySignature(crypto, note, checkpoint, key).kind);
  if (verdicts.includes('false') || !verdicts.includes('valid')) return { kind: 'not-signed-by-log' };
  // Our Ed25519 cosignature would carry extension lines that somebody added on the way, where the log's own line over them is gone.
  const bare =
    checkpoint.extensions.length > 0 && keys.some(coversExtensions) && !keys.some((key, i) => verdicts[i] === 'valid' && coversExtensions(key));
  if (bare) return { kind: 'not-signed-by-log' };
  if (update.oldSize > checkpoint.size) return { kind: 'old-size-too-large' };
  const last = seen(checkpoint.origin) ?? { size: 0, root: emptyRoot(crypto) };
  if (update.oldSize !== last.size) return { kind: 'conflict', size: last.size };
  if (checkpoint.size === 0 && !sameBytes(checkpoint.root, emptyRoot(crypto)))
    return { kind: 'inconsistent', why: 'the empty tree has another root' };
  if (!verifyConsistency(crypto, update.proof, last, checkpoint)) return { kind: 'inconsistent', why: 'the consistency proof does not verify' };
  return { kind: 'cosign', checkpoint, note };
}
