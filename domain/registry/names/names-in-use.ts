import { romanKey } from './phonetic.ts';
import table from './tables/names-in-use.json' with { type: 'json' };
import { pinyinCut } from './transliterate.ts';

/** One bit for each language whose list has the word; the lists hold names of people, and everyday words of English and German. */
const languagesOf = (lists: Readonly<Record<string, string>>): Map<string, number> => {
  const index = new Map<string, number>();
  Object.values(lists).forEach((words, n) => {
    for (const word of words.split(' ')) index.set(word, (index.get(word) ?? 0) | (1 << n));
  });
  return index;
};
const people = languagesOf(table.names);
const everyday = languagesOf(table.words);
const english = 1 << Object.keys(table.words).indexOf('en');

/** An everyday word of English, whichever other languages have it too. */
export const isEnglishWord = (word: string): boolean => ((everyday.get(word) ?? 0) & english) !== 0;

const together = (index: Map<string, number>, a: string, b: string): boolean => ((index.get(a) ?? 0) & (index.get(b) ?? 0)) !== 0;

/**
 * Two names that one language has side by side (Hansen and Jansen, Lang and Long): a letter of difference is no slip of the pen.
 * Spellings that sound alike (Katherine, Catherine) are left out.
 */
export const areNamesSideBySide = (a: string, b: string): boolean => together(people, a, b) && romanKey(a) !== romanKey(b);

/** The same for everyday words in names of organisations (Planet and Plant), their endings apart. */
export const areWordsSideBySide = (a: string, b: string): boolean =>
  romanKey(a) !== romanKey(b) && (together(people, a, b) || (together(everyday, a, b) && !isEnding(a, b)));

const isEnding = (a: string, b: string): boolean => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let head = 0;
  while (head < short.length && short[head] === long[head]) head++;
  return head >= 4 && head >= short.length - 1;
};

/**
 * Two words that are both whole pinyin syllables and differ in one of them: Huicheng and Huisheng are two names. A final n or ng
 * apart is left to the spelling, since even Chinese writers mix them up.
 */
export function arePinyinNames(a: string, b: string): boolean {
  const [left, right] = [pinyinCut(a), pinyinCut(b)];
  if (left === undefined || right === undefined || left.length < 2 || right.length < 2) return false;
  // "Lada", "Mina": without one longer syllable a word is hardly Chinese.
  if (![...left, ...right].some((syllable) => syllable.length > 2)) return false;
  const nasal = (syllables: readonly string[]): string => syllables.map((one) => one.replace(/ng$/, 'n')).join(' ');
  return nasal(left) !== nasal(right);
}
