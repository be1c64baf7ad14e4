import { parseArgs } from 'node:util';
import { getCall } from '#contract/operations/calls.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'call',
  verb: 'show',
  summary: 'One call as JSON: consent, purpose, the contact policy’s answer, recordings with their seals',
  examples: ['quittance call show 01920000-0000-7000-8000-000000000000'],
  async run(args, io) {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } });
    const [callId, ...more] = positionals;
    if (!callId || more.length > 0) {
      io.stderr.write('quittance call show: expected the id of one call\n');
      return 64;
    }
    return withServer(io, async (connection) => {
      print(io, await connection.call(getCall, { params: { callId } }));
      return 0;
    });
  },
};
