import { createHash } from 'node:crypto';
import type { ListEntry } from '#domain/assessment/checks/ability.ts';
import type { RegisterEntry } from '#domain/assessment/checks/debtor.ts';
import type { PartyFiling } from '#domain/claim/filing.ts';
import type { Answer } from '#domain/kernel/answer.ts';
import { normalIdentifier } from '#domain/registry/lookup/normal-identifier.ts';
import { compareNames, type NameComparison } from '#domain/registry/names/compare.ts';
import type { Capability, Finding, LatestLookup } from '../ports/connectors.ts';
import type { DebtorHit, HitFacts } from '../ports/hits.ts';
import type { Judgement } from '../ports/registry.ts';
import type { AskedDebtor, DebtorAnswers, KnownEntry } from './debtor-lookup.ts';
import { contradicts, namesOf, officersOf } from './look-up-debtors.ts';
import { debtorName, entityName } from './pair.ts';

/** Entries of one list that are told; the rest stays in the kept answer. */
const entriesTold = 5;

/** A person's open word on an entry about this debtor. */
type SaidOf = (entity: { readonly source: string; readonly key: string }) => Judgement['verdict'] | undefined;

/** The checks' half that comes from look-ups of outside sources in this case, as it was answered last. */
export function outsideAnswers(
  capabilities: readonly Capability[],
  debtor: AskedDebtor,
  lookups: readonly LatestLookup[],
  judgements: readonly Judgement[],
): DebtorAnswers {
  const words = new Map(judgements.map((one) => [one.left === debtorName(debtor.key) ? one.right : one.left, one.verdict]));
  const saidOf: SaidOf = (entity) => words.get(entityName(entity));
  const register: Answer<RegisterEntry>[] = [];
  const lists: Answer<ListEntry>[] = [];
  const hits: DebtorHit[] = [];
  const entries: KnownEntry[] = [];
  const rejected: { source: string; entries: number }[] = [];
  for (const lookup of lookups) {
    const capability = capabilities.find(({ id }) => id === lookup.connector);
    // News are kept one by one and judged: usecases/verify/news.ts.
    if (!capability || capability.answers.includes('news')) continue;
    const source = capability.title.en;
    const about = capability.answers.some((one) => one === 'sanctions' || one === 'litigation') ? 'lists' : 'register';
    const silent = silentAnswer(capability, lookup, about);
    if (silent) {
      (about === 'lists' ? lists : register).push(silent);
      continue;
    }
    const asOf = dayOfInstant(lookup.fetchedAt ?? lookup.askedAt);
    const read = considered(debtor.party, capability, lookup, saidOf);
    const no = read.filter(({ said }) => said === 'negative').length;
    const open = read.filter(({ said }) => said !== 'negative');
    if (about === 'lists') {
      const told = open.slice(0, entriesTold);
      if (no > 0) rejected.push({ source, entries: no });
      if (told.length === 0) lists.push({ kind: 'not-found', source, asOf });
      for (const one of told) {
        lists.push({ kind: 'found', source, asOf, value: listEntry(one) });
        hits.push(hitOf(debtor.key, capability, lookup, asOf, one));
      }
      continue;
    }
    const [top] = open;
    if (!top) {
      register.push({ kind: 'not-found', source, asOf });
      continue;
    }
    register.push({ kind: 'found', source, asOf, value: registerEntry(top) });
    if (isSure(top))
      entries.push({
        source: `lookup.${capability.id}`,
        sourceName: source,
        asOf,
        key: top.key,
        foundBy: top.finding.foundBy,
        facts: factsOf(top.finding),
      });
    else hits.push(hitOf(debtor.key, capability, lookup, asOf, top));
  }
  return {
    ...(register.length > 0 ? { register } : {}),
    ...(lists.length > 0 ? { lists } : {}),
    ...(rejected.length > 0 ? { rejected } : {}),
    ...(hits.length > 0 ? { hits } : {}),
    ...(entries.length > 0 ? { entries } : {}),
  };
}

/** An answer without findings; undefined where there are some. */
function silentAnswer(capability: Capability, lookup: LatestLookup, about: 'lists' | 'register'): Answer<never> | undefined {
  const source = capability.title.en;
  switch (lookup.outcome) {
    case 'found':
      return lookup.value ? undefined : { kind: 'source-failed', source, why: 'its answer is no longer kept' };
    case 'not-found':
      // What is silent of everybody who never registered says nothing of this debtor.
      return about === 'register' && capability.reach === 'voluntary'
        ? { kind: 'not-covered', source, why: 'not everybody must stand in it' }
        : { kind: 'not-found', source, asOf: dayOfInstant(lookup.fetchedAt ?? lookup.askedAt) };
    case 'not-covered':
      return { kind: 'not-covered', source, why: lookup.why ?? '' };
    case 'source-failed':
    case 'asked':
      return { kind: 'source-failed', source, why: lookup.why ?? 'it has not answered' };
  }
}

type Considered = {
  readonly finding: Finding;
  readonly key: string;
  readonly said?: Judgement['verdict'];
  readonly best?: NameComparison;
};

/** Findings that may be the debtor, surest first. What a court search by name found is left to the person whole. */
function considered(party: PartyFiling, capability: Capability, lookup: LatestLookup, saidOf: SaidOf): Considered[] {
  const seen = new Set<string>();
  return (lookup.value ?? [])
    .flatMap((finding): Considered[] => {
      const key = findingKey(finding);
      if (seen.has(key)) return [];
      seen.add(key);
      const said = saidOf({ source: `lookup.${capability.id}`, key });
      const best = namesOf(party)
        .map((name) => compareNames(name, finding.name, party.kind === 'person' ? { schema: 'Person' } : {}))
        .sort((a, b) => b.score - a.score)[0];
      const one: Considered = { finding, key, ...(said ? { said } : {}), ...(best ? { best } : {}) };
      if (said !== undefined || finding.foundBy === 'identifier' || finding.list === 'litigation' || finding.list === 'insolvency') return [one];
      if (contradicts(party, finding.identifiers)) return [];
      return best !== undefined && best.verdict !== 'none' ? [one] : (finding.score ?? 0) >= 0.7 ? [one] : [];
    })
    .sort((a, b) => rank(b) - rank(a));
}

const rank = ({ finding, said, best }: Considered): number =>
  (said === 'positive' ? 16 : 0) + (finding.foundBy === 'identifier' ? 8 : 0) + (best?.score ?? 0);

const isSure = ({ finding, said, best }: Considered): boolean =>
  finding.foundBy === 'identifier' || said === 'positive' || (best?.verdict === 'match' && said !== 'unsure');

function registerEntry(one: Considered): RegisterEntry {
  const { finding, said, best } = one;
  const sure = isSure(one);
  return {
    name: finding.name,
    status: sure ? finding.status : 'unknown',
    foundBy: finding.foundBy,
    identifiers: finding.identifiers,
    nameAgrees: said === 'positive' || (best !== undefined && best.verdict !== 'none' && sure),
    ...(best ? { score: best.score } : {}),
    ...(sure ? actingFor(finding) : {}),
  };
}

/** Since when, until when and by whom, where the source tells it. */
function actingFor(finding: Finding): Pick<RegisterEntry, 'since' | 'ended' | 'officers'> {
  const { since, ended } = factsOf(finding);
  const officers = officersOf(finding.props);
  return { ...(since ? { since } : {}), ...(ended ? { ended } : {}), ...(officers.length > 0 ? { officers } : {}) };
}

function listEntry({ finding, said }: Considered): ListEntry {
  const told = ['caseNumber', 'court', 'filedOn', 'cause', 'program', 'topics', 'datasets'];
  const parts = told.flatMap((prop) => [finding.props[prop] ?? []].flat()).filter((text) => text !== '');
  return {
    list: finding.list ?? 'other',
    detail: [finding.name, ...parts].join('; ').slice(0, 400),
    matchedBy: finding.foundBy,
    open: finding.props.endedOn === undefined,
    standing: said === 'positive' ? 'confirmed' : said === 'unsure' ? 'unsure' : 'waiting',
  };
}

function hitOf(debtorKey: string, capability: Capability, lookup: LatestLookup, asOf: string, { finding, key, best }: Considered): DebtorHit {
  return {
    debtorKey,
    source: `lookup.${capability.id}`,
    sourceName: capability.title.en,
    key,
    name: finding.name,
    foundBy: finding.foundBy,
    open: finding.props.endedOn === undefined,
    asOf,
    facts: factsOf(finding),
    ...(lookup.answerId ? { answerId: lookup.answerId } : {}),
    ...(finding.list ? { list: finding.list } : {}),
    ...(best || finding.score !== undefined ? { score: finding.score ?? best?.score ?? 0 } : {}),
  };
}

function factsOf(finding: Finding): HitFacts {
  const text = (key: string): string | undefined => {
    const value = finding.props[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const since = text('since');
  const ended = text('ended');
  return {
    name: finding.name,
    otherNames: ['otherNames', 'formerNames', 'alias'].flatMap((key) => [finding.props[key] ?? []].flat()),
    identifiers: finding.identifiers,
    status: finding.status,
    props: finding.props,
    ...(finding.country ? { country: finding.country } : {}),
    ...(since ? { since } : {}),
    ...(ended ? { ended } : {}),
    ...(finding.url ? { url: finding.url } : {}),
  };
}

/** The same entry has the same key in every answer: its number, else its address at the source, else what it says. */
export function findingKey(finding: Finding): string {
  const [first] = finding.identifiers.flatMap(({ scheme, value }) => normalIdentifier(scheme, value) ?? []);
  if (first) return `${first.scheme}:${first.value}`;
  if (finding.url) return finding.url.slice(0, 280);
  return createHash('sha256')
    .update(JSON.stringify([finding.name, finding.list ?? '', finding.props]))
    .digest('hex')
    .slice(0, 32);
}

const dayOfInstant = (at: number): string => new Date(at).toISOString().slice(0, 10);
