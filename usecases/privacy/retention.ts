import { isoDay } from '#domain/kernel/day.ts';
import type { Actor } from '../ports/transactions.ts';
import { endItems, isHeld, type PrivacyPorts } from './subject-data.ts';

export type Swept = { readonly place: string; readonly erased: number; readonly held: number };

/**
 * Removes what has outlived its retention, place by place; run daily for every tenant. A hold keeps its items until it is
 * released. Running it again changes nothing; what it did stands in the audit trail as counts.
 */
export async function sweepRetention(ports: PrivacyPorts, tenant: string, actor: Actor, timeZone: string): Promise<readonly Swept[]> {
  const today = isoDay(ports.clock.today(timeZone));
  const swept: Swept[] = [];
  for (const place of ports.places) {
    const { due } = place;
    if (!due || !place.erase) continue;
    let erased = 0;
    let held = 0;
    // A long list goes some hundred at a time; what stays under a hold would come again for ever, so one round without progress ends it.
    for (;;) {
      const { free, kept } = await ports.transactions.withTenant(tenant, actor, async (tx) => {
        const items = await due(tx, today);
        const holds = items.length === 0 ? [] : await ports.records.holds(tx, true);
        const free = items.filter((item) => !isHeld(holds, item));
        return { free, kept: items.length - free.length };
      });
      const { gone, held: more } = await endItems(ports, tenant, actor, place, free, retentionEnded);
      erased += gone;
      held = kept + more;
      if (gone === 0) break;
    }
    if (erased > 0 || held > 0) swept.push({ place: place.place, erased, held });
  }
  if (swept.some(({ erased }) => erased > 0))
    await ports.transactions.withTenant(tenant, actor, (tx) =>
      ports.audit.record(tx, {
        action: 'retention.swept',
        subject: { kind: 'tenant', id: tenant },
        after: Object.fromEntries(swept.map(({ place, erased, held }) => [place, { erased, held }])),
      }),
    );
  return swept;
}

const retentionEnded = { instrument: '个人信息保护法 19, GDPR 5(1)(e)', status: 'unverified' } as const;
