import type { Command } from '../command.ts';
import { claimFlags, claimSwitches, runLaw } from './lines/law.ts';

const usage = `quittance law limitation --jurisdiction CN --due 2023-06-30 [--basis sale] [--as-of 2026-11-23]
quittance law limitation < claim.json      (with events)
quittance law limitation --batch < claims.ndjson
`;

export const command: Command = {
  noun: 'law',
  verb: 'limitation',
  summary: 'Until when a claim can be brought, what interrupted the period and what can',
  examples: ['quittance law limitation --jurisdiction DE --due 2022-05-15', 'quittance law limitation < claim.json'],
  run: (args, io) =>
    runLaw(
      {
        verb: 'limitation',
        usage,
        texts: claimFlags,
        switches: claimSwitches,
        answer: async () => {
          const { calendarFor } = await import('#domain/law/ask/calendars.ts');
          const { answerLimitation } = await import('#domain/law/ask/answers.ts');
          return async (request, today, book) => answerLimitation(request, today, book, await calendarFor(request));
        },
      },
      args,
      io,
    ),
};
