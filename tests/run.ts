// `npm test`: types, lint, then every test, and one closing line that counts them. Arguments go to vitest
// (npm test -- domain/law) and then only tests run.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const chosen = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'quittance-test-'));
const report = join(scratch, 'report.json');

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
  const code = run(['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...chosen]);
  closingLine();
  return code === 0 ? 0 : fail('tests');
}

function run(args: string[]): number {
  return spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status ?? 1;
}

function closingLine(): void {
  const counts = JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; numFailedTests: number; numPendingTests: number };
  const skipped = counts.numPendingTests > 0 ? `, ${counts.numPendingTests} skipped` : '';
  process.stdout.write(`\n${counts.numPassedTests} passed, ${counts.numFailedTests} failed${skipped}\n`);
}

function fail(step: string): number {
  process.stderr.write(`npm test: ${step} failed, see above\n`);
  return 1;
}
