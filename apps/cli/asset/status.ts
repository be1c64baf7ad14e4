import { parseArgs } from 'node:util';
import { setAssetStatus } from '#contract/operations/assets.ts';
import type { Command } from '../command.ts';
import { caseIdOf, print, withServer } from '../connection.ts';

const statuses = ['clue', 'checked', 'usable'] as const;

export const command: Command = {
  noun: 'asset',
  verb: 'status',
  summary: 'Take a clue forward or back, with the reason: clue, checked, usable',
  examples: ['quittance asset status 26-000001 clue:01a2... checked --why "receipt compared with the warehouse keeper"'],
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { why: { type: 'string' }, json: { type: 'boolean' } } });
    const [name, id, to] = positionals;
    const status = statuses.find((one) => one === to);
    const { why } = values;
    if (!name || !id || !status || !why) {
      io.stderr.write('quittance asset status: expected a case, the id of a thing or relation, clue, checked or usable, and --why\n');
      return 64;
    }
    return withServer(io, async (connection) => {
      const params = { caseId: await caseIdOf(connection, name) };
      const changed = await connection.call(setAssetStatus, { params, body: { id, status, why } });
      if (values.json) print(io, changed);
      else io.stdout.write(`${changed.id}: ${changed.status}\n`);
      return 0;
    });
  },
};
