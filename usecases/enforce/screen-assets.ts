import type { ClaimFiling, PartyFiling } from '#domain/claim/filing.ts';
import { isoDay } from '#domain/kernel/day.ts';
import { type AssetEdge, type AssetGraph, type AssetNode, edgeKindOf, schemaOf } from '#domain/registry/assets/graph.ts';
import { hash64, nameHashes } from '#domain/registry/lookup/name-hash.ts';
import { normalIdentifier } from '#domain/registry/lookup/normal-identifier.ts';
import { compareNames } from '#domain/registry/names/compare.ts';
import { foundCase } from '../assess/assess-case.ts';
import type { AssetStore, DrawnMap, Screening, Watch } from '../ports/assets.ts';
import type { CaseReader, CaseRecord } from '../ports/cases.ts';
import type { Clock } from '../ports/clock.ts';
import type { RegistryReader, RegistrySource, SourceEdge, StoredEntity } from '../ports/registry.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { countryOf } from '../verify/look-up-debtors.ts';
import { debtorName, entityName } from '../verify/pair.ts';

export type ScreenPorts = {
  readonly cases: CaseReader;
  readonly registry: RegistryReader;
  readonly assets: AssetStore;
  readonly clock: Clock;
  readonly today: (tx: TenantTx) => Promise<ReturnType<Clock['today']>>;
};

export const screenJob = 'assets.screen';

/** How far from the debtor, and how much a person can read. */
export const ringsAround = 3;
const most = 500;

/**
 * Draws what the local register knows around the debtor of a case and its guarantors: owners, companies held, officers,
 * addresses, charges, three steps far. Everything comes in as a clue with its source; what a person added or checked stays.
 */
export async function screenAssets(ports: ScreenPorts, tx: TenantTx, caseId: string, progress?: Progress): Promise<Screening> {
  await ports.assets.hold(tx, [caseId]);
  const found = await foundCase(ports.cases, tx, caseId);
  const map = await drawnMap(ports, tx, found, await asked(ports, tx), progress);
  await ports.assets.replaceScreened(tx, [map]);
  return map.screening;
}

/** Many maps in one transaction, as a batch of claims asks for them; cases that are gone are passed over. */
export async function screenSeveral(ports: ScreenPorts, tx: TenantTx, caseIds: readonly string[]): Promise<void> {
  const about = await asked(ports, tx);
  const maps: DrawnMap[] = [];
  await ports.assets.hold(tx, caseIds);
  for (const caseId of caseIds) {
    const found = await ports.cases.get(tx, caseId);
    if (found) maps.push(await drawnMap(ports, tx, found, about));
  }
  if (maps.length > 0) await ports.assets.replaceScreened(tx, maps);
}

type About = { readonly today: string; readonly sources: Sources };

const asked = async (ports: ScreenPorts, tx: TenantTx): Promise<About> => ({
  today: isoDay(await ports.today(tx)),
  sources: new Map((await ports.registry.sources(tx)).map((source) => [source.id, source])),
});

/** Parties stand in the claim as it was filed: what has been paid since does not change its surroundings. */
async function drawnMap(ports: ScreenPorts, tx: TenantTx, found: CaseRecord, { today, sources }: About, progress?: Progress): Promise<DrawnMap> {
  const parties = partiesOf(found.filing);
  const drawn = new Drawing(today);
  const words = sources.size === 0 ? nobody : await wordsOn(ports.registry, tx, found.debtorKey);
  for (const [party, role] of parties) await drawParty(ports, tx, drawn, sources, party, role, role === 'debtor' ? words : nobody);
  const watch = [...parties.flatMap(([party]) => watchOf(party)), ...drawn.keys().map((value): Watch => ({ kind: 'key', value }))];
  const cut = sources.size > 0 && (await drawAround(ports.registry, tx, drawn, sources, progress));
  const graph = drawn.graph();
  const screening = { at: ports.clock.now(), nodes: graph.nodes.length, edges: graph.edges.length, cut, sources: [...drawn.sources].sort() };
  return { caseId: found.id, graph, screening, watch };
}

/** Told after each ring around the debtor: rings read and things found. */
export type Progress = (rings: number, found: number) => Promise<void>;

type Words = ReadonlyMap<string, 'positive' | 'negative' | 'unsure'>;
const nobody: Words = new Map();

/** What people have said of entries and this debtor, by the entry's name: their word counts for more than a likeness. */
async function wordsOn(registry: RegistryReader, tx: TenantTx, debtorKey: string): Promise<Words> {
  const debtor = debtorName(debtorKey);
  return new Map((await registry.judgements(tx, [debtor])).map((one) => [one.left === debtor ? one.right : one.left, one.verdict]));
}

/** Under what a later import finds this party. */
function watchOf(party: PartyFiling): Watch[] {
  const { whole, core, sound } = nameHashes(party.name);
  // A person's numbers are not kept once more: an erasure would have to find them here too.
  const numbers = (party.kind === 'person' ? [] : (party.identifiers ?? [])).flatMap(({ scheme, value }) => normalIdentifier(scheme, value) ?? []);
  return [
    { kind: 'whole', value: whole },
    ...(core === undefined ? [] : [{ kind: 'core' as const, value: core }]),
    ...(sound === undefined ? [] : [{ kind: 'sound' as const, value: sound }]),
    ...numbers.map(({ scheme, value }): Watch => ({ kind: 'number', value: `${scheme}:${value}` })),
  ];
}

const partiesOf = (filing: ClaimFiling): (readonly [PartyFiling, 'debtor' | 'guarantor'])[] => [
  [filing.debtor, 'debtor'],
  ...(filing.guarantors ?? []).map((one) => [one, 'guarantor'] as const),
];

type Sources = ReadonlyMap<string, RegistrySource>;

/** The party itself, what the claim says of it, and the register's entities that it is. */
async function drawParty(
  ports: ScreenPorts,
  tx: TenantTx,
  drawn: Drawing,
  sources: Sources,
  party: PartyFiling,
  role: string,
  words: Words,
): Promise<void> {
  const country = countryOf(party);
  const root = `party:${hash64('p', [party.name, ...(party.identifiers ?? []).map(({ scheme, value }) => `${scheme}:${value}`)].join('|'))}`;
  drawn.root({
    id: root,
    schema: party.kind === 'person' ? 'Person' : 'Company',
    name: party.name,
    props: { role },
    ...(country ? { country } : {}),
  });
  const address = [...(party.address?.lines ?? []), party.address?.city, party.address?.postcode, party.address?.country].filter(Boolean).join(', ');
  if (party.address?.lines.length)
    drawn.fromClaim(root, 'Address', {
      id: `address:${addressKey(address)}`,
      schema: 'Address',
      name: address,
      props: {},
      ...(country ? { country } : {}),
    });
  for (const { scheme, value } of party.identifiers ?? [])
    if (scheme === 'iban')
      drawn.fromClaim(root, 'Holds', {
        id: `iban:${hash64('i', value)}`,
        schema: 'BankAccount',
        name: `${value.slice(0, 4)} … ${value.slice(-4)}`,
        country: value.slice(0, 2),
        props: {},
      });
  if (sources.size === 0) return;
  const said = (entity: StoredEntity) => words.get(entityName(entity));
  const byNumber = await ports.registry.byIdentifiers(tx, [party.identifiers ?? []]);
  for (const { entity } of byNumber) if (said(entity) !== 'negative') drawn.same(root, entity, sources.get(entity.source), 95);
  if (byNumber.length > 0 || party.kind === 'person') return;
  for (const { entity, name } of await ports.registry.byNames(tx, [[nameHashes(party.name)]], 25)) {
    const { verdict, score } = compareNames(party.name, name);
    const word = said(entity);
    if (word === 'negative' || (word !== 'positive' && (verdict === 'none' || (country && entity.country && entity.country !== country)))) continue;
    drawn.same(root, entity, sources.get(entity.source), word === 'positive' ? 95 : Math.round(score * (verdict === 'match' ? 80 : 50)));
  }
}

/** Adds neighbours ring by ring. Answers whether something was left out. */
async function drawAround(registry: RegistryReader, tx: TenantTx, drawn: Drawing, sources: Sources, progress?: Progress): Promise<boolean> {
  let edgeOf = drawn.keys();
  const seen = new Set(edgeOf);
  for (let step = 0; step < ringsAround && edgeOf.length > 0; step++) {
    const edges = await registry.edgesAround(tx, edgeOf, most);
    const wanted = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].filter((key) => !seen.has(key));
    const room = Math.max(0, most - drawn.size);
    const taken = wanted.slice(0, room);
    const entities = new Map<string, StoredEntity>();
    // What a register says of its own company comes before what another file mentions of it.
    for (const entity of await registry.entities(tx, taken))
      if (!entities.has(entity.key) || entities.get(entity.key)?.props.mentioned === 'yes') entities.set(entity.key, entity);
    for (const key of taken) {
      seen.add(key);
      const entity = entities.get(key);
      drawn.neighbour(key, entity, entity && sources.get(entity.source), step);
    }
    for (const edge of edges) drawn.relation(edge, sources.get(edge.source), step);
    await progress?.(step + 1, drawn.size);
    if (taken.length < wanted.length || edges.length >= most * 2) return true;
    edgeOf = taken;
  }
  return false;
}

type Thing = Pick<AssetNode, 'id' | 'schema' | 'name' | 'props'> & Partial<AssetNode>;

/** The map while it is drawn. The debtor's own node stands for every register entity that it is. */
class Drawing {
  readonly sources = new Set<string>();
  readonly #today: string;
  readonly #nodes = new Map<string, AssetNode>();
  readonly #edges = new Map<string, AssetEdge>();
  readonly #roots: string[] = [];
  /** Register keys -> node id. */
  readonly #nodeOf = new Map<string, string>();

  constructor(today: string) {
    this.#today = today;
  }

  get size(): number {
    return this.#nodes.size;
  }

  keys(): string[] {
    return [...this.#nodeOf.keys()];
  }

  root(thing: Thing): void {
    this.#roots.push(thing.id);
    this.#nodes.set(thing.id, { ...this.#claim(), ...thing });
  }

  fromClaim(root: string, kind: AssetEdge['kind'], thing: Thing): void {
    this.#nodes.set(thing.id, { ...this.#claim(), ...thing });
    this.#edge({ ...this.#claim(), id: `${root}>${kind}>${thing.id}`, kind, from: root, to: thing.id, props: {} });
  }

  same(root: string, entity: StoredEntity, source: RegistrySource | undefined, confidence: number): void {
    if (this.#nodeOf.has(entity.key) && this.#nodeOf.get(entity.key) !== root) return;
    this.#nodeOf.set(entity.key, root);
    const before = this.#nodes.get(root);
    if (!before || !source) return;
    this.sources.add(source.name);
    this.#nodes.set(root, {
      ...before,
      props: {
        ...before.props,
        [`register:${source.id}`]: entity.name,
        ...(confidence < 80 ? { foundByName: `${source.name}: ${entity.name} (${confidence})` } : {}),
      },
    });
    const address = [entity.props.address ?? []].flat()[0];
    if (address) this.#address(root, address, entity, source, confidence);
    const charges = [entity.props.chargesOutstanding ?? []].flat()[0];
    if (charges) {
      const id = `charges:${entity.key}`;
      this.#nodes.set(id, {
        ...this.#from(source, confidence),
        id,
        schema: 'Charge',
        name: `${charges} charges outstanding / ${charges} 项未解除抵押`,
        props: {},
      });
      this.#edge({ ...this.#from(source, confidence), id: `${root}>Charge>${id}`, kind: 'Charge', from: root, to: id, props: {} });
    }
  }

  neighbour(key: string, entity: StoredEntity | undefined, source: RegistrySource | undefined, step: number): void {
    if (this.#nodeOf.has(key)) return;
    this.#nodeOf.set(key, key);
    const about = source ? this.#from(source, 90 - step * 15) : { ...this.#claim(), source: 'mentioned only', confidence: 50 - step * 10 };
    this.#nodes.set(key, {
      ...about,
      id: key,
      schema: schemaOf(entity?.schema ?? 'LegalEntity'),
      name: entity?.name ?? key,
      props: entity?.props ?? {},
      ...(entity?.country ? { country: entity.country } : {}),
    });
    const address = entity && [entity.props.address ?? []].flat()[0];
    if (entity && source && address) this.#address(key, address, entity, source, 80 - step * 15);
  }

  relation(edge: SourceEdge, source: RegistrySource | undefined, step: number): void {
    const [from, to] = [this.#nodeOf.get(edge.from), this.#nodeOf.get(edge.to)];
    if (!from || !to || !source || edge.kind === 'ReportingException') return;
    const { shareMin, shareMax, since, until } = edge;
    this.#edge({
      ...this.#from(source, 90 - step * 15),
      id: `${source.id}:${edge.key}`,
      kind: edgeKindOf(edge.kind),
      from,
      to,
      props: edge.props,
      ...(shareMin === undefined ? {} : { shareMin }),
      ...(shareMax === undefined ? {} : { shareMax }),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    });
  }

  graph(): AssetGraph {
    return { roots: this.#roots, nodes: [...this.#nodes.values()], edges: [...this.#edges.values()] };
  }

  #address(owner: string, address: string, entity: StoredEntity, source: RegistrySource, confidence: number): void {
    const id = `address:${addressKey(address)}`;
    if (!this.#nodes.has(id))
      this.#nodes.set(id, {
        ...this.#from(source, confidence),
        id,
        schema: 'Address',
        name: address,
        props: {},
        ...(entity.country ? { country: entity.country } : {}),
      });
    this.#edge({ ...this.#from(source, confidence), id: `${owner}>Address>${id}`, kind: 'Address', from: owner, to: id, props: {} });
  }

  #edge(edge: AssetEdge): void {
    this.#edges.set(edge.id, edge);
  }

  #from(source: RegistrySource, confidence: number) {
    this.sources.add(source.name);
    return {
      source: source.name,
      asOf: source.asOf,
      exportable: source.exportable,
      confidence: Math.max(10, Math.min(100, confidence)),
      status: 'clue' as const,
    };
  }

  #claim() {
    return { source: 'claim', asOf: this.#today, exportable: true, confidence: 90, status: 'clue' as const };
  }
}

const addressKey = (address: string): string =>
  hash64(
    'a',
    address
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ''),
  );
