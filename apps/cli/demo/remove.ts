import { removeDemo } from '#contract/operations/settings.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'demo',
  verb: 'remove',
  summary: 'Remove the demo portfolio, and nothing else',
  examples: ['quittance demo remove'],
  run: (_args, io) =>
    withServer(io, async (connection) => {
      print(io, await connection.call(removeDemo, {}));
      return 0;
    }),
};
