import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Described, readDescribed } from '#domain/registry/matching/described.ts';
import { compareNames, type NameComparison } from '#domain/registry/names/compare.ts';
import type { Io } from '../../command.ts';

/**
 * NDJSON pairs in, NDJSON verdicts out, one line at a time. `a` and `b` are names, lists of names, or whole entities
 * (FollowTheMoney or ours); a line that cannot be read gives a line with `error` and the run goes on. Exit code 1 when any did.
 */
export async function compareBatch(io: Io, schema: string | undefined, lang: string | undefined): Promise<number> {
  let number = 0;
  let wrong = 0;
  for await (const line of createInterface({ input: io.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === '') continue;
    let out: unknown;
    try {
      out = await answer(line, schema, lang);
    } catch (error) {
      wrong++;
      out = { id: idOf(line), line: number, error: (error as Error).message };
    }
    if (!io.stdout.write(`${JSON.stringify(out)}\n`)) await once(io.stdout, 'drain');
  }
  if (wrong > 0) io.stderr.write(`names compare: ${wrong} of ${number} lines could not be read; see their "error"\n`);
  return wrong > 0 ? 1 : 0;
}

async function answer(line: string, schema: string | undefined, lang: string | undefined): Promise<unknown> {
  const pair: unknown = JSON.parse(line.replace(/^\ufeff/, ''));
  if (typeof pair !== 'object' || pair === null || Array.isArray(pair)) throw new Error('expected an object {id, a, b, schema?}');
  const { id, a, b, schema: own } = pair as { id?: unknown; a?: unknown; b?: unknown; schema?: unknown };
  if (a === undefined || b === undefined) throw new Error(`expected both "a" and "b", ${a === undefined ? '"a"' : '"b"'} is missing`);
  const kind = typeof own === 'string' ? own : schema;
  const result =
    typeof a === 'string' && typeof b === 'string'
      ? compareNames(a, b, kind ? { schema: kind } : {})
      : await entities(readDescribed(a, kind), readDescribed(b, kind));
  return {
    id: id ?? null,
    score: result.score,
    verdict: result.verdict,
    reasons: result.reasons.map((reason) => (lang === 'zh' ? reason.zh : lang === 'en' ? reason.en : reason)),
  };
}

async function entities(a: Described, b: Described): Promise<Pick<NameComparison, 'score' | 'verdict' | 'reasons'>> {
  const { compareEntities } = await import('#domain/registry/matching/entities.ts');
  return compareEntities(a, b);
}

function idOf(line: string): unknown {
  const found = /"id"\s*:\s*("(?:[^"\\]|\\.)*"|-?[\d.]+)/.exec(line);
  try {
    return found ? JSON.parse(found[1] as string) : null;
  } catch {
    return null;
  }
}
