import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { registeredContracts } from '#adapters/postgres/evidence/contracts.ts';
import type { FileMark } from '#domain/evidence/registration.ts';
import { registerContract } from '#usecases/seal/register-contract.ts';
import type { Command } from '../command.ts';
import { withInstallation } from './parts/installation.ts';
import { marksOf } from './parts/marks.ts';
import { tenantFor } from './parts/tenant.ts';

export const command: Command = {
  noun: 'evidence',
  verb: 'register',
  summary: 'Register the hashes of a contract and of its pages at signing time; the files stay where they are',
  examples: [
    'quittance evidence register contract.pdf annex.pdf --case 26-000001 --signed 2026-11-23',
    'quittance evidence register ./contract-folder --organisation "Example Trading Ltd" --json',
  ],
  async run(args, { stdout, stderr }) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        case: { type: 'string' },
        organisation: { type: 'string' },
        signed: { type: 'string' },
        note: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    if (positionals.length === 0) {
      stderr.write('quittance evidence register: expected files or folders\n');
      return 64;
    }
    const absent = positionals.find((path) => !existsSync(path));
    if (absent !== undefined) {
      stderr.write(`quittance evidence register: there is no ${absent}\n`);
      return 66;
    }
    const files = await marksOf(positionals);
    return withInstallation(stderr, async (evidence, transactions) => {
      const where = await tenantFor(transactions, values);
      if (!where) {
        stderr.write('quittance evidence register: for whom? name a case with --case, or one organisation with --organisation\n');
        return 66;
      }
      const made = await transactions.withTenant(where.tenant, { kind: 'system', id: 'cli' }, (tx) =>
        registerContract({ ...evidence, objects: evidence.sealed, contracts: registeredContracts }, tx, {
          files,
          ...(where.caseId === undefined ? {} : { caseId: where.caseId }),
          ...(values.signed === undefined ? {} : { signedAt: values.signed }),
          ...(values.note === undefined ? {} : { note: values.note }),
        }),
      );
      stdout.write(
        values.json
          ? `${JSON.stringify(made)}\n`
          : `${made.files.map(({ path, recordId }) => `${recordId}  ${path}\n`).join('')}registration ${made.registrationId}: ${files.length} files, ${pageCount(files)} pages\n`,
      );
      return 0;
    });
  },
};

const pageCount = (files: readonly FileMark[]): number => files.reduce((count, { pages }) => count + (pages?.pages.length ?? 0), 0);
