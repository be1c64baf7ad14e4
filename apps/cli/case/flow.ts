import { parseArgs } from 'node:util';
import { exportFlow, getFlow } from '#contract/operations/flow.ts';
import type { Command } from '../command.ts';
import { caseIdOf, print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'case',
  verb: 'flow',
  summary: 'The flow of funds of a case from its sealed bank statements: a table, --csv or --json; loan money first in, first out (a convention)',
  examples: [
    'quittance case flow 26-000001',
    'quittance case flow 26-000001 --from 2026-01-01 --least 1000 --currency CNY',
    'quittance case flow 26-000001 --csv',
  ],
  async run(args, io) {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        least: { type: 'string' },
        currency: { type: 'string' },
        csv: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const [name, ...more] = positionals;
    if (!name || more.length > 0 || (values.csv && values.json)) {
      io.stderr.write('quittance case flow: expected one case, and at most one of --csv and --json\n');
      return 64;
    }
    const { csv, json, ...query } = values;
    return withServer(io, async (connection) => {
      const input = { params: { caseId: await caseIdOf(connection, name) }, query };
      if (csv) {
        io.stdout.write(await (await connection.request(exportFlow, input)).text());
        return 0;
      }
      const flow = await connection.call(getFlow, input);
      if (json) {
        print(io, flow);
        return 0;
      }
      const names = new Map(flow.nodes.map((node) => [node.id, node.name]));
      for (const { on, kind, from, to, amount, fromLoan, sources } of flow.edges) {
        const leaves = sources.map(({ logIndex, account, entry }) => `#${logIndex ?? '-'}/${account}/${entry}`).join(' ');
        const figures = `${amount.amount.padStart(16)} ${amount.currency}  of the loan ${fromLoan.amount.padStart(14)}`;
        io.stdout.write(`${on}  ${kind.padEnd(9)}  ${figures}  ${names.get(from) ?? from} -> ${names.get(to) ?? to}  ${leaves}\n`);
      }
      if (flow.left.length > 0) io.stderr.write(`left out: ${flow.left.length} entries; --json says why\n`);
      for (const { name: file, code } of flow.unreadable) io.stderr.write(`could not be read: ${file} [${code}]\n`);
      return 0;
    });
  },
};
