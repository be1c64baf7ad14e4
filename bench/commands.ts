import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startServer, stopServer } from './house.ts';
import { atMost, figure, quantile, type Row } from './row.ts';

const project = resolve(import.meta.dirname, '..');
const times = 15;

const readOnly = [
  ['intake', 'read', 'vectors/intake/ubl-invoice.xml', '--json'],
  ['law', 'rate', 'CN.LPR_1Y', '--on', '2026-09-01', '--json'],
  ['law', 'profile', 'DE', '--json'],
] as const;

/** What a person waits for at a terminal: commands that only read, and a start that is not the first. */
export async function run(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const args of readOnly) {
    const taken: number[] = [];
    for (let i = 0; i < times + 2; i += 1) taken.push(await command(args));
    rows.push(atMost(`quittance ${args.slice(0, 2).join(' ')}, p50`, quantile(taken.slice(2), 0.5), 'ms', 500));
  }
  return [...rows, ...(await starts())];
}

/** Milliseconds from asking to the end of the process, as `node_modules/.bin/quittance` runs it. */
async function command(args: readonly string[]): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, [join(project, 'bin/quittance.mjs'), ...args], { cwd: project, stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (piece: Buffer) => (words += piece.toString()));
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  if (code !== 0) throw new Error(`quittance ${args.join(' ')} ended with ${code}: ${words}`);
  return performance.now() - begun;
}

async function starts(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'quittance-bench-'));
  const npm = process.env.npm_execpath;
  const npmStart = { file: process.execPath, args: npm ? [npm, 'start'] : [join(project, 'bin/start.mjs')] };
  const once = async (): Promise<number> => {
    const { child, seconds } = await startServer(folder, npmStart);
    await stopServer(child);
    return seconds;
  };
  try {
    const first = await once();
    const warm: number[] = [];
    for (let i = 0; i < 3; i += 1) warm.push(await once());
    const name = npm ? 'npm start' : 'node bin/start.mjs';
    return [
      figure(`${name} on an empty data folder, packages installed`, first, 's'),
      atMost(`${name} again, median of 3`, quantile(warm, 0.5), 's', 5),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
