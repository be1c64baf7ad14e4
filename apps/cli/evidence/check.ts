import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { registeredContracts } from '#adapters/postgres/evidence/contracts.ts';
import { type ContractCheck, checkContract } from '#usecases/seal/register-contract.ts';
import type { Command } from '../command.ts';
import { withInstallation } from './parts/installation.ts';
import { marksOf } from './parts/marks.ts';
import { tenantFor } from './parts/tenant.ts';

export const command: Command = {
  noun: 'evidence',
  verb: 'check',
  summary: 'Check files or a folder against registered contracts: exit 0 all registered and the same, 1 not',
  examples: [
    'quittance evidence check contract.pdf',
    'quittance evidence check ./contract-folder --registration RECORD --json   # what is the same, differs, is missing, was added',
  ],
  async run(args, { stdout, stderr }) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        case: { type: 'string' },
        organisation: { type: 'string' },
        registration: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const absent = positionals.find((path) => !existsSync(path));
    if (positionals.length === 0 || absent !== undefined) {
      stderr.write(`quittance evidence check: ${absent === undefined ? 'expected files or folders' : `there is no ${absent}`}\n`);
      return absent === undefined ? 64 : 66;
    }
    const files = await marksOf(positionals);
    return withInstallation(stderr, async (evidence, transactions) => {
      const where = await tenantFor(transactions, values);
      if (!where) {
        stderr.write('quittance evidence check: whose registrations? name a case with --case, or one organisation with --organisation\n');
        return 66;
      }
      const content = { records: evidence.records, vault: evidence.vault, objects: evidence.sealed };
      const checked = await transactions.withTenant(where.tenant, { kind: 'system', id: 'cli' }, (tx) =>
        checkContract({ contracts: registeredContracts, content }, tx, files, values.registration),
      );
      stdout.write(values.json ? `${JSON.stringify(checked)}\n` : forPeople(checked));
      const sound = checked.comparison
        ? checked.comparison.every(({ verdict }) => verdict === 'same')
        : checked.files.every(({ registered }) => registered.length > 0);
      return sound ? 0 : 1;
    });
  },
};

function forPeople({ files, comparison }: ContractCheck): string {
  const lines = files.flatMap(({ path, sha256, registered }) => [
    `${registered.length > 0 ? 'registered    ' : 'not registered'}  ${sha256.slice(0, 16)}…  ${path}`,
    ...registered.map(
      (each) => `                by ${each.registeredBy}, ${each.registeredAt.toISOString()}, ${each.grade}, record ${each.recordId}`,
    ),
  ]);
  if (comparison)
    lines.push(
      '',
      ...comparison.map((each) => `${each.verdict.padEnd(14)}  ${each.path}${'registeredAs' in each ? ` (registered as ${each.registeredAs})` : ''}`),
    );
  return `${lines.join('\n')}\n`;
}
