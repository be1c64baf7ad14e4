import { parseArgs } from 'node:util';
import { listNews } from '#contract/operations/news.ts';
import type { Command } from '../command.ts';
import { caseIdOf, print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'news',
  verb: 'list',
  summary: 'Articles that may be about the debtor of a case, with what rules suggest and what a person said',
  examples: ['npx quittance news list 26-000001', 'npx quittance news list 26-000001 --json'],
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } });
    const [name, ...more] = positionals;
    if (!name || more.length > 0) {
      io.stderr.write('quittance news list: expected one case, by its number or id\n');
      return 64;
    }
    return withServer(io, async (connection) => {
      const news = await connection.call(listNews, { params: { caseId: await caseIdOf(connection, name) } });
      if (values.json) print(io, news);
      else
        for (const one of news.items)
          io.stdout.write(
            `${one.id}  ${one.publishedOn ?? '          '}  ${one.judged ? `${one.judged.verdict} ${one.judged.tone ?? ''}` : `waiting (${one.suggestion.tone})`}  ${one.title} [${one.outlet}]\n`,
          );
      return 0;
    });
  },
};
