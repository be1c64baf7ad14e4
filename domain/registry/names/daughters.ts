import coefficients from './coefficients.json' with { type: 'json' };
import type { OrganisationName } from './organisation.ts';
import type { Word } from './word.ts';
import { brandNames, conceptOf, eastAsianBrands, eastAsianWords, largeKana } from './words.ts';

/** Names that head many independent companies: a trade more or less after them is another company. */
const conglomerates = new Set<string>(coefficients.conglomerates);
/** Trades that a parent puts into a company of their own: "Rosneft" and "Rosneft Trading", "Sberbank" and "Sberbank Leasing". */
const daughterTrades = new Set<string>(coefficients.daughterTrades);
export const isConglomerate = (word: Word): boolean => conglomerates.has(word.text) || word.forms.some((form) => conglomerates.has(form));
const fillers = new Set(['GRP', 'HOLDING', 'INTL', 'GLOBAL', 'WORLD', 'ENTERPRISE', 'ORG', 'OFFICE', 'PRODUCTS']);

/** One side only has a word such as "trading" or "leasing" more. */
export function daughterOf(left: readonly Word[], right: readonly Word[], family: boolean): boolean {
  const shows = (word: Word): boolean => daughterTrades.has(word.concept ?? '') || (family && word.kind === 'word');
  return left.some(shows) !== right.some(shows);
}

const holds = (word: Word): boolean => word.concept === 'GRP' || word.concept === 'HOLDING';

/**
 * "Shimao Group Holdings" beside "Shimao Services Holdings", "Canon Inc." beside "Canon Electronics Inc.": a full legal name without a trade
 * and one with a trade more. Of companies known to have daughters this says most; a trade that our tables do not know says nothing.
 */
export function siblingOf(parent: OrganisationName, own: readonly Word[], other: OrganisationName, others: readonly Word[]): number {
  if (hasTrade(parent) || own.some((word) => word.kind === 'core') || (parent.script === other.script && others.some((word) => word.kind === 'core')))
    return 0;
  const trades = others.filter(
    (word) => word.kind !== 'place' && tradeShare(word) >= 0.6 && word.concept !== undefined && !saidInCharacters(word.concept, parent),
  );
  if (trades.length === 0) return isOfAPlace(own, other, others) ? 1 : 0;
  if (parent.words.some(holds)) return 1;
  if (parent.legal.length === 0 || other.legal.length === 0 || !trades.some((word) => daughterTrades.has(word.concept as string))) return 0;
  return parent.words.some((word) => isConglomerate(word) || isListed(word)) ? 1 : 0.4;
}

/** "Shenwan Hongyuan Group" beside "Shenwan Hongyuan (H.K.) Limited": the group's company of a place. */
const isOfAPlace = (own: readonly Word[], other: OrganisationName, others: readonly Word[]): boolean =>
  own.some(holds) &&
  !other.words.some(holds) &&
  others.length > 0 &&
  others.every((word) => (word.kind === 'place' && !word.eastAsian) || word.kind === 'stop');

/** "Maritime Holdings" and "Maritime Services": the holding's word is answered by another word for what the company does. */
export const besideHolding = (own: readonly Word[], others: readonly Word[]): number =>
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

/** "Rosneft Oil Company": the name itself ends or begins with what the trade says. */
export const saysItself = (trade: Word, name: OrganisationName): boolean =>
  trade.concept !== undefined &&
  !trade.eastAsian &&
  name.words.some((word) => {
    if (word.kind !== 'core' || word.eastAsian) return false;
    for (let at = 3; at <= word.text.length - 3; at++)
      if (conceptOf.get(word.text.slice(0, at))?.name === trade.concept || conceptOf.get(word.text.slice(at))?.name === trade.concept) return true;
    return false;
  });

/** Companies of our list of brands: large, and with daughters. */
const isListed = (word: Word): boolean =>
  brandNames.has(word.text) || word.forms.some((form) => brandNames.has(form)) || (word.eastAsian && eastAsianBrands.has(largeKana(word.written)));

/** How much a word left over sets a company apart from its namesake. */
export function tradeShare(word: Word): number {
  if (word.kind === 'word' || word.kind === 'core') return 1;
  if (word.kind === 'place') return 0.5;
  return word.kind === 'weak' && !fillers.has(word.concept ?? '') ? 0.6 : 0;
}

export const hasTrade = (name: OrganisationName): boolean => name.words.some((word) => word.kind === 'word');
