/**
 * One run: our matcher and PostgreSQL's pg_trgm over the same seeded names, one core each.
 * Run alone: node bench/names.ts [--names 1000000] [--queries 2000] [--without-postgres]; it ends with 1 when a goal is missed.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NameMatcher } from '#domain/registry/matching/match-names.ts';
import { buildNameIndex, readIndex, serialisedIndex } from '#domain/registry/matching/name-index.ts';
import { compareNames } from '#domain/registry/names/compare.ts';
import { mutated, seeded, syntheticHanCompanies, syntheticNames } from './names-synthetic.ts';
import { atLeast, atMost, figure, met, type Row } from './row.ts';
import { table } from './table.ts';

type Note = (measured: Row) => void;

/** Measures everything; `names` in the index, `queries` asked, and pg_trgm beside unless told otherwise. */
export async function run(
  options: { readonly names?: number; readonly queries?: number; readonly postgres?: boolean } = {},
): Promise<readonly Row[]> {
  const { names = 1_000_000, queries = 2000, postgres = true } = options;
  const measured: Row[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'quittance-names-'));
  try {
    accuracy((one) => measured.push(one));
    const asked = speed(names, queries, folder, (one) => measured.push(one));
    if (postgres) await besidePostgres(asked, folder, (one) => measured.push(one));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return measured;
}

const secondsSince = (from: number): number => (performance.now() - from) / 1000;

/** For the near negatives only: two synthetic names that differ in nothing but form and place suffix are one company. */
const coreOf = (name: string): string => name.replace(/股份|有限|责任|公司|市/g, '');

/** Mutated Han names find their original first; random and near pairs do not match. */
function accuracy(note: Note): void {
  const random = seeded(11);
  const names = [...syntheticHanCompanies(50_000, 3)];
  const matcher = new NameMatcher(buildNameIndex(names));
  let first = 0;
  const trials = 2000;
  for (let i = 0; i < trials; i++) {
    const original = names[Math.floor(random() * names.length)] as string;
    const found = matcher.match(mutated(original, random).text, { least: 0 });
    const top = found[0]?.comparison.score ?? 0;
    if (found.some((match) => match.name === original && match.comparison.score === top)) first++;
  }
  note(atLeast('Han top-1 on 2,000 mutated names', first / trials, 'share', 0.98));
  const pool = [...syntheticNames(100_000, 4)];
  let wrong = 0;
  for (let i = 0; i < 50_000; i++) {
    const [a, b] = [pool[i] as string, pool[50_000 + i] as string];
    if (a !== b && compareNames(a, b).verdict === 'match') wrong++;
  }
  note(atMost('false positives on 50,000 random negatives', wrong / 50_000, 'share', 0.005));
  let near = 0;
  let nearWrong = 0;
  for (let i = 0; i < 10_000; i++) {
    const name = names[i] as string;
    const other = matcher.match(name, { least: 0, limit: 6 }).find((match) => match.name !== name && coreOf(match.name) !== coreOf(name));
    if (!other) continue;
    near++;
    if (other.comparison.verdict === 'match') nearWrong++;
  }
  note(figure(`nearest other company taken for the same, of ${near} Han names`, nearWrong / near, 'share'));
}

type Asked = { readonly names: readonly string[]; readonly queries: readonly { readonly text: string; readonly position: number }[] };

function speed(count: number, queries: number, folder: string, note: Note): Asked {
  const names = [...syntheticNames(count, 1)];
  const random = seeded(2);
  const asked = Array.from({ length: queries }, () => {
    const position = Math.floor(random() * names.length);
    return { text: mutated(names[position] as string, random).text, position };
  });
  const began = performance.now();
  const built = buildNameIndex(names);
  note(atMost(`index of ${count} names built`, secondsSince(began), 's', 60));
  const file = join(folder, 'names.qni');
  writeFileSync(file, Buffer.concat(serialisedIndex(built)));
  note(figure('index file', statSync(file).size / 1e6, 'MB'));
  const loading = performance.now();
  const index = readIndex(readFileSync(file));
  note(atMost('index loaded', secondsSince(loading), 's', 5));
  const matcher = new NameMatcher(index);
  for (const { text } of asked.slice(0, 100)) matcher.match(text);
  const times: number[] = [];
  let first = 0;
  const start = performance.now();
  for (const { text, position } of asked) {
    const from = performance.now();
    const found = matcher.match(text, { least: 0 });
    times.push(performance.now() - from);
    const top = found[0]?.comparison.score ?? 0;
    if (found.some((match) => match.name === names[position] && match.comparison.score === top)) first++;
  }
  const took = secondsSince(start);
  times.sort((a, b) => a - b);
  note(atLeast('matches end to end, one thread', asked.length / took, 'per second', 300));
  note(atMost('99th percentile of a match', times[Math.floor(times.length * 0.99)] as number, 'ms', 20));
  const arrays =
    index.keys.byteLength + index.starts.byteLength + index.postings.byteLength + index.offsets.byteLength + index.text.byteLength + 8 * index.size;
  note(atMost('memory of the loaded index and matcher', arrays / 1e6, 'MB', 600));
  note(figure('right name in first place, mutated names of all scripts', first / asked.length, 'share'));
  return { names, queries: asked };
}

/** The same names in a table with a trigram index, asked one connection at a time as an application would. */
async function besidePostgres({ names, queries: asked }: Asked, folder: string, note: Note): Promise<void> {
  const { startCluster } = await import('#adapters/postgres/embedded/cluster.ts');
  const { default: pg } = await import('pg');
  const cluster = await startCluster({ folder: join(folder, 'postgres') });
  try {
    const maker = new pg.Client(cluster.connection('postgres'));
    await maker.connect();
    // Under the cluster's own C character type pg_trgm sees no letters in Han text; this locale gives it trigrams.
    await maker.query("create database trigrams template template0 encoding 'UTF8' locale 'C.UTF-8'");
    await maker.end();
    const client = new pg.Client(cluster.connection('trigrams'));
    await client.connect();
    await client.query('create extension if not exists pg_trgm; create unlogged table names (position int, name text)');
    const began = performance.now();
    for (let at = 0; at < names.length; at += 10_000) {
      const part = names.slice(at, at + 10_000);
      await client.query('insert into names select * from unnest($1::int[], $2::text[])', [part.map((_, i) => at + i), part]);
    }
    await client.query('create index on names using gin (name gin_trgm_ops)');
    await client.query('analyze names');
    await client.query('set max_parallel_workers_per_gather = 0');
    await client.query('set enable_seqscan = off');
    note(figure('pg_trgm: loaded and indexed', secondsSince(began), 's'));
    const share = asked.slice(0, 100);
    const times: number[] = [];
    let first = 0;
    const start = performance.now();
    for (const { text, position } of share) {
      const from = performance.now();
      const { rows } = await client.query<{ name: string }>('select name from names where name % $1 order by similarity(name, $1) desc limit 5', [
        text,
      ]);
      times.push(performance.now() - from);
      if (rows[0]?.name === names[position]) first++;
    }
    const took = secondsSince(start);
    times.sort((a, b) => a - b);
    note(figure('pg_trgm: matches', share.length / took, 'per second'));
    note(figure('pg_trgm: 99th percentile', times[Math.floor(times.length * 0.99)] as number, 'ms'));
    note(figure('pg_trgm: right name in first place', first / share.length, 'share'));
    await client.end();
  } finally {
    await cluster.stop();
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { names: { type: 'string' }, queries: { type: 'string' }, 'without-postgres': { type: 'boolean' } } });
  const measured = await run({
    names: Number(values.names ?? 1_000_000),
    queries: Number(values.queries ?? 2000),
    postgres: !values['without-postgres'],
  });
  process.stdout.write(table(measured));
  process.exitCode = measured.some((one) => met(one) === false) ? 1 : 0;
}
