import { parseArgs } from 'node:util';
import { approveMessage } from '#contract/operations/letters.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'letter',
  verb: 'approve',
  summary: 'Approve a letter: it is sent where SMTP is set up, otherwise it waits in the outbox as PDF',
  examples: ['quittance letter approve 01a20a45-48aa-7d3c-9c5e-3e9f0a1b2c3d'],
  async run(args, io) {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } });
    const [messageId] = positionals;
    if (!messageId) {
      io.stderr.write('quittance letter approve: expected the id of a letter (quittance letter list)\n');
      return 64;
    }
    return withServer(io, async (connection) => {
      print(io, await connection.call(approveMessage, { params: { messageId }, body: {} }));
      return 0;
    });
  },
};
