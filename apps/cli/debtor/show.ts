import { parseArgs } from 'node:util';
import { getDebtor } from '#contract/operations/debtor.ts';
import type { Command } from '../command.ts';
import { caseIdOf, print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'debtor',
  verb: 'show',
  summary: 'Who the debtor of a case is: numbers, registers with their age, and hits that wait for a word, each line by line',
  examples: ['npx quittance debtor show 26-000001', 'npx quittance debtor show 26-000001 --json'],
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } });
    const [name, ...more] = positionals;
    if (!name || more.length > 0) {
      io.stderr.write('quittance debtor show: expected one case, by its number or id\n');
      return 64;
    }
    return withServer(io, async (connection) => {
      const debtor = await connection.call(getDebtor, { params: { caseId: await caseIdOf(connection, name) } });
      if (values.json) {
        print(io, debtor);
        return 0;
      }
      const line = (text: string) => io.stdout.write(`${text}\n`);
      line([debtor.name, debtor.country, debtor.address].filter(Boolean).join(', '));
      for (const one of debtor.identifiers) line(`  ${one.scheme} ${one.value}: ${one.check}${one.why ? ` (${one.why.en})` : ''}`);
      for (const one of [...debtor.register, ...debtor.lists])
        line(
          `  ${one.kind.padEnd(13)} ${one.source.en}${one.asOf ? `, as of ${one.asOf.slice(0, 10)}` : ''}${one.stale ? ', stale' : ''}${one.why ? `: ${one.why.en}` : ''}`,
        );
      for (const hit of debtor.hits) {
        line(`${hit.id}  ${hit.list ?? 'register'}: ${hit.name} [${hit.sourceName}] ${hit.judgement ? hit.judgement.verdict : 'waiting'}`);
        for (const row of hit.rows) line(`    ${row.field.padEnd(8)} ${row.standing.padEnd(8)} ${row.words.en}`);
      }
      return 0;
    });
  },
};
