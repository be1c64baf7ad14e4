import { parseArgs } from 'node:util';
import { listReviewHits } from '#contract/operations/debtor.ts';
import { listReviewNews } from '#contract/operations/news.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';

const kinds = ['list', 'register', 'news'] as const;
const states = ['waiting', 'unsure', 'decided'] as const;

export const command: Command = {
  noun: 'review',
  verb: 'list',
  summary: 'What waits for a person’s word over all open cases: hits in lists and registers, news',
  examples: ['npx quittance review list', 'npx quittance review list --kind news --state decided --json'],
  async run(args, io) {
    const { values } = parseArgs({
      args,
      options: { kind: { type: 'string' }, state: { type: 'string' }, cursor: { type: 'string' }, json: { type: 'boolean' } },
    });
    const kind = kinds.find((one) => one === values.kind);
    const state = states.find((one) => one === (values.state ?? 'waiting'));
    if ((values.kind !== undefined && !kind) || !state) {
      io.stderr.write(`quittance review list: expected --kind out of ${kinds.join(', ')} and --state out of ${states.join(', ')}\n`);
      return 64;
    }
    const page = { state, limit: 100, ...(values.cursor ? { cursor: values.cursor } : {}) };
    return withServer(io, async (connection) => {
      if (kind === 'news') {
        const news = await connection.call(listReviewNews, { query: page });
        if (values.json) print(io, news);
        else
          for (const one of news.items)
            io.stdout.write(
              `${one.id}  ${one.caseNumber}  ${one.publishedOn ?? ''}  ${one.title} [${one.suggestion.relevance}, ${one.suggestion.tone}]\n`,
            );
        if (!values.json && news.next) io.stdout.write(`${news.total} in all; more with --cursor ${news.next}\n`);
        return 0;
      }
      const hits = await connection.call(listReviewHits, { query: { ...page, ...(kind ? { kind } : {}) } });
      if (values.json) print(io, hits);
      else
        for (const one of hits.items)
          io.stdout.write(
            `${one.id}  ${one.caseNumber}  ${one.list ?? 'register'}  ${one.debtor} ~ ${one.name} [${one.sourceName}, by ${one.foundBy}]\n`,
          );
      if (!values.json && hits.next) io.stdout.write(`${hits.total} in all; more with --cursor ${hits.next}\n`);
      return 0;
    });
  },
};
