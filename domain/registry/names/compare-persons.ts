import type { Bilingual } from '#domain/kernel/text.ts';
import type { Compared } from './compare-organisations.ts';
import { readsAs } from './han-readings.ts';
import { likelihood, shippedWeights } from './likelihood.ts';
import { type Pair, type PairedParts, pairParts, spacesMoved } from './pair-parts.ts';
import { type PartAgreement, why } from './parts-agree.ts';
import { areVariants, isArabicName, isGivenName, type NamePart, type PersonName } from './person.ts';
import { isSyllable, pinyinCut } from './transliterate.ts';
import { wadeGiles } from './wade-giles.ts';

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

export function comparePersons(left: PersonName, right: PersonName): Compared<PersonFeatures> {
  if (left.han && right.han) return compareHan(left, right);
  const read = hanReadWhole(left, right) ?? hanReadWhole(right, left) ?? wadeGilesWhole(left, right) ?? wadeGilesWhole(right, left);
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
function hanReadWhole(han: PersonName, latin: PersonName): PartAgreement | undefined {
  if (han.han === undefined || han.han.length < 2 || latin.parts.length < 2 || latin.parts.some((part) => part.initial)) return undefined;
  const tokens = latin.parts.map((part) => part.text);
  const western = tokens.length > 2 && isGivenName(tokens[0] as string) ? [tokens.slice(1)] : [];
  for (const own of [tokens, ...western])
    for (const order of [own, [own.at(-1) as string, ...own.slice(0, -1)], [...own.slice(1), own[0] as string]])
      if (readsAs(han.han, order.join(''))) return { similarity: 0.95, why: why.variant };
  return undefined;
}

/** Zhang Jianguo, whom Taiwan writes Chang Chien-kuo: every syllable the other spelling's, and one of them at least (chien) that pinyin does not have. */
function wadeGilesWhole(pinyin: PersonName, other: PersonName): PartAgreement | undefined {
  const [own, tokens] = [pinyin.parts.map((part) => syllablesOf(part.text)), other.parts.map((part) => part.text)];
  if (
    own.length < 2 ||
    tokens.length < 2 ||
    own.some((cut) => cut === undefined) ||
    tokens.every((token) => isSyllable(token) || (token.length > 6 && pinyinCut(token)))
  )
    return undefined;
  const spelt = (own as string[][]).map((cut) => cut.map(wadeGiles).join(''));
  const orders = [spelt, [spelt.at(-1) as string, ...spelt.slice(0, -1)], [...spelt.slice(1), spelt[0] as string]];
  return orders.some((order) => order.join('') === tokens.join('')) ? { similarity: 0.95, why: why.variant } : undefined;
}

const syllablesOf = (text: string): readonly string[] | undefined => (isSyllable(text) ? [text] : pinyinCut(text));

function comparedParts(left: PersonName, right: PersonName, { pairs, leftOver, rightOver }: PairedParts): Compared<PersonFeatures> {
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
