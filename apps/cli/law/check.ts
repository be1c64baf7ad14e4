import type { Command, Io } from '../command.ts';

const usage = 'quittance law check FILE [--json]\n';

export const command: Command = {
  noun: 'law',
  verb: 'check',
  summary: 'Check a file of worked examples row by row: agree, disagree (with the law’s reason) or unsupported',
  examples: ['quittance law check oracles.json', 'quittance law check oracles.json --json > report.json'],
  run,
};

async function run(args: string[], io: Io): Promise<number> {
  const { parseArgs } = await import('node:util');
  const { readFileSync } = await import('node:fs');
  let file: string | undefined;
  let json: boolean | undefined;
  try {
    const parsed = parseArgs({ args, options: { json: { type: 'boolean' } }, allowPositionals: true });
    [file, json] = [parsed.positionals[0], parsed.values.json];
  } catch (error) {
    io.stderr.write(`law check: ${(error as Error).message}\n${usage}`);
    return 64;
  }
  if (file === undefined) {
    io.stderr.write(usage);
    return 64;
  }
  const content = read(file, readFileSync);
  if (content === undefined) {
    io.stderr.write(`law check: expected a readable file, got "${file}"\n`);
    return 66;
  }
  const { parsed } = await import('./lines/requests.ts');
  const { lawCheck } = await import('#domain/law/check/check.ts');
  const { loadCalendar } = await import('#domain/law/calendar/load.ts');
  const { openLawBook } = await import('#adapters/law/folder.ts');
  const rows = parsed(content);
  const results = lawCheck(rows, { book: openLawBook(), calendar: await loadCalendar(placesOf(rows)) });
  if (json) io.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  else for (const one of results) io.stdout.write(line(one));
  const count = (verdict: string): number => results.filter((one) => one.verdict === verdict).length;
  io.stderr.write(`${results.length} rows: ${count('agree')} agree, ${count('disagree')} disagree, ${count('unsupported')} unsupported\n`);
  return results.every((one) => one.verdict !== 'disagree' || one.knownGap) ? 0 : 1;
}

type Result = ReturnType<typeof import('#domain/law/check/check.ts').lawCheck>[number];

function line({ id, verdict, expected, ours, knownGap }: Result): string {
  const figures = verdict === 'agree' ? '' : `  expected ${JSON.stringify(expected)} ours ${JSON.stringify(ours)}`;
  return `${verdict.padEnd(12)} ${id}${figures}${knownGap ? `  known gap: ${knownGap.reason.en}` : ''}\n`;
}

function read(file: string, readFileSync: typeof import('node:fs').readFileSync): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The jurisdictions whose holidays the rows may need. */
function placesOf(file: unknown): string[] {
  const rows = Array.isArray(file) ? file : ((file as { oracles?: unknown } | null)?.oracles ?? []);
  const codes = (Array.isArray(rows) ? rows : []).map((row: { jurisdiction?: unknown } | null) => row?.jurisdiction);
  return [...new Set(codes.filter((code): code is string => typeof code === 'string' && code !== 'EU'))];
}
