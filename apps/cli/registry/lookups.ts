import { parseArgs } from 'node:util';
import { listLookups } from '#contract/operations/registry.ts';
import type { Command } from '../command.ts';
import { caseIdOf, print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'registry',
  verb: 'lookups',
  summary: 'What outside sources were asked for a case: when, why, on what ground, what came, what it cost',
  examples: ['quittance registry lookups 2026-0001', 'quittance registry lookups 2026-0001 --json'],
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } });
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) {
      io.stderr.write('registry lookups: expected one CASE\nquittance registry lookups CASE [--json]\n');
      return 64;
    }
    return withServer(io, async (connection) => {
      const { items } = await connection.call(listLookups, { params: { caseId: await caseIdOf(connection, name) } });
      if (values.json) print(io, { items });
      else
        for (const one of items) {
          const abroad = one.crossesBorder ? ' abroad' : '';
          io.stdout.write(
            `${one.askedAt.slice(0, 16)}  ${one.connector.padEnd(16)} ${one.outcome.padEnd(13)} ${one.purpose} (${one.legalBasis}${abroad}), kept until ${one.retainUntil}${one.why ? `; ${one.why}` : ''}\n`,
          );
        }
      return 0;
    });
  },
};
