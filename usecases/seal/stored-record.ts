import { fromHex, hex, sameBytes } from '#domain/evidence/bytes.ts';
import type { Crypto } from '#domain/evidence/crypto.ts';
import {
  type ContentMark,
  commitment,
  type EvidenceRecord,
  leafTypeOf,
  logEntry,
  recordBytes,
  recordKinds,
  saltLength,
} from '#domain/evidence/record.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { isUuid, uuid7 } from '#domain/kernel/id.ts';
import type { CloseItems } from '../ports/closing.ts';
import type { StoredRecord } from '../ports/records.ts';
import { inlineLimit, type SealItem } from '../ports/sealing.ts';
import type { Vault } from '../ports/vault.ts';
import { packClosed } from './closed.ts';

export type CloseParts = { readonly crypto: Crypto; readonly vault: Vault };

/** Closes items on the thread that asks. */
export const closeHere =
  (parts: CloseParts): CloseItems =>
  async (items, at, from) =>
    items.map((item, i) => storedRecord(parts, item, at, from + i));

/** Builds the record of an item, salts it, and closes both under a data key of its own. `order` is the item's place in its call. */
export function storedRecord({ crypto, vault }: CloseParts, item: SealItem, at: Date, order: number): StoredRecord {
  checkItem(crypto, item);
  const id = uuid7(at.getTime(), ordered(vault.random(10), order));
  const record: EvidenceRecord = {
    format: 'quittance.record/v1',
    id,
    kind: item.kind,
    ...(item.caseId ? { case: item.caseId } : {}),
    content: contentMark(item),
    context: item.context,
    ...(item.parents?.length ? { parents: item.parents } : {}),
    receivedAt: at.toISOString(),
  };
  const bytes = recordBytes(record);
  const salt = vault.random(saltLength);
  const committed = commitment(crypto, salt, bytes);
  const closed = vault.close(packClosed({ salt, record: bytes, content: item.content }));
  return {
    tenant: item.tenant,
    id,
    kind: item.kind,
    commitment: committed,
    entry: logEntry(leafTypeOf(item.kind), committed),
    contentSha256: fromHex(item.contentSha256),
    size: item.size,
    mediaType: item.mediaType,
    sealed: closed.sealed,
    wrappedKey: closed.wrappedKey,
    receivedAt: at,
    ...(item.caseId ? { caseId: item.caseId } : {}),
    subjects: item.subjects ?? [],
    ...(item.object
      ? {
          object: {
            sha256: fromHex(item.object.sha256),
            size: item.object.size,
            ...(item.object.key ? { wrappedKey: vault.wrap(item.object.key) } : {}),
          },
        }
      : {}),
  };
}

/** Ids of one call sort in the order given: the first 18 random bits of a version 7 UUID count (RFC 9562 6.2, method 1). */
function ordered(random: Uint8Array, order: number): Uint8Array {
  random.set([(order >>> 14) & 0x0f, (order >>> 6) & 0xff, order & 0x3f]);
  return random;
}

function contentMark(item: SealItem): ContentMark {
  return {
    sha256: item.contentSha256,
    size: item.size,
    mediaType: item.mediaType,
    ...(item.sm3 ? { sm3: item.sm3 } : {}),
    ...(item.name ? { name: item.name } : {}),
    ...(item.chunks ? { chunks: item.chunks } : {}),
  };
}

const hash = /^[0-9a-f]{64}$/;

function checkItem(crypto: Crypto, item: SealItem): void {
  const bad = (what: string, got: unknown): DomainError =>
    new DomainError('evidence.bad_item', `expected ${what}, got ${JSON.stringify(got)?.slice(0, 80)}`, { kind: item.kind });
  if (!isUuid(item.tenant)) throw bad('a tenant id (UUID)', item.tenant);
  if (item.caseId !== undefined && !isUuid(item.caseId)) throw bad('a case id (UUID)', item.caseId);
  if (!recordKinds.includes(item.kind)) throw bad(`a kind out of ${recordKinds.join(', ')}`, item.kind);
  if (!hash.test(item.contentSha256)) throw bad('contentSha256 as 64 lower-case hexadecimal digits', item.contentSha256);
  if (item.sm3 !== undefined && !hash.test(item.sm3)) throw bad('sm3 as 64 lower-case hexadecimal digits', item.sm3);
  if (item.object !== undefined && !hash.test(item.object.sha256))
    throw bad('the object name as 64 lower-case hexadecimal digits', item.object.sha256);
  if (!Number.isSafeInteger(item.size) || item.size < 0) throw bad('size as a count of bytes', item.size);
  if (item.content === undefined) return;
  if (item.content.length > inlineLimit) throw bad(`at most ${inlineLimit} bytes beside the record; store an object instead`, item.content.length);
  if (item.content.length !== item.size) throw bad(`content of ${item.size} bytes`, item.content.length);
  const actual = crypto.sha256(item.content);
  if (!sameBytes(actual, fromHex(item.contentSha256))) throw bad(`content with SHA-256 ${item.contentSha256}`, hex(actual));
}
