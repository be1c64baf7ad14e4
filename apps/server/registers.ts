import { assetStore } from '#adapters/postgres/assets/store.ts';
import { caseReader } from '#adapters/postgres/cases/reader.ts';
import { organisationStore } from '#adapters/postgres/organisation/store.ts';
import { privacyStore } from '#adapters/postgres/privacy/store.ts';
import { captureStore } from '#adapters/postgres/registry/captures.ts';
import type { SecretVault } from '#adapters/postgres/registry/connector-settings.ts';
import { hitStore } from '#adapters/postgres/registry/hits.ts';
import { lookupStore } from '#adapters/postgres/registry/lookups.ts';
import { matchLearning } from '#adapters/postgres/registry/match-learning.ts';
import { newsStore } from '#adapters/postgres/registry/news.ts';
import { organisations } from '#adapters/postgres/registry/organisations.ts';
import { registryReader } from '#adapters/postgres/registry/reader.ts';
import { registryWriter } from '#adapters/postgres/registry/writer.ts';
import { connectors } from '#adapters/registers/connectors/all.ts';
import { connectorsOf } from '#adapters/registers/connectors/ask.ts';
import type { AssessPorts } from '#usecases/assess/assess-case.ts';
import { askForMaps, drawAskedMaps, redrawConcerned, redrawJob } from '#usecases/enforce/redraw-assets.ts';
import { type ScreenPorts, screenJob } from '#usecases/enforce/screen-assets.ts';
import type { AssetStore } from '#usecases/ports/assets.ts';
import type { CaptureStore } from '#usecases/ports/captures.ts';
import type { Clock } from '#usecases/ports/clock.ts';
import type { Connectors, LookupStore } from '#usecases/ports/connectors.ts';
import type { HitStore } from '#usecases/ports/hits.ts';
import type { JobQueue, Worker } from '#usecases/ports/jobs.ts';
import type { MatchLearning } from '#usecases/ports/match-learning.ts';
import type { NewsStore } from '#usecases/ports/news.ts';
import type { PrivacyStore } from '#usecases/ports/privacy.ts';
import type { RegistryReader, RegistryWriter } from '#usecases/ports/registry.ts';
import { systemActor, type TenantTx, type Transactions } from '#usecases/ports/transactions.ts';
import type { DebtorLookup } from '#usecases/verify/debtor-lookup.ts';
import { assessOpen, type JudgePorts, reassessJob } from '#usecases/verify/judge-hit.ts';
import { lookAgain } from '#usecases/verify/look-again.ts';
import { debtorLookup } from '#usecases/verify/look-up-debtors.ts';
import { newsOf } from '#usecases/verify/news.ts';
import { joinedLookup, notingLookup } from '#usecases/verify/note-hits.ts';

/** Registers, lists, outside sources, captures and the asset map, wired over the platform. */
export type RegisterRoom = {
  readonly reader: RegistryReader;
  readonly writer: RegistryWriter;
  readonly lookups: LookupStore;
  readonly connectors: Connectors;
  readonly captures: CaptureStore;
  readonly hits: HitStore;
  readonly news: NewsStore;
  readonly newsOf: NonNullable<AssessPorts['newsOf']>;
  readonly learning: MatchLearning;
  /** Notes what waits for a person's word. */
  readonly lookUpDebtors: DebtorLookup;
  /** Notes nothing: for pages that only look. */
  readonly lookUpOnly: DebtorLookup;
  readonly privacyStore: PrivacyStore;
  readonly assets: AssetStore;
  readonly screening: ScreenPorts;
  readonly today: ScreenPorts['today'];
};

type Parts = { readonly clock: Clock; readonly jobs: JobQueue; readonly database: Transactions };

export function registerRoom({ clock }: Pick<Parts, 'clock'>, vault: SecretVault, privateHosts: readonly string[] = []): RegisterRoom {
  const today = async (tx: TenantTx) => clock.today((await organisationStore.get(tx)).timeZone);
  const asking = connectorsOf(connectors, { now: () => clock.now(), privateHosts });
  const lookups = lookupStore(vault);
  const lookup = joinedLookup(
    { registry: registryReader, lookups, connectors: asking, captures: captureStore },
    debtorLookup(registryReader, matchLearning),
  );
  return {
    hits: hitStore,
    news: newsStore,
    newsOf: newsOf({ news: newsStore, lookups, capabilities: asking.all }),
    learning: matchLearning,
    lookUpDebtors: notingLookup({ hits: hitStore, clock }, lookup),
    lookUpOnly: lookup,
    reader: registryReader,
    writer: registryWriter,
    lookups,
    connectors: asking,
    captures: captureStore,
    privacyStore,
    assets: assetStore,
    screening: { cases: caseReader, registry: registryReader, assets: assetStore, clock, today },
    today,
  };
}

/** Asks for the asset maps of filed cases in the filing's own transaction: they are drawn when it has committed. */
export const screenLater =
  (parts: Pick<Parts, 'jobs' | 'clock'>) =>
  (tx: TenantTx, caseIds: readonly string[]): Promise<void> =>
    askForMaps({ ...parts, assets: assetStore }, tx, caseIds);

/** The room's own work: drawing maps that were asked for, and ending look-ups that a crash left open. */
export function registerRegisterWork({ database, clock, jobs }: Parts, room: RegisterRoom, judging: JudgePorts, worker: Worker): void {
  const actor = systemActor('registry');
  worker.handle(reassessJob, async ({ tenant, data, signal }) => {
    if (tenant === undefined) return;
    for (const caseId of data.caseIds as readonly string[]) {
      signal.throwIfAborted();
      await database.withTenant(tenant, actor, (tx) => assessOpen(judging, tx, caseId));
    }
  });
  const drawing = { transactions: database, cases: caseReader, screening: room.screening, assets: room.assets };
  worker.handle(
    screenJob,
    async ({ tenant, data }) => {
      if (tenant !== undefined) await drawAskedMaps(drawing, tenant, actor, data.caseIds as readonly string[]);
    },
    { atOnce: 1 },
  );
  worker.handle(
    redrawJob,
    async ({ tenant, data }) => {
      if (tenant === undefined) return;
      await redrawConcerned({ ...drawing, jobs, clock }, tenant, actor, String(data.source));
      // What was imported may name a debtor of a case that is open already.
      await lookAgain({ openDebtors: room.hits.openDebtors, lookUp: room.lookUpDebtors }, (work) => database.withTenant(tenant, actor, work));
    },
    { atOnce: 1 },
  );
  worker.sweep('interrupted look-ups', async () => {
    for (const { id } of await database.withSystem('registry', organisations))
      await database.withTenant(id, actor, (tx) => room.lookups.endInterrupted(tx, clock.now() - 3_600_000));
  });
}
