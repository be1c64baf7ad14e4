import { parseArgs } from 'node:util';
import { addNews } from '#contract/operations/news.ts';
import type { Command } from '../command.ts';
import { caseIdOf, print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'news',
  verb: 'add',
  summary: 'Bring an article about the debtor of a case: headline, text or link, with its purpose',
  examples: ['npx quittance news add 26-000001 --title "…" --url https://… --on 2026-11-20 --purpose "ability to pay" --days 90'],
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        title: { type: 'string' },
        text: { type: 'string' },
        url: { type: 'string' },
        outlet: { type: 'string' },
        on: { type: 'string' },
        purpose: { type: 'string' },
        days: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const [name, ...more] = positionals;
    const { title, purpose } = values;
    const retentionDays = Number(values.days ?? '365');
    if (!name || more.length > 0 || !title || !purpose || !Number.isInteger(retentionDays)) {
      io.stderr.write(
        'quittance news add: expected CASE --title TEXT --purpose TEXT [--text TEXT] [--url URL] [--outlet NAME] [--on DAY] [--days N]\n',
      );
      return 64;
    }
    return withServer(io, async (connection) => {
      const caseId = await caseIdOf(connection, name);
      const kept = await connection.call(addNews, {
        params: { caseId },
        body: {
          title,
          purpose,
          legalBasis: 'legal-claims',
          retentionDays,
          ...(values.text ? { text: values.text } : {}),
          ...(values.url ? { url: values.url } : {}),
          ...(values.outlet ? { outlet: values.outlet } : {}),
          ...(values.on ? { publishedOn: values.on } : {}),
        },
      });
      if (values.json) print(io, kept);
      else
        io.stdout.write(
          `${kept.id}  ${kept.suggestion.relevance}, ${kept.suggestion.tone}: ${kept.suggestion.reasons.map(({ en }) => en).join('; ')}\n`,
        );
      return 0;
    });
  },
};
