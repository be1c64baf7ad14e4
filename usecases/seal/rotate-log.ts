import { sha256Hex } from '#domain/evidence/bundle/bag.ts';
import { base64, utf8 } from '#domain/evidence/bytes.ts';
import type { Crypto } from '#domain/evidence/crypto.ts';
import { commitment, type EvidenceRecord, leafType, logEntry, recordBytes, saltLength } from '#domain/evidence/record.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { uuid7 } from '#domain/kernel/id.ts';
import type { SignedCheckpoint } from '../ports/evidence-log.ts';
import type { LogSuccession, OneLog } from '../ports/logs.ts';
import type { Vault } from '../ports/vault.ts';
import type { Sequencer } from './sequence.ts';

export type RotationParts = {
  readonly crypto: Crypto;
  readonly vault: Pick<Vault, 'random'>;
  readonly succession: Pick<LogSuccession, 'succeed'>;
  /** Origin and verifier keys of the log that would follow; its private keys exist when this answers. The same when asked again. */
  readonly nextLog: (closing: OneLog) => { readonly origin: string; readonly number: number; readonly keys: readonly string[] };
  /** Asks the witnesses for the last checkpoint and answers it with what they cosigned; absent where the policy names none. */
  readonly witnessed?: (last: SignedCheckpoint) => Promise<{ readonly signed: string; readonly quorum: boolean }>;
  readonly now: () => Date;
};

/**
 * Ends a log and begins the next: what waits goes into the old one, its last checkpoint is cosigned, and that checkpoint is
 * the first leaf of the new log. Only whoever leads the log may call it. A crash anywhere leaves either the old log
 * open or the new one begun: the change itself is one transaction, and the keys made before it are found again.
 */
export async function rotateLog(parts: RotationParts, closing: OneLog, sequencer: Pick<Sequencer, 'round'>): Promise<void> {
  while ((await sequencer.round()) > 0);
  const last = await closing.store.bestSigned();
  if (!last) throw new DomainError('evidence.no_log', `expected a signed checkpoint of the log ${closing.origin}, there is none`);
  const final = await finalCheckpoint(parts, last);
  const next = parts.nextLog(closing);
  const at = parts.now();
  const record = rotationRecord(parts, last, final, at);
  const bytes = recordBytes(record);
  const salt = parts.vault.random(saltLength);
  const entry = logEntry(leafType.rotation, commitment(parts.crypto, salt, bytes));
  const from = { origin: closing.origin, size: last.checkpoint.size };
  if (!(await parts.succession.succeed({ from, to: next, first: { id: record.id, record: bytes, salt, entry } }, at))) {
    throw new DomainError(
      'evidence.head_moved',
      `expected the log ${closing.origin} to stand at ${from.size}, it has grown; the next round tries again`,
      {
        size: from.size,
      },
    );
  }
}

async function finalCheckpoint({ witnessed }: RotationParts, last: SignedCheckpoint): Promise<string> {
  if (!witnessed) return last.signed;
  const { signed, quorum } = await witnessed(last);
  if (!quorum) {
    throw new DomainError(
      'evidence.not_witnessed',
      `the last checkpoint of the log, of ${last.checkpoint.size} leaves, is not cosigned as the policy asks; it stays open until the witnesses answer`,
      { size: last.checkpoint.size },
    );
  }
  return signed;
}

/** The record of the first leaf: its content is the final checkpoint, whose three lines stand in the context too. */
function rotationRecord(parts: RotationParts, { checkpoint }: SignedCheckpoint, final: string, at: Date): EvidenceRecord {
  const content = utf8(final);
  const { origin, size, root } = checkpoint;
  return {
    format: 'quittance.record/v1',
    id: uuid7(at.getTime(), parts.vault.random(10)),
    kind: 'rotation',
    content: { sha256: sha256Hex(parts.crypto, content), size: content.length, mediaType: 'text/plain', name: 'final-checkpoint.txt' },
    context: { closes: { origin, size, root: base64(root) }, checkpoint: final },
    receivedAt: at.toISOString(),
  };
}
