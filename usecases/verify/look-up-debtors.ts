import type { ListEntry } from '#domain/assessment/checks/ability.ts';
import type { RegisterEntry } from '#domain/assessment/checks/debtor.ts';
import type { RejectedEntries } from '#domain/assessment/checks/lists.ts';
import type { PartyFiling } from '#domain/claim/filing.ts';
import type { Identifier } from '#domain/claim/party.ts';
import type { Answer } from '#domain/kernel/answer.ts';
import { checkIdentifier } from '#domain/registry/identifiers/check.ts';
import { nameHashes } from '#domain/registry/lookup/name-hash.ts';
import { normalIdentifier } from '#domain/registry/lookup/normal-identifier.ts';
import type { MatchModel } from '#domain/registry/matching/learning.ts';
import { compareNames, type NameComparison, rejudged } from '#domain/registry/names/compare.ts';
import type { DebtorHit, HitFacts } from '../ports/hits.ts';
import type { MatchLearning } from '../ports/match-learning.ts';
import type { IdentifierHit, Judgement, NameHit, RegistryReader, RegistrySource, Statement, StoredEntity } from '../ports/registry.ts';
import type { AskedDebtor, DebtorAnswers, DebtorLookup, KnownEntry } from './debtor-lookup.ts';
import { debtorName, entityName } from './pair.ts';

/** How many names one key may bring, and how many entries of one list are told. */
const namesPerKey = 25;
const entriesTold = 5;

/** The debtor check's and the ability check's outside half, from what the tenant imported. Nothing imported: one round trip, no answers. */
export function debtorLookup(registry: RegistryReader, learning?: Pick<MatchLearning, 'model'>): DebtorLookup {
  return async (tx, debtors) => {
    const found = new Map<string, DebtorAnswers>();
    const sources = debtors.length === 0 ? [] : await registry.sources(tx);
    if (sources.length === 0) return found;
    const asked = [...new Map(debtors.map((debtor) => [debtor.key, debtor])).values()];
    const byIdentifier = grouped(
      await registry.byIdentifiers(
        tx,
        asked.map(({ party }) => party.identifiers ?? []),
      ),
      asked.length,
    );
    const nameHits = await registry.byNames(
      tx,
      asked.map(({ party }) => namesOf(party).map(nameHashes)),
      namesPerKey,
    );
    const byName = grouped(nameHits, asked.length);
    const judgements = await judgementsOf(registry, tx, asked);
    const learned = (await learning?.model(tx))?.model;
    const keys = [...new Set([...byIdentifier.flat(), ...nameHits].map(({ entity }) => entity.key))];
    const identifiers = await registry.identifiersOf(tx, keys);
    const history = await registry.history(tx, keys);
    asked.forEach((debtor, i) => {
      const facts: Facts = {
        debtor,
        byIdentifier: byIdentifier[i] ?? [],
        byName: byName[i] ?? [],
        identifiers,
        judgements,
        history,
        ...(learned ? { learned } : {}),
      };
      found.set(debtor.key, answersFor(sources, facts));
    });
    return found;
  };
}

async function judgementsOf(registry: RegistryReader, tx: Parameters<DebtorLookup>[0], asked: readonly AskedDebtor[]) {
  const open = await registry.judgements(
    tx,
    asked.map(({ key }) => debtorName(key)),
  );
  return new Map(open.flatMap((one) => [[`${one.left} ${one.right}`, one.verdict] as const, [`${one.right} ${one.left}`, one.verdict] as const]));
}

type Facts = {
  readonly debtor: AskedDebtor;
  readonly byIdentifier: readonly IdentifierHit[];
  readonly byName: readonly NameHit[];
  readonly identifiers: ReadonlyMap<string, readonly Identifier[]>;
  readonly judgements: ReadonlyMap<string, Judgement['verdict']>;
  readonly history: readonly Statement[];
  /** What the organisation's own words taught the matcher. */
  readonly learned?: MatchModel;
};

function answersFor(sources: readonly RegistrySource[], facts: Facts): DebtorAnswers {
  const country = countryOf(facts.debtor.party);
  const asked = sources.filter((source) => source.kind !== 'relations').map((source) => ({ source, hits: hitsIn(source, facts, country) }));
  const register = asked.flatMap(({ source, hits }) => (source.kind === 'register' ? [fromRegister(source, hits[0], facts, country)] : []));
  const lists = asked.flatMap(({ source, hits }) => (source.kind === 'list' ? fromList(source, hits.slice(0, entriesTold), facts, country) : []));
  const rejected = asked.flatMap(({ source }) => rejectedIn(source, facts));
  const hits = asked.flatMap(({ source, hits }) =>
    (source.kind === 'list' ? hits.slice(0, entriesTold) : hits.slice(0, 1).filter((hit) => !isSure(hit))).map((hit) => noted(facts, source, hit)),
  );
  const entries = asked.flatMap(({ source, hits: [top] }) =>
    source.kind === 'register' && top && isSure(top) ? [knownEntry(facts, source, top)] : [],
  );
  return {
    ...(register.length > 0 ? { register } : {}),
    ...(lists.length > 0 ? { lists } : {}),
    ...(rejected.length > 0 ? { rejected } : {}),
    ...(hits.length > 0 ? { hits } : {}),
    ...(entries.length > 0 ? { entries } : {}),
  };
}

type Hit = {
  readonly entity: StoredEntity;
  readonly foundBy: 'identifier' | 'name';
  /** A person's word that this entity is the debtor, or that it cannot be told. */
  readonly said?: 'positive' | 'unsure';
  readonly best?: NameComparison;
  readonly formerName: boolean;
};

/** By number, by a person's word, or under the very name: what the entry says may be told of the debtor. */
const isSure = (hit: Hit): boolean =>
  hit.foundBy === 'identifier' || hit.said === 'positive' || (hit.best?.verdict === 'match' && !hit.formerName && hit.said !== 'unsure');

function fromRegister(source: RegistrySource, hit: Hit | undefined, facts: Facts, country: string | undefined): Answer<RegisterEntry> {
  if (!hit) return absent(source, facts.debtor.party, country);
  const agrees = hit.said === 'positive' || (hit.best !== undefined && hit.best.verdict !== 'none' && !hit.formerName);
  const sure = isSure(hit);
  return {
    kind: 'found',
    source: source.name,
    asOf: source.asOf,
    value: {
      name: hit.entity.name,
      // A state is told only of the debtor itself, never of one with a similar name.
      status: sure ? hit.entity.status : 'unknown',
      foundBy: hit.foundBy,
      identifiers: facts.identifiers.get(hit.entity.key) ?? [],
      nameAgrees: hit.foundBy === 'identifier' ? agrees : agrees && sure,
      ...(hit.best ? { score: hit.best.score } : {}),
      ...(sure ? changesOf(hit.entity, facts.history) : {}),
      ...(sure ? standingOf(hit.entity, facts.history) : {}),
      ...rivalOf(source, hit, facts),
    },
  };
}

/** Since when, until when, and who may act: what the register says now, and whom it named before with the day it last did. */
function standingOf(entity: StoredEntity, history: readonly Statement[]): Pick<RegisterEntry, 'since' | 'ended' | 'officers'> {
  const now = officersOf(entity.props);
  const before = history.flatMap(({ source, key, prop, value, lastSeen }) =>
    source === entity.source && key === entity.key && (officerProps as readonly string[]).includes(prop) ? [{ name: value, until: lastSeen }] : [],
  );
  const officers = [...now, ...before].slice(0, 60);
  return {
    ...(entity.since ? { since: entity.since } : {}),
    ...(entity.ended ? { ended: entity.ended } : {}),
    ...(officers.length > 0 ? { officers } : {}),
  };
}

const officerProps = ['legalRepresentative', 'director', 'directors', 'officers'] as const;

/** People whom an entry names as acting for it. */
export function officersOf(props: StoredEntity['props']): { readonly name: string }[] {
  const names = officerProps.flatMap((prop) => [props[prop] ?? []].flat()).flatMap((text) => text.split(/[;；、]/));
  return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))].map((name) => ({ name }));
}

/** Two numbers of the claim that lead to two entries of one register: one of them is wrong. */
function rivalOf(source: RegistrySource, hit: Hit, facts: Facts): Pick<RegisterEntry, 'rival'> {
  if (hit.foundBy !== 'identifier') return {};
  const other = facts.byIdentifier.find(
    ({ entity }) =>
      entity.source === source.id && entity.key !== hit.entity.key && entity.props.mentioned !== 'yes' && saidOf(facts, entity) !== 'negative',
  );
  return other ? { rival: other.entity.name } : {};
}

function noted({ debtor }: Facts, source: RegistrySource, hit: Hit): DebtorHit {
  return {
    debtorKey: debtor.key,
    source: source.id,
    sourceName: source.name,
    key: hit.entity.key,
    name: hit.entity.name,
    foundBy: hit.foundBy,
    open: hit.entity.open,
    asOf: source.asOf,
    ...(source.kind === 'list' ? { list: source.list } : {}),
    ...(hit.best ? { score: hit.best.score } : {}),
  };
}

function knownEntry(facts: Facts, source: RegistrySource, { entity, foundBy }: Hit): KnownEntry {
  const identifiers = facts.identifiers.get(entity.key) ?? [];
  return { source: source.id, sourceName: source.name, asOf: source.asOf, key: entity.key, foundBy, facts: entryFacts(entity, identifiers, []) };
}

/** An entity of the local register as a person reads it beside the debtor. */
export function entryFacts(entity: StoredEntity, identifiers: readonly Identifier[], names: readonly string[]): HitFacts {
  return {
    name: entity.name,
    otherNames: names.filter((name) => name !== entity.name),
    identifiers,
    status: entity.status,
    props: entity.props,
    ...(entity.country ? { country: entity.country } : {}),
    ...(entity.since ? { since: entity.since } : {}),
    ...(entity.ended ? { ended: entity.ended } : {}),
  };
}

function rejectedIn(source: RegistrySource, facts: Facts): RejectedEntries[] {
  const rejected = new Set(
    [...facts.byIdentifier, ...facts.byName]
      .filter(({ entity }) => entity.source === source.id && saidOf(facts, entity) === 'negative')
      .map(({ entity }) => entity.key),
  );
  return source.kind === 'list' && rejected.size > 0 ? [{ source: source.name, entries: rejected.size }] : [];
}

const saidOf = (facts: Facts, entity: StoredEntity) => facts.judgements.get(`${debtorName(facts.debtor.key)} ${entityName(entity)}`);

const changeOf: Readonly<Record<string, 'name' | 'officer' | 'address' | 'capital'>> = {
  name: 'name',
  legalRepresentative: 'officer',
  director: 'officer',
  address: 'address',
  capital: 'capital',
};

function changesOf(entity: StoredEntity, history: readonly Statement[]): Pick<RegisterEntry, 'changes'> {
  const changes = history.flatMap(({ source, key, prop, value, lastSeen }) => {
    const what = source === entity.source && key === entity.key && Object.hasOwn(changeOf, prop) ? changeOf[prop] : undefined;
    return what ? [{ what, before: value, until: lastSeen }] : [];
  });
  return changes.length > 0 ? { changes: changes.slice(0, 10) } : {};
}

function fromList(
  source: RegistrySource & { readonly kind: 'list' },
  hits: readonly Hit[],
  facts: Facts,
  country: string | undefined,
): Answer<ListEntry>[] {
  if (hits.length === 0) return [absent(source, facts.debtor.party, country)];
  return hits.map((hit) => ({
    kind: 'found',
    source: source.name,
    asOf: source.asOf,
    value: {
      list: source.list,
      detail: detailOf(hit.entity),
      matchedBy: hit.foundBy,
      open: hit.entity.open,
      standing: hit.said === 'positive' ? 'confirmed' : hit.said === 'unsure' ? 'unsure' : 'waiting',
    },
  }));
}

/** Entries of one source that may be the debtor, surest first. An identifier that contradicts, or a person's no, rules one out. */
function hitsIn(source: RegistrySource, facts: Facts, country: string | undefined): Hit[] {
  const { party } = facts.debtor;
  const names = namesOf(party);
  const schema = party.kind === 'person' ? 'Person' : undefined;
  const compared = (name: string) => best(names.map((own) => judgedBy(facts.learned, source, compareNames(own, name, schema ? { schema } : {}))));
  const hits = new Map<string, Hit>();
  for (const { entity } of facts.byIdentifier) {
    if (entity.source !== source.id || saidOf(facts, entity) === 'negative' || hits.has(entity.key)) continue;
    const current = compared(entity.name);
    hits.set(entity.key, {
      entity,
      foundBy: 'identifier',
      ...wordOf(saidOf(facts, entity)),
      formerName: false,
      ...(current ? { best: current } : {}),
    });
  }
  if (hits.size === 0 || source.kind === 'list')
    for (const { entity, name, kind } of facts.byName) {
      const verdict = saidOf(facts, entity);
      const before = hits.get(entity.key);
      if (entity.source !== source.id || verdict === 'negative' || before?.foundBy === 'identifier') continue;
      const confirmed = verdict === 'positive';
      // Two persons may share a name: a register entry of a person is shown by number, or after someone has confirmed it.
      if (party.kind === 'person' && source.kind === 'register' && !confirmed) continue;
      const comparison = compared(name);
      if (!comparison || (comparison.verdict === 'none' && !confirmed)) continue;
      if (!confirmed && (contradicts(party, facts.identifiers.get(entity.key) ?? []) || abroad(entity, country))) continue;
      if (before?.best && before.best.score >= comparison.score) continue;
      hits.set(entity.key, { entity, foundBy: 'name', ...wordOf(verdict), best: comparison, formerName: kind === 'former' });
    }
  return [...hits.values()].sort((a, b) => rank(b) - rank(a));
}

/** What was learned moves the scores of register entries; of an entry in a list it may only raise them, so that it hides nothing. */
function judgedBy(learned: MatchModel | undefined, source: RegistrySource, shipped: NameComparison): NameComparison {
  if (!learned) return shipped;
  const own = rejudged(shipped, learned.weights);
  return source.kind === 'list' && own.score < shipped.score ? shipped : own;
}

const wordOf = (said: Judgement['verdict'] | undefined): Pick<Hit, 'said'> => (said === 'positive' || said === 'unsure' ? { said } : {});

const rank = (hit: Hit): number =>
  (hit.foundBy === 'identifier' ? 8 : 0) +
  (hit.said === 'positive' ? 4 : 0) +
  (hit.entity.props.mentioned === 'yes' ? -3 : 0) +
  (hit.entity.open ? 0.5 : 0) +
  (hit.best?.score ?? 0);

const best = (comparisons: readonly NameComparison[]): NameComparison | undefined =>
  comparisons.reduce<NameComparison | undefined>((top, one) => (top === undefined || one.score > top.score ? one : top), undefined);

const abroad = (entity: StoredEntity, country: string | undefined): boolean =>
  country !== undefined && entity.country !== undefined && entity.country !== country;

/** The same scheme with another value, both of full form: two parties. */
export function contradicts(party: PartyFiling, others: readonly Identifier[]): boolean {
  const own = (party.identifiers ?? []).flatMap(({ scheme, value }) => normalIdentifier(scheme, value) ?? []);
  return own.some(({ scheme, value, valid }) => {
    if (valid === false || value.includes('*')) return false;
    const same = others.filter((other) => other.scheme === scheme && !other.value.includes('*'));
    return same.length > 0 && same.every((other) => other.value !== value);
  });
}

/** The country a debtor is looked for in: its address, else what its identifiers say. */
export function countryOf(party: PartyFiling): string | undefined {
  if (party.address?.country) return party.address.country;
  for (const { scheme, value } of party.identifiers ?? []) {
    const verdict = checkIdentifier(scheme, value);
    if (verdict.valid !== false && verdict.says.country) return verdict.says.country;
  }
  return undefined;
}

/** Nothing was found: that says something only where the party would have to stand in the source. */
function absent(source: RegistrySource, party: PartyFiling, country: string | undefined): Answer<never> {
  const why = notCovering(source, party, country);
  return why ? { kind: 'not-covered', source: source.name, why } : { kind: 'not-found', source: source.name, asOf: source.asOf };
}

/** Why absence from a source says nothing of this party; words in domain/assessment/sources.ts. */
function notCovering(source: RegistrySource, party: PartyFiling, country: string | undefined): string | undefined {
  const { countries, kind, reach } = source;
  if (countries.length > 0 && country !== undefined && !countries.includes(country))
    return `it covers ${countries.join(', ')}, the debtor is in ${country}`;
  if (kind === 'register' && reach === 'voluntary') return 'not everybody must stand in it';
  if (reach === 'excerpt') return 'it holds only what somebody looked up';
  if (kind === 'register' && (party.kind ?? 'organisation') !== 'organisation') return 'it lists companies only';
  return undefined;
}

export const namesOf = (party: PartyFiling): string[] => [...new Set([party.name, ...(party.otherNames ?? [])])].slice(0, 6);

const told = ['caseNumber', 'court', 'amount', 'basis', 'duty', 'performance', 'conduct', 'program', 'reason', 'publishedOn', 'filedOn', 'topics'];

/** An entry's substance in one line: name, case, court, sum, day. */
function detailOf(entity: StoredEntity): string {
  const parts = told.flatMap((prop) => [entity.props[prop] ?? []].flat()).filter((text) => text !== '');
  return [entity.name, ...parts].join('; ').slice(0, 400);
}

function grouped<T extends { readonly asked: number }>(hits: readonly T[], count: number): T[][] {
  const groups: T[][] = Array.from({ length: count }, () => []);
  for (const hit of hits) groups[hit.asked]?.push(hit);
  return groups;
}
