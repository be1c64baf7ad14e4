import { once } from 'node:events';
import { createWriteStream, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type NameMatch, NameMatcher } from '#domain/registry/matching/match-names.ts';
import { serialisedIndex } from '#domain/registry/matching/name-index.ts';
import type { Io } from '../../command.ts';
import type { OpenNames } from './name-file.ts';

type Options = { readonly limit: number; readonly schema?: string; readonly lang?: string; readonly json: boolean };

const asked = ({ limit, schema }: Options): { limit: number; schema?: string } => ({ limit, ...(schema ? { schema } : {}) });

export function matchOne(names: OpenNames, name: string, io: Io, options: Options): number {
  const matches = new NameMatcher(names.index).match(name, asked(options));
  if (options.json) io.stdout.write(`${JSON.stringify({ name, matches: matches.map((match) => told(match, names)) })}\n`);
  else if (matches.length === 0) io.stdout.write('没有找到相近的名称 / no name comes near\n');
  else
    for (const match of matches) {
      const { score, verdict, reasons } = match.comparison;
      io.stdout.write(`${score.toFixed(4)}  ${verdict.padEnd(6)}  ${match.name}  [${names.ids?.[match.position] ?? match.position + 1}]\n`);
      for (const reason of reasons)
        io.stdout.write(`    - ${options.lang === 'zh' ? reason.zh : options.lang === 'en' ? reason.en : `${reason.zh} / ${reason.en}`}\n`);
    }
  return 0;
}

const told = ({ position, name, comparison }: NameMatch, { ids }: OpenNames) => ({
  id: ids?.[position] ?? String(position + 1),
  name,
  score: comparison.score,
  verdict: comparison.verdict,
  reasons: comparison.reasons,
});

/** NDJSON {id, name, schema?} in, {id, matches} out; a line that cannot be read answers with its error. Exit code 1 when any did. */
export async function matchBatch(names: OpenNames, io: Io, options: Options): Promise<number> {
  const matcher = new NameMatcher(names.index);
  let wrong = 0;
  let line = 0;
  for await (const text of createInterface({ input: io.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++;
    if (text.trim() === '') continue;
    let out: unknown;
    try {
      const { id, name, schema } = JSON.parse(text) as { id?: unknown; name?: unknown; schema?: unknown };
      if (typeof name !== 'string') throw new Error('expected {id, name, schema?}, "name" is missing');
      const kind = typeof schema === 'string' ? schema : options.schema;
      out = {
        id: id ?? null,
        matches: matcher.match(name, { limit: options.limit, ...(kind ? { schema: kind } : {}) }).map((match) => told(match, names)),
      };
    } catch (error) {
      wrong++;
      out = { line, error: (error as Error).message };
    }
    if (!io.stdout.write(`${JSON.stringify(out)}\n`)) await once(io.stdout, 'drain');
  }
  return wrong > 0 ? 1 : 0;
}

export async function saveIndex(names: OpenNames, path: string, io: Io): Promise<number> {
  const out = createWriteStream(path);
  for (const chunk of serialisedIndex(names.index)) if (!out.write(chunk)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
  if (names.ids) writeFileSync(`${path}.ids`, names.ids.join('\n'));
  io.stderr.write(`names match: ${names.index.size} names in ${path}\n`);
  return 0;
}
