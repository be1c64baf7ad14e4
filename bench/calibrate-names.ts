/**
 * Fits the coefficients of the name comparison to the development pairs of this repository, the ones in force as prior, and the isotonic step
 * from likelihood to share of pairs that are one party. One pair in three, by a hash of its names, is held out and only measured.
 * node bench/calibrate-names.ts [--write]: prints both judgements and the reliability table; --write puts the steps into calibration.json.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fitted } from '#domain/registry/matching/fit.ts';
import { compareNames } from '#domain/registry/names/compare.ts';
import { likelihood, type NameKind, shippedWeights, type Weights } from '#domain/registry/names/likelihood.ts';

type Example = { readonly kind: NameKind; readonly features: Readonly<Record<string, number>>; readonly same: boolean; readonly held: boolean };

const root = join(import.meta.dirname, '..');
const schemas: Readonly<Record<string, string>> = { P: 'Person', O: 'Organization', C: 'Company' };

function* pairs(): Generator<{ readonly schema: string; readonly same: boolean; readonly a: string; readonly b: string }> {
  for (const set of ['fresh', 'second', 'third', 'scripts']) {
    const { cases } = JSON.parse(readFileSync(join(root, 'vectors/registry', `names-${set}.json`), 'utf8')) as { cases: string[][] };
    for (const [schema = '', same, , a = '', b = ''] of cases) yield { schema, same: same === '=', a, b };
  }
  for (const line of readFileSync(join(root, 'domain/registry/names/own-cases.txt'), 'utf8').split('\n')) {
    const [kind = '', same, , a = '', b = ''] = line.split('|');
    if (schemas[kind]) yield { schema: schemas[kind], same: same === '=', a, b };
  }
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 8) & 0xffff;
}

const examples: Example[] = [...pairs()].map(({ schema, same, a, b }) => {
  const { read, features } = compareNames(a, b, schema ? { schema } : {});
  return { kind: read, features, same, held: hashOf(`${a}|${b}`) % 3 === 0 };
});

type ByKind = Readonly<Record<NameKind, Weights>>;
const of = (example: Example, weights: ByKind): number => likelihood(example.features, weights[example.kind]);

function judged(some: readonly Example[], weights: ByKind): string {
  let [loss, right, wrong, lost] = [0, 0, 0, 0];
  for (const one of some) {
    const p = Math.min(1 - 1e-6, Math.max(1e-6, of(one, weights)));
    loss -= Math.log(one.same ? p : 1 - p);
    if (p >= 0.5) one.same ? right++ : wrong++;
    else if (one.same) lost++;
  }
  return `log loss ${(loss / some.length).toFixed(4)}, F1 ${((2 * right) / (2 * right + wrong + lost)).toFixed(4)}, wrong ${wrong}, missed ${lost}`;
}

/** Pool adjacent violators over likelihoods on one side of one half, which stays where it is: the verdict does not move. */
function steps(some: readonly Example[]): [number, number][] {
  const blocks: { sum: number; same: number; count: number }[] = [];
  for (const one of [...some].sort((x, y) => of(x, shippedWeights) - of(y, shippedWeights))) {
    blocks.push({ sum: of(one, shippedWeights), same: one.same ? 1 : 0, count: 1 });
    for (;;) {
      const [last, before] = [blocks.at(-1), blocks.at(-2)];
      if (!last || !before || (before.same / before.count < last.same / last.count && before.count >= 12)) break;
      blocks.splice(-2, 2, { sum: before.sum + last.sum, same: before.same + last.same, count: before.count + last.count });
    }
  }
  // One pair of each verdict added to every block: a dozen pairs do not make a certainty.
  return blocks.map(({ sum, same, count }) => [sum / count, (same + 0.5) / (count + 1)]);
}

const [kept, held] = [examples.filter((one) => !one.held), examples.filter((one) => one.held)];
const weightsOf = (kind: NameKind): Weights =>
  fitted(
    kept.filter((one) => one.kind === kind),
    shippedWeights[kind],
  );
const refitted: ByKind = { organisation: weightsOf('organisation'), person: weightsOf('person') };
const say = (text: string): void => void process.stdout.write(`${text}\n`);
say(`${kept.length} pairs fitted, ${held.length} held out`);
say(`fitted part    in force: ${judged(kept, shippedWeights)}\n               refitted: ${judged(kept, refitted)}`);
say(`held-out part  in force: ${judged(held, shippedWeights)}\n               refitted: ${judged(held, refitted)}`);
say(JSON.stringify(refitted));

const low = steps(kept.filter((one) => of(one, shippedWeights) < 0.5));
const high = steps(kept.filter((one) => of(one, shippedWeights) >= 0.5));
type Point = readonly [likelihood: number, share: number];
const rounded = ([from, to]: Point): Point => [Math.round(from * 1e4) / 1e4, Math.round(to * 1e4) / 1e4];
/** The points that rise from the one before and stay below the end. */
function risingWithin(start: Point, some: readonly Point[], end: Point): Point[] {
  const found = [start];
  for (const [from, to] of some) {
    const [before, share] = found.at(-1) as Point;
    if (from > before && to > share && from < end[0] && to < end[1]) found.push([from, to]);
  }
  return found;
}
const half: Point = [0.5, 0.5];
const rising: readonly Point[] = [...risingWithin([0, 0], low.map(rounded), half), ...risingWithin(half, high.map(rounded), [1, 1]), [1, 1]];
say(JSON.stringify(rising));
if (process.argv.includes('--write')) writeFileSync(join(root, 'domain/registry/names/calibration.json'), `${JSON.stringify({ points: rising })}\n`);

/** The calibrated value at a likelihood. */
function calibrated(p: number): number {
  for (let at = 1; at < rising.length; at++) {
    const [[x, y], [u, v]] = [rising[at - 1] as Point, rising[at] as Point];
    if (p <= u) return y + ((v - y) * (p - x)) / (u - x);
  }
  return 1;
}
say('| score | held-out pairs | mean score | one party |\n|---|---|---|---|');
for (const [from, to] of [
  [0, 0.05],
  [0.05, 0.2],
  [0.2, 0.5],
  [0.5, 0.8],
  [0.8, 0.95],
  [0.95, 1.01],
] as const) {
  const inside = held.map((one) => [calibrated(of(one, shippedWeights)), one.same] as const).filter(([p]) => p >= from && p < to);
  const mean = inside.reduce((sum, [p]) => sum + p, 0) / inside.length;
  const share = inside.filter(([, same]) => same).length / inside.length;
  say(`| ${from} to ${Math.min(1, to)} | ${inside.length} | ${mean.toFixed(3)} | ${share.toFixed(3)} |`);
}
