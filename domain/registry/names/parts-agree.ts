import type { Bilingual } from '#domain/kernel/text.ts';
import { editDistance } from './edit-distance.ts';
import { readsAs, readsAsCantonese } from './han-readings.ts';
import { areNamesSideBySide, arePinyinNames } from './names-in-use.ts';
import { akanye, arePatronymics } from './patronymics.ts';
import { areDistinctNames, areNicknames, areVariants, koreanKey, type NamePart } from './person.ts';
import { consonantsAgree, frenchKey, persianKey, romanKey, skeleton, slavicFamily, slavicH } from './phonetic.ts';
import { asScanned } from './spelling.ts';
import { pinyinCut } from './transliterate.ts';

/** How far parts of two names stand for each other, 0-1, and why. */
export type PartAgreement = { readonly similarity: number; readonly why: Bilingual };

/** Why two parts are taken for one, in words. */
export const why = {
  same: { zh: '相同', en: 'same' },
  variant: { zh: '同一名字的不同拼法', en: 'spellings of one name' },
  nickname: { zh: '常用昵称', en: 'usual short form' },
  initial: { zh: '首字母', en: 'initial' },
  spelling: { zh: '拼写相近', en: 'close spelling' },
  joined: { zh: '连写与分写', en: 'written together and apart' },
} satisfies Record<string, Bilingual>;

export function joinedAgree(one: NamePart, run: readonly NamePart[]): PartAgreement | undefined {
  const joined = run.map((part) => part.text).join('');
  if (one.korean !== undefined && koreanKey(joined) === one.korean) return { similarity: 0.95, why: why.variant };
  if (joined === one.text || one.forms.includes(joined)) return { similarity: 0.99, why: why.joined };
  if (/q|gh/.test(one.text) && /q|gh/.test(joined) && one.text.length > 5 && persianKey(one.text) === persianKey(joined))
    return { similarity: 0.93, why: why.joined };
  if (one.consonants !== (run[0] as NamePart).consonants && joined.length >= 4 && consonantsAgree(one.text, joined))
    return { similarity: 0.9, why: why.variant };
  if (one.han !== undefined && run.every((part) => !part.initial) && readsAsCantonese(one.han, joined)) return { similarity: 0.95, why: why.variant };
  if (one.text.length > 5 && (editDistance(joined, one.text) === 1 || run.map((part) => part.key).join('') === one.key))
    return { similarity: 0.9, why: why.joined };
  if (
    one.text.length <= 3 &&
    one.text.length === run.length &&
    run.every((part) => !part.particle && !part.initial) &&
    run.map((part) => part.text[0]).join('') === one.text
  )
    return { similarity: 0.6, why: why.initial };
  return undefined;
}

export function partsAgree(l: NamePart, r: NamePart): PartAgreement | undefined {
  if (l.text === r.text) return { similarity: 1, why: why.same };
  if (l.initial || r.initial) return isInitialOf(l, r) || isInitialOf(r, l) ? { similarity: 0.78, why: why.initial } : undefined;
  if (l.forms.includes(r.text) || r.forms.includes(l.text)) return { similarity: 0.95, why: why.variant };
  if (l.particle && r.particle) return areVariants(l.text, r.text) ? { similarity: 0.9, why: why.variant } : undefined;
  if (areVariants(l.text, r.text)) return { similarity: 0.93, why: why.variant };
  if (areNicknames(l.text, r.text)) return { similarity: 0.9, why: why.nickname };
  if (areDistinctNames(l.text, r.text)) return undefined;
  if (Math.min(l.text.length, r.text.length) >= 5 && asScanned(l.text) === asScanned(r.text)) return { similarity: 0.9, why: why.spelling };
  if (areClipped(l.text, r.text)) return { similarity: 0.88, why: why.nickname };
  if (l.kana !== r.kana && kanaReads(l, r)) return { similarity: 0.9, why: why.variant };
  if (l.key === r.key && l.key.length >= 2) return { similarity: 0.93, why: why.variant };
  if (l.consonants !== r.consonants)
    return consonantsAgree(l.text, r.text) ||
      l.sounded?.some((form) => consonantsAgree(form, r.text)) ||
      r.sounded?.some((form) => consonantsAgree(l.text, form))
      ? { similarity: 0.9, why: why.variant }
      : undefined;
  if (writtenElsewhere(l, r)) return { similarity: 0.9, why: why.variant };
  if ((l.key.includes('j') || r.key.includes('j')) && l.key.replace(/j/g, 'sh') === r.key.replace(/j/g, 'sh') && l.key.length >= 5)
    return { similarity: 0.9, why: why.variant };
  if ((l.text.includes('j') || r.text.includes('j')) && germanKey(l.text) === germanKey(r.text) && l.key.length >= 5)
    return { similarity: 0.88, why: why.variant };
  if ((l.han !== undefined || r.han !== undefined) && hanPartReads(l, r)) return { similarity: 0.93, why: why.variant };
  if (l.korean !== undefined || r.korean !== undefined) {
    const [x, y] = [l.korean ?? koreanKey(l.text), r.korean ?? koreanKey(r.text)];
    if (x === y) return { similarity: 0.95, why: why.variant };
  }
  if (l.arabic && r.arabic && l.key[0] === r.key[0] && arabicKey(l.key).length >= 3 && arabicKey(l.key) === arabicKey(r.key))
    return { similarity: 0.86, why: why.variant };
  if (arePatronymics(l.text, r.text)) return { similarity: 0.82, why: why.variant };
  if (Math.min(l.key.length, r.key.length) >= 6 && akanye(l.key) === akanye(r.key)) return { similarity: 0.86, why: why.variant };
  if (lettersSwapped(l.text, r.text)) return { similarity: l.text.length > 3 ? 0.9 : 0.8, why: why.spelling };
  if (genderedEnding(l.text, r.text)) return undefined;
  const longest = Math.max(l.text.length, r.text.length);
  const distance = Math.abs(l.text.length - r.text.length) > 3 ? 9 : Math.min(editDistance(l.text, r.text), editDistance(l.key, r.key) + 0.4);
  const allowed = longest >= 9 ? 2.4 : longest >= 5 ? 1.4 : longest >= 4 ? 1 : 0;
  if (distance > allowed || (longest < 6 && l.text[0] !== r.text[0])) return undefined;
  if (areNamesSideBySide(l.text, r.text) || arePinyinNames(l.text, r.text)) return { similarity: 0.5, why: why.spelling };
  const ends = l.text[0] === r.text[0] ? 0 : 0.2;
  return { similarity: 1 - distance / longest - ends + 0.02, why: why.spelling };
}

/** Yoruba and Igbo names are called by their end: Seun for Oluwaseun, Emeka for Chukwuemeka. */
function areClipped(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.length >= 4 && long.endsWith(short) && clippedHead.test(long.slice(0, -short.length));
}
const clippedHead =
  /^(?:olu(?:wa)?(?:fun|da)?|ade|ayo|baba|abi|oba|ola(?:o?lu)?|omo|ifa|chukwu|chi|nna|nne|nwa|ugo|obi|ebele|ike|uzo|iyi|ore|temi|mo|a|o)$/;

/** One letter, or the two that stand for one sound: Th. for Thorlacius, Yu. for Yuri. */
const isInitialOf = (short: NamePart, long: NamePart): boolean =>
  short.initial && (long.initial ? short.text[0] === long.text[0] : long.text.startsWith(short.text));

/** Spellings of the French, of Persian and of Ukrainian through Russian, for parts long enough to say something. */
function writtenElsewhere(l: NamePart, r: NamePart): boolean {
  const [a, b] = [l.text, r.text];
  if (Math.min(a.length, b.length) < 4 || Math.abs(l.key.length - r.key.length) > 2) return false;
  const french = /tch|ch|ff$|gu|dj/;
  if (
    (french.test(a) !== french.test(b) || (l.arabic && r.arabic)) &&
    !(pinyinCut(a) && pinyinCut(b)) &&
    Math.min(l.key.length, r.key.length) >= 4 &&
    (frenchKey(a) === r.key || l.key === frenchKey(b))
  )
    return true;
  if (/q|gh/.test(a) && /q|gh/.test(b) && persianKey(a) === persianKey(b)) return true;
  return (
    l.key.includes('h') !== r.key.includes('h') &&
    slavicFamily.test(a) &&
    slavicFamily.test(b) &&
    l.key.length >= 5 &&
    slavicH(l.key) === slavicH(r.key)
  );
}

/** A Western name in kana: vowels are put between consonants, l is r and v is b, so the consonants must be the same, and the first sound. */
function kanaReads(l: NamePart, r: NamePart): boolean {
  const [x, y] = [skeleton(l.text), skeleton(r.text)];
  const vowel = /^[aeiou]/;
  return x === y && x.length >= 2 && vowel.test(l.text) === vowel.test(r.text);
}

/** A surname of one character is left to the tables: one syllable fits too many. */
const hanPartReads = (l: NamePart, r: NamePart): boolean => {
  const [han, latin] = l.han !== undefined ? [l.han, r.text] : [r.han as string, l.text];
  return han.length > 1 && (readsAsCantonese(han, latin) || readsAs(han, latin));
};

/** Consonants of an Arabic name in Latin letters: Soliman and Sulayman, Furayj and Freij. */
const arabicKey = (key: string): string =>
  key
    .replace(/h$/, '')
    .replace(/[aeiouyv]/g, '')
    .replace(/g/g, 'j')
    .replace(/(.)\1+/g, '$1');

/** German and Scandinavian j is the y of other spellings: Sjuganow, Zyuganov. */
const germanKey = (text: string): string => romanKey(text.replace(/j/g, 'y'));

/** Neighbouring letters typed in the wrong order ("Abdur", "Badur"): the same letters, one swap apart. */
export const lettersSwapped = (a: string, b: string): boolean =>
  a.length === b.length && a.length > 2 && editDistance(a, b) === 1 && [...a].sort().join('') === [...b].sort().join('');

/** Paul and Paula, Mario and Maria, Jan and Jana: one final vowel makes another person. */
function genderedEnding(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length === short.length + 1) return long.startsWith(short) && /[aeo]$/.test(long);
  return (
    short.length === long.length &&
    short.slice(0, -1) === long.slice(0, -1) &&
    /[aeoiu]$/.test(short) &&
    /[aeoiu]$/.test(long) &&
    /[ao]$/.test(short + long)
  );
}
