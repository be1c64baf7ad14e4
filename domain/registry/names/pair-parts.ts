import { joinedAgree, lettersSwapped, type PartAgreement, partsAgree, why } from './parts-agree.ts';
import { areDistinctNames, type NamePart, type PersonName } from './person.ts';

/** Parts of two names that stand for each other; runs where one is written in more words than the other. */
export type Pair = { readonly left: readonly NamePart[]; readonly right: readonly NamePart[] } & PartAgreement;

/** What is paired, and the parts of either name that nothing answers. */
export type PairedParts = { readonly pairs: readonly Pair[]; readonly leftOver: readonly NamePart[]; readonly rightOver: readonly NamePart[] };

/** "Arefullaha Ref" for "Arefullah Aref": the same letters with a space, or one letter, out of place. */
export function spacesMoved(left: PersonName, right: PersonName): PairedParts | undefined {
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
export function pairParts(left: readonly NamePart[], right: readonly NamePart[]): PairedParts {
  const offers: (Pair & { gain: number })[] = [];
  const offer = (l: readonly NamePart[], r: readonly NamePart[], found: PartAgreement | undefined): void => {
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
