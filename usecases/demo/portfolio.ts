import type { Day } from '#domain/kernel/day.ts';
import { recordPayment } from '../account/record-payment.ts';
import { closeCase, type StatePorts, setOverlay } from '../cases/change-state.ts';
import { fileClaims } from '../intake/file-claims.ts';
import type { OrganisationStore } from '../ports/organisation.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { type DemoMapPorts, drawDemoMap } from './asset-map.ts';
import { demoClaims } from './claims.ts';
import { demoTradeClaim } from './trade-claim.ts';

export interface DemoCases {
  /** Removes every case marked as demo with all that hangs on it; answers how many. */
  remove(tx: TenantTx): Promise<number>;
  count(tx: TenantTx): Promise<number>;
}

export type DemoPorts = StatePorts & DemoMapPorts & { readonly demoCases: DemoCases; readonly organisation: OrganisationStore };

/** Invented sales of the demo's last quarter, so that the desk can show what DSO looks like. */
const demoSales = [
  { currency: 'CNY', amount: '9800000.00', days: 90 },
  { currency: 'EUR', amount: '1150000.00', days: 90 },
  { currency: 'GBP', amount: '420000.00', days: 90 },
  { currency: 'USD', amount: '610000.00', days: 90 },
];

/** Loads the labelled demo portfolio through the same use cases as real claims. A second load does nothing. */
export async function loadDemoPortfolio(ports: DemoPorts, tx: TenantTx, today: Day): Promise<number> {
  if ((await ports.demoCases.count(tx)) > 0) return 0;
  // The worked example of the asset map is the last of them.
  const claims = [...demoClaims(today), demoTradeClaim(today)];
  const filed = await fileClaims(
    ports,
    tx,
    claims.map(({ filing }) => ({ filing })),
    { source: 'demo', demo: true, today },
  );
  for (const [i, { stage, payment, overlay, close }] of claims.entries()) {
    const caseId = filed[i]?.caseId;
    if (!caseId) continue;
    if (stage) await ports.cases.change(tx, caseId, { stage }, ports.clock.now());
    if (payment) await recordPayment(ports, tx, caseId, payment, today);
    if (overlay) await setOverlay(ports, tx, caseId, { ...overlay, on: true }, today);
    if (close) await closeCase(ports, tx, caseId, close);
  }
  const trade = filed.at(-1)?.caseId;
  if (trade) await drawDemoMap(ports, tx, trade, today);
  const organisation = await ports.organisation.get(tx);
  if (organisation.creditSales.length === 0) await ports.organisation.put(tx, { ...organisation, creditSales: demoSales });
  return filed.length;
}

/** Removes the demo and its invented sales, and nothing else. */
export async function removeDemoPortfolio(ports: DemoPorts, tx: TenantTx): Promise<number> {
  const removed = await ports.demoCases.remove(tx);
  const organisation = await ports.organisation.get(tx);
  if (JSON.stringify(organisation.creditSales) === JSON.stringify(demoSales)) await ports.organisation.put(tx, { ...organisation, creditSales: [] });
  return removed;
}
