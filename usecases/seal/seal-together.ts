import type { SealItem, Sealing } from '../ports/sealing.ts';
import type { Actor, Transactions } from '../ports/transactions.ts';
import { nextTurn } from './next-turn.ts';

export type SealTogether = (tenant: string, actor: Actor, items: readonly SealItem[]) => Promise<readonly { readonly recordId: string }[]>;

type Waiting = {
  readonly items: readonly SealItem[];
  readonly done: (ids: readonly { readonly recordId: string }[]) => void;
  readonly failed: (cause: unknown) => void;
};

const mostTogether = 1_000;

/**
 * Seals what arrives while an earlier transaction of the same caller is being committed in the next one, together: the
 * answer still means durable, but many callers share one fsync. When a shared transaction fails, each is tried alone, so
 * that nobody fails for another's item.
 */
export function sealTogether(parts: { readonly transactions: Transactions; readonly sealing: Sealing }): SealTogether {
  const lanes = new Map<string, Waiting[]>();
  const commit = (tenant: string, actor: Actor, items: readonly SealItem[]) =>
    parts.transactions.withTenant(tenant, actor, (tx) => parts.sealing.seal(tx, items));

  async function drain(lane: string, tenant: string, actor: Actor, waiting: Waiting[]): Promise<void> {
    // Callers that one look-up or one commit has let go on come in the same turn: without this the first of them would go alone.
    await nextTurn();
    while (waiting.length > 0) {
      const group = takeGroup(waiting);
      try {
        const ids = await commit(
          tenant,
          actor,
          group.flatMap(({ items }) => items),
        );
        let at = 0;
        for (const { items, done } of group) {
          done(ids.slice(at, at + items.length));
          at += items.length;
        }
      } catch (cause) {
        const [only] = group;
        if (group.length === 1 && only) only.failed(cause);
        else for (const { items, done, failed } of group) await commit(tenant, actor, items).then(done, failed);
      }
    }
    lanes.delete(lane);
  }

  return (tenant, actor, items) =>
    new Promise((done, failed) => {
      const lane = `${tenant} ${actor.kind} ${actor.id}`;
      const waiting = lanes.get(lane);
      if (waiting) waiting.push({ items, done, failed });
      else {
        const begun: Waiting[] = [{ items, done, failed }];
        lanes.set(lane, begun);
        void drain(lane, tenant, actor, begun);
      }
    });
}

/** From the front, as many as fit into one transaction; at least one. */
function takeGroup(waiting: Waiting[]): Waiting[] {
  let [count, items] = [0, 0];
  while (count < waiting.length) {
    items += (waiting[count] as Waiting).items.length;
    if (count > 0 && items > mostTogether) break;
    count += 1;
  }
  return waiting.splice(0, count);
}
