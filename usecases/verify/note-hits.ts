import type { CaptureStore } from '../ports/captures.ts';
import type { Clock } from '../ports/clock.ts';
import type { Connectors, LookupStore } from '../ports/connectors.ts';
import type { HitStore } from '../ports/hits.ts';
import type { RegistryReader } from '../ports/registry.ts';
import { withCopied } from './copied-pages.ts';
import type { DebtorAnswers, DebtorLookup } from './debtor-lookup.ts';
import { outsideAnswers } from './outside-answers.ts';
import { debtorName } from './pair.ts';

export type AskedPorts = {
  readonly registry: Pick<RegistryReader, 'judgements'>;
  readonly lookups: Pick<LookupStore, 'latest'>;
  readonly connectors: Pick<Connectors, 'all'>;
  readonly captures: Pick<CaptureStore, 'nothingFound'>;
};

/** The local register's answers, those of outside sources asked in the case, and what copied pages did not find, together. A new filing has no case yet. */
export function joinedLookup(ports: AskedPorts, local: DebtorLookup): DebtorLookup {
  return async (tx, debtors) => {
    const found = new Map(await local(tx, debtors));
    const withCase = debtors.filter(({ caseId }) => caseId !== undefined);
    const caseIds = withCase.flatMap(({ caseId }) => caseId ?? []);
    const pages = await ports.captures.nothingFound(tx, caseIds);
    for (const { key, caseId } of withCase) {
      const own = pages.filter((page) => page.caseId === caseId);
      if (own.length > 0) found.set(key, withCopied(found.get(key), own));
    }
    const latest = await ports.lookups.latest(tx, caseIds);
    if (latest.length === 0) return found;
    const judgements = await ports.registry.judgements(
      tx,
      withCase.map(({ key }) => debtorName(key)),
    );
    for (const debtor of withCase) {
      const own = latest.filter(({ caseId }) => caseId === debtor.caseId);
      const name = debtorName(debtor.key);
      const words = judgements.filter(({ left, right }) => left === name || right === name);
      if (own.length > 0) found.set(debtor.key, joined(found.get(debtor.key), outsideAnswers(ports.connectors.all, debtor, own, words)));
    }
    return found;
  };
}

/** Puts what waits for a person's word into the queue, in the transaction of the lookup that found it. */
export function notingLookup(ports: { readonly hits: HitStore; readonly clock: Pick<Clock, 'now'> }, lookup: DebtorLookup): DebtorLookup {
  return async (tx, debtors) => {
    const found = await lookup(tx, debtors);
    if (debtors.length > 0)
      await ports.hits.note(
        tx,
        debtors.map(({ key }) => key),
        [...found.values()].flatMap((one) => one.hits ?? []),
        ports.clock.now(),
      );
    return found;
  };
}

function joined(local: DebtorAnswers | undefined, outside: DebtorAnswers): DebtorAnswers {
  const both = <K extends keyof DebtorAnswers>(key: K) => [...((local?.[key] ?? []) as unknown[]), ...((outside[key] ?? []) as unknown[])];
  return Object.fromEntries(
    (['register', 'lists', 'rejected', 'hits', 'entries'] as const).flatMap((key) => {
      const all = both(key);
      return all.length > 0 ? [[key, all]] : [];
    }),
  ) as DebtorAnswers;
}
