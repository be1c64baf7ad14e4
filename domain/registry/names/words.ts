import { foldName, isEastAsian } from './fold.ts';
import brandTable from './tables/brands.json' with { type: 'json' };
import conceptTable from './tables/concepts.json' with { type: 'json' };
import legalTable from './tables/legal-forms.json' with { type: 'json' };
import nationalities from './tables/nationalities.json' with { type: 'json' };
import translations from './tables/translations.json' with { type: 'json' };
import { toLatin } from './transliterate.ts';

/** How much a word tells about which company is meant: a place and a trade little, "group" and "international" less. */
export type WordKind = 'core' | 'word' | 'weak' | 'place' | 'number' | 'stop';
export type Concept = { readonly name: string; readonly kind: 'word' | 'weak' | 'place' };

/** Key of a phrase in our tables: folded, transliterated unless East Asian, without dots and apostrophes. */
export const phraseKey = (text: string): string => {
  const folded = foldName(text);
  return (isEastAsian(folded) ? folded : toLatin(folded))
    .replace(/[.'"]/g, '')
    .replace(/[\s,/\-()&+]+/g, ' ')
    .trim();
};

export const conceptOf = new Map<string, Concept>();
export const eastAsianWords = new Map<string, Concept>();
for (const [name, [kind, ...forms]] of Object.entries(conceptTable as Record<string, string[]>)) {
  const concept: Concept = { name, kind: kind as Concept['kind'] };
  for (const form of forms) {
    const key = phraseKey(form);
    if (key === '') continue;
    if (!conceptOf.has(key)) conceptOf.set(key, concept);
    if (isEastAsian(form) && !eastAsianWords.has(form)) eastAsianWords.set(form, concept);
  }
}

/** Words of other languages that translate an English concept: "réseau" is "network", where "oil" and "petroleum" are two words. */
export const foreign = new Set<string>();
for (const [name, forms] of Object.entries(translations as Record<string, readonly string[]>)) {
  const concept = conceptOf.get(phraseKey(forms[0] as string)) ?? { name, kind: 'word' };
  for (const [at, form] of forms.entries()) {
    const key = phraseKey(form);
    if (!conceptOf.has(key)) conceptOf.set(key, concept);
    if (at > 0 && conceptOf.get(key)?.name === concept.name) foreign.add(key);
  }
}
for (const [country, ...forms] of nationalities as readonly (readonly string[])[]) {
  const concept = conceptOf.get(phraseKey(country as string)) ?? { name: `COUNTRY-${country}`, kind: 'place' };
  for (const form of [country as string, ...forms]) if (!conceptOf.has(phraseKey(form))) conceptOf.set(phraseKey(form), concept);
}

/** Legal form phrase (tokens joined by one space) to its class: LLC, JSC, CORP, CO, LP, GP, LLP, SP, COOP, BRANCH ... */
export const legalClassOf = new Map<string, string>();
for (const [form, cls] of Object.entries(legalTable as Record<string, string>)) {
  const key = phraseKey(form);
  if (key === '' || legalClassOf.has(key)) continue;
  legalClassOf.set(key, cls);
}

/** In words. */
export const longestLegalPhrase = Math.max(...[...legalClassOf.keys()].map((key) => key.split(' ').length));

/** East Asian or Cyrillic brand form to the Latin name it stands for. */
export const brandOf = new Map<string, string[]>();
export const eastAsianBrands = new Map<string, string[]>();
for (const [latin, forms] of Object.entries(brandTable as Record<string, string[]>)) {
  for (const form of forms) {
    const map = isEastAsian(form) ? eastAsianBrands : brandOf;
    const key = isEastAsian(form) ? form : phraseKey(form);
    map.set(key, [...(map.get(key) ?? []), latin]);
  }
}

export const stopWords = new Set(
  'the of pour aux dans sur con het een gli delle dei nel fuer fi ve ul and & und et y e i a an de der die das des du la le les los las el al als auf avec da do dos del della di en et fur für for from in mit on or ou och og para per by van von zu zur im am at to with na za dla por und'.split(
    ' ',
  ),
);

const numerals: Readonly<Record<string, string>> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  second: '2',
  third: '3',
  fourth: '4',
  fifth: '5',
  ii: '2',
  iii: '3',
  iv: '4',
  vi: '6',
  vii: '7',
  viii: '8',
  ix: '9',
  xi: '11',
  xii: '12',
  xiii: '13',
  xiv: '14',
  xv: '15',
  '1st': '1',
  '2nd': '2',
  '3rd': '3',
  premier: '1',
  premiere: '1',
  primero: '1',
  primera: '1',
  primo: '1',
  erste: '1',
  erster: '1',
  pervyy: '1',
  pervaya: '1',
  deuxieme: '2',
  seconde: '2',
  segundo: '2',
  segunda: '2',
  secondo: '2',
  zweite: '2',
  zweiter: '2',
  vtoroy: '2',
  vtoraya: '2',
  troisieme: '3',
  tercero: '3',
  tercera: '3',
  terzo: '3',
  dritte: '3',
  dritter: '3',
  tretiy: '3',
  quatrieme: '4',
  cuarto: '4',
  vierte: '4',
  sixth: '6',
  seventh: '7',
  eighth: '8',
  ninth: '9',
  tenth: '10',
  i: '1',
  v: '5',
  x: '10',
};

/** A token read as a number: digits, ordinals, Roman numerals of two letters or more, English number words. */
export function numberOf(token: string, atEnd: boolean): string | undefined {
  if (/^\d+$/.test(token)) return String(BigInt(token));
  const ordinal = /^(\d+)(st|nd|rd|th|y|i|ya|oy|go)$/.exec(token);
  if (ordinal) return String(Number(ordinal[1]));
  if (/^[ivx]$/.test(token)) return atEnd ? numerals[token] : undefined;
  return Object.hasOwn(numerals, token) ? numerals[token] : undefined;
}
