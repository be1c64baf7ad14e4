import { foldName, isEastAsian } from './fold.ts';
import { isNative, nativeKey } from './scripts/native-key.ts';
import brandTable from './tables/brands.json' with { type: 'json' };
import cities from './tables/cities.json' with { type: 'json' };
import conceptTable from './tables/concepts.json' with { type: 'json' };
import countries from './tables/countries.json' with { type: 'json' };
import legalTable from './tables/legal-forms.json' with { type: 'json' };
import manyLanguages from './tables/many-languages.json' with { type: 'json' };
import nationalities from './tables/nationalities.json' with { type: 'json' };
import translations from './tables/translations.json' with { type: 'json' };
import { toLatin } from './transliterate.ts';

/** How much a word tells about which company is meant: a place and a trade little, "group" and "international" less. */
export type WordKind = 'core' | 'word' | 'weak' | 'place' | 'number' | 'stop';
export type Concept = { readonly name: string; readonly kind: 'word' | 'weak' | 'place' };

const smallKana = 'ァィゥェォッャュョヮヵヶ';
const fullKana = 'アイウエオツヤユヨワカケ';

/** Kana as registers also write it: small letters large, long vowels unmarked. Registered names like キヤノン and 富士フイルム differ from how they are read. */
export const largeKana = (text: string): string =>
  /[\u30a1-\u30fc]/.test(text)
    ? text.replace(/ー/g, '').replace(/[ァィゥェォッャュョヮヵヶ]/g, (kana) => fullKana[smallKana.indexOf(kana)] as string)
    : text;

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
/** Words of other languages that translate an English concept: "réseau" is "network", where "oil" and "petroleum" are two words. */
export const foreign = new Set<string>();
const cyrillicKeys = new Set<string>();
const noteCyrillic = (form: string, key: string): void => {
  if (!/[\u0400-\u052f]/.test(form)) return;
  foreign.add(key);
  cyrillicKeys.add(key);
};
for (const [name, [kind, ...forms]] of Object.entries(conceptTable as Record<string, string[]>)) {
  const concept: Concept = { name, kind: kind as Concept['kind'] };
  for (const form of forms) {
    const key = phraseKey(form);
    if (key === '') continue;
    if (!conceptOf.has(key)) conceptOf.set(key, concept);
    noteCyrillic(form, key);
    if (isEastAsian(form) && !eastAsianWords.has(form)) eastAsianWords.set(form, concept);
  }
}

for (const [name, forms] of Object.entries(translations as Record<string, readonly string[]>)) {
  const concept = conceptOf.get(phraseKey(forms[0] as string)) ?? { name, kind: 'word' };
  for (const [at, form] of forms.entries()) {
    const key = phraseKey(form);
    if (!conceptOf.has(key)) conceptOf.set(key, concept);
    if (at > 0 && key !== phraseKey(forms[0] as string) && conceptOf.get(key)?.name === concept.name) foreign.add(key);
    noteCyrillic(form, key);
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

/** Words that other languages share with English: beside another English word for the trade they are no translation of it. */
export const alsoEnglish = new Set(
  'bank national central construction constructions construct contracting contractors service services motor technologies system oriental orient west gas petrol petroleum invest transport transports navigation aviation finance finances international holding cement communications hotel hotels agro agriculture textile textiles auto automobile automobiles capital association hospital nuclear commercial mines electro shipping port association university school energy development foundation air airline airlines airways audit aerodrome motors centre telecom telecommunications federal federation industry laboratory sea marketing ministry partner supplychain hydro peoples education microelectronics plant assurance homeappliance'.split(
    ' ',
  ),
);

/** What a word of a script that is neither Latin, Cyrillic nor East Asian says, by its key in that script. */
export type NativeWord = { readonly concept?: Concept; readonly legal?: string };
export const nativeWords = new Map<string, NativeWord>();
/** Phrases of a concept ("linee aeree", "ngan hang"), the words after the first, by the first. */
export const conceptPhrases = new Map<string, { readonly rest: readonly string[]; readonly concept: Concept }[]>();
for (const [name, text] of Object.entries(manyLanguages as Record<string, string>)) {
  const legal = name.startsWith('LEGAL:') ? name.slice(6) : undefined;
  const concept = legal === undefined && name !== 'STOP' ? conceptNamed(name) : undefined;
  for (const form of text.split('; ')) {
    if (isNative(form)) {
      const key = nativeKey(form);
      if (key !== '' && !nativeWords.has(key)) nativeWords.set(key, { ...(concept ? { concept } : {}), ...(legal ? { legal } : {}) });
      continue;
    }
    const key = phraseKey(form);
    if (key === '') continue;
    if (legal !== undefined) {
      if (!legalClassOf.has(key)) legalClassOf.set(key, legal);
    } else if (concept !== undefined) {
      noteForm(key, concept);
      noteCyrillic(form, key);
    }
  }
}

for (const [kind, table] of [
  ['COUNTRY', countries],
  ['CITY', cities],
] as const)
  for (const [english, text] of Object.entries(table as Record<string, string>)) {
    const joined = phraseKey(english).replaceAll(' ', '');
    const known = [english, joined, ...text.split('; ')].map((form) => conceptOf.get(phraseKey(form))).find((found) => found?.kind === 'place');
    const concept = known ?? { name: `${kind}-${joined}`, kind: 'place' };
    for (const form of [english, ...text.split('; ')]) {
      const key = isNative(form) ? nativeKey(form) : phraseKey(form);
      if (key === '') continue;
      if (isEastAsian(form)) {
        if (!eastAsianWords.has(form)) eastAsianWords.set(form, concept);
      } else if (isNative(form)) {
        if (!nativeWords.has(key)) nativeWords.set(key, { concept });
      } else {
        noteForm(key, concept);
        if (key.includes(' ')) noteForm(key.replaceAll(' ', ''), concept);
      }
    }
  }

/** The concept our other tables already have for this word, so that a translation meets the English one. */
const slavicEnding = /(?:ogo|ego|yaya|aya|oye|oe|ye|iye|ie|yy|iy|oy|ykh|ikh|ymi|imi|ym|im|omu|emu|ami|am|ov|ev|ey|om|a|y|i|u|e|o|ii|ik)$/;
const leastStem = 5;
const slavicStems = new Map<string, Concept>();
for (const [key, concept] of conceptOf) {
  if (!cyrillicKeys.has(key) || key.includes(' ') || key.length < leastStem + 1) continue;
  const stem = key.replace(slavicEnding, '');
  if (stem.length >= leastStem && stem !== key && !slavicStems.has(stem)) slavicStems.set(stem, concept);
}

/** The concept of a Slavic word in another case or gender than our tables have it: "sudostroitelnogo" for "sudostroitelnyy". */
export function inflectedConcept(token: string): Concept | undefined {
  if (token.length < leastStem + 2) return undefined;
  const stem = token.replace(slavicEnding, '');
  return stem.length >= leastStem && stem !== token ? slavicStems.get(stem) : undefined;
}

function conceptNamed(name: string): Concept {
  const english = conceptOf.get(name.toLowerCase());
  if (english) return english;
  const kind = (conceptTable as Record<string, string[]>)[name]?.[0];
  return { name, kind: (kind ?? 'word') as Concept['kind'] };
}

function noteForm(key: string, concept: Concept): void {
  const [first = '', ...rest] = key.split(' ');
  if (rest.length > 0) {
    // The longest phrase first: "thuong mai co phan" before "thuong mai".
    conceptPhrases.set(
      first,
      [...(conceptPhrases.get(first) ?? []), { rest, concept }].sort((a, b) => b.rest.length - a.rest.length),
    );
    foreign.add([first, ...rest].join(''));
  }
  if (rest.length > 0) return;
  if (!conceptOf.has(key)) conceptOf.set(key, concept);
  if (conceptOf.get(key)?.name === concept.name) foreign.add(key);
}

/** In words. */
export const longestLegalPhrase = Math.max(...[...legalClassOf.keys()].map((key) => key.split(' ').length));

/** East Asian or Cyrillic brand form to the Latin name it stands for. */
export const brandOf = new Map<string, string[]>();
export const eastAsianBrands = new Map<string, string[]>();
export const brandNames: ReadonlySet<string> = new Set(Object.keys(brandTable));
for (const [latin, forms] of Object.entries(brandTable as Record<string, string[]>)) {
  for (const form of forms) {
    const map = isEastAsian(form) ? eastAsianBrands : brandOf;
    const key = isEastAsian(form) ? largeKana(form) : phraseKey(form);
    map.set(key, [...(map.get(key) ?? []), latin]);
  }
}

export const stopWords = new Set(
  'the of pour aux dans sur con het een gli delle dei nel fuer fi ve ul and & und et y e i a an de der die das des du la le les los las el al als auf avec da do dos del della di en et fur für for from in mit on or ou och og para per by van von zu zur im am at to with na za dla por und saint sainte'.split(
    ' ',
  ),
);
