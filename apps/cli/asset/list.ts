import { parseArgs } from 'node:util';
import { getAssets } from '#contract/operations/assets.ts';
import type { Command } from '../command.ts';
import { caseIdOf, print, withServer } from '../connection.ts';

const signs = { clue: '◌', checked: '◍', usable: '●' } as const;

export const command: Command = {
  noun: 'asset',
  verb: 'list',
  summary: 'The assets of a case, best first, with value, reachability and freshness; --json is the whole map',
  examples: ['quittance asset list 26-000001', 'quittance asset list 26-000001 --status usable', 'quittance asset list 26-000001 --json'],
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { status: { type: 'string' }, json: { type: 'boolean' } } });
    const [name] = positionals;
    if (!name || (values.status && !(values.status in signs))) {
      io.stderr.write('quittance asset list: expected a case, and --status clue, checked or usable where given\n');
      return 64;
    }
    return withServer(io, async (connection) => {
      const map = await connection.call(getAssets, { params: { caseId: await caseIdOf(connection, name) } });
      if (values.json) {
        print(io, map);
        return 0;
      }
      const nodes = new Map(map.nodes.map((node) => [node.id, node]));
      for (const { node: id, because, text } of map.steps) {
        const node = nodes.get(id);
        if (!node || (values.status && node.status !== values.status)) continue;
        const value = node.value ? `${node.value.currency} ${node.value.amount}` : '-';
        const figures = [because.value, because.reachability, because.freshness]
          .map(({ perMille }) => (perMille === undefined ? '?' : perMille))
          .join(' x ');
        io.stdout.write(
          `${signs[node.status]} ${node.status.padEnd(8)} ${value.padStart(18)}  ${figures.padEnd(18)} ${node.name}  (${id})\n    ${text.en}\n`,
        );
      }
      if (!map.screening) io.stderr.write('the first drawing of this map has not run yet\n');
      return 0;
    });
  },
};
