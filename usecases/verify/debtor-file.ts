import type { PartyFiling } from '#domain/claim/filing.ts';
import type { Answer } from '#domain/kernel/answer.ts';
import { type SideRow, sideBySide } from '#domain/registry/hits/side-by-side.ts';
import { currentFiling, foundCase } from '../assess/assess-case.ts';
import type { CaseReader } from '../ports/cases.ts';
import type { HitFacts, HitQuery, HitStore, QueuedHit, StoredHit } from '../ports/hits.ts';
import type { RegistryReader, StoredEntity } from '../ports/registry.ts';
import type { TenantTx } from '../ports/transactions.ts';
import type { DebtorLookup, KnownEntry } from './debtor-lookup.ts';
import { entryFacts } from './look-up-debtors.ts';

export type DebtorFilePorts = {
  readonly cases: CaseReader;
  readonly registry: RegistryReader;
  readonly hits: HitStore;
  /** One that notes nothing: looking is not finding. */
  readonly lookUp: DebtorLookup;
};

/** A hit with the whole entry and the lines in which it agrees with the debtor or differs; `facts` gone where the entry is. */
export type ShownHit = StoredHit & { readonly facts?: HitFacts; readonly rows: readonly SideRow[] };

export type DebtorFile = {
  readonly debtor: PartyFiling;
  readonly register: readonly Answer<unknown>[];
  readonly lists: readonly Answer<unknown>[];
  readonly entries: readonly KnownEntry[];
  readonly hits: readonly ShownHit[];
};

/** Who the debtor of a case is, by its own papers, by registers, and by what still waits for a person's word. */
export async function debtorFile(ports: DebtorFilePorts, tx: TenantTx, caseId: string): Promise<DebtorFile> {
  const found = await foundCase(ports.cases, tx, caseId);
  const { debtor } = await currentFiling(ports.cases, tx, found);
  const known = (await ports.lookUp(tx, [{ key: found.debtorKey, party: debtor, caseId }])).get(found.debtorKey);
  const hits = await ports.hits.ofDebtor(tx, found.debtorKey);
  return {
    debtor,
    register: known?.register ?? [],
    lists: known?.lists ?? [],
    entries: known?.entries ?? [],
    hits: await shown(
      ports.registry,
      tx,
      hits.map((hit) => ({ hit, debtor })),
    ),
  };
}

/** The tenant's queue: hits on debtors of open cases, each beside the debtor. */
export async function reviewQueue(
  ports: Pick<DebtorFilePorts, 'cases' | 'registry' | 'hits'>,
  tx: TenantTx,
  query: HitQuery,
): Promise<{ readonly items: readonly (ShownHit & QueuedHit & { readonly debtor: PartyFiling })[]; readonly total: number; readonly next?: string }> {
  const page = await ports.hits.queue(tx, query);
  const debtors = new Map<string, PartyFiling>();
  for (const caseId of new Set(page.items.map((hit) => hit.caseId))) {
    const found = await ports.cases.get(tx, caseId);
    if (found) debtors.set(caseId, found.filing.debtor);
  }
  const pairs = page.items.flatMap((hit) => {
    const debtor = debtors.get(hit.caseId);
    return debtor ? [{ hit, debtor }] : [];
  });
  const items = (await shown(ports.registry, tx, pairs)).map((one, i) => ({ ...one, debtor: (pairs[i] as (typeof pairs)[number]).debtor }));
  return { items, total: page.total, ...(page.next ? { next: page.next } : {}) };
}

/** Entries of the local register are read where they lie; those of look-ups carry their facts. */
async function shown<H extends StoredHit>(
  registry: RegistryReader,
  tx: TenantTx,
  pairs: readonly { readonly hit: H; readonly debtor: PartyFiling }[],
): Promise<(H & ShownHit)[]> {
  const keys = [...new Set(pairs.filter(({ hit }) => !hit.facts).map(({ hit }) => hit.key))];
  const entities = new Map((await registry.entities(tx, keys)).map((entity) => [`${entity.source}/${entity.key}`, entity]));
  const identifiers = await registry.identifiersOf(tx, keys);
  const names = await registry.namesOf(tx, keys);
  return pairs.map(({ hit, debtor }) => {
    const entity: StoredEntity | undefined = entities.get(`${hit.source}/${hit.key}`);
    const own = names.filter(({ source, key }) => source === hit.source && key === hit.key).map(({ name }) => name);
    const facts = hit.facts ?? (entity && entryFacts(entity, identifiers.get(hit.key) ?? [], own));
    return { ...hit, ...(facts ? { facts } : {}), rows: facts ? rowsOf(debtor, facts) : [] };
  });
}

function rowsOf(debtor: PartyFiling, facts: HitFacts): SideRow[] {
  const address = facts.props.address;
  return sideBySide(
    { ...debtor, kind: debtor.kind ?? 'organisation' },
    {
      name: facts.name,
      otherNames: facts.otherNames,
      identifiers: facts.identifiers,
      ...(facts.country ? { country: facts.country } : {}),
      ...(typeof address === 'string' && address !== '' ? { address } : {}),
      ...(facts.since ? { since: facts.since } : {}),
    },
  );
}
