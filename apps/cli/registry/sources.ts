import { parseArgs } from 'node:util';
import { listConnectors, listRegistrySources } from '#contract/operations/registry.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'registry',
  verb: 'sources',
  summary: 'Imported registers and lists, and outside sources with price, rate, seat and whether they are set up',
  examples: ['quittance registry sources', 'quittance registry sources --json'],
  async run(args, io) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
    return withServer(io, async (connection) => {
      const [{ items: imported }, { items: connectors }] = await Promise.all([
        connection.call(listRegistrySources, {}),
        connection.call(listConnectors, {}),
      ]);
      if (values.json) print(io, { imported, connectors });
      else {
        for (const one of imported)
          io.stdout.write(`imported  ${one.id.padEnd(28)} ${one.asOf}  ${one.licence}${one.exportable ? '' : ', not to be exported'}\n`);
        for (const one of connectors) {
          const price = one.costMinor === 0 ? 'free' : `${one.costMinor} ${one.currency} minor units a call`;
          const state = one.ready ? 'ready' : one.enabled ? 'needs a key' : 'off';
          io.stdout.write(`outside   ${one.id.padEnd(18)} ${state.padEnd(12)} ${one.seat}  ${price}, ${one.rate.calls} in ${one.rate.seconds} s\n`);
        }
      }
      return 0;
    });
  },
};
