import { parseArgs } from 'node:util';
import { type AssetMapJson, getAssets, screenAssets } from '#contract/operations/assets.ts';
import type { Command } from '../command.ts';
import { caseIdOf, print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'asset',
  verb: 'screen',
  summary: 'Draw the map of a case again from the local register; what people added or checked stays',
  examples: ['quittance asset screen 26-000001'],
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } });
    const [name] = positionals;
    if (!name) {
      io.stderr.write('quittance asset screen: expected a case\n');
      return 64;
    }
    return withServer(io, async (connection) => {
      const params = { caseId: await caseIdOf(connection, name) };
      let map: AssetMapJson = await connection.call(screenAssets, { params });
      while (map.drawing.state === 'asked' || map.drawing.state === 'drawing') {
        if (!values.json) io.stderr.write(`\rring ${map.drawing.rings} of ${map.drawing.ofRings}, ${map.drawing.found} things`);
        await new Promise((resume) => setTimeout(resume, 300));
        map = await connection.call(getAssets, { params });
      }
      if (!values.json) io.stderr.write('\n');
      if (map.drawing.state === 'failed') {
        io.stderr.write('the drawing failed; it is tried again by itself\n');
        return 70;
      }
      if (values.json) print(io, map);
      else
        io.stdout.write(
          `${map.nodes.length} things, ${map.edges.length} relations; ${map.screening?.sources.join(', ') || 'no register held anything'}\n`,
        );
      return 0;
    });
  },
};
