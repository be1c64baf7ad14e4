import { parseArgs } from 'node:util';
import { listMessages } from '#contract/operations/letters.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'letter',
  verb: 'list',
  summary: 'The outbox: every letter with its state',
  examples: ['quittance letter list', 'quittance letter list --state awaiting-approval --json'],
  async run(args, io) {
    const { values } = parseArgs({ args, options: { state: { type: 'string' }, json: { type: 'boolean' } } });
    return withServer(io, async (connection) => {
      const page = await connection.call(listMessages, { query: values.state ? { state: values.state } : {} });
      if (values.json) print(io, page);
      else
        for (const one of page.items)
          io.stdout.write(`${one.id}  ${one.state.padEnd(17)}  ${one.caseNumber}  ${one.channel.padEnd(5)}  ${one.to}  ${one.subject}\n`);
      return 0;
    });
  },
};
