/**
 * F1 and false positives of names and entities over every set at hand, with the shipped coefficients and thresholds.
 * node bench/name-accuracy.ts [SET...] [--misses FILE]; sets from ../shared are left out, and said so, where it is absent.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readDescribed } from '#domain/registry/matching/described.ts';
import { compareEntities } from '#domain/registry/matching/entities.ts';
import { NameMatcher } from '#domain/registry/matching/match-names.ts';
import { buildNameIndex } from '#domain/registry/matching/name-index.ts';
import { compareNames } from '#domain/registry/names/compare.ts';
import { seeded, syntheticHanCompanies, syntheticNames } from './names-synthetic.ts';

type Pair = { readonly schema?: string; readonly same: boolean; readonly kind: string; readonly a: unknown; readonly b: unknown };
type Asked = { readonly set: string; readonly pairs: readonly Pair[] };

const root = join(import.meta.dirname, '..');
const shared = join(root, '..', 'shared', 'data', 'registry');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { misses: { type: 'string' }, kinds: { type: 'boolean' }, file: { type: 'string' } },
});

function* sets(): Generator<Asked> {
  if (values.file) {
    yield { set: values.file, pairs: listed(JSON.parse(readFileSync(values.file, 'utf8'))) };
    return;
  }
  for (const name of ['names-fresh', 'names-second', 'names-third', 'names-fourth', 'names-scripts']) {
    const file = join(root, 'vectors/registry', `${name}.json`);
    if (existsSync(file)) yield { set: name, pairs: listed(JSON.parse(readFileSync(file, 'utf8'))) };
  }
  yield { set: 'own', pairs: own() };
  yield* synthetic();
  if (!existsSync(shared)) {
    process.stderr.write(`no ${shared}: its sets are left out\n`);
    return;
  }
  yield* published();
}

type PairFile = { readonly cases: readonly (readonly string[])[] } | readonly Pair[];

function listed(file: PairFile): Pair[] {
  if (!('cases' in file)) return [...file];
  return file.cases.map(([schema = '', same, kind = '', a, b]) => ({ ...(schema ? { schema } : {}), same: same === '=', kind, a, b }));
}

const schemas: Readonly<Record<string, string>> = { P: 'Person', O: 'Organization', C: 'Company' };
const own = (): Pair[] =>
  readFileSync(join(root, 'domain/registry/names/own-cases.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('|') as [string, string, string, string, string])
    .map(([schema, same, kind, a, b]) => ({ schema: schemas[schema] as string, same: same === '=', kind, a, b }));

/** Each name beside the nearest other name of its list, which is another party. */
function nearest(names: readonly string[], asked: readonly string[], schema: string | undefined, differs: (a: string, b: string) => boolean): Pair[] {
  const matcher = new NameMatcher(buildNameIndex(names));
  const pairs: Pair[] = [];
  for (const name of asked) {
    const other = matcher
      .match(name, { least: 0, limit: 6, ...(schema ? { schema } : {}) })
      .find((match) => match.name !== name && differs(match.name, name));
    if (other) pairs.push({ ...(schema ? { schema } : {}), same: false, kind: 'nearest', a: name, b: other.name });
  }
  return pairs;
}

const latinForms = /\s+(Ltd|Limited|Inc\.|Corp\.|LLC|GmbH|AG|S\.A\.|B\.V\.|S\.r\.l\.|Oy|AB|PLC|SARL|Pty|Co\.,|Sp\. z o\.o\.)(?= |$)/g;
const bare = (name: string): string =>
  name
    .replace(latinForms, '')
    .replace(/股份|有限|责任|公司|市/g, '')
    .replace(/^(ООО|АО|ЗАО|ТОО|ИП) /, '');
const other = (a: string, b: string): boolean => bare(a) !== bare(b);

function* synthetic(): Generator<Asked> {
  const pool = [...syntheticNames(100_000, 4)];
  yield { set: 'random negatives', pairs: pool.slice(0, 50_000).map((a, i) => ({ same: false, kind: 'random', a, b: pool[50_000 + i] as string })) };
  const part = [...syntheticNames(60_000, 5)];
  const latin = part.filter((name) => /^[\x20-\x7e]+$/.test(name) && latinForms.test(name));
  const cyrillic = part.filter((name) => /[а-я]/i.test(name));
  const persons = part.filter((name) => /^[\x20-\x7e]+$/.test(name) && !new RegExp(latinForms).test(name));
  yield { set: 'nearest Latin companies', pairs: nearest(latin, latin.slice(0, 4000), 'Company', other) };
  yield { set: 'nearest Cyrillic companies', pairs: nearest(cyrillic, cyrillic.slice(0, 4000), 'Company', other) };
  yield { set: 'nearest persons', pairs: nearest(persons, persons.slice(0, 4000), 'Person', other) };
  const han = [...syntheticHanCompanies(50_000, 3)];
  yield { set: 'nearest Han companies', pairs: nearest(han, han.slice(0, 5000), 'Company', other) };
}

const rows = (file: string): string[][] =>
  readFileSync(join(shared, 'pairs', file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) =>
      (line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? []).map((cell) => cell.replace(/,$/, '').replace(/^"|"$/g, '').replace(/""/g, '"')),
    );

function* published(): Generator<Asked> {
  const random = seeded(9);
  const shuffled = <T>(list: readonly T[]): T[] =>
    list
      .map((one) => [random(), one] as const)
      .sort((x, y) => x[0] - y[0])
      .map(([, one]) => one);
  const un = rows('positives_un_untreated.csv').map((row) => row[0] as string);
  const misspelt = rows('positives_un_treated.csv').map((row) => row[0] as string);
  const same: Pair[] = un.map((a, i) => ({ schema: 'Person', same: true, kind: 'misspelt', a, b: misspelt[i] }));
  yield { set: 'UN persons', pairs: [...same, ...nearest(misspelt, un, 'Person', (x, y) => misspelt.indexOf(x) !== un.indexOf(y))] };
  const congress = rows('positives_us_congress_untreated.csv').map((row) => row[0] as string);
  yield { set: 'Congress near negatives', pairs: nearest(congress, congress, 'Person', () => true) };
  for (const [set, file, at] of [
    ['Hong Kong short', 'hkex_short__en_legal_pairs.csv', 1],
    ['Chinese short', 'zh_short__en_legal_dev.csv', 1],
  ] as const) {
    const all = rows(file).map((row) => [row[at], row[at + 1]] as [string, string]);
    const mixed = shuffled(all);
    yield {
      set,
      pairs: [
        ...all.map(([a, b]) => ({ schema: 'Company', same: true, kind: 'short', a, b })),
        ...all
          .map(([a], i) => ({ schema: 'Company', same: false, kind: 'other', a, b: (mixed[i] as [string, string])[1] }))
          .filter(({ b }, i) => b !== all[i]?.[1]),
      ],
    };
    const legal = all.map(([, b]) => b);
    yield { set: `${set}, nearest legal names`, pairs: nearest(legal, legal, 'Company', (x, y) => x !== y) };
  }
  const groups = new Map<string, string[]>();
  for (const [code = '', name = ''] of rows('name_variants_dev.csv')) groups.set(code, [...(groups.get(code) ?? []), name]);
  const firsts = [...groups.values()].map(([first = '']) => first);
  const variants: Pair[] = [...groups.values()].flatMap(([first, ...others]) =>
    others.map((b) => ({ schema: 'Company', same: true, kind: 'variant', a: first, b })),
  );
  yield {
    set: 'share-list variants',
    pairs: [...variants, ...firsts.map((a, i) => ({ schema: 'Company', same: false, kind: 'other', a, b: firsts[(i + 1) % firsts.length] }))],
  };
  yield {
    set: 'OFAC fixtures',
    pairs: rows('ofac2021_fixtures.csv').map(([a, b, score]) => ({ same: Number(score) >= 98, kind: 'search', a, b })),
  };
  yield* openSanctions();
}

type Entity = { readonly schema: string; readonly caption: string; readonly properties: Readonly<Record<string, readonly string[]>> };

function* openSanctions(): Generator<Asked> {
  const all = JSON.parse(readFileSync(join(shared, 'pairs/opensanctions_pairs_dev.json'), 'utf8')) as {
    left: Entity;
    right: Entity;
    judgement: string;
  }[];
  const person = ({ left, right }: (typeof all)[number]): boolean => left.schema === 'Person' && right.schema === 'Person';
  const names = ['name', 'alias', 'weakAlias', 'previousName', 'abbreviation'];
  const onlyNames = (entity: Entity) => ({
    schema: entity.schema,
    properties: Object.fromEntries(names.flatMap((key) => (entity.properties[key] ? [[key, entity.properties[key]]] : []))),
  });
  for (const [set, among] of [
    ['organisations', all.filter((pair) => !person(pair))],
    ['persons', all.filter(person)],
  ] as const) {
    const pairs = (of: (entity: Entity) => unknown): Pair[] =>
      among.map(({ left, right, judgement }) => ({
        ...(set === 'persons' ? { schema: 'Person' } : {}),
        same: judgement === 'positive',
        kind: set,
        a: of(left),
        b: of(right),
      }));
    yield { set: `pairs: ${set}, all properties`, pairs: pairs((entity) => entity) };
    yield { set: `pairs: ${set}, all names`, pairs: pairs(onlyNames) };
    yield {
      set: `pairs: ${set}, main name`,
      pairs: pairs((entity) => entity.caption).map((pair) => (set === 'persons' ? pair : { ...pair, schema: 'Organization' })),
    };
    yield {
      set: `pairs: ${set}, first name listed`,
      pairs: pairs((entity) => entity.properties.name?.[0] ?? entity.caption).map((pair) =>
        set === 'persons' ? pair : { ...pair, schema: 'Organization' },
      ),
    };
  }
}

const score = ({ a, b, schema }: Pair): { score: number; verdict: string } =>
  typeof a === 'string' && typeof b === 'string'
    ? compareNames(a, b, schema ? { schema } : {})
    : compareEntities(readDescribed(a, schema), readDescribed(b, schema));

if (import.meta.main) {
  const missed: string[] = [];
  const text = (side: unknown): string =>
    typeof side === 'string' ? side : ((side as Entity).caption ?? (side as Entity).properties.name?.[0] ?? '');
  for (const { set, pairs } of sets()) {
    if (positionals.length > 0 && !positionals.some((wanted) => set.includes(wanted))) continue;
    let [right, wrong, lost] = [0, 0, 0];
    const byKind = new Map<string, [number, number, number]>();
    for (const pair of pairs) {
      const result = score(pair);
      const match = result.verdict === 'match';
      const kind = byKind.get(pair.kind) ?? [0, 0, 0];
      byKind.set(pair.kind, kind);
      if (match && pair.same) {
        right++;
        kind[0]++;
      } else if (match) {
        wrong++;
        kind[1]++;
      } else if (pair.same) {
        lost++;
        kind[2]++;
      }
      if (match !== pair.same)
        missed.push(
          [set, pair.kind, pair.same ? 'lost' : 'WRONG', result.score.toFixed(2), pair.schema ?? '', text(pair.a), text(pair.b)].join(' | '),
        );
    }
    const positives = right + lost;
    const share = (n: number, of: number): string => (of === 0 ? '-' : (n / of).toFixed(3));
    process.stdout.write(
      `${set.padEnd(44)} ${String(pairs.length).padStart(6)}  ${positives > 0 ? `F1 ${share(2 * right, 2 * right + wrong + lost)}  precision ${share(right, right + wrong)}  recall ${share(right, positives)}` : ''}  wrong ${wrong} of ${pairs.length - positives} (${((100 * wrong) / Math.max(1, pairs.length - positives)).toFixed(2)} %)\n`,
    );
    if (values.kinds) for (const [kind, [r, w, l]] of byKind) process.stdout.write(`    ${kind.padEnd(30)} right ${r}  wrong ${w}  lost ${l}\n`);
  }
  if (values.misses) writeFileSync(values.misses, `${missed.join('\n')}\n`);
}
