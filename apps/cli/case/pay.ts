import { parseArgs } from 'node:util';
import { recordPayment } from '#contract/operations/cases.ts';
import type { Command } from '../command.ts';
import { caseIdOf, print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'case',
  verb: 'pay',
  summary: 'Record money that came in',
  examples: ['quittance case pay 26-000001 --amount 5000.00 --on 2026-11-20 --reference "SEPA 17"'],
  async run(args, io) {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { amount: text, on: text, reference: text, towards: text, key: text },
    });
    const [name] = positionals;
    const { amount, on, reference, towards, key } = values;
    if (!name || !amount || !on) {
      io.stderr.write('quittance case pay: expected a case, --amount and --on\n');
      return 64;
    }
    return withServer(io, async (connection) => {
      const params = { caseId: await caseIdOf(connection, name) };
      const body = { amount, paidOn: on, ...(reference ? { reference } : {}), ...(towards ? { towards } : {}) };
      print(io, (await connection.call(recordPayment, { params, body }, key ? { idempotencyKey: key } : {})).row);
      return 0;
    });
  },
};
