import { existsSync, unlinkSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createDocuments } from '#adapters/documents/documents.ts';
import { countPages } from '#adapters/formats/pdf/pages.ts';
import { bundleFile } from '#adapters/objects/bundle-file.ts';
import { caseCovers, findCase } from '#adapters/postgres/evidence/cases.ts';
import { bundleCase } from '#usecases/seal/bundle-case.ts';
import type { Command } from '../command.ts';
import { withInstallation } from './parts/installation.ts';

export const command: Command = {
  noun: 'evidence',
  verb: 'bundle',
  summary: 'Write the evidence bundle of a case: a ZIP that verifies without us',
  examples: [
    'quittance evidence bundle CASE',
    'quittance evidence bundle CASE --out case.zip --only RECORD --only RECORD',
    'quittance evidence bundle CASE --hash-only RECORD   # the record without its content',
  ],
  async run(args, { stdout, stderr }) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        only: { type: 'string', multiple: true },
        'hash-only': { type: 'string', multiple: true },
        'no-pdf': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) {
      stderr.write('quittance evidence bundle: expected one case, by its id or number\n');
      return 64;
    }
    return withInstallation(stderr, async (evidence, transactions) => {
      const found = await findCase(transactions, name);
      if (!found) {
        stderr.write(`quittance evidence bundle: there is no case ${name}\n`);
        return 66;
      }
      const out = values.out ?? `evidence-${found.number.replace(/[^A-Za-z0-9._-]/g, '_')}.zip`;
      if (existsSync(out)) {
        stderr.write(`quittance evidence bundle: ${out} is there already; name another file with --out\n`);
        return 73;
      }
      const sink = await bundleFile(out);
      const documents = values['no-pdf'] ? undefined : createDocuments({ threads: 1 });
      try {
        const summary = await bundleCase(
          { evidence, covers: caseCovers, countPages, ...(documents ? { documents } : {}) },
          {
            tenant: found.tenant,
            actor: { kind: 'system', id: 'cli' },
            caseId: found.id,
            ...(values.only ? { only: values.only } : {}),
            ...(values['hash-only'] ? { withoutContent: values['hash-only'] } : {}),
          },
          sink,
        );
        await sink.close();
        stdout.write(
          values.json
            ? `${JSON.stringify({ file: out, ...summary })}\n`
            : `${out}: ${summary.records} records, tree of ${summary.treeSize} (${summary.origin})\n`,
        );
        return 0;
      } catch (cause) {
        await sink.close();
        unlinkSync(out);
        throw cause;
      } finally {
        await documents?.close();
      }
    });
  },
};
