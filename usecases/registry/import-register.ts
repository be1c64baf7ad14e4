import { nameHashes } from '#domain/registry/lookup/name-hash.ts';
import type { Clock } from '../ports/clock.ts';
import type { BatchCounts, RegistryImport, RegistrySource, RegistryWriter, Reject, SourceRecord } from '../ports/registry.ts';
import type { Actor, TenantTx, Transactions } from '../ports/transactions.ts';

export type ImportRegisterPorts = {
  readonly transactions: Transactions;
  readonly clock: Pick<Clock, 'now' | 'newId'>;
  readonly registry: RegistryWriter;
  /** Asks for the maps that the source concerns, in the transaction that ends its import. Absent: maps stay as they are. */
  readonly drawAgain?: (tx: TenantTx, source: string) => Promise<void>;
};

export type RegisterFile = {
  readonly source: RegistrySource;
  readonly fileName: string;
  readonly fingerprint: string;
  readonly format: string;
  readonly records: AsyncIterable<SourceRecord>;
  /** The file is all of the source: entries it does not name are closed at the end. */
  readonly whole: boolean;
  readonly onProgress?: (done: RegistryImport & { readonly skipped: number }) => void;
  readonly signal?: AbortSignal;
};

export type ImportedRegister = BatchCounts & {
  readonly importId: string;
  readonly records: number;
  readonly resumedAt: number;
  /** The first of those rejected in this run. */
  readonly rejects: readonly Reject[];
  readonly closed: number;
};

const recordsAtOnce = 4_000;
const rejectsTold = 50;

/**
 * Brings a file into the register, some thousand records a transaction together with the place it came to: killed anywhere,
 * the same call goes on from there; called again after it ended, it changes nothing that is the same.
 */
export async function importRegister(ports: ImportRegisterPorts, tenant: string, actor: Actor, file: RegisterFile): Promise<ImportedRegister> {
  const { transactions, registry, clock } = ports;
  const within = <T>(work: Parameters<typeof transactions.withTenant<T>>[2]) => transactions.withTenant(tenant, actor, work);
  const begun = await within(async (tx) => {
    await registry.putSource(tx, file.source);
    return registry.openImport(tx, {
      id: clock.newId(),
      source: file.source.id,
      fileName: file.fileName,
      fingerprint: file.fingerprint,
      format: file.format,
    });
  });
  let done: RegistryImport = begun;
  let read = 0;
  let batch: SourceRecord[] = [];
  const rejects: Reject[] = [];
  const write = async (records: readonly SourceRecord[]) => {
    const position = done.position + records.length;
    const counts = await within((tx) =>
      registry.addBatch(tx, file.source, begun.id, { position, records }, { recordId: clock.newId(), fetchedAt: clock.now(), keysOf: nameHashes }),
    );
    done = {
      ...done,
      position,
      entities: done.entities + counts.entities,
      edges: done.edges + counts.edges,
      changed: done.changed + counts.changed,
      rejected: done.rejected + counts.rejected,
    };
    file.onProgress?.({ ...done, skipped: begun.position });
  };
  // The database writes one batch while the next is read: two cores work, and memory holds two batches.
  let writing: Promise<void> = Promise.resolve();
  const flush = async () => {
    await writing;
    file.signal?.throwIfAborted();
    if (batch.length === 0) return;
    writing = write(batch);
    // Told where it is awaited; until then it must not count as unhandled.
    writing.catch(() => {});
    batch = [];
  };
  try {
    for await (const record of file.records) {
      read += 1;
      if (read <= begun.position) continue;
      if (record.rejected !== undefined && rejects.length < rejectsTold) rejects.push({ record: read, why: record.rejected });
      batch.push(record);
      if (batch.length >= recordsAtOnce) await flush();
    }
    await flush();
    await writing;
  } catch (error) {
    await writing.catch(() => {});
    const state = file.signal?.aborted ? ('stopped' as const) : ('failed' as const);
    await within((tx) => registry.closeImport(tx, begun.id, { state, message: (error as Error).message, whole: false }));
    throw error;
  }
  const closed = await within(async (tx) => {
    const gone = await registry.closeImport(tx, begun.id, { state: 'done', whole: file.whole });
    if (done.changed > 0 || gone > 0) await ports.drawAgain?.(tx, file.source.id);
    return gone;
  });
  return {
    importId: begun.id,
    records: done.position,
    resumedAt: begun.position,
    rejects,
    closed,
    entities: done.entities,
    edges: done.edges,
    changed: done.changed,
    rejected: done.rejected,
  };
}
