import { parseArgs } from 'node:util';
import { judgeHits } from '#contract/operations/debtor.ts';
import { judgeNews } from '#contract/operations/news.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';

const verdicts = ['debtor', 'other', 'unsure'] as const;
const tones = ['adverse', 'favourable', 'neutral'] as const;
const asHit = { debtor: 'positive', other: 'negative', unsure: 'unsure' } as const;
const asNews = { debtor: 'relevant', other: 'other', unsure: 'unsure' } as const;

export const command: Command = {
  noun: 'review',
  verb: 'judge',
  summary: 'Say whose a hit or an article is; the debtor’s cases are assessed again',
  examples: [
    'npx quittance review judge 018f…-1 debtor --why "number and address agree"',
    'npx quittance review judge 018f…-1 018f…-2 other --why "another town"',
    'npx quittance review judge 018f…-3 debtor --news --tone adverse --why "names the debtor and its town"',
  ],
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { why: { type: 'string' }, news: { type: 'boolean' }, tone: { type: 'string' }, json: { type: 'boolean' } },
    });
    const verdict = verdicts.find((one) => one === positionals.at(-1));
    const ids = positionals.slice(0, -1);
    const tone = tones.find((one) => one === values.tone);
    const why = values.why ?? '';
    if (!verdict || ids.length === 0 || why.trim().length < 3 || (values.tone !== undefined && !tone) || (values.news && ids.length > 1)) {
      io.stderr.write(
        `quittance review judge: expected ID... and a verdict out of ${verdicts.join(', ')}, with --why; of news one at a time, with --tone out of ${tones.join(', ')}\n`,
      );
      return 64;
    }
    return withServer(io, async (connection) => {
      const [id = ''] = ids;
      const answer = values.news
        ? await connection.call(judgeNews, { params: { newsId: id }, body: { verdict: asNews[verdict], why, ...(tone ? { tone } : {}) } })
        : await connection.call(judgeHits, { body: { hits: ids, verdict: asHit[verdict], why } });
      if (values.json) print(io, answer);
      else io.stdout.write(`said of ${ids.length}: ${verdict}\n`);
      return 0;
    });
  },
};
