import { createHash } from 'node:crypto';
import { DomainError } from '#domain/kernel/error.ts';
import type { Exhibit } from '../ports/exhibits.ts';
import type { TenantTx } from '../ports/transactions.ts';

/** An exhibit with the hash of its stored bytes as they are now: absent where they could not be read, and not asked for where it is `large`. */
export type RereadExhibit = Exhibit & { readonly now?: string; readonly large?: true };

/** Opens the content of a sealed record (usecases/seal/content.ts). */
export type ReadContent = (tx: TenantTx, recordId: string) => Promise<AsyncIterable<Uint8Array>>;

/** A check answers in a moment: papers are read again whole, recordings are left to the evidence verifier. */
const mostBytes = 64 * 1024 * 1024;

/** Hashes the stored bytes of the exhibits again, smallest first, until the bound. What cannot be opened stays without a hash. */
export async function rereadExhibits(read: ReadContent, tx: TenantTx, exhibits: readonly Exhibit[]): Promise<RereadExhibit[]> {
  let left = mostBytes;
  const reread = new Map<string, RereadExhibit>();
  for (const exhibit of [...exhibits].sort((a, b) => a.bytes - b.bytes)) {
    if (exhibit.bytes > left) {
      reread.set(exhibit.id, { ...exhibit, large: true });
      continue;
    }
    left -= exhibit.bytes;
    const now = exhibit.recordId ? await hashOf(read, tx, exhibit.recordId) : undefined;
    if (now) reread.set(exhibit.id, { ...exhibit, now });
  }
  return exhibits.map((exhibit) => reread.get(exhibit.id) ?? exhibit);
}

async function hashOf(read: ReadContent, tx: TenantTx, recordId: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const part of await read(tx, recordId)) hash.update(part);
  } catch (error) {
    // Erased, missing or changed bytes: the check then says that the exhibit could not be read.
    if (error instanceof DomainError) return undefined;
    throw error;
  }
  return hash.digest('hex');
}
