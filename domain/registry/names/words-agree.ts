import type { Agreement } from './align.ts';
import { eastAsianAgree, japaneseTrade } from './east-asian-agree.ts';
import { editSimilarity } from './edit-distance.ts';
import { readsAs, readsAsHangul } from './han-readings.ts';
import { isEnglishWord } from './names-in-use.ts';
import { consonantsAgree, skeleton } from './phonetic.ts';
import { soundsAgree, spellingAgrees } from './spelling.ts';
import { isSubsequence } from './subsequence.ts';
import hanMeanings from './tables/han-meanings.json' with { type: 'json' };
import type { Word } from './word.ts';
import { alsoEnglish, eastAsianBrands, foreign, inflectedConcept, largeKana } from './words.ts';

const isForeign = (word: Word): boolean =>
  !alsoEnglish.has(word.text) && !isEnglishWord(word.text) && (foreign.has(word.text) || inflectedConcept(word.text) !== undefined);

/** 海洋之星 for "Ocean Star": each part of a Han name translated, in the order of the characters. */
const meanings: Readonly<Record<string, string>> = hanMeanings;
const longestMeaning = Math.max(...Object.keys(meanings).map((han) => han.length));
export function meansInEnglish(han: string, english: string): boolean {
  if (han === '') return english === '';
  if (han.startsWith('之') && meansInEnglish(han.slice(1), english)) return true;
  for (let length = Math.min(longestMeaning, han.length); length >= 1; length--)
    for (const word of meanings[han.slice(0, length)]?.split(' ') ?? [])
      if (english.startsWith(word) && meansInEnglish(han.slice(length), english.slice(word.length))) return true;
  return false;
}

/** How far one word of either name stands for the other, best evidence first; undefined when it does not. */
export function wordsAgree(left: Word, right: Word): Agreement | undefined {
  if (
    left.kind === 'place' &&
    right.kind === 'place' &&
    left.text !== right.text &&
    left.written !== right.written &&
    (left.concept === undefined || left.concept !== right.concept)
  )
    return undefined;
  if (left.written !== right.written && differentBrands(left, right)) return undefined;
  if (
    left.eastAsian &&
    right.eastAsian &&
    left.written !== right.written &&
    left.concept === undefined &&
    !scriptsDiffer(left.written, right.written)
  )
    return eastAsianAgree(left.written, right.written);
  if (left.text === right.text && left.text !== '')
    return left.kind !== right.kind && (left.kind === 'number' || right.kind === 'number') ? undefined : { similarity: 1, kind: 'same' };
  if (left.kind === 'stop' || right.kind === 'stop') return undefined;
  if (left.kind === 'number' || right.kind === 'number')
    return left.forms.includes(right.text) || right.forms.includes(left.text) ? { similarity: 1, kind: 'same' } : undefined;
  const crossing =
    left.eastAsian !== right.eastAsian || left.native !== right.native || (left.eastAsian && scriptsDiffer(left.written, right.written));
  if (left.forms.includes(right.text) || right.forms.includes(left.text) || left.forms.some((form) => right.forms.includes(form)))
    return { similarity: crossing ? 0.97 : 0.95, kind: 'reading' };
  // A register keeps 精机 and 精工 apart though both are precision; one inside the other (科技, 电子科技) is a longer way to say it.
  if (left.concept !== undefined && left.concept === right.concept) {
    if (
      left.eastAsian &&
      right.eastAsian &&
      !crossing &&
      left.kind !== 'place' &&
      !(japaneseTrade.test(left.written) !== japaneseTrade.test(right.written))
    )
      return left.written.includes(right.written) || right.written.includes(left.written) ? { similarity: 0.9, kind: 'meaning' } : undefined;
    return {
      similarity: crossing
        ? 0.97
        : sharedPrefix(left.text, right.text) >= 4
          ? 0.96
          : sharedPrefix(left.text, right.text) === 3 && Math.min(left.text.length, right.text.length) === 4
            ? 0.8
            : editSimilarity(left.text, right.text) >= 0.75 || abbreviates(left.text, right.text)
              ? 0.85
              : left.kind === 'place' || isForeign(left) !== isForeign(right)
                ? 0.9
                : 0.3,
      kind: 'meaning',
    };
  }
  if (left.concept !== undefined && right.concept !== undefined && left.eastAsian && right.eastAsian) return undefined;
  if (left.eastAsian && right.eastAsian && !crossing) return eastAsianAgree(left.written, right.written);
  if (crossing && hanReads(left, right)) return { similarity: 0.93, kind: 'reading' };
  if (crossing && left.kind === 'core' && right.kind === 'core' && (hanMeans(left, right) || hanMeans(right, left)))
    return { similarity: 0.9, kind: 'meaning' };
  if (left.concept !== undefined && right.concept !== undefined) return undefined;
  if ((left.native === 'consonants') !== (right.native === 'consonants'))
    return consonantsAgree(left.text, right.text) ? { similarity: consonantsLeft(left.text, right.text), kind: 'sound' } : undefined;
  if (
    left.text.length !== right.text.length &&
    left.text[0] === right.text[0] &&
    left.text.length >= 5 &&
    withoutUmlauts(left.text) === withoutUmlauts(right.text)
  )
    return { similarity: 0.95, kind: 'spelling' };
  return (
    spellingAgrees(left.text, right.text, crossing, left.kind === 'core' && right.kind === 'core') ??
    (crossing ? soundsAgree(left, right) : undefined)
  );
}

/** Müller is Muller in one register and Mueller in another. */
const withoutUmlauts = (text: string): string => text.replace(/([aou])e(?=[^aeiou]|$)/g, '$1');

/** Two companies of our list are two companies, however alike their characters: 南方航空, 东方航空. */
function differentBrands(left: Word, right: Word): boolean {
  if (!left.eastAsian || !right.eastAsian) return false;
  const [a, b] = [eastAsianBrands.get(largeKana(left.written)), eastAsianBrands.get(largeKana(right.written))];
  return a !== undefined && b !== undefined && !a.some((name) => b.includes(name));
}

export const onlyHan = /^[\u4e00-\u9fff]+$/;
const onlyHangul = /^[\uac00-\ud7a3]+$/;

/** Han against the Latin or Korean spelling of its Japanese, Cantonese, Taiwanese or Korean reading. */
function hanReads(left: Word, right: Word): boolean {
  const [han, other] = onlyHan.test(left.written) ? [left.written, right] : onlyHan.test(right.written) ? [right.written, left] : ['', left];
  if (han === '') return false;
  if (other.eastAsian && onlyHangul.test(other.written)) return readsAsHangul(han, other.written);
  // やまだ is how 山田 is read.
  return (!other.eastAsian || /^[\u3041-\u30ff]{2,}$/.test(other.written)) && readsAs(han, other.text);
}

const hanMeans = (han: Word, latin: Word): boolean =>
  han.eastAsian && han.written.length >= 2 && !latin.eastAsian && meansInEnglish(han.written, latin.text);

/** Two consonants in common say little, four and more a lot. */
const consonantsLeft = (a: string, b: string): number => {
  const letters = Math.min(skeleton(a).length, skeleton(b).length);
  return letters >= 4 ? 0.93 : letters === 3 ? 0.9 : letters === 2 ? 0.84 : 0.7;
};

const scriptsDiffer = (a: string, b: string): boolean =>
  /[\uac00-\ud7a3]/.test(a) !== /[\uac00-\ud7a3]/.test(b) || /[\u3041-\u30ff]/.test(a) !== /[\u3041-\u30ff]/.test(b);

/** "Mfg" for manufacturing, "Svcs" for services: a few letters of the word in its order, the first among them, and not its mere head (Air, Airlines). */
const abbreviates = (a: string, b: string): boolean => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return (
    short.length >= 3 &&
    short.length <= 6 &&
    short.length <= long.length * 0.7 &&
    short[0] === long[0] &&
    !long.startsWith(short) &&
    isSubsequence(short, long)
  );
};

const sharedPrefix = (a: string, b: string): number => {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
};
