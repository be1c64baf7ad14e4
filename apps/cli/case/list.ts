import { parseArgs } from 'node:util';
import { listCases } from '#contract/operations/cases.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'case',
  verb: 'list',
  summary: 'Cases by next action, amount, age or limitation; --json pages with --cursor',
  examples: ['quittance case list', 'quittance case list --q Nordhafen --closed all', 'quittance case list --sort limitation --limit 20 --json'],
  async run(args, io) {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({
      args,
      options: {
        q: text,
        stage: text,
        country: text,
        currency: text,
        closed: text,
        sort: text,
        limit: text,
        cursor: text,
        json: { type: 'boolean' },
      },
    });
    const { json, limit, closed, sort, ...filters } = values;
    return withServer(io, async (connection) => {
      const query = {
        ...filters,
        ...(limit ? { limit: Number(limit) } : {}),
        ...(closed ? { closed: closed as 'all' } : {}),
        ...(sort ? { sort: sort as 'next' } : {}),
      };
      const page = await connection.call(listCases, { query });
      if (json) print(io, page);
      else {
        for (const row of page.items) {
          io.stdout.write(
            `${row.number}  ${row.currency} ${(row.total ?? row.outstanding).padStart(15)}  ${row.stage.padEnd(10)}  ${row.next?.by ?? '          '}  ${row.debtor}  ${row.next?.text.en ?? ''}\n`,
          );
        }
      }
      return 0;
    });
  },
};
