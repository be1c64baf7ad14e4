import type { Command, Io } from '../command.ts';

const usage = `quittance law deadline --place CN --event 2026-09-18 --count 15 [--unit days|working-days|weeks|months|years]
                       [--first-day excluded|included] [--roll next-working-day|previous-working-day|none]
quittance law deadline < period.json           {place, event, count, unit?, firstDay?, roll?, rollOver?}
quittance law deadline --batch < periods.ndjson
`;

export const command: Command = {
  noun: 'law',
  verb: 'deadline',
  summary: 'The last day of a period: first day, working days, months and the holiday roll of a place, each step shown',
  examples: [
    'quittance law deadline --place CN --event 2026-09-18 --count 15',
    'quittance law deadline --place US --event 2026-06-04 --count 30',
    'quittance law deadline --batch < periods.ndjson',
  ],
  run,
};

async function run(args: string[], io: Io): Promise<number> {
  const { parseArgs } = await import('node:util');
  const text = { type: 'string' } as const;
  const options = {
    batch: { type: 'boolean' },
    json: { type: 'boolean' },
    place: text,
    event: text,
    count: text,
    unit: text,
    'first-day': text,
    roll: text,
  } as const;
  let flags: { batch?: boolean; place?: string; event?: string; count?: string; unit?: string; 'first-day'?: string; roll?: string };
  try {
    flags = parseArgs({ args, options }).values;
  } catch (error) {
    io.stderr.write(`law deadline: ${(error as Error).message}\n${usage}`);
    return 64;
  }
  const { eachLine, oneRequest } = await import('./lines/requests.ts');
  if (flags.batch) return eachLine(io, answer);
  if (!flags.place && 'isTTY' in io.stdin && io.stdin.isTTY) {
    io.stderr.write(usage);
    return 64;
  }
  const { place, event, count, unit, roll } = flags;
  const request = place
    ? { place, event, count: count === undefined ? undefined : Number(count), unit, firstDay: flags['first-day'], roll }
    : await oneRequest(io);
  io.stdout.write(`${JSON.stringify(await answer(request), null, 2)}\n`);
  return 0;
}

async function answer(request: unknown): Promise<unknown> {
  const { answerDeadline } = await import('#usecases/consult/answers/deadline.ts');
  return answerDeadline(request);
}
