import type { AssetStore } from '../ports/assets.ts';
import type { CaseReader } from '../ports/cases.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobQueue } from '../ports/jobs.ts';
import type { Actor, TenantTx, Transactions } from '../ports/transactions.ts';
import { type ScreenPorts, screenAssets, screenJob, screenSeveral } from './screen-assets.ts';

export const redrawJob = 'assets.redraw';

export type AskPorts = { readonly assets: AssetStore; readonly jobs: JobQueue; readonly clock: Pick<Clock, 'now'> };

/** Cases in one job and one transaction: a killed worker repeats few. */
const casesAtOnce = 50;

/** Asks for maps in the caller's transaction: they are drawn exactly if it commits. Each map says that it was asked for. */
export async function askForMaps({ assets, jobs, clock }: AskPorts, tx: TenantTx, caseIds: readonly string[]): Promise<void> {
  if (caseIds.length === 0) return;
  await assets.noteState(tx, caseIds, { state: 'asked', askedAt: clock.now() });
  const parts = Array.from({ length: Math.ceil(caseIds.length / casesAtOnce) }, (_, i) => caseIds.slice(i * casesAtOnce, (i + 1) * casesAtOnce));
  await jobs.enqueueMany(
    tx,
    screenJob,
    parts.map((part) => ({ data: { caseIds: part }, ...(part.length === 1 ? { options: { key: part[0] ?? '' } } : {}) })),
  );
}

/** Asks for everything that a changed source concerns; called in the transaction that ends its import. */
export const redrawLater = (jobs: JobQueue) => (tx: TenantTx, source: string) => jobs.enqueue(tx, redrawJob, { source }, { key: source });

const pageOfCases = 500;

/** Every open case whose map the source concerns, page by page, is asked to be drawn again. Answers how many. */
export async function redrawConcerned(
  ports: AskPorts & { readonly transactions: Transactions },
  tenant: string,
  actor: Actor,
  source: string,
): Promise<number> {
  let asked = 0;
  for (let after: string | undefined, more = true; more; ) {
    const page: readonly string[] = await ports.transactions.withTenant(tenant, actor, async (tx) => {
      const found = await ports.assets.concernedBy(tx, source, after, pageOfCases);
      await askForMaps(ports, tx, found);
      return found;
    });
    asked += page.length;
    after = page.at(-1);
    more = page.length === pageOfCases;
  }
  return asked;
}

export type DrawPorts = {
  readonly transactions: Transactions;
  readonly cases: CaseReader;
  readonly screening: ScreenPorts;
  readonly assets: AssetStore;
};

/** Draws what one job asks for: a single map with its progress, a batch of them in one transaction. */
export async function drawAskedMaps(ports: DrawPorts, tenant: string, actor: Actor, caseIds: readonly string[]): Promise<void> {
  const [only, ...more] = caseIds;
  if (only === undefined) return;
  if (more.length === 0) return drawAskedMap(ports, tenant, actor, only);
  await ports.transactions.withTenant(tenant, actor, (tx) => screenSeveral(ports.screening, tx, caseIds));
}

/**
 * Draws one map that was asked for. How far it has come is noted in transactions of its own, so that a page can show it; the map itself is
 * replaced in one. Running it twice, or again after a kill, gives the same map.
 */
export async function drawAskedMap(
  { transactions, cases, screening, assets }: DrawPorts,
  tenant: string,
  actor: Actor,
  caseId: string,
): Promise<void> {
  const within = <T>(work: (tx: TenantTx) => Promise<T>) => transactions.withTenant(tenant, actor, work);
  // A case may have been removed since, as demo cases are.
  if (!(await within((tx) => cases.get(tx, caseId)))) return;
  await within((tx) => assets.noteState(tx, [caseId], { state: 'drawing' }));
  try {
    await within((tx) =>
      screenAssets(screening, tx, caseId, (rings, found) => within((own) => assets.noteState(own, [caseId], { state: 'drawing', rings, found }))),
    );
  } catch (error) {
    await within((tx) => assets.noteState(tx, [caseId], { state: 'failed' }));
    throw error;
  }
}
