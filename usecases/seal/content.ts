import { DomainError } from '#domain/kernel/error.ts';
import type { SealedObjects } from '../ports/objects.ts';
import type { RecordStore } from '../ports/records.ts';
import type { TenantTx } from '../ports/transactions.ts';
import type { Vault } from '../ports/vault.ts';
import { unpackClosed } from './closed.ts';

export type ContentParts = { readonly records: RecordStore; readonly vault: Vault; readonly objects: SealedObjects };

/**
 * The bytes that a record sealed, or bytes [from, to) of them, opened for reading. `evidence.no_content` where the record kept none (its content lies
 * elsewhere), `evidence.erased` where it was erased.
 */
export async function sealedContent(
  parts: ContentParts,
  tx: TenantTx,
  recordId: string,
  range?: { readonly from: number; readonly to: number },
): Promise<AsyncIterable<Uint8Array>> {
  const [found] = await parts.records.find(tx, { kind: 'records', ids: [recordId] });
  if (!found) throw new DomainError('evidence.record_not_found', `There is no record ${recordId} here.`, { recordId });
  if (found.erasedAt)
    throw new DomainError('evidence.erased', `The content of record ${recordId} was erased on ${found.erasedAt.toISOString().slice(0, 10)}.`, {
      recordId,
    });
  if (found.object?.wrappedKey) return parts.objects.read({ sha256: found.object.sha256, key: parts.vault.unwrap(found.object.wrappedKey) }, range);
  const content = found.closed ? unpackClosed(parts.vault.open(found.closed.sealed, found.closed.wrappedKey)).content : undefined;
  if (!content) throw new DomainError('evidence.no_content', `Record ${recordId} keeps no content of its own.`, { recordId });
  return once(range ? content.subarray(range.from, range.to) : content);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
