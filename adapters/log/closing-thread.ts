import { parentPort, workerData } from 'node:worker_threads';
import type { StoredRecord } from '#usecases/ports/records.ts';
import type { SealItem } from '#usecases/ports/sealing.ts';
import { storedRecord } from '#usecases/seal/stored-record.ts';
import { nodeCrypto } from './node-crypto.ts';
import { vault } from './vault.ts';

/** Items without their contents, which lie one after the other in `contents`; a length of -1 where an item has none. */
export type ClosingAsked = {
  readonly id: number;
  readonly items: readonly SealItem[];
  readonly contents: Uint8Array<ArrayBuffer>;
  readonly lengths: readonly number[];
  readonly at: Date;
  readonly from: number;
};
/** `records` is absent where an item was refused: whoever asked finds out why by closing them itself. */
export type ClosingAnswer = { readonly id: number; readonly records?: readonly StoredRecord[] };

const parts = { crypto: nodeCrypto, vault: vault((workerData as { readonly masterKey: Uint8Array }).masterKey) };

parentPort?.on('message', (asked: ClosingAsked) => {
  try {
    const { records, bytes } = packed(closed(asked));
    parentPort?.postMessage({ id: asked.id, records } satisfies ClosingAnswer, [bytes]);
  } catch {
    parentPort?.postMessage({ id: asked.id } satisfies ClosingAnswer);
  }
});
parentPort?.postMessage('ready');

function closed({ items, contents, lengths, at, from }: ClosingAsked): StoredRecord[] {
  let begin = 0;
  return items.map((item, i) => {
    const length = lengths[i] ?? -1;
    if (length < 0) return storedRecord(parts, item, at, from + i);
    begin += length;
    return storedRecord(parts, { ...item, content: contents.subarray(begin - length, begin) }, at, from + i);
  });
}

/** All bytes in one buffer that changes hands: a copy for each of some thousand small ones costs more than the encryption. */
function packed(records: readonly StoredRecord[]): { readonly records: readonly StoredRecord[]; readonly bytes: ArrayBuffer } {
  const fields = ({ commitment, entry, contentSha256, sealed, wrappedKey, object }: StoredRecord) => [
    commitment,
    entry,
    contentSha256,
    sealed,
    wrappedKey,
    ...(object ? [object.sha256] : []),
    ...(object?.wrappedKey ? [object.wrappedKey] : []),
  ];
  const all = new Uint8Array(records.reduce((sum, record) => sum + fields(record).reduce((length, field) => length + field.length, 0), 0));
  let at = 0;
  const moved = (field: Uint8Array): Uint8Array => {
    all.set(field, at);
    at += field.length;
    return all.subarray(at - field.length, at);
  };
  return {
    records: records.map((record) => ({
      ...record,
      commitment: moved(record.commitment),
      entry: moved(record.entry),
      contentSha256: moved(record.contentSha256),
      sealed: moved(record.sealed),
      wrappedKey: moved(record.wrappedKey),
      ...(record.object
        ? {
            object: {
              ...record.object,
              sha256: moved(record.object.sha256),
              ...(record.object.wrappedKey ? { wrappedKey: moved(record.object.wrappedKey) } : {}),
            },
          }
        : {}),
    })),
    bytes: all.buffer,
  };
}
