import type { Bilingual } from '#domain/kernel/text.ts';
import type { Compared } from './compare-organisations.ts';
import { editDistance, editSimilarity } from './edit-distance.ts';
import { readsAs, readsAsCantonese } from './han-readings.ts';
import { likelihood, shippedWeights } from './likelihood.ts';
import { areNamesSideBySide, arePinyinNames } from './names-in-use.ts';
import { areDistinctNames, areNicknames, areVariants, isArabicName, isGivenName, koreanKey, type NamePart, type PersonName } from './person.ts';
import { consonantsAgree, frenchKey, persianKey, romanKey, skeleton, slavicFamily, slavicH } from './phonetic.ts';
import { pinyinCut } from './transliterate.ts';

/** What a comparison of two person names measured; each 0-1. */
export type PersonFeatures = {
  /** Share of the parts that agree on the side where it is less, and where it is more. */
  readonly least: number;
  readonly most: number;
  /** Full parts on both sides that nothing answers. */
  readonly swapped: number;
  /** Mean doubt of the parts paired: typing errors, nicknames, initials. */
  readonly doubt: number;
  /** Only one full part agrees. */
  readonly thin: number;
  readonly generation: number;
  /** Full parts that one side leaves out, by two or more. */
  readonly missing: number;
  /** An Arabic name before the whole other name: a child bears the father's names after its own. */
  readonly child: number;
  readonly exact: number;
};

type Pair = { readonly left: readonly NamePart[]; readonly right: readonly NamePart[]; readonly similarity: number; readonly why: Bilingual };

export function comparePersons(left: PersonName, right: PersonName): Compared<PersonFeatures> {
  if (left.han && right.han) return compareHan(left, right);
  const read = hanReadWhole(left, right) ?? hanReadWhole(right, left);
  if (read) return comparedParts(left, right, { pairs: [{ left: left.parts, right: right.parts, ...read }], leftOver: [], rightOver: [] });
  let best = compareParts(left, right);
  for (const parts of left.readings ?? []) best = better(best, compareParts({ ...left, parts }, right));
  for (const parts of right.readings ?? []) best = better(best, compareParts(left, { ...right, parts }));
  return best;
}

const better = <F>(a: Compared<F>, b: Compared<F>): Compared<F> => (b.probability > a.probability ? b : a);

function compareParts(left: PersonName, right: PersonName): Compared<PersonFeatures> {
  return comparedParts(left, right, spacesMoved(left, right) ?? pairParts(left.parts, right.parts));
}

/** Every character of a Han name read in order, family name first or last, in Japanese, Cantonese, Taiwanese or Korean. A Western name in front of a Hong Kong one stays out. */
function hanReadWhole(han: PersonName, latin: PersonName): { similarity: number; why: Bilingual } | undefined {
  if (han.han === undefined || han.han.length < 2 || latin.parts.length < 2 || latin.parts.some((part) => part.initial)) return undefined;
  const tokens = latin.parts.map((part) => part.text);
  const western = tokens.length > 2 && isGivenName(tokens[0] as string) ? [tokens.slice(1)] : [];
  for (const own of [tokens, ...western])
    for (const order of [own, [own.at(-1) as string, ...own.slice(0, -1)], [...own.slice(1), own[0] as string]])
      if (readsAs(han.han, order.join(''))) return { similarity: 0.95, why: why.variant };
  return undefined;
}

function comparedParts(left: PersonName, right: PersonName, { pairs, leftOver, rightOver }: ReturnType<typeof pairParts>): Compared<PersonFeatures> {
  const features = measure(left, right, pairs, leftOver, rightOver);
  return { probability: likelihood(features, shippedWeights.person), features, reasons: explain(pairs, leftOver, rightOver, features) };
}

function compareHan(left: PersonName, right: PersonName): Compared<PersonFeatures> {
  const same = left.han === right.han;
  const sound = left.parts.map((p) => p.text).join() === right.parts.map((p) => p.text).join();
  const features: PersonFeatures = {
    least: same ? 1 : sound ? 0.5 : 0,
    most: same ? 1 : sound ? 0.5 : 0,
    swapped: same ? 0 : sound ? 0.35 : 1,
    doubt: same ? 0 : 0.5,
    thin: 0,
    generation: 0,
    missing: 0,
    child: 0,
    exact: same ? 1 : 0,
  };
  const reason: Bilingual = same
    ? { zh: '姓名用字相同(含简繁对应)', en: 'the same characters (simplified and traditional forms taken as one)' }
    : sound
      ? { zh: '同音不同字', en: 'the same sound in other characters' }
      : { zh: '姓名用字不同', en: 'the characters differ' };
  return { probability: likelihood(features, shippedWeights.person), features, reasons: [reason] };
}

function measure(
  left: PersonName,
  right: PersonName,
  pairs: readonly Pair[],
  leftOver: readonly NamePart[],
  rightOver: readonly NamePart[],
): PersonFeatures {
  const share = (all: readonly NamePart[], side: 'left' | 'right'): number => {
    const whole = all.reduce((sum, part) => sum + part.weight, 0);
    const agreed = pairs.reduce((sum, pair) => sum + pair.similarity * pair[side].reduce((s, part) => s + part.weight, 0), 0);
    return whole === 0 ? 0 : agreed / whole;
  };
  const [a, b] = [share(left.parts, 'left'), share(right.parts, 'right')];
  const full = (parts: readonly NamePart[]): NamePart[] => parts.filter((part) => !part.particle && !part.initial);
  const initialsLost = (parts: readonly NamePart[]): number => parts.filter((part) => part.initial).length;
  const [lostLeft, lostRight] = [full(leftOver).length, full(rightOver).length];
  const solid = pairs.filter((pair) => pair.left.some((p) => !p.particle && !p.initial) && pair.right.some((p) => !p.particle && !p.initial));
  const strong = solid.reduce((n, pair) => n + Math.max(full(pair.left).length, full(pair.right).length), 0);
  const doubt =
    pairs.length === 0 ? 1 : Math.max(0, ...pairs.filter((pair) => !pair.left.every((p) => p.particle)).map((pair) => 1 - pair.similarity));
  const clash = Math.min(lostLeft + 0.6 * initialsLost(leftOver), lostRight + 0.6 * initialsLost(rightOver));
  return {
    least: Math.min(a, b),
    most: Math.max(a, b),
    swapped: Math.min(1, clash),
    doubt,
    thin:
      strong > 1
        ? 0
        : pairs.length > solid.length && strong === 1 && pairs.some((pair) => pair.left.some((p) => p.initial) || pair.right.some((p) => p.initial))
          ? 0.5
          : 1,
    generation: left.generation && right.generation && left.generation !== right.generation ? 1 : left.generation !== right.generation ? 0.15 : 0,
    missing: Math.min(1, Math.max(0, Math.max(lostLeft, lostRight) - 1) / 2),
    child: Math.max(childOf(left, right, leftOver, rightOver), fatherFirst(left, right, solid, leftOver.length + rightOver.length)),
    exact: Math.min(a, b) > 0.999 ? 1 : 0,
  };
}

/** "Uday Saddam Hussein" beside "Saddam Hussein": one name more, at the very front, before a name with an Arabic given name in it. */
function childOf(left: PersonName, right: PersonName, leftOver: readonly NamePart[], rightOver: readonly NamePart[]): number {
  if (leftOver.length + rightOver.length !== 1 || left.family !== undefined || right.family !== undefined) return 0;
  const [longer, shorter, extra] = leftOver.length === 1 ? [left, right, leftOver[0]] : [right, left, rightOver[0]];
  const names = shorter.parts.filter((part) => !part.particle);
  return extra === longer.parts[0] &&
    extra !== undefined &&
    !extra.initial &&
    names.length >= 2 &&
    (extra.consonants || isArabicName(extra.text)) &&
    !areVariants(extra.text, 'mohammed') &&
    names.some((part) => part.consonants || isArabicName(part.text))
    ? 1
    : 0;
}

/** Ali Hassan and Hassan Ali Rahman: in Arabic names the father follows the son, so the order tells two people apart where a name is more. */
function fatherFirst(left: PersonName, right: PersonName, pairs: readonly Pair[], lost: number): number {
  if (lost === 0 || pairs.length < 2 || left.family !== undefined || right.family !== undefined) return 0;
  if (!pairs.every((pair) => isArabicName(pair.left[0]?.text ?? '') && isArabicName(pair.right[0]?.text ?? ''))) return 0;
  const places = [...pairs].sort((a, b) => left.parts.indexOf(a.left[0] as NamePart) - left.parts.indexOf(b.left[0] as NamePart));
  return places.every(
    (pair, at) => at === 0 || right.parts.indexOf(pair.right[0] as NamePart) < right.parts.indexOf((places[at - 1] as Pair).right[0] as NamePart),
  )
    ? 1
    : 0;
}

/** "Arefullaha Ref" for "Arefullah Aref": the same letters with a space, or one letter, out of place. */
function spacesMoved(left: PersonName, right: PersonName): ReturnType<typeof pairParts> | undefined {
  const [a, b] = [left.parts.map((part) => part.text).join(''), right.parts.map((part) => part.text).join('')];
  if (a.length < 6 || left.parts.length + right.parts.length < 3) return undefined;
  if (
    a !== b &&
    left.parts.length === right.parts.length &&
    left.parts.some((part, at) => areDistinctNames(part.text, (right.parts[at] as NamePart).text))
  )
    return undefined;
  if (a !== b && !(a.length >= 9 && lettersSwapped(a, b))) return undefined;
  return { pairs: [{ left: left.parts, right: right.parts, similarity: a === b ? 0.98 : 0.93, why: why.joined }], leftOver: [], rightOver: [] };
}

/** Pairs parts best first, whatever their order; runs of two or three may stand for one ("Xiao Ping", "Xiaoping"). */
function pairParts(left: readonly NamePart[], right: readonly NamePart[]): { pairs: Pair[]; leftOver: NamePart[]; rightOver: NamePart[] } {
  const offers: (Pair & { gain: number })[] = [];
  const offer = (l: readonly NamePart[], r: readonly NamePart[], found: { similarity: number; why: Bilingual } | undefined): void => {
    if (found) offers.push({ left: l, right: r, ...found, gain: found.similarity * (weigh(l) + weigh(r)) + (found.similarity > 0.95 ? 0.5 : 0) });
  };
  left.forEach((l, i) => {
    right.forEach((r, j) => {
      offer([l], [r], partsAgree(l, r));
      for (const size of [2, 3, 4]) {
        const [runLeft, runRight] = [left.slice(i, i + size), right.slice(j, j + size)];
        if (runRight.length === size) offer([l], runRight, joinedAgree(l, runRight));
        if (runLeft.length === size) offer(runLeft, [r], joinedAgree(r, runLeft));
      }
    });
  });
  offers.sort((x, y) => y.gain - x.gain);
  const used = new Set<NamePart>();
  const pairs: Pair[] = [];
  for (const { gain: _, ...pair } of offers) {
    if ([...pair.left, ...pair.right].some((part) => used.has(part))) continue;
    for (const part of [...pair.left, ...pair.right]) used.add(part);
    pairs.push(pair);
  }
  const kept = withoutCrossedInitials(pairs, left, right);
  const answered = new Set(kept.flatMap((pair) => [...pair.left, ...pair.right]));
  return { pairs: kept, leftOver: left.filter((part) => !answered.has(part)), rightOver: right.filter((part) => !answered.has(part)) };
}

/** James B. Renacci and James R. Baird: each initial would stand for the other's family name, which is no evidence. */
function withoutCrossedInitials(pairs: Pair[], left: readonly NamePart[], right: readonly NamePart[]): Pair[] {
  const shortLeft = pairs.filter((pair) => pair.left[0]?.initial && !pair.right[0]?.initial);
  const shortRight = pairs.filter((pair) => pair.right[0]?.initial && !pair.left[0]?.initial);
  const crossed = new Set<Pair>();
  for (const one of shortLeft)
    for (const other of shortRight) {
      const inOrderLeft = left.indexOf(one.left[0] as NamePart) < left.indexOf(other.left[0] as NamePart);
      const inOrderRight = right.indexOf(one.right[0] as NamePart) < right.indexOf(other.right[0] as NamePart);
      if (inOrderLeft !== inOrderRight) crossed.add(one).add(other);
    }
  return crossed.size === 0 ? pairs : pairs.filter((pair) => !crossed.has(pair));
}

const weigh = (parts: readonly NamePart[]): number => parts.reduce((sum, part) => sum + part.weight, 0);

const why = {
  same: { zh: '相同', en: 'same' },
  variant: { zh: '同一名字的不同拼法', en: 'spellings of one name' },
  nickname: { zh: '常用昵称', en: 'usual short form' },
  initial: { zh: '首字母', en: 'initial' },
  spelling: { zh: '拼写相近', en: 'close spelling' },
  joined: { zh: '连写与分写', en: 'written together and apart' },
} satisfies Record<string, Bilingual>;

function joinedAgree(one: NamePart, run: readonly NamePart[]): { similarity: number; why: Bilingual } | undefined {
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

function partsAgree(l: NamePart, r: NamePart): { similarity: number; why: Bilingual } | undefined {
  if (l.text === r.text) return { similarity: 1, why: why.same };
  if (l.initial || r.initial) return isInitialOf(l, r) || isInitialOf(r, l) ? { similarity: 0.78, why: why.initial } : undefined;
  if (l.forms.includes(r.text) || r.forms.includes(l.text)) return { similarity: 0.95, why: why.variant };
  if (l.particle && r.particle) return areVariants(l.text, r.text) ? { similarity: 0.9, why: why.variant } : undefined;
  if (areVariants(l.text, r.text)) return { similarity: 0.93, why: why.variant };
  if (areNicknames(l.text, r.text)) return { similarity: 0.9, why: why.nickname };
  if (areDistinctNames(l.text, r.text)) return undefined;
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

/** Belarusian spelling writes the unstressed o as a, and u for v: Darashenka and Doroshenko. */
const akanye = (key: string): string =>
  key
    .replace(/o/g, 'a')
    .replace(/e/g, 'i')
    .replace(/u$/, 'v')
    .replace(/dz|ts/g, (pair) => (pair === 'dz' ? 'd' : 't'));

const patronymic = /(?:[oeaiuy]v?[iy]ch|[oea]vi[cč]|[oe]wi[ct]sch|[oeai](?:vn|un)a|ichna|inichna)$/;
const sameStart = (a: string, b: string): boolean => romanKey(a)[0] === romanKey(b)[0];
const arePatronymics = (a: string, b: string): boolean =>
  patronymic.test(a) && patronymic.test(b) && !areDistinctFathers(a, b) && editSimilarity(akanye(a), akanye(b)) >= (sameStart(a, b) ? 0.6 : 0.72);

/** The father's name in a patronymic, where it is one in use: petr of Petrovich, pavel of Pavlovich. */
const fathers: Readonly<Record<string, string>> = {
  pavl: 'pavel',
  lv: 'lev',
  il: 'ilya',
  nikit: 'nikita',
  kuzm: 'kuzma',
  fom: 'foma',
  luk: 'luka',
  andre: 'andrey',
  serge: 'sergey',
  nikola: 'nikolay',
  alekse: 'aleksey',
  matve: 'matvey',
  vasil: 'vasily',
  yur: 'yuri',
  dmitri: 'dmitry',
  grigor: 'grigory',
  valer: 'valery',
  anatol: 'anatoly',
  vital: 'vitaly',
  arkad: 'arkady',
  genad: 'gennady',
  gennad: 'gennady',
  evgen: 'evgeny',
  yevgen: 'evgeny',
};
const fatherOf = (patronymicName: string): string => {
  const stem = patronymicName
    .replace(/(?:ov|ev|yev|iev|av|yav|i|y)?(?:ich|ych|itch|ic|icz|na|ichna|inichna|una)$/, '')
    .replace(/(?:ov|ev|yev|iev)$/, '');
  return fathers[stem] ?? stem;
};
const areDistinctFathers = (a: string, b: string): boolean => {
  const [x, y] = [fatherOf(a), fatherOf(b)];
  return x !== y && areDistinctNames(x, y);
};

/** German and Scandinavian j is the y of other spellings: Sjuganow, Zyuganov. */
const germanKey = (text: string): string => romanKey(text.replace(/j/g, 'y'));

/** Neighbouring letters typed in the wrong order ("Abdur", "Badur"): the same letters, one swap apart. */
const lettersSwapped = (a: string, b: string): boolean =>
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

function explain(pairs: readonly Pair[], leftOver: readonly NamePart[], rightOver: readonly NamePart[], features: PersonFeatures): Bilingual[] {
  const written = (parts: readonly NamePart[]) => parts.map((part) => part.written).join(' ');
  const reasons: Bilingual[] = pairs
    .filter((pair) => !pair.left.every((part) => part.particle))
    .map((pair) => {
      const [a, b] = [written(pair.left), written(pair.right)];
      return a === b ? { zh: `“${a}”相同`, en: `"${a}" in both` } : { zh: `“${a}”与“${b}”:${pair.why.zh}`, en: `"${a}" and "${b}": ${pair.why.en}` };
    });
  const [only, others] = [leftOver.filter((p) => !p.particle), rightOver.filter((p) => !p.particle)];
  if (only.length > 0) reasons.push({ zh: `仅第一个姓名有:${written(only)}`, en: `only in the first name: ${written(only)}` });
  if (others.length > 0) reasons.push({ zh: `仅第二个姓名有:${written(others)}`, en: `only in the second name: ${written(others)}` });
  if (features.generation >= 1) reasons.push({ zh: '辈分后缀不同(如 Jr. 与 Sr.)', en: 'the generations differ (such as Jr. and Sr.)' });
  if (features.thin) reasons.push({ zh: '只有一个完整的名字部分相符,依据薄弱', en: 'only one full part of the name agrees' });
  return reasons;
}
