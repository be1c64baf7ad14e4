import { parseArgs } from 'node:util';
import { systemClock } from '#adapters/clock/system.ts';
import { findCase } from '#adapters/postgres/evidence/cases.ts';
import { postgresAudit } from '#adapters/postgres/govern/audit.ts';
import { erase } from '#usecases/seal/erase.ts';
import type { Command } from '../command.ts';
import { withInstallation } from './parts/installation.ts';

export const command: Command = {
  noun: 'evidence',
  verb: 'erase',
  summary: 'Erase the sealed data of a case, or some records or one person of it, for good; the log stays whole',
  examples: [
    'quittance evidence erase CASE --law 个人信息保护法 --article 47 --yes',
    'quittance evidence erase CASE --record RECORD --law GDPR --article "17(1)(b)" --yes',
    'quittance evidence erase CASE --subject PERSON --law GDPR --article "17(1)(b)" --yes',
  ],
  async run(args, { stdout, stderr }) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        law: { type: 'string' },
        article: { type: 'string' },
        record: { type: 'string', multiple: true },
        subject: { type: 'string' },
        yes: { type: 'boolean', default: false },
      },
    });
    const [name, ...more] = positionals;
    const { law, article } = values;
    if (name === undefined || more.length > 0 || !law || !article) {
      stderr.write('quittance evidence erase: expected one case, --law and --article: the legal basis is sealed with the erasure\n');
      return 64;
    }
    if (!values.yes) {
      stderr.write('quittance evidence erase: this cannot be taken back; say --yes\n');
      return 64;
    }
    return withInstallation(stderr, async (evidence, transactions) => {
      const found = await findCase(transactions, name);
      if (!found) {
        stderr.write(`quittance evidence erase: there is no case ${name}\n`);
        return 66;
      }
      const done = await erase(
        { ...evidence, objects: evidence.sealed, audit: postgresAudit(systemClock), now: () => new Date() },
        {
          tenant: found.tenant,
          actor: { kind: 'system', id: 'cli' },
          scope: values.record
            ? { kind: 'records', ids: values.record }
            : values.subject === undefined
              ? { kind: 'case', id: found.id }
              : { kind: 'subject', id: values.subject },
          legalBasis: { instrument: law, article, status: 'unverified' },
        },
      );
      stdout.write(`${JSON.stringify(done)}\n`);
      return done.kind === 'refusal' ? 1 : 0;
    });
  },
};
