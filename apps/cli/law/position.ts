import type { Command } from '../command.ts';
import { claimFlags, claimSwitches, runLaw } from './lines/law.ts';

const usage = `quittance law position --jurisdiction DE --amount 10000 --due 2025-03-01 [--as-of 2026-11-23] [--consumer] [--basis sale] [--agreed-yearly 12]
quittance law position < claim.json
quittance law position --batch < claims.ndjson
`;

export const command: Command = {
  noun: 'law',
  verb: 'position',
  summary: 'What a claim is worth on a day: interest, compensation, limitation, each with its rule',
  examples: [
    'quittance law position --jurisdiction CN --amount 100000 --due 2025-01-31 --as-of 2026-09-30',
    'quittance law position < claim.json      (a claim as filed, with asOf beside it)',
    'quittance law position --batch < claims.ndjson > positions.ndjson',
  ],
  run: (args, io) =>
    runLaw(
      {
        verb: 'position',
        usage,
        texts: claimFlags,
        switches: claimSwitches,
        answer: async () => (await import('#domain/law/ask/answers.ts')).answerPosition,
      },
      args,
      io,
    ),
};
