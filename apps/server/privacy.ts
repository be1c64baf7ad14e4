import type { Evidence } from '#adapters/log/open.ts';
import { organisationStore } from '#adapters/postgres/organisation/store.ts';
import { newsPlace } from '#adapters/postgres/privacy/news-place.ts';
import {
  assetsPlace,
  capturesPlace,
  contactsPlace,
  judgementsPlace,
  lookupsPlace,
  partiesPlace,
  registersPlace,
} from '#adapters/postgres/privacy/places.ts';
import { organisations } from '#adapters/postgres/registry/organisations.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import type { Worker } from '#usecases/ports/jobs.ts';
import { systemActor } from '#usecases/ports/transactions.ts';
import { sweepRetention } from '#usecases/privacy/retention.ts';
import type { PrivacyPorts } from '#usecases/privacy/subject-data.ts';
import { type ErasureParts, erase } from '#usecases/seal/erase.ts';
import type { Platform } from './platform.ts';
import type { RegisterRoom } from './registers.ts';

/** Personal data wherever it lies: each room's place is added here, and access, erasure and the sweep go through all of them. */
export function privacyRoom(
  { database, audit, clock }: Pick<Platform, 'database' | 'audit' | 'clock'>,
  registers: Pick<RegisterRoom, 'lookups' | 'privacyStore'>,
  evidence: Pick<Evidence, 'records'>,
  erasing: ErasureParts,
): PrivacyPorts {
  return {
    transactions: database,
    places: [partiesPlace, lookupsPlace(registers.lookups), capturesPlace, assetsPlace, newsPlace, judgementsPlace, contactsPlace, registersPlace],
    privacy: registers.privacyStore,
    records: evidence.records,
    shred: shredding(database, evidence.records, erasing),
    audit,
    clock,
  };
}

const shredding =
  (database: Platform['database'], records: Evidence['records'], erasing: ErasureParts): PrivacyPorts['shred'] =>
  async (tenant, actor, recordIds, because) => {
    const free = await database.withTenant(tenant, actor, async (tx) => {
      const open: string[] = [];
      for (const id of recordIds) if ((await records.holdsOn(tx, { recordIds: [id], caseIds: [], subjects: [] })).length === 0) open.push(id);
      return open;
    });
    if (free.length === 0) return new Set();
    try {
      const done = await erase(erasing, { tenant, actor, scope: { kind: 'records', ids: free }, legalBasis: because });
      // A hold placed in between: nothing was erased, and the next run looks again.
      return isRefusal(done) ? new Set() : new Set(free);
    } catch (error) {
      // All of them had been erased before, as after a crash between the two steps.
      if (error instanceof DomainError && error.code === 'evidence.nothing_to_erase') return new Set(free);
      throw error;
    }
  };

/** Daily, for every organisation: what has outlived its retention goes. */
export function registerPrivacyWork(database: Platform['database'], room: PrivacyPorts, worker: Worker): void {
  const actor = systemActor('retention');
  worker.sweep('retention', async () => {
    for (const { id } of await database.withSystem('retention', organisations)) {
      const { timeZone } = await database.withTenant(id, actor, (tx) => organisationStore.get(tx));
      await sweepRetention(room, id, actor, timeZone);
    }
  });
}
