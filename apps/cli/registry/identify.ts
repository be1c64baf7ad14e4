import { parseArgs } from 'node:util';
import type { Command, Io } from '../command.ts';

const usage = `quittance registry identify VALUE [--scheme NAME] [--country CC] [--json]
Says which kind of number a value may be, whether its check digit holds, its normal form and what it tells. Numbers of
persons are masked in what is printed. Nothing is asked outside.
`;

export const command: Command = {
  noun: 'registry',
  verb: 'identify',
  summary: 'Say what kind of number a value is: check digit, normal form, place, type, date; every candidate',
  examples: [
    'npx quittance registry identify 91350100M000100Y43',
    'npx quittance registry identify "DE 136 695 976" --json',
    'npx quittance registry identify 7707083893 --country RU',
    'npx quittance registry identify 00445790 --scheme gb-company',
  ],
  run,
};

async function run(args: string[], io: Io): Promise<number> {
  const read = () =>
    parseArgs({
      args,
      allowPositionals: true,
      options: { scheme: { type: 'string' }, country: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
    });
  let parsed: ReturnType<typeof read>;
  try {
    parsed = read();
  } catch (error) {
    io.stderr.write(`registry identify: ${(error as Error).message}\n${usage}`);
    return 64;
  }
  const { values, positionals } = parsed;
  if (values.help) {
    io.stdout.write(usage);
    return 0;
  }
  const value = positionals.join(' ');
  const country = values.country?.toUpperCase();
  if (value.trim() === '' || (country !== undefined && !/^[A-Z]{2}$/.test(country))) {
    io.stderr.write(`registry identify: expected a VALUE and --country like DE\n${usage}`);
    return 64;
  }
  const { identify } = await import('#usecases/registry/identify.ts');
  let told: ReturnType<typeof identify>;
  try {
    told = identify(value, { ...(values.scheme ? { scheme: values.scheme } : {}), ...(country ? { country } : {}) });
  } catch (error) {
    io.stderr.write(`registry identify: ${(error as Error).message}\n`);
    return 64;
  }
  if (values.json) io.stdout.write(`${JSON.stringify({ candidates: told })}\n`);
  else if (told.length === 0)
    io.stdout.write('no scheme we know has this form with a check digit that holds; name one with --scheme to learn what is wrong\n');
  else
    for (const { scheme, name, valid, normal, says, reason } of told) {
      const facts = Object.entries(says).map(([key, fact]) => `${key} ${typeof fact === 'object' ? fact.en : fact}`);
      const verdict = valid === true ? 'holds' : valid === false ? 'wrong' : 'form ';
      io.stdout.write(
        `${verdict}  ${scheme.padEnd(16)} ${normal}  ${name.en} ${name.zh}${facts.length > 0 ? `; ${facts.join(', ')}` : ''}\n       ${reason.en}\n`,
      );
    }
  return told.some(({ valid }) => valid !== false) ? 0 : 65;
}
