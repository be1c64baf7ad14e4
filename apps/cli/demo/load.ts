import { loadDemo } from '#contract/operations/settings.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'demo',
  verb: 'load',
  summary: 'Load the labelled demo portfolio',
  examples: ['quittance demo load'],
  run: (_args, io) =>
    withServer(io, async (connection) => {
      print(io, await connection.call(loadDemo, { body: {} }));
      return 0;
    }),
};
