import type { Command, Io } from '../command.ts';

export const command: Command = {
  noun: 'law',
  verb: 'ics',
  summary: 'Write deadlines as an iCalendar file (RFC 5545) for any calendar program',
  examples: [
    `echo '[{"uid":"case-7-limitation","day":"2026-12-31","title":"诉讼时效届满","remindDaysBefore":[30,7]}]' | quittance law ics > deadlines.ics`,
    'quittance law ics --name "Acme" < deadlines.json',
  ],
  run,
};

async function run(args: string[], io: Io): Promise<number> {
  const { parseArgs } = await import('node:util');
  let flags: { name?: string; stamp?: string };
  try {
    flags = parseArgs({ args, options: { name: { type: 'string' }, stamp: { type: 'string' } } }).values;
  } catch (error) {
    io.stderr.write(`law ics: ${(error as Error).message}\n`);
    return 64;
  }
  const { oneRequest } = await import('./lines/requests.ts');
  const { parseEntries } = await import('#domain/law/calendar/parse-entries.ts');
  const { icsOf } = await import('#domain/law/calendar/ics.ts');
  io.stdout.write(icsOf(parseEntries(await oneRequest(io)), flags.stamp ?? new Date().toISOString(), flags.name));
  return 0;
}
