import { createHash } from 'node:crypto';
import type { Day } from '#domain/kernel/day.ts';
import { type AssetPorts, addClue, setClueStatus } from '../enforce/asset-map.ts';
import { type ScreenPorts, screenAssets } from '../enforce/screen-assets.ts';
import type { Clock } from '../ports/clock.ts';
import type { ExhibitStore } from '../ports/exhibits.ts';
import type { Sealing } from '../ports/sealing.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { demoThings } from './trade-claim.ts';

export type DemoMapPorts = AssetPorts & {
  readonly screening: ScreenPorts;
  readonly exhibits: ExhibitStore;
  readonly sealing: Sealing;
  readonly clock: Clock;
};

/** Draws the worked example's map as people would: screened, clues added one by one, a receipt sealed, statuses moved with their reasons. */
export async function drawDemoMap(ports: DemoMapPorts, tx: TenantTx, caseId: string, today: Day): Promise<void> {
  await screenAssets(ports.screening, tx, caseId);
  const debtor = (await ports.assets.graph(tx, caseId)).roots[0];
  if (debtor === undefined) return;
  const receipt = await sealReceipt(ports, tx, caseId);
  const idOf = (key: string) => (key === 'debtor' ? debtor : `demo:${key}`);
  for (const { key, receipt: shown, moves = [], links, ...thing } of demoThings(today)) {
    const ends = links.map(({ from, to, ...link }) => ({ ...link, ...(from ? { from: idOf(from) } : {}), ...(to ? { to: idOf(to) } : {}) }));
    await addClue(ports.assets, ports.audit, tx, caseId, { ...thing, id: idOf(key), links: ends, ...(shown ? { recordId: receipt } : {}) });
    for (const { status, why, of } of moves) {
      const id =
        of === undefined
          ? idOf(key)
          : of
              .split('>')
              .map((part, i) => (i === 1 ? part : idOf(part)))
              .join('>');
      await setClueStatus(ports.assets, ports.audit, tx, caseId, { id, status, why });
    }
  }
}

const receiptText = `LAGERSCHEIN LS-0052-14 (DEMO / 演示)
Lagerhalter: Muster Hafenlager Betriebs GmbH, Schuppen 52, Musterhafen Hamburg
Einlagerer: Muster Nordlicht Import GmbH, Musterkai 4, 20457 Hamburg
Gut: LED-Leuchten, 14 Paletten, Container MUSU 000000-0
An invented warehouse receipt (HGB § 475c) of the demo portfolio.
`;

async function sealReceipt(ports: DemoMapPorts, tx: TenantTx, caseId: string): Promise<string> {
  const content = new TextEncoder().encode(receiptText);
  const file = { name: 'lagerschein-LS-0052-14-demo.txt', mediaType: 'text/plain', sha256: createHash('sha256').update(content).digest('hex') };
  const [record] = await ports.sealing.seal(tx, [
    {
      tenant: tx.tenant,
      caseId,
      kind: 'exhibit',
      contentSha256: file.sha256,
      size: content.length,
      mediaType: file.mediaType,
      name: file.name,
      context: { by: tx.actor.id, how: 'demo' },
      content,
    },
  ]);
  const recordId = record?.recordId ?? '';
  await ports.exhibits.add(tx, {
    ...file,
    id: ports.clock.newId(),
    caseId,
    bytes: content.length,
    kind: 'other',
    purpose: 'Demo: warehouse receipt / 演示：仓单',
    addedAt: ports.clock.now(),
    addedBy: tx.actor.id,
    recordId,
  });
  return recordId;
}
