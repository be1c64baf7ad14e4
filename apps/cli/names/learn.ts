import { parseArgs } from 'node:util';
import { getMatchLearning, learnMatching, previewMatchLearning, resetMatching } from '#contract/operations/matching.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'names',
  verb: 'learn',
  summary: 'Fit the matcher to the decisions on hits, show what it would learn or has learned, or take the shipped coefficients again; JSON',
  examples: ['quittance names learn', 'quittance names learn --preview', 'quittance names learn --show', 'quittance names learn --reset'],
  async run(args, io) {
    let values: { show?: boolean; preview?: boolean; reset?: boolean };
    try {
      ({ values } = parseArgs({
        args,
        options: { show: { type: 'boolean' }, preview: { type: 'boolean' }, reset: { type: 'boolean' }, json: { type: 'boolean' } },
      }));
    } catch (error) {
      io.stderr.write(`names learn: ${(error as Error).message}\n`);
      return 64;
    }
    const given = (['show', 'preview', 'reset'] as const).filter((name) => values[name]);
    if (given.length > 1) {
      io.stderr.write(`names learn: expected one of --show, --preview and --reset, got ${given.map((name) => `--${name}`).join(' and ')}\n`);
      return 64;
    }
    const operations = { show: getMatchLearning, preview: previewMatchLearning, reset: resetMatching };
    const [asked] = given;
    return withServer(io, async (connection) => {
      print(io, await connection.call(asked ? operations[asked] : learnMatching, {}));
      return 0;
    });
  },
};
