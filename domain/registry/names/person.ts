import { foldName, isEastAsian } from './fold.ts';
import { romanKey } from './phonetic.ts';
import { isVowelless, withoutArticles } from './scripts/vowelless.ts';
import tables from './tables/persons.json' with { type: 'json' };
import readings from './tables/readings.json' with { type: 'json' };
import { isSyllable, pinyinSyllables, toLatin } from './transliterate.ts';
import { wadeGiles } from './wade-giles.ts';

export type NamePart = {
  readonly text: string;
  readonly written: string;
  /** Other spellings: Wade-Giles, Cantonese surname. */
  readonly forms: readonly string[];
  readonly key: string;
  readonly initial: boolean;
  /** "al", "de", "bin": weigh little. */
  readonly particle: boolean;
  readonly weight: number;
  /** Written in a script without vowels (Arabic, Hebrew): only consonants can be compared. */
  readonly consonants: boolean;
  /** Of a part without vowels: other readings of the letters that are vowel or v. */
  readonly sounded?: readonly string[];
  /** Written in kana, with dots between the parts: most often a Western name. */
  readonly kana?: true;
  /** Simplified characters of a part written in Han. */
  readonly han?: string;
  /** Folded romanisation of a hangul part. */
  readonly korean?: string;
  /** The name has an Arabic part: vowels are a matter of the hand that wrote it down. */
  readonly arabic?: true;
};

export type PersonName = {
  readonly raw: string;
  readonly folded: string;
  readonly parts: readonly NamePart[];
  /** Generation: Jr is 2, III is 3; absent when none is written. */
  readonly generation?: string;
  /** Folded Han characters when the name is written in them. */
  readonly han?: string;
  /** A Han name's other readings, each a list of parts: Cantonese, Taiwanese spelling, Japanese. */
  readonly readings?: readonly (readonly NamePart[])[];
  /** Text before the comma, when the name is written "Family, Given". */
  readonly family?: string;
};

const titles = new Set(tables.titles);
const particles = new Set(tables.particles);
const suffixes: Readonly<Record<string, string>> = tables.suffixes;
const cantonese: Readonly<Record<string, readonly string[]>> = tables.cantonese;
const doubleSurnames = new Set(tables.surnames.double);
const singleSurnames = new Set(tables.surnames.single);

const groupIndex = (groups: readonly (readonly string[])[]): Map<string, number[]> => {
  const index = new Map<string, number[]>();
  groups.forEach((group, n) => {
    for (const name of group) index.set(name, [...(index.get(name) ?? []), n]);
  });
  return index;
};
const variantGroups = groupIndex(tables.variants);
const nicknameGroups = groupIndex(tables.nicknames);

const shareGroup = (index: Map<string, number[]>, a: string, b: string): boolean => {
  const others = index.get(b);
  return others !== undefined && index.get(a)?.some((group) => others.includes(group)) === true;
};

/** Two spellings of one given or family name in different languages (Mohammed, Muhammad; Sergei, Serhii). */
export const areVariants = (a: string, b: string): boolean => shareGroup(variantGroups, a, b);
/** Both are names in use and not spellings of one another: a letter of difference is no typing error. */
export const areDistinctNames = (a: string, b: string): boolean =>
  (isKnown(a) && isKnown(b) && !areVariants(a, b) && !areNicknames(a, b)) || (isSyllable(a) && isSyllable(b) && !areVariants(a, b));
const known = new Set(tables.known);
const isKnown = (name: string): boolean => known.has(name) || variantGroups.has(name);
export const areNicknames = (a: string, b: string): boolean => shareGroup(nicknameGroups, a, b);

/** True for two to four Han characters that begin with a Chinese surname. */
export const looksLikeHanPerson = (folded: string): boolean =>
  /^[\u4e00-\u9fff·]{2,5}$/.test(folded) && (singleSurnames.has(folded[0] as string) || doubleSurnames.has(folded.slice(0, 2)));

export function parsePerson(raw: string): PersonName {
  const folded = withoutNativeTitle(foldName(raw))
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const squeezed = folded.replace(/[\s·・]/g, '');
  if (/^[\u4e00-\u9fff]{2,6}$/.test(squeezed)) return { raw, folded, parts: hanParts(squeezed), han: squeezed, readings: readingsOf(squeezed) };
  if (/^[\uac00-\ud7a3]{2,4}$/.test(squeezed)) return { raw, folded, parts: hangulParts(squeezed) };
  const comma = folded.indexOf(',');
  const family =
    comma > 0 &&
    !suffixes[
      folded
        .slice(comma + 1)
        .trim()
        .replace(/\./g, '')
    ]
      ? folded.slice(0, comma)
      : undefined;
  let generation: string | undefined;
  const parts: NamePart[] = [];
  const vowelless = isVowelless(folded);
  const inOrder = family === undefined ? folded : `${folded.slice(comma + 1)} ${family}`;
  const tokens = personTokens(vowelless ? withoutArticles(inOrder) : inOrder);
  const others = otherSpellings(inOrder).filter((other) => other.length === tokens.length);
  const waws = vowelless && /[\u0648\u05d5]/.test(inOrder) ? personTokens(withoutArticles(inOrder, true)) : [];
  const kana = /^[\u30a1-\u30ff\s=＝]+$/.test(inOrder);
  for (const [at, token] of tokens.entries()) {
    if (Object.hasOwn(suffixes, token) && parts.length >= 2) generation = suffixes[token];
    else if (!titles.has(token) || token.length < 2 || (vowelless && token !== 'dr') || !standsAsTitle(tokens, at))
      parts.push({
        ...namePart(token, [...new Set(others.map((other) => other[at] as string).filter((other) => other !== token))]),
        ...(waws.length === tokens.length ? { sounded: soundedWaws(waws[at] as string) } : {}),
        ...(kana ? { kana: true as const } : {}),
        ...(vowelless ? { consonants: true, initial: false, weight: 1 } : {}),
      });
  }
  if (parts.some((part) => isArabicName(part.text) || arabicParticles.has(part.text) || part.text.startsWith('abdul')))
    parts.splice(0, parts.length, ...parts.map((part) => ({ ...part, arabic: true as const })));
  if (parts.length === 0) for (const token of personTokens(folded)) parts.push(namePart(token));
  return { raw, folded, parts: withKoreanKeys(parts), ...(generation ? { generation } : {}), ...(family ? { family: toLatin(family) } : {}) };
}

/**
 * Letters that languages write in other ways: đ is dj in Serbian and d in Vietnamese; ü is yu or v in pinyin, ue in German, u in passports;
 * ø is oe, å is aa.
 */
const lettersElsewhere: readonly (readonly [RegExp, readonly (readonly [string | RegExp, string])[]])[] = [
  [/đ/, [['đ', 'dj']]],
  [/[nl]ü/, [[/(?<=[nl])ü/g, 'yu']]],
  [/[nl]ü/, [[/(?<=[nl])ü/g, 'v']]],
  [
    /[üöäøåæ]/,
    [
      ['ü', 'ue'],
      ['ö', 'oe'],
      ['ä', 'ae'],
      ['ø', 'oe'],
      ['å', 'aa'],
      ['æ', 'e'],
    ],
  ],
];
const otherSpellings = (text: string): string[][] =>
  lettersElsewhere
    .filter(([has]) => has.test(text))
    .map(([, changes]) => personTokens(changes.reduce((spelt, [from, to]) => spelt.replaceAll(from, to), text)));

/** Every reading of a word's waws, each a v or a vowel left out; three at most. */
function soundedWaws(text: string): string[] {
  let readings = [''];
  let met = 0;
  for (const char of text) {
    if (char === 'w' && ++met <= 3) readings = readings.flatMap((one) => [`${one}v`, one]);
    else readings = readings.map((one) => one + char);
  }
  return readings;
}

/** Titles that are also names or syllables (Ing-wen, Yat-sen, Hafez al-Assad) count as titles only before two full parts. */
const sometimesTitles = new Set(tables.sometimesTitles);

function standsAsTitle(tokens: readonly string[], at: number): boolean {
  if (!sometimesTitles.has(tokens[at] as string)) return true;
  const full = tokens.slice(at + 1).filter((token) => !particles.has(token) && token.length > 1);
  return full.length >= 2 && tokens.slice(0, at).every((token) => titles.has(token));
}

function personTokens(folded: string): string[] {
  const text = isEastAsian(folded) ? folded.replace(/[·・=＝]/g, ' ') : folded;
  return toLatin(/[a-z][01]|[01][a-z]/.test(text) ? text.replace(/(?<=[a-z1])1|1(?=[a-z])/g, 'l').replace(/(?<=[a-z])0|0(?=[a-z])/g, 'o') : text)
    .replace(/\b(abd|abdel|abdul)[\s-]+(al|el|ul|ur|ar|as)[\s-]+/g, 'abdul')
    .replace(/\b(abdul|abdel|abd)[\s-]+(?=[a-z]{3})/g, 'abdul')
    .replace(/['’`]/g, '')
    .replace(twoLetterInitial, '$1@ ')
    .replace(/[^a-z@]+/g, ' ')
    .trim()
    .split(' ')
    .filter((token) => token !== '');
}

/** "Yu.", "Th.": two letters for one sound, with a dot. Marked with an @ until the part is made. */
const twoLetterInitial = /(?<![a-z])(th|ch|sh|yu|ya|ye|zh|kh|ts|dz|ph|gy|cs|sz|ju|ja|je|dj|dzh|sch)\.(?=\s*[a-z-])/g;

function namePart(marked: string, forms: readonly string[] = [], written = marked.replace('@', '')): NamePart {
  const token = marked.replace('@', '');
  const initial = (token.length === 1 && token !== 'y') || token !== marked;
  const particle = !initial && particles.has(token);
  return { text: token, written, forms, key: romanKey(token), initial, particle, consonants: false, weight: particle ? 0.15 : initial ? 0.35 : 1 };
}

/** One key for the ways Korean syllables are romanised: Jong, Jeong, Jung and Chung; Hyun and Hyeon. */
export const koreanKey = (latin: string): string =>
  latin
    .replace(/woo|wu/g, 'u')
    .replace(/yeo|you/g, 'yo')
    .replace(/h(?:e?ui|ee)/g, 'hi')
    .replace(/eo|eu|oo|ou|u/g, 'o')
    .replace(/ae|oe|ai/g, 'e')
    .replace(/ee|ui|i/g, 'i')
    .replace(/ch/g, 'j')
    .replace(/[kg]+/g, 'g')
    .replace(/[td]+/g, 'd')
    .replace(/[pb]+/g, 'b')
    .replace(/[lr]+/g, 'r')
    .replace(/sh/g, 's')
    .replace(/(.)\1+/g, '$1');

const koreanSurnames: Readonly<Record<string, readonly string[]>> = readings.korean;
/** Latin spellings that only Korean surnames have: with one of them the other short parts are Korean syllables. */
const surelyKorean = new Set('kim gim park pak choi choe kwon gwon yoon jeong ahn seo hwang jang noh roh rhee shin baek paik'.split(' '));

function hangulParts(text: string): NamePart[] {
  const [surname, given] = [text.slice(0, 1), text.slice(1)];
  const latin = toLatin(given);
  const spelt = koreanSurnames[surname] ?? [toLatin(surname)];
  return [
    { ...namePart(spelt[0] as string, spelt.slice(1), surname), initial: false, weight: 1, korean: koreanKey(spelt[0] as string) },
    { ...namePart(latin, [], given), initial: false, weight: 1, korean: koreanKey(latin) },
  ];
}

/** Kim Jong Un and Kim Jong Eun: with a Korean surname, short parts are compared by sound. */
function withKoreanKeys(parts: NamePart[]): NamePart[] {
  if (parts.length < 2 || parts.length > 3 || !parts.some((part) => surelyKorean.has(part.text)) || parts.some((part) => part.initial)) return parts;
  return parts.map((part) => (part.text.length <= 9 && !surelyKorean.has(part.text) ? { ...part, korean: koreanKey(part.text) } : part));
}

/** Thai puts its titles against the name. */
const withoutNativeTitle = (folded: string): string => folded.replace(/^(?:นางสาว|น\.ส\.|นาย|นาง|ดร\.|คุณ)\s*(?=[\u0e00-\u0e7f]{2})/, '');

const cantoneseGiven: Readonly<Record<string, readonly string[]>> = readings.cantonese;
const taiwan: Readonly<Record<string, readonly string[]>> = readings.taiwan;
const japaneseSurnames: Readonly<Record<string, readonly string[]>> = readings.japanese.surnames;
const japaneseGiven: Readonly<Record<string, readonly string[]>> = readings.japanese.given;

/** How the same characters are read in Hong Kong, Taiwan and Japan, as far as our tables know them. */
function readingsOf(text: string): NamePart[][] {
  const found: NamePart[][] = [];
  const cut = text.length > 2 && doubleSurnames.has(text.slice(0, 2)) ? 2 : 1;
  const [surname, given] = [text.slice(0, cut), text.slice(cut)];
  const syllables = (table: Readonly<Record<string, readonly string[]>>): string | undefined => {
    const read = [...given].map((char) => table[char]?.[0]);
    return read.length > 0 && read.every((one) => one !== undefined) ? read.join('') : undefined;
  };
  const hongKong = syllables(cantoneseGiven);
  if (cantonese[surname] && hongKong)
    found.push([namePart(cantonese[surname][0] as string, cantonese[surname].slice(1), surname), namePart(hongKong, [], given)]);
  const wades = [...given].map((char) => taiwan[char]?.[0] ?? wadeGiles(pinyinSyllables(char)[0] ?? '')).join('');
  if (wades !== '')
    found.push([
      namePart(taiwan[surname]?.[0] ?? wadeGiles(pinyinSyllables(surname).join('')), pinyinSyllables(surname), surname),
      namePart(wades, [], given),
    ]);
  for (let at = 1; at < text.length; at++) {
    const [family, own] = [japaneseSurnames[text.slice(0, at)], japaneseGiven[text.slice(at)]];
    if (family && own)
      found.push([namePart(family[0] as string, family.slice(1), text.slice(0, at)), namePart(own[0] as string, own.slice(1), text.slice(at))]);
  }
  return found;
}

/** Han names: surname (one or two characters) and given name, each with its readings. */
function hanParts(text: string): NamePart[] {
  const cut = text.length > 2 && doubleSurnames.has(text.slice(0, 2)) ? 2 : 1;
  const [surname, given] = [text.slice(0, cut), text.slice(cut)];
  const read = (han: string, more: readonly string[]): NamePart => {
    const syllables = pinyinSyllables(han);
    const joined = syllables.join('');
    return { ...namePart(joined.replace(/v/g, 'u'), [joined.replace(/v/g, 'yu'), syllables.map(wadeGiles).join(''), ...more], han), han };
  };
  return given === '' ? [read(surname, [])] : [read(surname, cantonese[surname] ?? []), read(given, [])];
}

const givenNames = new Set<string>([...tables.given, ...tables.variants.slice(0, 110).flat(), ...tables.nicknames.flat()]);
/** True for a given name in use in Latin letters. */
export const isGivenName = (latin: string): boolean => givenNames.has(latin);

const arabicParticles = new Set(['al', 'el', 'bin', 'ibn', 'bint', 'abu', 'abou', 'umm']);
const arabicNames = new Set<string>(tables.arabic);
/** True for a given name in use in the Arab world, which also stands as a father's or grandfather's name. */
export const isArabicName = (latin: string): boolean => arabicNames.has(latin);
