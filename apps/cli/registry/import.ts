import { isDay } from '#domain/kernel/day.ts';
import { type ListKind, reaches } from '#usecases/ports/registry.ts';
import type { Command, Io } from '../command.ts';

const lists = ['judgment-debtor', 'dishonest-judgment-debtor', 'consumption-restriction', 'insolvency', 'sanctions', 'other'];

const usage = `quittance registry import FILE --format FORMAT [options]
  --format        which kind of file (quittance registry formats lists them)
  --list KIND     it is a list: ${lists.join(', ')}
  --source ID     where it is kept; the same id again updates it (default: the format's)
  --name TEXT     what people call the source
  --licence TAG   SPDX or the publisher's own tag; --no-export keeps its entries out of exports
  --countries GB,DE   what it covers (default: the format's; "world" for all)
  --reach REACH   what absence means: complete (whoever exists there must stand in it), voluntary, excerpt (default: the format's)
  --as-of DAY     the day of its data (default: today)
  --map field=Column  for --format csv, repeatable; --country CC where its rows name none
  --whole         the file is all of the source: entries it no longer names are closed
  --organisation NAME   whose register, where there are several
  --index         builds the index that "names match" searches anew when the import is done
  --json
`;

export const command: Command = {
  noun: 'registry',
  verb: 'import',
  summary: 'Bring a bulk file of a register or list into the local register; run again after a stop, it goes on',
  examples: [
    'npx quittance registry import BasicCompanyDataAsOneFile-2026-11-01.csv --format companies-house --as-of 2026-11-01',
    'npx quittance registry import 20261101-gleif-goldencopy-lei2.csv.zip --format gleif-csv',
    'npx quittance registry import shixin.csv --format csv --list dishonest-judgment-debtor --map name=被执行人姓名/名称 --map uscc=组织机构代码',
    'npx quittance registry import entities.ftm.json --format ftm --list sanctions --licence CC-BY-NC-4.0 --no-export',
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
        format: { type: 'string' },
        list: { type: 'string' },
        source: { type: 'string' },
        name: { type: 'string' },
        licence: { type: 'string' },
        'no-export': { type: 'boolean' },
        countries: { type: 'string' },
        reach: { type: 'string' },
        'as-of': { type: 'string' },
        map: { type: 'string', multiple: true },
        country: { type: 'string' },
        whole: { type: 'boolean' },
        organisation: { type: 'string' },
        index: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  const wrong = (text: string): number => {
    io.stderr.write(`registry import: ${text}\n${usage}`);
    return 64;
  };
  let parsed: ReturnType<typeof read>;
  try {
    parsed = read();
  } catch (error) {
    return wrong((error as Error).message);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    io.stdout.write(usage);
    return 0;
  }
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) return wrong(`expected one FILE, got ${positionals.length}`);
  if (values.format === undefined) return wrong('expected --format');
  if (values.list !== undefined && !lists.includes(values.list)) return wrong(`expected --list out of ${lists.join(', ')}, got "${values.list}"`);
  const asOf = values['as-of'] ?? new Date().toISOString().slice(0, 10);
  if (!isDay(asOf)) return wrong(`expected --as-of like 2026-11-01, got "${asOf}"`);
  const countries = values.countries === 'world' ? [] : values.countries?.toUpperCase().split(/[\s,]+/);
  if (countries?.some((code) => !/^[A-Z]{2}$/.test(code))) return wrong(`expected --countries like GB,DE or world, got "${values.countries}"`);
  const reach = reaches.find((one) => one === values.reach);
  if (values.reach !== undefined && !reach) return wrong(`expected --reach out of ${reaches.join(', ')}, got "${values.reach}"`);
  const mapping: Record<string, string> = {};
  for (const pair of values.map ?? []) {
    const at = pair.indexOf('=');
    if (at < 1) return wrong(`expected --map field=Column, got "${pair}"`);
    mapping[pair.slice(0, at)] = pair.slice(at + 1);
  }
  const [{ importFile, indexNames }, { readSettings }] = await Promise.all([import('../../server/registry.ts'), import('../../server/settings.ts')]);
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Error('stopped; the same command goes on from here'));
  process.once('SIGINT', stop);
  const began = performance.now();
  const done = await importFile(
    readSettings(process.env),
    {
      file,
      format: values.format,
      asOf,
      whole: values.whole === true,
      ...(values.list ? { list: values.list as ListKind } : {}),
      ...(values.source ? { source: values.source } : {}),
      ...(values.name ? { name: values.name } : {}),
      ...(values.licence ? { licence: values.licence } : {}),
      ...(values['no-export'] ? { exportable: false } : {}),
      ...(countries ? { countries } : {}),
      ...(reach ? { reach } : {}),
      ...(values.country ? { country: values.country.toUpperCase() } : {}),
      ...(values.organisation ? { organisation: values.organisation } : {}),
      ...(Object.keys(mapping).length > 0 ? { mapping } : {}),
    },
    (progress) => {
      if (!values.json) io.stderr.write(`\r${progress.position} records, ${progress.entities} entities, ${progress.edges} relations`);
    },
    stopping.signal,
  ).finally(() => process.removeListener('SIGINT', stop));
  const index = values.index ? await indexNames(readSettings(process.env), values.organisation) : undefined;
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  if (values.json) io.stdout.write(`${JSON.stringify({ ...done, seconds, ...(index ? { index } : {}) })}\n`);
  else {
    for (const { record, why } of done.rejects) io.stderr.write(`\nrejected: record ${record}: ${why}`);
    io.stdout.write(
      `\n${done.source.name}: ${done.records} records (${done.resumedAt} read before), ${done.entities} entities, ${done.edges} relations, ${done.changed} new or changed, ${done.rejected} rejected, ${done.closed} closed; ${seconds} s\n`,
    );
    if (index) io.stdout.write(`${index.names} names in ${index.file}\n`);
  }
  return done.rejected > 0 && done.entities === 0 && done.edges === 0 ? 65 : 0;
}
