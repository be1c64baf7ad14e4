import type { Bilingual } from '#domain/kernel/text.ts';
import { initialsWithForm } from './acronyms.ts';
import { type Alignment, alignWords, type Link } from './align.ts';
import { besideHolding, daughterOf, hasTrade, isConglomerate, saysItself, siblingOf, tradeShare } from './daughters.ts';
import { editSimilarity } from './edit-distance.ts';
import { explainOrganisations } from './explain-organisations.ts';
import { likelihood, shippedWeights } from './likelihood.ts';
import type { OrganisationName } from './organisation.ts';
import commonCoreWords from './tables/common-cores.json' with { type: 'json' };
import type { Word } from './word.ts';

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
  return {
    probability: likelihood(features, shippedWeights.organisation),
    features,
    reasons: explainOrganisations(left, right, alignment, features),
  };
}

function measure(left: OrganisationName, right: OrganisationName, alignment: Alignment): OrganisationFeatures {
  const { links } = alignment;
  const leftOver = alignment.leftOver.filter((word) => !saysItself(word, right));
  const rightOver = alignment.rightOver.filter((word) => !saysItself(word, left));
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
