import type { Command, Io } from '../command.ts';

const usage = `quittance names match NAME [--against FILE] [--schema Person|Company] [--limit 5] [--lang zh|en] [--json]
quittance names match --batch --against FILE < names.ndjson   lines {id, name, schema?} in, {id, matches} out
quittance names match --against FILE --save INDEX             build the index of FILE once and keep it
FILE: one name a line (.txt), {id, name} a line (.ndjson, .jsonl), a table with a column "name" (.csv), or a saved index (.qni).
Without --against the local register is searched.
`;

export const command: Command = {
  noun: 'names',
  verb: 'match',
  summary: 'Find a name in the local register or in a file of names',
  examples: [
    'quittance names match "南京置順健康諮詢有限公司" --against companies.txt',
    'quittance names match "Acme Trading Limited" --against companies.csv --limit 3 --json',
    'quittance names match --against companies.ndjson --save companies.qni',
    'quittance names match --batch --against companies.qni < wanted.ndjson',
  ],
  run,
};

async function run(args: string[], io: Io): Promise<number> {
  const { parseArgs } = await import('node:util');
  const read = () =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        against: { type: 'string' },
        schema: { type: 'string' },
        limit: { type: 'string' },
        lang: { type: 'string' },
        save: { type: 'string' },
        json: { type: 'boolean' },
        batch: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  let parsed: ReturnType<typeof read>;
  try {
    parsed = read();
  } catch (error) {
    io.stderr.write(`names match: ${(error as Error).message}\n${usage}`);
    return 64;
  }
  const { values, positionals } = parsed;
  if (values.help) {
    io.stdout.write(usage);
    return 0;
  }
  const limit = values.limit === undefined ? 5 : Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    io.stderr.write(`names match: expected --limit from 1 to 100, got ${values.limit}\n`);
    return 64;
  }
  if (!values.batch && values.save === undefined && positionals.length !== 1) {
    io.stderr.write(`names match: expected one name, got ${positionals.length}\n${usage}`);
    return 64;
  }
  const { openNames } = await import('./lines/name-file.ts');
  const opened = await openNames(values.against, io);
  if (typeof opened === 'number') return opened;
  const matching = await import('./lines/matching.ts');
  if (values.save !== undefined) return matching.saveIndex(opened, values.save, io);
  const options = {
    limit,
    ...(values.schema ? { schema: values.schema } : {}),
    ...(values.lang ? { lang: values.lang } : {}),
    json: values.json === true,
  };
  return values.batch ? matching.matchBatch(opened, io, options) : matching.matchOne(opened, positionals[0] as string, io, options);
}
