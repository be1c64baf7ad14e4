import type { Bilingual } from '#domain/kernel/text.ts';
import { type Alignment, alignWords, type Link } from './align.ts';
import coefficients from './coefficients.json' with { type: 'json' };
import { editSimilarity } from './edit-distance.ts';
import { likelihood, shippedWeights } from './likelihood.ts';
import { latinTokens, type OrganisationName } from './organisation.ts';
import commonCoreWords from './tables/common-cores.json' with { type: 'json' };
import type { Word } from './word.ts';
import { brandNames, eastAsianBrands, eastAsianWords, largeKana, stopWords } from './words.ts';

/** What a comparison of two organisation names measured; each is 0-1 and enters the logistic sum with its coefficient. */
export type OrganisationFeatures = {
  /** Share of the distinctive words that agree, on the side where it is less. */
  readonly core: number;
  /** The same on the side where it is more. */
  readonly coreMost: number;
  /** Share of all words that agree, both sides together. */
  readonly all: number;
  /** Closeness of the whole names, letter by letter. */
  readonly whole: number;
  /** Both names have a distinctive word the other lacks. */
  readonly swapped: number;
  /** Both names have a trade word the other lacks ("Land", "Commercial"). */
  readonly tradeSwapped: number;
  /** One name has trade words the other lacks. */
  readonly tradeMore: number;
  /** One name has a trade more of the kind a parent puts into a subsidiary. */
  readonly daughter: number;
  /** The side without a trade calls itself a group or holding: the other, with a trade, is one of its companies. */
  readonly sibling: number;
  readonly number: number;
  readonly legal: number;
  readonly place: number;
  readonly branch: number;
  /** The agreement rests on at most three letters or on initials alone. */
  readonly thin: number;
  readonly exact: number;
};

export type Compared<F> = { readonly probability: number; readonly features: F; readonly reasons: readonly Bilingual[] };

const sum = (words: readonly Word[], of: (word: Word) => number = (word) => word.weight): number =>
  words.reduce((total, word) => total + of(word), 0);
const isCore = (word: Word): boolean => word.kind === 'core';
const isPlace = (word: Word): boolean => word.kind === 'place';

export function compareOrganisations(left: OrganisationName, right: OrganisationName): Compared<OrganisationFeatures> {
  const alignment = initialsWithForm(left, right) ?? initialsWithForm(right, left, true) ?? alignWords(left.words, right.words);
  const features = measure(left, right, alignment);
  return { probability: likelihood(features, shippedWeights.organisation), features, reasons: explain(left, right, alignment, features) };
}

/** "UAC" for "United Aircraft Corporation": initials that count the legal form as a word. */
function initialsWithForm(short: OrganisationName, long: OrganisationName, swapped = false): Alignment | undefined {
  const [one] = short.words;
  if (short.words.length !== 1 || !one || one.eastAsian || one.text.length < 3 || one.text.length > 10 || long.words.length < 2) return undefined;
  const initials = (long.legal.length === 0 ? [] : latinTokens(long.folded))
    .filter((token) => !stopWords.has(token))
    .map((token) => token[0])
    .join('');
  if (initials !== one.text && initialsOfParts(long) !== one.text && !isSyllabic(one.text, long)) return undefined;
  const words = long.words.filter((word) => word.kind !== 'stop');
  return {
    links: [{ left: swapped ? words : [one], right: swapped ? [one] : words, similarity: 0.9, kind: 'acronym' }],
    leftOver: [],
    rightOver: [],
  };
}

/** NLMK of Novolipetskiy metallurgicheskiy kombinat: a compound gives a letter for each part. */
const initialsOfParts = (long: OrganisationName): string =>
  long.words
    .filter((word) => word.kind !== 'stop' && !word.eastAsian)
    .flatMap((word) => word.text.replace(compoundHead, '$1 ').split(' '))
    .map((part) => part[0] ?? '')
    .join('');
const compoundHead =
  /^(novo|nizhne|verkhne|severo|yugo|zapadno|vostochno|sredne|staro|yuzhno|tsentralno|vneshne|elektro|gidro|teplo|neft[eo]|gazo|metallo|mashino|petro|north|south|east|west|inter|trans|micro|tele|electro|hydro)(?=[a-z]{5})/;

/**
 * Made of the beginnings of the words in order: KOMID of Korea Mining Development, SABIC of Saudi Basic Industries Corporation, Petronas of
 * Petroliam Nasional. The form's word may give a letter or none, a country in front may be left out.
 */
function isSyllabic(short: string, long: OrganisationName): boolean {
  if (short.length < 4) return false;
  const tokens = latinTokens(long.folded).filter((token) => !stopWords.has(token));
  const named = long.words.filter((word) => word.kind !== 'stop').length;
  const country = long.words[0]?.kind === 'place' && tokens.length > 2;
  return [tokens, ...(country ? [tokens.slice(1)] : [])].some((words) => {
    const needed = Math.min(words.length, words === tokens ? named : named - 1);
    return needed >= 2 && beginnings(short, words, needed);
  });
}

/** Whether `text` is cut from the beginnings of the words in order, each of the first `needed` giving a letter and two on average. */
function beginnings(text: string, words: readonly string[], needed: number): boolean {
  if (text.length < (needed === 2 ? 5 : needed + 1)) return false;
  const fits = (at: number, word: number): boolean => {
    if (at === text.length) return word >= needed;
    const next = words[word];
    if (next === undefined) return false;
    for (let length = Math.min(5, next.length, text.length - at); length >= 1; length--)
      if (text.startsWith(next.slice(0, length), at) && fits(at + length, word + 1)) return true;
    return false;
  };
  return fits(0, 0);
}

function measure(left: OrganisationName, right: OrganisationName, { links, leftOver, rightOver }: Alignment): OrganisationFeatures {
  const sameBranch = (left.branch ?? '') === (right.branch ?? '');
  const crossing = left.script !== right.script && (eastern(left) || eastern(right));
  const [coreLeft, coreRight] = [coreShare(left.words, links, 'left', crossing), coreShare(right.words, links, 'right', crossing)];
  const matched = links.reduce((total, link) => total + link.similarity * (sum(link.left) + sum(link.right)), 0);
  const total = sum(left.words) + sum(right.words);
  const lostLeft = sum(leftOver.filter(isCore));
  const lostRight = sum(rightOver.filter(isCore));
  const family = links.some((link) => link.left.some(isConglomerate) && link.right.some(isConglomerate));
  const common =
    links.length > 0 && links.every((link) => [...link.left, ...link.right].every((word) => word.kind !== 'core' || commonCores.has(word.text)));
  const [tradeLeft, tradeRight] = [leftOver, rightOver].map((words) => sum(words, (word) => tradeShare(word))) as [number, number];
  const coreLetters = links
    .filter((link) => link.left.some(isCore) || link.right.some(isCore))
    .reduce(
      (n, link) =>
        Math.max(
          n,
          link.kind === 'acronym' ? (link.left.length + link.right.length > 3 ? 4 : 2) : Math.min(sum(link.left, letters), sum(link.right, letters)),
        ),
      0,
    );
  return {
    core: Math.min(coreLeft, coreRight),
    coreMost: Math.max(coreLeft, coreRight),
    all: total === 0 ? 0 : matched / total,
    whole: Math.max(editSimilarity(left.key.slice(0, 31), right.key.slice(0, 31)), isTranslation(links, leftOver, rightOver) ? 0.9 : 0),
    swapped: Math.min(1, Math.min(lostLeft, lostRight)),
    tradeSwapped: Math.min(1, tradeLeft, tradeRight),
    tradeMore:
      Math.min(
        family || common || (hasTrade(left) && hasTrade(right)) ? 1 : 0.4,
        Math.max(tradeLeft, tradeRight) / (family || common ? 1 : tradeLeft * tradeRight > 0 ? 2 : 2.5),
      ) * (left.script === right.script ? 1 : family ? 0.5 : 0.3),
    daughter:
      left.script === right.script && lostLeft + lostRight === 0 && tradeLeft * tradeRight === 0 && daughterOf(leftOver, rightOver, family) ? 1 : 0,
    sibling: Math.max(
      besideHolding(leftOver, rightOver),
      besideHolding(rightOver, leftOver),
      siblingOf(left, leftOver, right, rightOver),
      siblingOf(right, rightOver, left, leftOver),
    ),
    number: numbersDiffer(left.numbers, right.numbers),
    legal: formsDiffer(left.legal, right.legal) * (left.script === right.script ? 1 : 0.05),
    place: leftOver.some(isPlace) && rightOver.some(isPlace) ? 1 : placesDiffer(left, right, links),
    branch: sameBranch ? 0 : left.script === 'han' && right.script === 'han' ? 1.2 : 1,
    thin: coreLetters > 0 && coreLetters <= 3 ? 1 : 0,
    exact:
      sameBranch &&
      left.key === right.key &&
      left.key !== '' &&
      (left.script !== 'han' ||
        right.script !== 'han' ||
        leftOver.length + rightOver.length + links.filter((link) => link.similarity < 1).length === 0)
        ? 1
        : 0,
  };
}

/** "Croix-Rouge" and "Red Cross": nothing is left over, and at least two words agree by what they say. Letters then say nothing against it. */
const isTranslation = (links: readonly Link[], leftOver: readonly Word[], rightOver: readonly Word[]): boolean =>
  [...leftOver, ...rightOver].every((word) => word.kind === 'stop') &&
  links.length >= 2 &&
  links.every((link) => link.similarity >= 0.85) &&
  links.some((link) => link.kind === 'meaning' && link.similarity >= 0.9);

/** Words under which many unrelated companies trade ("Continental", "Phoenix"): another trade is another company. */
const commonCores = new Set<string>(commonCoreWords);
/** Names that head many independent companies: a trade more or less after them is another company. */
const conglomerates = new Set<string>(coefficients.conglomerates);
/** Trades that a parent puts into a company of their own: "Rosneft" and "Rosneft Trading", "Sberbank" and "Sberbank Leasing". */
const daughterTrades = new Set<string>(coefficients.daughterTrades);
const isConglomerate = (word: Word): boolean => conglomerates.has(word.text) || word.forms.some((form) => conglomerates.has(form));
const fillers = new Set(['GRP', 'HOLDING', 'INTL', 'GLOBAL', 'WORLD', 'ENTERPRISE', 'ORG', 'OFFICE', 'PRODUCTS']);

/** One side only has a word such as "trading" or "leasing" more. */
function daughterOf(left: readonly Word[], right: readonly Word[], family: boolean): boolean {
  const shows = (word: Word): boolean => daughterTrades.has(word.concept ?? '') || (family && word.kind === 'word');
  return left.some(shows) !== right.some(shows);
}

const holds = (word: Word): boolean => word.concept === 'GRP' || word.concept === 'HOLDING';

/**
 * "Shimao Group Holdings" beside "Shimao Services Holdings", "Canon Inc." beside "Canon Electronics Inc.": a full legal name without a trade
 * and one with a trade more. Of companies known to have daughters this says most; a trade that our tables do not know says nothing.
 */
function siblingOf(parent: OrganisationName, own: readonly Word[], other: OrganisationName, others: readonly Word[]): number {
  if (hasTrade(parent) || own.some(isCore) || (parent.script === other.script && others.some(isCore))) return 0;
  const trades = others.filter(
    (word) => word.kind !== 'place' && tradeShare(word) >= 0.6 && word.concept !== undefined && !saidInCharacters(word.concept, parent),
  );
  if (trades.length === 0) return 0;
  if (parent.words.some(holds)) return 1;
  if (parent.legal.length === 0 || other.legal.length === 0 || !trades.some((word) => daughterTrades.has(word.concept as string))) return 0;
  return parent.words.some((word) => isConglomerate(word) || isListed(word)) ? 1 : 0.4;
}

/** "Maritime Holdings" and "Maritime Services": the holding's word is answered by another word for what the company does. */
const besideHolding = (own: readonly Word[], others: readonly Word[]): number =>
  own.some((word) => word.concept === 'HOLDING') && others.some((word) => tradeShare(word) >= 0.6 && word.kind !== 'core') ? 1 : 0;

/** 中远海运 has the shipping of "COSCO Shipping" inside its name. */
const saidInCharacters = (concept: string, name: OrganisationName): boolean =>
  name.words.some((word) => {
    if (!word.eastAsian || word.kind !== 'core') return false;
    for (let from = 0; from < word.written.length; from++)
      for (let to = from + 2; to <= Math.min(word.written.length, from + 4); to++)
        if (eastAsianWords.get(word.written.slice(from, to))?.name === concept) return true;
    return false;
  });

/** Companies of our list of brands: large, and with daughters. */
const isListed = (word: Word): boolean =>
  brandNames.has(word.text) || word.forms.some((form) => brandNames.has(form)) || (word.eastAsian && eastAsianBrands.has(largeKana(word.written)));

/** How much a word left over sets a company apart from its namesake. */
function tradeShare(word: Word): number {
  if (word.kind === 'word' || word.kind === 'core') return 1;
  if (word.kind === 'place') return 0.5;
  return word.kind === 'weak' && !fillers.has(word.concept ?? '') ? 0.6 : 0;
}

const hasTrade = (name: OrganisationName): boolean => name.words.some((word) => word.kind === 'word');

/** Where only consonants are written, three of them stand for a word of five letters. */
const letters = (word: Word): number =>
  word.eastAsian ? word.written.length * 2 : word.native === 'consonants' ? Math.floor(word.text.length * 1.6) : word.text.length;

const eastern = (name: OrganisationName): boolean => name.script === 'han' || name.script === 'kana' || name.script === 'hangul';

/**
 * Across scripts the words after the first distinctive one are often a translated trade our tables do not know
 * (传动, "Drive Shaft"), so once a distinctive word agrees they count little.
 */
function coreShare(words: readonly Word[], links: readonly Link[], side: 'left' | 'right', crossing: boolean): number {
  const anyCore = words.some(isCore);
  const linked = new Set(links.flatMap((link) => link[side]));
  const named =
    crossing && links.some((link) => link.similarity >= 0.85 && link.left.concat(link.right).some(isCore) && link[side].some((word) => isCore(word)));
  const counts = (word: Word): number =>
    anyCore ? (isCore(word) ? word.weight * (named && !word.eastAsian && !linked.has(word) ? 0.25 : 1) : 0) : word.weight;
  const whole = sum(words, counts);
  if (whole === 0) return 0;
  let agreed = 0;
  for (const link of links) agreed += link.similarity * sum(link[side], counts);
  return agreed / whole;
}

function numbersDiffer(left: readonly string[], right: readonly string[]): number {
  const [a, b] = [new Set(left), new Set(right)];
  if (a.size === 0 && b.size === 0) return 0;
  const shared = [...a].filter((n) => b.has(n)).length;
  if (shared === a.size && shared === b.size) return 0;
  return a.size > 0 && b.size > 0 ? 1 : 0.8;
}

/** Forms that people write for one another: "company" says nothing, Inc. and Corp. are one, and translations mix Ltd with LLC. */
const families: Readonly<Record<string, readonly string[]>> = {
  LLC: ['LLC'],
  JSC: ['JSC'],
  CORP: ['CORP'],
  LP: ['LP'],
  LLP: ['LLP'],
  GP: ['GP'],
  SP: ['SP'],
  COOP: ['COOP'],
  SOE: ['SOE'],
};

function formsDiffer(left: readonly string[], right: readonly string[]): number {
  const known = (forms: readonly string[]) => forms.map((form) => families[form]?.[0]).filter((form) => form !== undefined);
  const [a, b] = [known(left), known(right)];
  if (a.length === 0 || b.length === 0 || a.some((form) => b.includes(form))) return 0;
  const pair = [a[0], b[0]].sort().join();
  return pair === 'CORP,JSC' ? 0.3 : pair === 'CORP,LLC' ? 0.4 : 1;
}

function placesDiffer(left: OrganisationName, right: OrganisationName, links: readonly Link[]): number {
  if (left.places.length === 0 || right.places.length === 0) return 0;
  const agreed = links.some((link) => link.left.some((word) => word.kind === 'place') || link.right.some((word) => word.kind === 'place'));
  return agreed || left.places.some((place) => right.places.includes(place)) ? 0 : 1;
}

function explain(
  left: OrganisationName,
  right: OrganisationName,
  { links, leftOver, rightOver }: Alignment,
  features: OrganisationFeatures,
): Bilingual[] {
  const reasons: Bilingual[] = [];
  if (features.exact) reasons.push({ zh: '去除组织形式后名称一致', en: 'the names are equal apart from the legal form' });
  else
    for (const link of links) {
      if (link.left[0]?.kind === 'stop' || (!link.left.some(isCore) && !link.right.some(isCore) && link.kind === 'same')) continue;
      reasons.push(linkReason(link));
    }
  const named = (words: readonly Word[]) =>
    words.filter((word) => word.kind === 'core' || word.kind === 'word' || word.kind === 'place').map((word) => word.written);
  const [only, others] = [named(leftOver), named(rightOver)];
  if (only.length > 0) reasons.push({ zh: `仅第一个名称有:${only.join('、')}`, en: `only in the first name: ${only.join(', ')}` });
  if (others.length > 0) reasons.push({ zh: `仅第二个名称有:${others.join('、')}`, en: `only in the second name: ${others.join(', ')}` });
  if (features.number > 0)
    reasons.push({
      zh: `编号或序数不同:${left.numbers.join('、') || '无'} 与 ${right.numbers.join('、') || '无'}`,
      en: `the numbers differ: ${left.numbers.join(', ') || 'none'} and ${right.numbers.join(', ') || 'none'}`,
    });
  if (features.legal > 0) reasons.push({ zh: '组织形式不同', en: `the legal forms differ (${left.legal.join(', ')} and ${right.legal.join(', ')})` });
  if (features.daughter > 0) reasons.push({ zh: '一方多出常见于子公司的业务名称', en: 'one name has a trade more, as subsidiaries have' });
  if (features.sibling > 0)
    reasons.push({
      zh: '一方为集团或控股公司,另一方名称有具体业务,可能是其下属公司',
      en: 'one is a group or holding, the other names a trade: it may be one of its companies',
    });
  if (features.place > 0)
    reasons.push({
      zh: `地名不同:${left.places.join('、')} 与 ${right.places.join('、')}`,
      en: `the places differ: ${left.places.join(', ')} and ${right.places.join(', ')}`,
    });
  if (features.branch > 0)
    reasons.push({ zh: '一方为分支机构,另一方为总机构或另一分支', en: 'one is a branch, the other its parent or another branch' });
  if (features.thin > 0 && !features.exact) reasons.push({ zh: '仅凭很短的字母相符,依据薄弱', en: 'the agreement rests on very few letters' });
  return reasons;
}

const linkWords: Readonly<Record<Link['kind'], Bilingual>> = {
  same: { zh: '相同', en: 'same' },
  reading: { zh: '读音或通用译名相同', en: 'same reading or known translation' },
  meaning: { zh: '含义相同', en: 'same meaning' },
  spelling: { zh: '拼写相近', en: 'close spelling' },
  abbreviation: { zh: '缩写', en: 'abbreviation' },
  joined: { zh: '连写与分写', en: 'written together and apart' },
  acronym: { zh: '首字母缩写', en: 'initials' },
  sound: { zh: '读音相近', en: 'close sound' },
};

function linkReason(link: Link): Bilingual {
  const [a, b] = [link.left.map((word) => word.written).join(' '), link.right.map((word) => word.written).join(' ')];
  const words = linkWords[link.kind];
  return a === b ? { zh: `“${a}”相同`, en: `"${a}" in both` } : { zh: `“${a}”与“${b}”:${words.zh}`, en: `"${a}" and "${b}": ${words.en}` };
}
