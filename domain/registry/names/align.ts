import { differInOnePart } from './bricks.ts';
import { editDistance, editSimilarity } from './edit-distance.ts';
import { readsAs, readsAsHangul } from './han-readings.ts';
import { arePinyinNames, areWordsSideBySide } from './names-in-use.ts';
import { consonantsAgree, romanKey, skeleton } from './phonetic.ts';
import { isSubsequence } from './subsequence.ts';
import hanMeanings from './tables/han-meanings.json' with { type: 'json' };
import { toLatin } from './transliterate.ts';
import type { Word } from './word.ts';
import { eastAsianBrands, foreign, inflectedConcept, largeKana } from './words.ts';

export type LinkKind = 'same' | 'reading' | 'meaning' | 'spelling' | 'abbreviation' | 'joined' | 'acronym' | 'sound';

/** A pair of word runs that stand for each other, `how` much (0-1) and why. */
export type Link = { readonly left: readonly Word[]; readonly right: readonly Word[]; readonly similarity: number; readonly kind: LinkKind };

export type Alignment = { readonly links: readonly Link[]; readonly leftOver: readonly Word[]; readonly rightOver: readonly Word[] };

type Candidate = Link & { readonly gain: number; readonly leftFrom: number; readonly rightFrom: number };

const weightOf = (words: readonly Word[]): number => words.reduce((sum, word) => sum + word.weight, 0);

/** Pairs the words of two names, best evidence first; each word is used once. Runs of up to three words may stand for one. */
export function alignWords(left: readonly Word[], right: readonly Word[]): Alignment {
  const candidates: Candidate[] = [];
  const offer = (
    l: readonly Word[],
    r: readonly Word[],
    leftFrom: number,
    rightFrom: number,
    found: { similarity: number; kind: LinkKind } | undefined,
  ): void => {
    if (found)
      candidates.push({
        left: l,
        right: r,
        leftFrom,
        rightFrom,
        ...found,
        gain: found.similarity * (weightOf(l) + weightOf(r)) - 0.001 * Math.abs(leftFrom - rightFrom),
      });
  };
  for (let i = 0; i < left.length; i++)
    for (let j = 0; j < right.length; j++) offer([left[i] as Word], [right[j] as Word], i, j, wordsAgree(left[i] as Word, right[j] as Word));
  offerRuns(left, right, (run, one, from, at, found) => offer(run, [one], from, at, found));
  offerRuns(right, left, (run, one, from, at, found) => offer([one], run, at, from, found));
  candidates.sort((a, b) => b.gain - a.gain || (tieKey(a) < tieKey(b) ? -1 : 1));
  const usedLeft = new Set<Word>();
  const usedRight = new Set<Word>();
  const links: Link[] = [];
  for (const candidate of candidates) {
    if (candidate.left.some((word) => usedLeft.has(word)) || candidate.right.some((word) => usedRight.has(word))) continue;
    for (const word of candidate.left) usedLeft.add(word);
    for (const word of candidate.right) usedRight.add(word);
    links.push({ left: candidate.left, right: candidate.right, similarity: candidate.similarity, kind: candidate.kind });
  }
  return { links, leftOver: left.filter((word) => !usedLeft.has(word)), rightOver: right.filter((word) => !usedRight.has(word)) };
}

/** Of two equal offers the same one is taken whichever name comes first. */
const tieKey = (candidate: Candidate): string =>
  [candidate.left, candidate.right]
    .map((words) => words.map((word) => word.text).join(' '))
    .sort()
    .join('|');

type Offer = (run: readonly Word[], one: Word, from: number, at: number, found: { similarity: number; kind: LinkKind } | undefined) => void;

/** "Face Book" for "Facebook", "IBM" for "International Business Machines". */
function offerRuns(many: readonly Word[], few: readonly Word[], offer: Offer): void {
  for (let at = 0; at < few.length; at++) {
    const one = few[at] as Word;
    if (one.text.length < 2 || one.kind === 'stop') continue;
    for (let from = 0; from < many.length; from++) {
      let joined = (many[from] as Word).text;
      let inEnglish = joined;
      const crossing = (many[from] as Word).eastAsian !== one.eastAsian;
      let joinedHan = (many[from] as Word).eastAsian ? (many[from] as Word).written : '';
      for (let to = from + 1; to < Math.min(many.length, from + 4); to++) {
        const next = many[to] as Word;
        joined += next.text;
        // 카카오뱅크 is Kakao and the word for "bank".
        inEnglish += next.eastAsian && next.concept !== undefined ? next.concept.toLowerCase() : next.text;
        const native = ((many[from] as Word).native === 'consonants') !== (one.native === 'consonants');
        if (joined.length > one.text.length + 3 && inEnglish !== one.text && one.forms.length === 0 && !crossing && !native) break;
        if (crossing && next.eastAsian) joinedHan += next.written;
        const distance =
          joined === one.text || inEnglish === one.text || one.forms.includes(joined) || (crossing && runReads(joined, joinedHan, one))
            ? 0
            : joined.length > 6 && Math.abs(joined.length - one.text.length) < 2
              ? editDistance(joined, one.text)
              : 9;
        if (native && distance > 1 && nativeRunReads(many.slice(from, to + 1), joined, one))
          offer(many.slice(from, to + 1), one, from, at, { similarity: 0.93, kind: 'sound' });
        if (distance <= 1) offer(many.slice(from, to + 1), one, from, at, { similarity: distance === 0 ? 0.99 : 0.88, kind: 'joined' });
      }
      if (one.text.length >= 2 && one.text.length <= 7) offer(...acronymOf(many, one, from, at));
    }
  }
}

const isForeign = (word: Word): boolean => foreign.has(word.text) || inflectedConcept(word.text) !== undefined;

/** A run of Latin words that spells one Han word ("Yamamoto Tekkosho"), or a run of Han words that one Latin word spells. */
const runReads = (joined: string, joinedHan: string, one: Word): boolean =>
  one.eastAsian
    ? joinedHan === '' && onlyHan.test(one.written) && (readsAs(one.written, joined) || (one.kind === 'core' && meansInEnglish(one.written, joined)))
    : joinedHan !== '' && onlyHan.test(joinedHan) && readsAs(joinedHan, one.text);

/** حزب الله for Hizballah, "bin Laden" for بنلادن: the consonants of the run are those of the one word, three or more. */
const nativeRunReads = (run: readonly Word[], joined: string, one: Word): boolean =>
  run.every((word) => (word.native === 'consonants') !== (one.native === 'consonants') && word.kind !== 'number') &&
  run.some((word) => word.kind === 'core') &&
  one.kind !== 'word' &&
  one.kind !== 'weak' &&
  (run.length < 3 || joined.length >= 6) &&
  skeleton(one.text).length >= 3 &&
  consonantsAgree(one.text, joined);

/** 海洋之星 for "Ocean Star": each part of a Han name translated, in the order of the characters. */
const meanings: Readonly<Record<string, string>> = hanMeanings;
const longestMeaning = Math.max(...Object.keys(meanings).map((han) => han.length));
function meansInEnglish(han: string, english: string): boolean {
  if (han === '') return english === '';
  if (han.startsWith('之') && meansInEnglish(han.slice(1), english)) return true;
  for (let length = Math.min(longestMeaning, han.length); length >= 1; length--)
    for (const word of meanings[han.slice(0, length)]?.split(' ') ?? [])
      if (english.startsWith(word) && meansInEnglish(han.slice(length), english.slice(word.length))) return true;
  return false;
}

function acronymOf(many: readonly Word[], one: Word, from: number, at: number): Parameters<Offer> {
  let initials = '';
  let to = from;
  for (; to < many.length && initials.length < one.text.length; to++) {
    const word = many[to] as Word;
    const next = one.text[initials.length];
    if (word.text[0] === next) initials += next;
    else if (word.kind !== 'stop') break;
  }
  const fits = initials === one.text && initials.length >= 2 && to - from >= 2;
  const similarity = initials.length >= 4 ? 0.9 : initials.length === 3 ? 0.86 : 0.62;
  return [many.slice(from, to), one, from, at, fits ? { similarity, kind: 'acronym' } : undefined];
}

function wordsAgree(left: Word, right: Word): { similarity: number; kind: LinkKind } | undefined {
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
            : editSimilarity(left.text, right.text) >= 0.75
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

/** Trades that Japanese writes with characters of its own choice: 自動車 is the Chinese 汽车. */
const japaneseTrade =
  /^(?:自动车|麦酒|不动产|制铁|制药|制果|铁道|电铁|贩卖|映画|损害保险|生命保险|无线|瓦斯|石炭|自転车|时计|写真|药品|贮蓄|银行グループ)/;

/** Characters that names oppose to one another: North and South, First and Second, Gold and Silver are no slips of the pen. */
const opposed = [
  '东西南北中',
  '上下',
  '大小',
  '一二三四五六七八九十',
  '金银铜铁',
  '春夏秋冬',
  '红黄蓝绿白黑青紫',
  '新老旧',
  '左右',
  '内外',
  '前后',
  '日月星',
  '山川江河湖海',
  '公私',
  '男女',
];

const isOpposed = (a: string, b: string): boolean => {
  if (a.length !== b.length) return false;
  let apart = '';
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) apart += `${a[i]}${b[i]}`;
  return apart.length === 2 && opposed.some((group) => group.includes(apart[0] as string) && group.includes(apart[1] as string));
};

/** Two companies of our list are two companies, however alike their characters: 南方航空, 东方航空. */
function differentBrands(left: Word, right: Word): boolean {
  if (!left.eastAsian || !right.eastAsian) return false;
  const [a, b] = [eastAsianBrands.get(largeKana(left.written)), eastAsianBrands.get(largeKana(right.written))];
  return a !== undefined && b !== undefined && !a.some((name) => b.includes(name));
}

const kana = /[\u30a1-\u30fa]/;
const onlyHan = /^[\u4e00-\u9fff]+$/;
const onlyHangul = /^[\uac00-\ud7a3]+$/;

/** Han against the Latin or Korean spelling of its Japanese, Cantonese, Taiwanese or Korean reading. */
function hanReads(left: Word, right: Word): boolean {
  const [han, other] = onlyHan.test(left.written) ? [left.written, right] : onlyHan.test(right.written) ? [right.written, left] : ['', left];
  if (han === '') return false;
  return other.eastAsian ? onlyHangul.test(other.written) && readsAsHangul(han, other.written) : readsAs(han, other.text);
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

const sharedPrefix = (a: string, b: string): number => {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
};

/** Han against Han: one wrong character of three or more, a homophone, or a short form whose characters stand in order in the long one. */
function eastAsianAgree(a: string, b: string): { similarity: number; kind: LinkKind } | undefined {
  if (kana.test(a) && largeKana(a) === largeKana(b)) return { similarity: 0.98, kind: 'spelling' };
  if (isOpposed(a, b)) return undefined;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const distance = editDistance(short, long);
  const sameSound = short.length === long.length && toneless(short) === toneless(long);
  if (sameSound && short.length >= 2) return { similarity: short.length === 2 ? 0.6 : distance === 1 ? 0.86 : 0.7, kind: 'sound' };
  if (distance === 1 && long.length >= 3) return { similarity: long.length >= 5 ? 0.86 : long.length === 4 ? 0.72 : 0.55, kind: 'spelling' };
  if (distance === 2 && long.length >= 6) return { similarity: 0.76, kind: 'spelling' };
  if (short.length >= 2 && long.startsWith(short)) return { similarity: 0.62, kind: 'abbreviation' };
  if (short.length >= 3 && isSubsequence(short, long)) return { similarity: 0.6, kind: 'abbreviation' };
  if (long.length === 2 && short.length === 2 && distance === 1) return { similarity: 0.35, kind: 'spelling' };
  if (distance * 2 <= long.length && long.length >= 3) return { similarity: 0.4, kind: 'spelling' };
  return undefined;
}

/**
 * "Sibirgazros" and "Sibirgazles" differ in one whole brick, "Kalashnikov" and "Kalachnikof" in letters here and there: typing errors and
 * romanisation scatter, another company's name swaps or adds a run of letters.
 */
function brickDiffers(a: string, b: string): boolean {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [left, right] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const longer = Math.max(left.length, right.length);
  if (longer < 2 || longer > 5 || (tail === 0 && longer < 3)) return false;
  return editDistance(left, right) >= Math.max(2, 0.7 * longer) && !/^[aeiou]+$/.test(left + right);
}

/** Close in letters, yet each a name of its own: two pinyin names, two words of one language, two compounds with another part. */
const areTwoNames = (a: string, b: string): boolean =>
  romanKey(a) !== romanKey(b) && (arePinyinNames(a, b) || areWordsSideBySide(a, b) || differInOnePart(a, b));

const toneless = (han: string): string => toLatin(han);

function spellingAgrees(a: string, b: string, crossing: boolean, names: boolean): { similarity: number; kind: LinkKind } | undefined {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length >= 4) {
    const allowed = long.length >= 12 ? 3 : long.length >= 7 ? 2 : 1;
    const distance = Math.abs(a.length - b.length) > allowed ? 9 : editDistance(short, long);
    if (distance <= allowed && (distance < 2 || short[0] === long[0]) && !(names && distance >= 2 && brickDiffers(romanKey(a), romanKey(b)))) {
      if (names && areTwoNames(a, b)) return { similarity: 0.5, kind: 'spelling' };
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
function soundsAgree(left: Word, right: Word): { similarity: number; kind: LinkKind } | undefined {
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
