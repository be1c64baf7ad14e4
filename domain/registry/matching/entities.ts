import type { Bilingual } from '#domain/kernel/text.ts';
import { checkIdentifier } from '../identifiers/check.ts';
import nameCoefficients from '../names/coefficients.json' with { type: 'json' };
import { compareNames, type NameComparison, type Verdict } from '../names/compare.ts';
import { foldName } from '../names/fold.ts';
import { likelihood, shippedWeights } from '../names/likelihood.ts';
import coefficients from './coefficients.json' with { type: 'json' };
import type { Described } from './described.ts';

/** Evidence for or against two descriptions meaning one party. Each 0-1 unless said otherwise. */
export type EntityFeatures = {
  /** Log-odds of the best pair of names, -6 to 6. */
  readonly name: number;
  /** Share of the shorter list's names that find an answer in the longer list. */
  readonly answered: number;
  readonly identifierSame: number;
  readonly identifierDiffers: number;
  readonly countrySame: number;
  readonly countryDiffers: number;
  readonly dateSame: number;
  readonly dateDiffers: number;
  readonly addressSame: number;
  readonly contactSame: number;
  readonly genderDiffers: number;
  readonly kindDiffers: number;
  readonly weakOnly: number;
  readonly officerSame: number;
  /** The main names share most of their words and each has one of its own: local groups and sisters under one alias. */
  readonly mainNamesApart: number;
};

export type EntityComparison = {
  readonly score: number;
  readonly verdict: Verdict;
  readonly reasons: readonly Bilingual[];
  readonly features: EntityFeatures;
  readonly names?: { readonly a: string; readonly b: string; readonly comparison: NameComparison };
};

const persons = new Set(['person', 'individual']);
/** Of the entity's own likelihood, which is not calibrated. */
const bands = nameCoefficients.thresholds;
const namesCompared = 40;

/** Compares two described parties: every pair of names, then identifiers, countries, dates, addresses and contacts. */
export function compareEntities(a: Described, b: Described): EntityComparison {
  const schema = commonSchema(a, b);
  const names = compareNameLists(a, b, schema);
  const identifiers = compareIdentifiers(a, b);
  const features: EntityFeatures = {
    name: clampedLogit(likelihoodOf(names.best.comparison)),
    answered: names.answered,
    identifierSame: identifiers.same ? 1 : 0,
    identifierDiffers: identifiers.differs ? 1 : 0,
    ...countryEvidence(a, b),
    ...dateEvidence(a.dates, b.dates),
    addressSame: addressCloseness(a.addresses, b.addresses),
    contactSame: overlap(a.contacts, b.contacts) || overlap(a.websites ?? [], b.websites ?? []) ? 1 : 0,
    genderDiffers: disjoint(a.genders ?? [], b.genders ?? []) ? 1 : 0,
    kindDiffers: kindsDiffer(a.schema, b.schema) ? 1 : 0,
    weakOnly: names.weakOnly ? 1 : 0,
    mainNamesApart: mainNamesApart(a, b, schema),
    officerSame: overlap((a.officers ?? []).map(foldName), (b.officers ?? []).map(foldName)) ? 1 : 0,
  };
  const score = Math.round(logistic(features) * 10_000) / 10_000;
  return { score, verdict: bandOf(score), reasons: explain(names, identifiers, features, a, b), features, names: names.best };
}

function commonSchema(a: Described, b: Described): string | undefined {
  const kinds = [a.schema, b.schema].filter((schema) => schema !== undefined && schema !== 'LegalEntity' && schema !== 'Thing');
  return kinds[0];
}

const kindsDiffer = (a: string | undefined, b: string | undefined): boolean => {
  const kind = (schema: string | undefined) =>
    schema === undefined || schema === 'LegalEntity' || schema === 'Thing'
      ? undefined
      : persons.has(schema.toLowerCase())
        ? 'person'
        : schema === 'Vessel'
          ? 'vessel'
          : 'organisation';
  const [x, y] = [kind(a), kind(b)];
  return x !== undefined && y !== undefined && x !== y;
};

type BestNames = {
  readonly best: { readonly a: string; readonly b: string; readonly comparison: NameComparison };
  readonly answered: number;
  readonly weakOnly: boolean;
};

function compareNameLists(a: Described, b: Described, schema: string | undefined): BestNames {
  const [strongLeft, strongRight] = [distinct(a.names), distinct(b.names)];
  const left = distinct([...strongLeft, ...(a.formerNames ?? []), ...(a.weakNames ?? [])]).slice(0, namesCompared);
  const right = distinct([...strongRight, ...(b.formerNames ?? []), ...(b.weakNames ?? [])]).slice(0, namesCompared);
  const bestRow = new Float64Array(left.length);
  const bestColumn = new Float64Array(right.length);
  let best: BestNames['best'] | undefined;
  left.forEach((x, i) => {
    right.forEach((y, j) => {
      const comparison = compareNames(x, y, schema ? { schema } : {});
      if (comparison.score > (bestRow[i] as number)) bestRow[i] = comparison.score;
      if (comparison.score > (bestColumn[j] as number)) bestColumn[j] = comparison.score;
      if (
        !best ||
        comparison.score > best.comparison.score ||
        (comparison.score === best.comparison.score && x.length + y.length > best.a.length + best.b.length)
      )
        best = { a: x, b: y, comparison };
    });
  });
  const shorter = left.length <= right.length ? bestRow : bestColumn;
  const answered = shorter.filter((score) => score >= 0.5).length / Math.max(1, shorter.length);
  const found = best ?? { a: '', b: '', comparison: compareNames('', '') };
  return { best: found, answered, weakOnly: !strongLeft.includes(found.a) || !strongRight.includes(found.b) };
}

/** "Ansar al-Sharia Derna" and "Ansar al-Sharia Benghazi", both also called Ansar al-Sharia. */
function mainNamesApart(a: Described, b: Described, schema: string | undefined): number {
  const [left, right] = [a.names[0], b.names[0]];
  if (left === undefined || right === undefined) return 0;
  const { read, features } = compareNames(left, right, schema ? { schema } : {});
  const { swapped = 0, place = 0, all = 0, coreMost = 0 } = features;
  return read === 'organisation' && all >= 0.5 && coreMost >= 0.5 && (swapped >= 1 || place >= 1) ? 1 : 0;
}

function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const name of names) {
    const key = foldName(name)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    if (key !== '' && !seen.has(key)) seen.set(key, name);
  }
  return [...seen.values()];
}

function compareIdentifiers(
  a: Described,
  b: Described,
): { same?: { scheme: string; value: string }; differs?: { scheme: string; a: string; b: string } } {
  const normal = (party: Described) =>
    party.identifiers.map(({ scheme, value }) => ({ scheme, value: normalIdentifier(scheme, value) })).filter(({ value }) => value.length >= 4);
  const [left, right] = [normal(a), normal(b)];
  for (const one of left) if (right.some((other) => other.value === one.value && one.scheme !== 'kpp-office')) return { same: one };
  for (const one of left) {
    const rivals = right.filter((other) => other.scheme === one.scheme && identifying.has(one.scheme));
    if (rivals.length > 0 && left.filter((other) => other.scheme === one.scheme).length === 1)
      return { differs: { scheme: one.scheme, a: one.value, b: (rivals[0] as { value: string }).value } };
  }
  return {};
}

/** Schemes of which a party has one value at a time, so two different valid values speak against. */
const identifying = new Set([
  'lei',
  'uscc',
  'ru-inn',
  'ru-ogrn',
  'kz-bin',
  'imo',
  'jp-corporate',
  'fr-siren',
  'gb-company',
  'au-abn',
  'br-cnpj',
  'kr-crn',
  'wikidata',
  'cn-resident',
  'us-ein',
  'sg-uen',
]);

function normalIdentifier(scheme: string, value: string): string {
  const plain = value
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  if (scheme === 'cn-resident') return plain;
  const verdict = scheme === '' ? undefined : checkIdentifier(scheme, value);
  return verdict && verdict.valid !== false && !verdict.normal.includes('*')
    ? verdict.normal.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()
    : plain.replace(/^0+(?=\d)/, '');
}

const overlap = (a: readonly string[], b: readonly string[]): boolean => a.some((one) => b.includes(one));
const disjoint = (a: readonly string[], b: readonly string[]): boolean => a.length > 0 && b.length > 0 && !overlap(a, b);

/** A company lives in one register: the same name in another country is another company. A person may have many countries. */
function countryEvidence(a: Described, b: Described): { countrySame: number; countryDiffers: number } {
  const person = [a, b].some((party) => party.schema !== undefined && persons.has(party.schema.toLowerCase()));
  return { countrySame: overlap(a.countries, b.countries) ? 1 : 0, countryDiffers: disjoint(a.countries, b.countries) ? (person ? 0.3 : 1) : 0 };
}

/** Dates agree to the precision of the shorter; day and month may be swapped, and a year may be off by one where only years are known. */
function dateEvidence(a: readonly string[], b: readonly string[]): { dateSame: number; dateDiffers: number } {
  if (a.length === 0 || b.length === 0) return { dateSame: 0, dateDiffers: 0 };
  let best = -1;
  for (const x of a) for (const y of b) best = Math.max(best, dateCloseness(x, y));
  return best >= 0.3 ? { dateSame: best, dateDiffers: 0 } : { dateSame: 0, dateDiffers: best < 0 ? 1 : 0.5 };
}

function dateCloseness(x: string, y: string): number {
  const length = Math.min(x.length, y.length, 10);
  if (x.slice(0, length) === y.slice(0, length)) return length >= 10 ? 1 : length >= 7 ? 0.7 : 0.5;
  if (x.length >= 10 && y.length >= 10) {
    if (x.slice(0, 4) === y.slice(0, 4) && x.slice(5, 7) === y.slice(8, 10) && x.slice(8, 10) === y.slice(5, 7)) return 0.8;
    if ([...x].filter((char, i) => char !== y[i]).length === 1) return 0.4;
    return x.slice(0, 4) === y.slice(0, 4) ? 0.1 : -1;
  }
  return Math.abs(Number(x.slice(0, 4)) - Number(y.slice(0, 4))) <= 1 ? 0.1 : -1;
}

/** Share of the shorter address's words and numbers that stand in the longer one, best over all pairs. */
function addressCloseness(a: readonly string[], b: readonly string[]): number {
  let best = 0;
  for (const x of a.slice(0, 12))
    for (const y of b.slice(0, 12)) {
      const [one, other] = [addressWords(x), addressWords(y)];
      const shorter = Math.min(one.size, other.size);
      if (shorter < 2) continue;
      let shared = 0;
      for (const word of one) if (other.has(word)) shared++;
      best = Math.max(best, shared / shorter >= 0.6 ? shared / shorter : 0);
    }
  return best;
}

function addressWords(address: string): Set<string> {
  const folded = foldName(address);
  const han = folded.match(/[\u4e00-\u9fff]{2}/g) ?? [];
  return new Set([...han, ...folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1 && !/^[\u4e00-\u9fff]+$/.test(word))]);
}

/** Before calibration: the entity's coefficients stand on it. */
const likelihoodOf = ({ features, read }: NameComparison): number =>
  Object.keys(features).length === 0 ? 0 : likelihood(features, shippedWeights[read]);

const bandOf = (score: number): Verdict => (score >= bands.match ? 'match' : score >= bands.review ? 'review' : 'none');

const clampedLogit = (score: number): number => Math.max(-6, Math.min(6, Math.log((score + 1e-6) / (1 - score + 1e-6))));

const weights: Readonly<Record<string, number>> = coefficients.entity;

function logistic(features: EntityFeatures): number {
  let z = weights.intercept ?? 0;
  for (const [name, value] of Object.entries(features)) z += (weights[name] ?? 0) * value;
  return 1 / (1 + Math.exp(-z));
}

function explain(
  names: BestNames,
  identifiers: ReturnType<typeof compareIdentifiers>,
  features: EntityFeatures,
  a: Described,
  b: Described,
): Bilingual[] {
  const reasons: Bilingual[] = [];
  const { best } = names;
  reasons.push(
    {
      zh: `最接近的名称:“${best.a}”与“${best.b}”(${best.comparison.score.toFixed(2)})`,
      en: `closest names: "${best.a}" and "${best.b}" (${best.comparison.score.toFixed(2)})`,
    },
    ...best.comparison.reasons,
  );
  if (identifiers.same)
    reasons.push({
      zh: `编号相同(${identifiers.same.scheme || '未注明类型'}):${identifiers.same.value}`,
      en: `same identifier (${identifiers.same.scheme || 'scheme not said'}): ${identifiers.same.value}`,
    });
  if (identifiers.differs)
    reasons.push({ zh: `同类编号不同(${identifiers.differs.scheme})`, en: `different identifiers of one scheme (${identifiers.differs.scheme})` });
  if (features.countrySame) reasons.push({ zh: '国家或地区有相同', en: 'a country in common' });
  if (features.countryDiffers)
    reasons.push({
      zh: `国家或地区不同:${a.countries.join('、')} 与 ${b.countries.join('、')}`,
      en: `different countries: ${a.countries.join(', ')} and ${b.countries.join(', ')}`,
    });
  if (features.dateSame > 0) reasons.push({ zh: '日期相符', en: 'dates agree' });
  if (features.dateDiffers > 0) reasons.push({ zh: '日期不符', en: 'dates differ' });
  if (features.addressSame > 0) reasons.push({ zh: '地址相近', en: 'close addresses' });
  if (features.contactSame) reasons.push({ zh: '联系方式或网站相同', en: 'a contact or web site in common' });
  if (features.genderDiffers) reasons.push({ zh: '性别不同', en: 'different genders' });
  if (features.kindDiffers) reasons.push({ zh: '一方为自然人,另一方为组织', en: 'one is a person, the other an organisation' });
  if (features.weakOnly) reasons.push({ zh: '仅曾用名或弱别名相符', en: 'only a former name or weak alias agrees' });
  if (features.mainNamesApart)
    reasons.push({
      zh: '主要名称大部分相同,但各有不同的部分,可能是同一名下的不同机构',
      en: 'the main names share most words, yet each has one of its own: they may be sisters under one alias',
    });
  if (features.officerSame) reasons.push({ zh: '负责人有相同', en: 'an officer in common' });
  return reasons;
}
