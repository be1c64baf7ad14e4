import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { getMessagePdf } from '#contract/operations/letters.ts';
import type { Command } from '../command.ts';
import { withServer } from '../connection.ts';

export const command: Command = {
  noun: 'letter',
  verb: 'pdf',
  summary: 'Write a letter as PDF',
  examples: ['quittance letter pdf 01a20a45-48aa-7d3c-9c5e-3e9f0a1b2c3d --out demand.pdf'],
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { out: { type: 'string' } } });
    const [messageId] = positionals;
    const { out } = values;
    if (!messageId || !out) {
      io.stderr.write('quittance letter pdf: expected the id of a letter and --out FILE\n');
      return 64;
    }
    return withServer(io, async (connection) => {
      const answer = await connection.request(getMessagePdf, { params: { messageId } });
      writeFileSync(out, Buffer.from(await answer.arrayBuffer()));
      io.stderr.write(`wrote ${out}\n`);
      return 0;
    });
  },
};
