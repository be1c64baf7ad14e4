import type { Command } from '../command.ts';
import { runLaw } from './lines/law.ts';

const usage = `quittance law fee acceptance --jurisdiction CN --amount 1000000 [--half] [--on 2026-01-01]
quittance law fee --jurisdiction CN --amount 1000000      (all of them)
quittance law fee --batch < requests.ndjson
`;

export const command: Command = {
  noun: 'law',
  verb: 'fee',
  summary: 'A court fee, collection cost or fixed sum on an amount, band by band',
  examples: ['quittance law fee acceptance --jurisdiction CN --amount 1000000', 'quittance law fee money_claim --jurisdiction GB-EAW --amount 12000'],
  run: (args, io) =>
    runLaw(
      {
        verb: 'fee',
        usage,
        texts: { jurisdiction: 'jurisdiction', amount: 'amount', currency: 'currency', on: 'on', fee: 'fee' },
        switches: { half: 'half' },
        bare: 'fee',
        answer: async () => (await import('#domain/law/ask/answers.ts')).answerFee,
      },
      args,
      io,
    ),
};
