import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { keepCapture, readCapture } from '#contract/operations/registry.ts';
import type { Command } from '../command.ts';
import { caseIdOf, missingFile, print, withServer } from '../connection.ts';

const pages = ['dishonest-judgment-debtor', 'judgment-debtor', 'consumption-restriction', 'judgments', 'enterprise-register'] as const;

export const command: Command = {
  noun: 'debtor',
  verb: 'capture',
  summary: 'Read a page that a person copied from an official site; with --case and --purpose keep and seal it',
  examples: [
    'npx quittance debtor capture shixin.html --page dishonest-judgment-debtor',
    'npx quittance debtor capture shixin.html --page dishonest-judgment-debtor --case 26-000001 --about 0,2 --purpose "enforceability"',
  ],
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        page: { type: 'string' },
        case: { type: 'string' },
        about: { type: 'string' },
        purpose: { type: 'string' },
        days: { type: 'string' },
        url: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const [file, ...more] = positionals;
    const page = pages.find((one) => one === values.page);
    const about = (values.about ?? '').split(',').filter(Boolean).map(Number);
    const retentionDays = Number(values.days ?? '365');
    const keeps = values.case !== undefined;
    if (
      !file ||
      more.length > 0 ||
      (values.page !== undefined && !page) ||
      about.some((one) => !Number.isInteger(one)) ||
      (keeps && (!values.purpose || !page))
    ) {
      io.stderr.write(`quittance debtor capture: expected FILE [--page ${pages.join('|')}] [--case CASE --purpose TEXT [--about 0,2] [--days N]]\n`);
      return 64;
    }
    if (missingFile(io, file)) return 66;
    const paste = readFileSync(file, 'utf8');
    return withServer(io, async (connection) => {
      if (!keeps) {
        const read = await connection.call(readCapture, { body: { paste, ...(page ? { page } : {}) } });
        if (values.json) print(io, read);
        else {
          io.stdout.write(`${read.page}: ${read.outcome}\n`);
          for (const [i, entry] of read.entries.entries()) io.stdout.write(`  ${i}  ${entry.fields.name ?? ''}  ${entry.fields.caseNumber ?? ''}\n`);
        }
        return 0;
      }
      const caseId = await caseIdOf(connection, values.case ?? '');
      const kept = await connection.call(keepCapture, {
        params: { caseId },
        body: {
          page: page as (typeof pages)[number],
          paste,
          aboutDebtor: about,
          purpose: values.purpose ?? '',
          legalBasis: 'legal-claims',
          retentionDays,
          ...(values.url ? { url: values.url } : {}),
        },
      });
      if (values.json) print(io, kept);
      else io.stdout.write(`kept ${kept.entries.length} entries, ${about.length} of them the debtor’s; SHA-256 ${kept.sha256}\n`);
      return 0;
    });
  },
};
