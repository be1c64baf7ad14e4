import { createHash } from 'node:crypto';
import { DomainError } from '#domain/kernel/error.ts';
import type { Exhibit } from '../ports/exhibits.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { type PaperSignature, paperSignatures, type ReadSignatures } from '../verify/paper-signatures.ts';

/**
 * An exhibit with the hash of its stored bytes as they are now, and the signatures in it where it is a signed PDF or OFD.
 * `now` is absent where the bytes could not be read, and not asked for where it is `large`.
 */
export type RereadExhibit = Exhibit & { readonly now?: string; readonly large?: true; readonly signatures?: readonly PaperSignature[] };

/** Opens the content of a sealed record (usecases/seal/content.ts). */
export type ReadContent = (tx: TenantTx, recordId: string) => Promise<AsyncIterable<Uint8Array>>;

export type RereadPorts = {
  readonly readContent: ReadContent;
  /** Absent: no signature is looked at. */
  readonly readSignatures?: ReadSignatures;
};

/** A check answers in a moment: papers are read again whole, recordings are left to the evidence verifier. */
const mostBytes = 64 * 1024 * 1024;
/** Only what may be signed is held in memory, and only so much of it at once. */
const largestSigned = 32 * 1024 * 1024;

/** Hashes the stored bytes of the exhibits again, smallest first, until the bound. What cannot be opened stays without a hash. */
export async function rereadExhibits(ports: RereadPorts, tx: TenantTx, exhibits: readonly Exhibit[]): Promise<RereadExhibit[]> {
  let left = mostBytes;
  const reread = new Map<string, RereadExhibit>();
  for (const exhibit of [...exhibits].sort((a, b) => a.bytes - b.bytes)) {
    if (exhibit.bytes > left) {
      reread.set(exhibit.id, { ...exhibit, large: true });
      continue;
    }
    left -= exhibit.bytes;
    const found = exhibit.recordId ? await readAgain(ports, tx, exhibit.recordId, exhibit.bytes) : undefined;
    if (found) reread.set(exhibit.id, { ...exhibit, ...found });
  }
  return exhibits.map((exhibit) => reread.get(exhibit.id) ?? exhibit);
}

async function readAgain(
  { readContent, readSignatures }: RereadPorts,
  tx: TenantTx,
  recordId: string,
  size: number,
): Promise<Pick<RereadExhibit, 'now' | 'signatures'> | undefined> {
  const hash = createHash('sha256');
  const kept: Uint8Array[] = [];
  try {
    for await (const part of await readContent(tx, recordId)) {
      hash.update(part);
      if (readSignatures && size <= largestSigned && (kept.length > 0 || maySign(part))) kept.push(part);
    }
  } catch (error) {
    // Erased, missing or changed bytes: the check then says that the exhibit could not be read.
    if (error instanceof DomainError) return undefined;
    throw error;
  }
  const signatures = readSignatures && kept.length > 0 ? await paperSignatures(readSignatures, Buffer.concat(kept)) : [];
  return { now: hash.digest('hex'), ...(signatures.length > 0 ? { signatures } : {}) };
}

/** The start of a PDF (anywhere in the first kilobyte) or of a ZIP. */
function maySign(start: Uint8Array): boolean {
  const head = Buffer.from(start.buffer, start.byteOffset, Math.min(start.length, 1024));
  return head.includes('%PDF-') || (head[0] === 0x50 && head[1] === 0x4b);
}
