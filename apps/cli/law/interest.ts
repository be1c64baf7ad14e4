import type { Command } from '../command.ts';
import { claimFlags, claimSwitches, runLaw } from './lines/law.ts';

const usage = `quittance law interest --jurisdiction GB --amount 10000 --due 2026-01-10 --as-of 2026-03-11
quittance law interest < claim.json
quittance law interest --batch < claims.ndjson
`;

export const command: Command = {
  noun: 'law',
  verb: 'interest',
  summary: 'Interest on a sum between its due date and a day; refuses where no rate is published',
  examples: [
    'quittance law interest --jurisdiction GB --amount 10000 --due 2026-01-10 --as-of 2026-03-11',
    'quittance law interest --jurisdiction CN --amount 50000 --basis loan --contract 2024-05-06 --due 2025-05-06 --agreed-yearly 18 --as-of 2026-05-06',
  ],
  run: (args, io) =>
    runLaw(
      {
        verb: 'interest',
        usage,
        texts: claimFlags,
        switches: claimSwitches,
        answer: async () => (await import('#domain/law/ask/answers.ts')).answerInterest,
      },
      args,
      io,
    ),
};
