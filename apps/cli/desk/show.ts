import { getDesk } from '#contract/operations/cases.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'desk',
  verb: 'show',
  summary: 'Totals at risk, ageing, DSO and what to do next, as JSON',
  examples: ['quittance desk show'],
  run: (_args, io) =>
    withServer(io, async (connection) => {
      print(io, await connection.call(getDesk, {}));
      return 0;
    }),
};
