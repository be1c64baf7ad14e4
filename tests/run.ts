// `npm test`: types, lint, then every test, and one closing line that counts them. Arguments go to vitest
// (npm test -- domain/law) and then only tests run.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const chosen = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'quittance-test-'));
const report = join(scratch, 'report.json');
/** More files than these do not fail by chance. */
const mostAgain = 2;

try {
  process.exitCode = main();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function main(): number {
  const steps: [string, string[]][] =
    chosen.length > 0
      ? []
      : [
          ['types', ['node_modules/typescript/bin/tsc', '--noEmit']],
          ['lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']],
        ];
  for (const [name, args] of steps) {
    const started = performance.now();
    if (run(args) !== 0) return fail(name);
    process.stdout.write(`${name}: good (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
  }
  if (vitest(report, chosen) === 0) return closing(readReport(report));
  const first = readReport(report);
  const again = failedFiles(first);
  if (chosen.length > 0 || again.length === 0 || again.length > mostAgain) {
    closing(first);
    return fail('tests');
  }
  process.stdout.write(`\nOnce more, alone: ${again.join(', ')}\n`);
  const second = join(scratch, 'again.json');
  const code = vitest(second, again);
  closing(first, readReport(second));
  return code === 0 ? 0 : fail('tests');
}

type Report = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
};

function vitest(file: string, args: readonly string[]): number {
  return run(['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args]);
}

function readReport(file: string): Report {
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

function failedFiles({ testResults }: Report): string[] {
  return testResults.filter(({ status }) => status === 'failed').map(({ name }) => relative(root, name));
}

/**
 * The counts; and, loudly, what failed beside all other tests and passed alone: such a test, or what it tests, waits for something that
 * a busy machine does later, and is to be mended.
 */
function closing(first: Report, second?: Report): 0 {
  const failed = second ?? first;
  const skipped = first.numPendingTests > 0 ? `, ${first.numPendingTests} skipped` : '';
  if (second && second.numFailedTests === 0)
    for (const { assertionResults } of first.testResults)
      for (const { fullName, status } of assertionResults)
        if (status === 'failed') process.stdout.write(`\nUNSTEADY, passed at the second attempt only: ${fullName}\n`);
  const passed = first.numPassedTests + (second ? first.numFailedTests - second.numFailedTests : 0);
  process.stdout.write(`\n${passed} passed, ${failed.numFailedTests} failed${skipped}\n`);
  return 0;
}

function run(args: string[]): number {
  return spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status ?? 1;
}

function fail(step: string): number {
  process.stderr.write(`npm test: ${step} failed, see above\n`);
  return 1;
}
