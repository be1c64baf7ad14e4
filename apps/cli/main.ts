import type { Command, Io } from './command.ts';
import { load, nouns, verbs } from './commands.ts';

const io: Io = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `quittance ... | head` closes the pipe: that is not our failure.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const [noun, ...rest] = args;
  if (!noun || noun === '--help' || noun === '-h' || noun === 'help') return overview();
  const known = verbs(noun);
  if (known.length === 0) return usage(`unknown noun "${noun}". Known: ${nouns().join(', ')}`);
  const named = rest[0] && known.includes(rest[0]) ? rest[0] : undefined;
  const verb = named ?? (known.includes('run') && !isHelp(rest[0]) ? 'run' : undefined);
  if (!verb)
    return isHelp(rest[0]) || rest.length === 0 ? nounHelp(noun, known) : usage(`unknown verb "${noun} ${rest[0]}". Known: ${known.join(', ')}`);
  const command = await load(noun, verb);
  if (!command) return nounHelp(noun, known);
  const own = named ? rest.slice(1) : rest;
  if (own.some(isHelp)) return commandHelp(command);
  return run(command, own);
}

async function run(command: Command, args: string[]): Promise<number> {
  try {
    return await command.run(args, io);
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    io.stderr.write(`quittance ${command.noun} ${command.verb}: ${message ?? String(error)}${code ? ` [${code}]` : ''}\n`);
    if (process.env.QUITTANCE_TRACE) io.stderr.write(`${(error as Error).stack}\n`);
    return code?.includes('.') ? 65 : 70;
  }
}

async function overview(): Promise<number> {
  io.stdout.write('quittance <noun> <verb> [flags]     --help after any of them\n\n');
  for (const noun of nouns()) for (const line of await lines(noun)) io.stdout.write(line);
  return 0;
}

async function nounHelp(noun: string, known: string[]): Promise<number> {
  io.stdout.write(`quittance ${noun} <${known.join('|')}>\n\n`);
  for (const line of await lines(noun)) io.stdout.write(line);
  return 0;
}

async function lines(noun: string): Promise<string[]> {
  const commands = await Promise.all(verbs(noun).map((verb) => load(noun, verb)));
  return commands.filter((c): c is Command => c !== undefined).map((c) => `  ${`${c.noun} ${c.verb}`.trim().padEnd(24)} ${c.summary}\n`);
}

function commandHelp(command: Command): number {
  io.stdout.write(`quittance ${`${command.noun} ${command.verb}`.trim()}: ${command.summary}\n\nExamples:\n`);
  for (const example of command.examples) io.stdout.write(`  ${example}\n`);
  return 0;
}

function usage(message: string): number {
  io.stderr.write(`quittance: ${message}\nTry: npx quittance --help\n`);
  return 64;
}

function isHelp(arg: string | undefined): boolean {
  return arg === '--help' || arg === '-h';
}
