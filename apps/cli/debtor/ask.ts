import { parseArgs } from 'node:util';
import { askConnector } from '#contract/operations/registry.ts';
import type { Command } from '../command.ts';
import { caseIdOf, print, withServer } from '../connection.ts';

const bases = ['contract', 'legal-claims', 'legitimate-interest', 'consent', 'public-information'] as const;

export const command: Command = {
  noun: 'debtor',
  verb: 'ask',
  summary: 'Ask an outside source or the news about the debtor of a case; needs a purpose, and keeps the answer for --days',
  examples: [
    'npx quittance debtor ask 26-000001 gleif --purpose "identity of the debtor"',
    'npx quittance debtor ask 26-000001 gdelt --purpose "ability to pay" --basis legal-claims --days 90',
  ],
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { purpose: { type: 'string' }, basis: { type: 'string' }, days: { type: 'string' }, json: { type: 'boolean' } },
    });
    const [name, connector, ...more] = positionals;
    const legalBasis = bases.find((one) => one === (values.basis ?? 'legal-claims'));
    const retentionDays = Number(values.days ?? '365');
    if (!name || !connector || more.length > 0 || !values.purpose || !legalBasis || !Number.isInteger(retentionDays)) {
      io.stderr.write(`quittance debtor ask: expected CASE SOURCE --purpose TEXT [--basis ${bases.join('|')}] [--days N]\n`);
      return 64;
    }
    const { purpose } = values;
    return withServer(io, async (connection) => {
      const caseId = await caseIdOf(connection, name);
      const asked = await connection.call(askConnector, { params: { caseId }, body: { connector, purpose, legalBasis, retentionDays } });
      if (values.json) print(io, asked);
      else {
        io.stdout.write(`${asked.answer}${asked.lookup.why ? `: ${asked.lookup.why}` : ''}\n`);
        for (const finding of asked.findings) io.stdout.write(`  ${finding.name}${finding.url ? `  ${finding.url}` : ''}\n`);
      }
      return asked.answer === 'source-failed' ? 69 : 0;
    });
  },
};
