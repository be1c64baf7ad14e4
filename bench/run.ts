import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Bench, met, type Row } from './row.ts';
import { table } from './table.ts';

// npm run bench [-- NAME...] [--json]: every bench, one after the other, each in a fresh process so that none inherits
// another's heap; one table at the end. Ends with 1 when a limit is missed or a bench fails.

type Measured = {
  readonly bench: string;
  readonly rows: readonly Row[];
  readonly seconds: number;
  /** Mean number of processes that wanted to run, over the last minute; after the first bench it holds our own work too. */
  readonly load: { readonly before: number; readonly after: number };
  readonly failed?: string;
};

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const benches = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .filter((file) => /^export (async )?function run\(/m.test(readFileSync(join(import.meta.dirname, file), 'utf8')))
  .map((file) => file.slice(0, -3))
  .sort();

let interrupted = false;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, alone: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
});
const unknown = positionals.filter((name) => !benches.includes(name));
if (values.help || unknown.length > 0) {
  for (const name of unknown) say(`there is no bench "${name}"`);
  say(`npm run bench [-- NAME...] [--json]\nnames: ${benches.join(', ')}`);
  process.exitCode = values.help ? 0 : 64;
} else if (values.alone) {
  const { run } = (await import(`./${values.alone}.ts`)) as Bench;
  const rows = await run();
  process.send?.(rows, () => process.disconnect());
} else {
  await all(positionals.length > 0 ? positionals : benches);
}

async function all(names: readonly string[]): Promise<void> {
  const machine = {
    date: new Date().toISOString(),
    node: process.version,
    system: systemName(),
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
  say(`${machine.date}  Node ${machine.node}  ${machine.system}`);
  say(`${machine.cores} x ${machine.processor}, ${machine.memoryGiB} GiB; load ${loads()}`);
  say((loadavg()[0] ?? 0) > machine.cores / 4 ? 'Others are using this machine: expect worse figures than it gives alone.\n' : '');
  const measured: Measured[] = [];
  for (const name of names) {
    if (interrupted) break;
    say(`${name} ...`);
    const one = await alone(name);
    measured.push(one);
    const { load, seconds, failed } = one;
    say(
      `${name}: ${failed ? `FAILED: ${failed}` : `${seconds.toFixed(0)} s`}; load ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after`,
    );
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ machine, measured }, null, 2)}\n`);
  else process.stdout.write(`\n${table(measured.flatMap(({ rows }) => rows))}\nload at the end: ${loads()}\n`);
  if (measured.some(({ failed, rows }) => failed !== undefined || rows.some((row) => met(row) === false))) process.exitCode = 1;
}

function alone(bench: string): Promise<Measured> {
  const before = loadavg()[0] ?? 0;
  const begun = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--expose-gc', import.meta.filename, '--alone', bench], {
    stdio: ['ignore', 2, 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const pass = (signal: NodeJS.Signals): void => {
    interrupted = true;
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, pass);
  child.once('exit', () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, pass);
  });
  let rows: readonly Row[] | undefined;
  child.on('message', (message) => (rows = message as readonly Row[]));
  return new Promise((done) => {
    const end = (failed?: string): void =>
      done({
        bench,
        rows: rows ?? [],
        seconds: (performance.now() - begun) / 1000,
        load: { before, after: loadavg()[0] ?? 0 },
        ...(failed ? { failed } : {}),
      });
    child.once('error', (error) => end(error.message));
    child.once('close', (code) => end(code === 0 && rows ? undefined : `it ended with ${code}${rows ? '' : ' and measured nothing'}`));
  });
}

function systemName(): string {
  const file = '/etc/os-release';
  const name = existsSync(file) ? /^PRETTY_NAME="(.*)"$/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  return `${name ?? process.platform} ${release()}`;
}

function loads(): string {
  return loadavg()
    .map((one) => one.toFixed(2))
    .join(' ');
}
