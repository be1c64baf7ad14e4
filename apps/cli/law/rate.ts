import type { Command } from '../command.ts';
import { runLaw } from './lines/law.ts';

const usage = `quittance law rate CN.LPR_1Y --on 2026-09-01
quittance law rate [--jurisdiction CN]      (the list)
quittance law rate --batch < requests.ndjson
`;

export const command: Command = {
  noun: 'law',
  verb: 'rate',
  summary: 'A reference rate on a day, its source, and until when it is published',
  examples: ['quittance law rate CN.LPR_1Y --on 2026-09-01', 'quittance law rate --jurisdiction GB'],
  run: (args, io) =>
    runLaw(
      {
        verb: 'rate',
        usage,
        texts: { series: 'series', jurisdiction: 'jurisdiction', on: 'on', 'known-on': 'knownOn' },
        switches: {},
        bare: 'series',
        answer: async () => (await import('#domain/law/ask/answers.ts')).answerRate,
      },
      args,
      io,
    ),
};
