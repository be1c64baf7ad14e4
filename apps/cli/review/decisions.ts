import { parseArgs } from 'node:util';
import { listMatchWords } from '#contract/operations/matching.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';

const verdicts = ['debtor', 'other', 'unsure'] as const;
const asWord = { debtor: 'positive', other: 'negative', unsure: 'unsure' } as const;

export const command: Command = {
  noun: 'review',
  verb: 'decisions',
  summary: 'The words given on hits, newest first, beside what the matcher says of the names; "review undo ID" takes one back',
  examples: ['npx quittance review decisions', 'npx quittance review decisions --verdict other --json'],
  async run(args, io) {
    const { values } = parseArgs({ args, options: { verdict: { type: 'string' }, cursor: { type: 'string' }, json: { type: 'boolean' } } });
    const verdict = verdicts.find((one) => one === values.verdict);
    if (values.verdict !== undefined && !verdict) {
      io.stderr.write(`quittance review decisions: expected --verdict out of ${verdicts.join(', ')}, got ${values.verdict}\n`);
      return 64;
    }
    return withServer(io, async (connection) => {
      const page = await connection.call(listMatchWords, {
        query: { limit: 100, ...(verdict ? { verdict: asWord[verdict] } : {}), ...(values.cursor ? { cursor: values.cursor } : {}) },
      });
      if (values.json) print(io, page);
      else
        for (const { id, caseNumber, debtor, entry, verdict: said, inForce } of page.items)
          io.stdout.write(`${id}  ${caseNumber}  ${debtor} ~ ${entry}: ${said} (matcher ${inForce.score.toFixed(2)}, ${inForce.verdict})\n`);
      if (!values.json && page.next) io.stdout.write(`more with --cursor ${page.next}\n`);
      return 0;
    });
  },
};
