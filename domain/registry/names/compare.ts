import type { Bilingual } from '#domain/kernel/text.ts';
import coefficients from './coefficients.json' with { type: 'json' };
import { compareOrganisations } from './compare-organisations.ts';
import { comparePersons } from './compare-persons.ts';
import { foldName, isEastAsian } from './fold.ts';
import { calibrated, likelihood, type NameKind, type Weights } from './likelihood.ts';
import { type OrganisationName, parseOrganisation } from './organisation.ts';
import { isGivenName, looksLikeHanPerson, parsePerson } from './person.ts';
import type { Word } from './word.ts';
import { eastAsianBrands, legalClassOf } from './words.ts';

/** FollowTheMoney's words for what a name belongs to; others are read as not known. */
export type Schema = 'Person' | 'Organization' | 'Company' | 'LegalEntity' | 'PublicBody' | 'Vessel' | (string & {});
export type Verdict = 'match' | 'review' | 'none';

export type NameComparison = {
  /** Calibrated likelihood that both names mean one party, 0-1, four decimals. */
  readonly score: number;
  readonly verdict: Verdict;
  readonly reasons: readonly Bilingual[];
  readonly read: 'person' | 'organisation';
  readonly features: Readonly<Record<string, number>>;
};

/** Where the bands begin, as scores. */
export const thresholds: { readonly match: number; readonly review: number } = {
  match: calibrated(coefficients.thresholds.match),
  review: calibrated(coefficients.thresholds.review),
};

/** Above `match` the names are taken for one party, from `review` a person decides, below they are different. */
export const verdictOf = (score: number): Verdict => (score >= thresholds.match ? 'match' : score >= thresholds.review ? 'review' : 'none');

/** The same comparison under other coefficients, such as an organisation has learned from its own decisions. Reasons stay. */
export function rejudged(comparison: NameComparison, weights: Readonly<Record<NameKind, Weights>>): NameComparison {
  if (Object.keys(comparison.features).length === 0) return comparison;
  const score = rounded(likelihood(comparison.features, weights[comparison.read]));
  return { ...comparison, score, verdict: verdictOf(score) };
}

/**
 * Compares two names as written. Without a schema the kind is read from the names; when neither shows it, the better reading counts.
 * Empty names never match.
 */
export function compareNames(left: string, right: string, options: { readonly schema?: Schema } = {}): NameComparison {
  if (!/[\p{L}\p{N}]/u.test(left) || !/[\p{L}\p{N}]/u.test(right))
    return {
      score: 0,
      verdict: 'none',
      reasons: [{ zh: '名称为空,无法比对', en: 'a name is empty, nothing to compare' }],
      read: 'organisation',
      features: {},
    };
  const kind = kindFrom(options.schema);
  if (kind === 'person') return asPersons(left, right);
  return compareParsed(parseOrganisation(left), parseOrganisation(right), options.schema);
}

/** The same for names already parsed as organisations; a person's reading is still tried when nothing shows an organisation. */
export function compareParsed(a: OrganisationName, b: OrganisationName, schema?: Schema): NameComparison {
  const kind = kindFrom(schema);
  const [left, right] = [a.raw, b.raw];
  if (kind === 'organisation' || showsOrganisation(a) || showsOrganisation(b)) return asOrganisations(a, b);
  const persons = asPersons(left, right);
  if (looksLikeHanPerson(foldName(left)) && looksLikeHanPerson(foldName(right))) return persons;
  if (a.words.length > 1 && b.words.length > 1 && beginsOrEndsGiven(a) && beginsOrEndsGiven(b)) return persons;
  const organisations = asOrganisations(a, b);
  return persons.score >= organisations.score ? persons : organisations;
}

function kindFrom(schema: string | undefined): 'person' | 'organisation' | undefined {
  switch (schema?.toLowerCase()) {
    case 'person':
    case 'per':
    case 'individual':
    case 'natural person':
      return 'person';
    case 'company':
    case 'organization':
    case 'organisation':
    case 'org':
    case 'publicbody':
    case 'public-body':
    case 'vessel':
    case 'entity':
      return 'organisation';
    default:
      return undefined;
  }
}

/** A legal form, a trade, a digit or a length that no person's name has. */
function showsOrganisation(name: OrganisationName): boolean {
  if (name.legal.length > 0 || name.numbers.length > 0) return true;
  if (name.words.some((word) => word.kind === 'word' || word.kind === 'weak')) return true;
  return isEastAsian(name.folded) && name.folded.length > 5 && !/[・·]/.test(name.raw);
}

const beginsOrEndsGiven = (name: OrganisationName): boolean =>
  isGivenName((name.words[0] as Word).text) || isGivenName((name.words.at(-1) as Word).text);

/** Four decimals; just below a band the score stays below it. */
function rounded(probability: number): number {
  const exact = calibrated(probability);
  const score = Math.round(exact * 10_000) / 10_000;
  return verdictOf(score) === verdictOf(exact) ? score : Math.floor(exact * 10_000) / 10_000;
}

function asPersons(left: string, right: string): NameComparison {
  const { probability, features, reasons } = comparePersons(parsePerson(left), parsePerson(right));
  const score = rounded(probability);
  return { score, verdict: verdictOf(score), reasons, read: 'person', features };
}

function asOrganisations(left: OrganisationName, right: OrganisationName): NameComparison {
  const compared = organisationsAsRead(left, right);
  if (compared.score >= thresholds.match) return compared;
  const others = [...otherReadings(left, right), ...otherReadings(right, left)].map((other) => organisationsAsRead(other, other.beside));
  return others.reduce((best, one) => (one.score > best.score ? one : best), compared);
}

type OtherReading = OrganisationName & { readonly beside: OrganisationName };

/** "Oakdale Pubs Ltd t/a The Crown Inn": who trades, and the name it trades under; either is used alone. */
function tradingNames(folded: string): string[] {
  const sign = tradingSign.exec(folded);
  if (!sign) return [];
  const both = [folded.slice(0, sign.index), folded.slice(sign.index + sign[0].length)];
  return both.every((name) => /[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(name)) ? both : [];
}
const tradingSign =
  /[\s,(-](?:t\/as?|trading (?:as|under)|d\/?b\/?a|d\.b\.a\.|doing business as|carrying on business as|operating as|o\/a)(?=[\s:"'])/;

/** A company of our list by its parts (广州汽车集团 is GAC, and is Guangzhou Automobile Group); the short name that a dash or bracket adds. */
function otherReadings(name: OrganisationName, beside: OrganisationName): OtherReading[] {
  const found: OtherReading[] = [];
  if (name.script === 'han' && beside.script !== 'han' && name.words.some((word) => eastAsianBrands.has(word.written)))
    found.push({ ...parseOrganisation(name.raw, true), beside });
  for (const own of tradingNames(name.folded)) found.push({ ...parseOrganisation(own), beside });
  const repeated = /^(.{8,}?)\s*\(([^()]{8,})\)$/.exec(name.folded);
  if (repeated) {
    const [before, inside] = [parseOrganisation(repeated[1] as string), parseOrganisation(repeated[2] as string)];
    if (inside.words.some((word) => word.kind === 'core') && organisationsAsRead(before, inside).score >= thresholds.match)
      found.push({ ...before, beside });
  }
  const alias = addedAlias.exec(name.folded)?.[1];
  if (alias !== undefined && name.script === beside.script && !legalClassOf.has(alias)) found.push({ ...parseOrganisation(alias), beside });
  return found;
}

/** "Petróleo Brasileiro S.A. - Petrobras": one word, of five letters or more so that initials and places in brackets stay out. */
const addedAlias = /^.{8,} - ([a-z]{5,14})$/;

function organisationsAsRead(left: OrganisationName, right: OrganisationName): NameComparison {
  const { probability, features, reasons } = compareOrganisations(left, right);
  const score = rounded(probability);
  return { score, verdict: verdictOf(score), reasons, read: 'organisation', features };
}
