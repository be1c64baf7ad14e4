import { parseArgs } from 'node:util';
import { getMatchLearning, learnMatching, resetMatching } from '#contract/operations/matching.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'names',
  verb: 'learn',
  summary: 'Fit the matcher to the decisions on hits, show what it learned, or take the shipped coefficients again; JSON',
  examples: ['quittance names learn', 'quittance names learn --show', 'quittance names learn --reset'],
  async run(args, io) {
    let values: { show?: boolean; reset?: boolean };
    try {
      ({ values } = parseArgs({ args, options: { show: { type: 'boolean' }, reset: { type: 'boolean' }, json: { type: 'boolean' } } }));
    } catch (error) {
      io.stderr.write(`names learn: ${(error as Error).message}\n`);
      return 64;
    }
    if (values.show && values.reset) {
      io.stderr.write('names learn: expected --show or --reset, got both\n');
      return 64;
    }
    const asked = values.reset ? resetMatching : values.show ? getMatchLearning : learnMatching;
    return withServer(io, async (connection) => {
      print(io, await connection.call(asked, {}));
      return 0;
    });
  },
};
