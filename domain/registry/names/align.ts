import { editDistance } from './edit-distance.ts';
import { readsAs } from './han-readings.ts';
import { consonantsAgree, skeleton } from './phonetic.ts';
import { chinesePlaces } from './place-words.ts';
import type { Word } from './word.ts';
import { meansInEnglish, onlyHan, wordsAgree } from './words-agree.ts';

export type LinkKind = 'same' | 'reading' | 'meaning' | 'spelling' | 'abbreviation' | 'joined' | 'acronym' | 'sound';

/** How far two words stand for each other, 0-1, and why. */
export type Agreement = { readonly similarity: number; readonly kind: LinkKind };

/** A pair of word runs that stand for each other, `how` much (0-1) and why. */
export type Link = { readonly left: readonly Word[]; readonly right: readonly Word[] } & Agreement;

export type Alignment = { readonly links: readonly Link[]; readonly leftOver: readonly Word[]; readonly rightOver: readonly Word[] };

type Candidate = Link & { readonly gain: number; readonly leftFrom: number; readonly rightFrom: number };

const weightOf = (words: readonly Word[]): number => words.reduce((sum, word) => sum + word.weight, 0);

/** Pairs the words of two names, best evidence first; each word is used once. Runs of up to three words may stand for one. */
export function alignWords(left: readonly Word[], right: readonly Word[]): Alignment {
  const candidates: Candidate[] = [];
  const offer = (l: readonly Word[], r: readonly Word[], leftFrom: number, rightFrom: number, found: Agreement | undefined): void => {
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

type Offer = (run: readonly Word[], one: Word, from: number, at: number, found: Agreement | undefined) => void;

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
        if (crossing && distance > 1 && !onlyHan.test(joinedHan || one.written) && soundsAsWhole(joined, one.text))
          offer(many.slice(from, to + 1), one, from, at, { similarity: 0.9, kind: 'sound' });
        if (native && distance > 1 && nativeRunReads(many.slice(from, to + 1), joined, one))
          offer(many.slice(from, to + 1), one, from, at, { similarity: 0.93, kind: 'sound' });
        if (distance <= 1) offer(many.slice(from, to + 1), one, from, at, { similarity: distance === 0 ? 0.99 : 0.88, kind: 'joined' });
      }
      if (one.text.length >= 2 && one.text.length <= 7) offer(...acronymOf(many, one, from, at));
    }
  }
}

/** A run of Latin words that spells one Han word ("Yamamoto Tekkosho"), or a run of Han words that one Latin word spells. */
const runReads = (joined: string, joinedHan: string, one: Word): boolean =>
  one.eastAsian
    ? joinedHan === '' && onlyHan.test(one.written) && (readsAs(one.written, joined) || (one.kind === 'core' && meansInEnglish(one.written, joined)))
    : joinedHan !== '' && onlyHan.test(joinedHan) && readsAs(joinedHan, one.text);

/** 한빛 소프트 for "Hanbitsoft": four consonants and more, all the same. */
const soundsAsWhole = (joined: string, whole: string): boolean => {
  const heard = skeleton(joined);
  return heard.length >= 4 && heard === skeleton(whole);
};

/** حزب الله for Hizballah, "bin Laden" for بنلادن: the consonants of the run are those of the one word, three or more. */
const nativeRunReads = (run: readonly Word[], joined: string, one: Word): boolean =>
  run.every((word) => (word.native === 'consonants') !== (one.native === 'consonants') && word.kind !== 'number') &&
  run.some((word) => word.kind === 'core') &&
  one.kind !== 'word' &&
  one.kind !== 'weak' &&
  (run.length < 3 || joined.length >= 6) &&
  skeleton(one.text).length >= 3 &&
  consonantsAgree(one.text, joined);

/** A province or city of China in pinyin; not China itself. */
export const isChinesePlace = (word: Word): boolean => word.kind === 'place' && chinesePlaces.has(word.text);

function acronymOf(many: readonly Word[], one: Word, from: number, at: number): Parameters<Offer> {
  let initials = '';
  let to = from;
  for (; to < many.length && initials.length < one.text.length; to++) {
    const word = many[to] as Word;
    const next = one.text[initials.length];
    if (word.text[0] === next) initials += next;
    else if (word.kind !== 'stop') break;
  }
  const first = many[from] as Word;
  const inChina = initials.length === 3 && isChinesePlace(first);
  const fits = initials === one.text && initials.length >= 2 && to - from >= 2 && !inChina;
  const similarity = initials.length >= 4 ? 0.9 : initials.length === 3 ? 0.86 : 0.62;
  return [many.slice(from, to), one, from, at, fits ? { similarity, kind: 'acronym' } : undefined];
}
