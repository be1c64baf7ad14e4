import type { Address, Identifier } from '#domain/claim/party.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { normalIdentifier } from '../lookup/normal-identifier.ts';
import { compareNames } from '../names/compare.ts';
import { foldName } from '../names/fold.ts';

/** One line of a comparison that a person reads: what the claim says, what the entry says, and what that means. */
export type SideRow = {
  readonly field: 'name' | 'other-names' | 'number' | 'kind' | 'country' | 'address' | 'since';
  readonly debtor?: string;
  readonly entry?: string;
  /** `open`: one side says nothing, or the two cannot be compared. */
  readonly standing: 'agrees' | 'differs' | 'open';
  readonly words: Bilingual;
};

export type DebtorSide = {
  readonly kind: 'organisation' | 'person' | 'public-body';
  readonly name: string;
  readonly otherNames?: readonly string[];
  readonly identifiers?: readonly Identifier[];
  readonly address?: Address;
};
export type EntrySide = {
  readonly name: string;
  readonly otherNames: readonly string[];
  readonly identifiers: readonly Identifier[];
  readonly country?: string;
  readonly address?: string;
  readonly since?: string;
  /** FollowTheMoney's word, where the source has one. */
  readonly schema?: string;
};

/** Debtor and entry line by line. It decides nothing: whether the two are one party is for the person who reads it. */
export function sideBySide(debtor: DebtorSide, entry: EntrySide): SideRow[] {
  return [names(debtor, entry), ...numbers(debtor, entry), ...country(debtor, entry), ...address(debtor, entry), ...since(entry)];
}

function names(debtor: DebtorSide, entry: EntrySide): SideRow {
  const schema = debtor.kind === 'person' ? { schema: 'Person' } : {};
  const pairs = [debtor.name, ...(debtor.otherNames ?? [])]
    .slice(0, 6)
    .flatMap((own) => [entry.name, ...entry.otherNames].slice(0, 8).map((other) => ({ own, other, comparison: compareNames(own, other, schema) })));
  const best = pairs.reduce((top, pair) => (pair.comparison.score > top.comparison.score ? pair : top));
  const { verdict, reasons } = best.comparison;
  const words = reasons.slice(0, 3);
  return {
    field: 'name',
    debtor: best.own,
    entry: best.other,
    standing: verdict === 'match' ? 'agrees' : verdict === 'none' ? 'differs' : 'open',
    words:
      foldName(best.own) === foldName(best.other)
        ? { zh: '名称相同', en: 'the same name' }
        : { zh: words.map(({ zh }) => zh).join('；'), en: words.map(({ en }) => en).join('; ') },
  };
}

function numbers(debtor: DebtorSide, entry: EntrySide): SideRow[] {
  const own = normal(debtor.identifiers ?? []);
  const others = normal(entry.identifiers);
  const shared = [...new Set(own.map(({ scheme }) => scheme).filter((scheme) => others.some((one) => one.scheme === scheme)))];
  const valuesOf = (list: readonly Identifier[], scheme: string) => list.filter((one) => one.scheme === scheme).map(({ value }) => value);
  const compared = shared.map((scheme): SideRow => {
    const [mine, theirs] = [valuesOf(own, scheme), valuesOf(others, scheme)];
    const label = { debtor: `${scheme} ${mine.join(', ')}`, entry: `${scheme} ${theirs.join(', ')}` };
    // A masked number agrees with many: it can rule a party out, never in.
    if ([...mine, ...theirs].some((value) => value.includes('*')))
      return {
        field: 'number',
        ...label,
        standing: mine.some((a) => theirs.some((b) => masksAgree(a, b))) ? 'open' : 'differs',
        words: { zh: '号码已脱敏，只能排除，不能确认', en: 'the number is masked: it can rule out, not confirm' },
      };
    const same = mine.some((value) => theirs.includes(value));
    return {
      field: 'number',
      ...label,
      standing: same ? 'agrees' : 'differs',
      words: same ? { zh: '号码相同', en: 'the same number' } : { zh: '同类号码不同', en: 'another number of the same kind' },
    };
  });
  if (compared.length > 0) return compared;
  const text = (list: readonly Identifier[]) => list.map(({ scheme, value }) => `${scheme} ${value}`).join(', ');
  if (own.length === 0 && others.length === 0) return [];
  return [
    {
      field: 'number',
      standing: 'open',
      words: { zh: '没有同类号码可比', en: 'no number of the same kind to compare' },
      ...(own.length > 0 ? { debtor: text(own) } : {}),
      ...(others.length > 0 ? { entry: text(others) } : {}),
    },
  ];
}

const normal = (list: readonly Identifier[]): Identifier[] =>
  list.flatMap(({ scheme, value }) => {
    const one = normalIdentifier(scheme, value);
    return one ? [{ scheme: one.scheme, value: one.value }] : [];
  });

function masksAgree(a: string, b: string): boolean {
  return a.length === b.length && [...a].every((sign, i) => sign === '*' || b[i] === '*' || sign === b[i]);
}

function country(debtor: DebtorSide, entry: EntrySide): SideRow[] {
  const own = debtor.address?.country;
  if (!own && !entry.country) return [];
  const both = own !== undefined && entry.country !== undefined;
  const same = own === entry.country;
  return [
    {
      field: 'country',
      standing: both ? (same ? 'agrees' : 'differs') : 'open',
      words: both
        ? same
          ? { zh: '同一国家', en: 'the same country' }
          : { zh: '国家不同', en: 'another country' }
        : { zh: '一方未写国家', en: 'one side names no country' },
      ...(own ? { debtor: own } : {}),
      ...(entry.country ? { entry: entry.country } : {}),
    },
  ];
}

/** Addresses are written in many ways: a shared postcode, city or most of the words agree; otherwise nothing is said. */
function address(debtor: DebtorSide, entry: EntrySide): SideRow[] {
  const own = debtor.address && [...debtor.address.lines, debtor.address.city, debtor.address.postcode].filter(Boolean).join(', ');
  if (!own || !entry.address) return [];
  const there = foldName(entry.address);
  const postcode = debtor.address?.postcode && there.replace(/\s/g, '').includes(foldName(debtor.address.postcode).replace(/\s/g, ''));
  const city = debtor.address?.city && there.includes(foldName(debtor.address.city));
  const lines = (debtor.address?.lines ?? []).some((line) => foldName(line).length > 4 && there.includes(foldName(line)));
  return [
    {
      field: 'address',
      debtor: own,
      entry: entry.address,
      standing: lines || postcode ? 'agrees' : 'open',
      words: lines
        ? { zh: '地址相同', en: 'the same address' }
        : postcode
          ? { zh: '邮政编码相同', en: 'the same postcode' }
          : city
            ? { zh: '同一城市，街道写法不同', en: 'the same city, the street is written otherwise' }
            : { zh: '地址写法不同，请人工比对', en: 'the addresses are written otherwise; compare them' },
    },
  ];
}

const since = (entry: EntrySide): SideRow[] =>
  entry.since ? [{ field: 'since', entry: entry.since, standing: 'open', words: { zh: '成立或出生日期', en: 'founded or born' } }] : [];
