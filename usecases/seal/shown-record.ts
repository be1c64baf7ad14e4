import { parseRecord, type RecordKind } from '#domain/evidence/record.ts';
import type { FoundRecord } from '../ports/records.ts';
import type { Vault } from '../ports/vault.ts';
import { unpackClosed } from './closed.ts';

/** A record as its tenant sees it in a list. Of an erased one only that it was. */
export type ShownRecord = {
  readonly recordId: string;
  readonly kind: RecordKind;
  readonly receivedAt: Date;
  readonly name?: string;
  readonly mediaType?: string;
  /** Bytes of the content. */
  readonly size?: number;
  readonly sha256?: string;
};

export function shownRecord(vault: Pick<Vault, 'open'>, found: FoundRecord): ShownRecord {
  const { id: recordId, kind, receivedAt, closed } = found;
  if (!closed) return { recordId, kind, receivedAt };
  const { content } = parseRecord(unpackClosed(vault.open(closed.sealed, closed.wrappedKey)).record);
  const { name, mediaType, size, sha256 } = content;
  return { recordId, kind, receivedAt, mediaType, size, sha256, ...(name === undefined ? {} : { name }) };
}
