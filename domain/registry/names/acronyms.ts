import { type Alignment, isChinesePlace } from './align.ts';
import { latinTokens } from './latin-tokens.ts';
import type { OrganisationName } from './organisation.ts';
import { stopWords } from './words.ts';

/**
 * "UAC" for "United Aircraft Corporation": initials that count the legal form as a word. Three letters of which the first is a Chinese place's
 * say nothing: every Zhejiang company of two words more and an E would be ZTE.
 */
export function initialsWithForm(short: OrganisationName, long: OrganisationName, swapped = false): Alignment | undefined {
  const [one] = short.words;
  if (short.words.length !== 1 || !one || one.eastAsian || one.text.length < 3 || one.text.length > 10 || long.words.length < 2) return undefined;
  const initials = (long.legal.length === 0 ? [] : latinTokens(long.folded))
    .filter((token) => !stopWords.has(token))
    .map((token) => token[0])
    .join('');
  if (initials !== one.text && initialsOfParts(long) !== one.text && !isSyllabic(one.text, long)) return undefined;
  const words = long.words.filter((word) => word.kind !== 'stop');
  if (one.text.length === 3 && words[0] && isChinesePlace(words[0])) return undefined;
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
