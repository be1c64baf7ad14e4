import { parseArgs } from 'node:util';
import { withdrawNewsJudgement } from '#contract/operations/news.ts';
import { withdrawJudgement } from '#contract/operations/registry.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'review',
  verb: 'undo',
  summary: 'Take a word back: of a hit by the id of its judgement, of an article by its own',
  examples: ['npx quittance review undo 018f…-9', 'npx quittance review undo 018f…-3 --news'],
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { news: { type: 'boolean' }, json: { type: 'boolean' } } });
    const [id, ...more] = positionals;
    if (!id || more.length > 0) {
      io.stderr.write('quittance review undo: expected one id\n');
      return 64;
    }
    return withServer(io, async (connection) => {
      const answer = values.news
        ? await connection.call(withdrawNewsJudgement, { params: { newsId: id } })
        : await connection.call(withdrawJudgement, { params: { judgementId: id } });
      if (values.json) print(io, answer);
      else io.stdout.write('taken back\n');
      return 0;
    });
  },
};
