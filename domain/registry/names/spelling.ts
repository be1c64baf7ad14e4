import type { Agreement } from './align.ts';
import { differInOnePart } from './bricks.ts';
import { editDistance } from './edit-distance.ts';
import { arePinyinNames, areWordsSideBySide } from './names-in-use.ts';
import { romanKey, skeleton } from './phonetic.ts';
import { isSubsequence } from './subsequence.ts';
import type { Word } from './word.ts';

/**
 * "Sibirgazros" and "Sibirgazles" differ in one whole brick, "Kalashnikov" and "Kalachnikof" in letters here and there: typing errors and
 * romanisation scatter, another company's name swaps or adds a run of letters.
 */
function brickDiffers(a: string, b: string, share: number): boolean {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [left, right] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const longer = Math.max(left.length, right.length);
  if (longer < 2 || longer > 5 || (tail === 0 && longer < 3)) return false;
  return editDistance(left, right) >= Math.max(2, share * longer) && !/^[aeiou]+$/.test(left + right);
}

/** Close in letters, yet each a name of its own: two pinyin names, two words of one language, two compounds with another part. */
const areTwoNames = (a: string, b: string, crossing: boolean): boolean =>
  (!crossing && arePinyinNames(a, b)) || (romanKey(a) !== romanKey(b) && (arePinyinNames(a, b) || areWordsSideBySide(a, b) || differInOnePart(a, b)));

/** One form for letters that a scanner takes for one another: "Carnbridge" for Cambridge. */
export const asScanned = (text: string): string => text.replace(/rn/g, 'm').replace(/vv/g, 'w');

export function spellingAgrees(a: string, b: string, crossing: boolean, names: boolean): Agreement | undefined {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length >= 5 && asScanned(a) === asScanned(b)) return { similarity: 0.93, kind: 'spelling' };
  if (short.length >= 4) {
    const allowed = long.length >= 12 ? 3 : long.length >= 7 ? 2 : 1;
    const distance = Math.abs(a.length - b.length) > allowed ? 9 : editDistance(short, long);
    if (
      distance <= allowed &&
      (distance < 2 || short[0] === long[0]) &&
      !(names && distance >= 2 && brickDiffers(romanKey(a), romanKey(b), crossing ? 0.7 : 0.65))
    ) {
      if (names && areTwoNames(a, b, crossing)) return { similarity: 0.5, kind: 'spelling' };
      const head = names && a[0] !== b[0] && a[0] !== b[1] && romanKey(a)[0] !== romanKey(b)[0] ? 0.18 : 0;
      return { similarity: long.length === 4 && names ? 0.62 : Math.max(0.55, 1 - (distance * 1.05) / long.length - head), kind: 'spelling' };
    }
    if (romanKey(short) === romanKey(long) && !crossing) return { similarity: 0.85, kind: 'sound' };
  } else if (short.length === 3 && long.length === 4 && editDistance(short, long) === 1 && short[0] === long[0])
    return { similarity: 0.6, kind: 'spelling' };
  if (short.length >= 3 && long.length - short.length >= 2 && long.startsWith(short))
    return {
      similarity: names
        ? long.length - short.length <= 2 && short.length >= 6
          ? 0.8
          : 0.6
        : short.length >= 7
          ? 0.86
          : short.length >= 5
            ? 0.85
            : short.length === 4
              ? 0.78
              : 0.66,
      kind: 'abbreviation',
    };
  if (
    short.length >= 3 &&
    short.length <= 5 &&
    short.length <= long.length * 0.6 &&
    short[0] === long[0] &&
    isSubsequence(short, long) &&
    !/[aeiou]{2}/.test(short.slice(1))
  )
    return { similarity: short.length >= 4 ? 0.66 : 0.52, kind: 'abbreviation' };
  return undefined;
}

/** Kana, hangul or Han against Latin: nearly the same romanisation, or the same consonants in the same order. */
export function soundsAgree(left: Word, right: Word): Agreement | undefined {
  const han = /^[\u4e00-\u9fff]+$/.test(left.eastAsian ? left.written : right.written);
  const [a, b] = [romanKey(left.text), romanKey(right.text)];
  const distance = editDistance(a, b) / Math.max(a.length, b.length, 1);
  if (distance <= 0.2 && Math.min(a.length, b.length) >= 4) return { similarity: 0.85, kind: 'sound' };
  if (han) return undefined;
  const [x, y] = [skeleton(left.text), skeleton(right.text)];
  if (x === y && x.length >= 3) return { similarity: 0.86, kind: 'sound' };
  if (x === y && x.length === 2 && distance <= 0.5) return { similarity: 0.76, kind: 'sound' };
  if (x.length >= 5 && y.length >= 5 && editDistance(x, y) === 1) return { similarity: 0.74, kind: 'sound' };
  return undefined;
}
