import { exportSubjectData } from '#contract/operations/privacy.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';
import { subjectOf } from './parts/subject.ts';

export const command: Command = {
  noun: 'privacy',
  verb: 'export',
  summary: 'Everything kept about a person or organisation, place by place, others masked',
  examples: ['quittance privacy export "王小明" --json > export.json', 'quittance privacy export "Acme Ltd" --id gb-company:07687209'],
  async run(args, io) {
    const asked = subjectOf('export', args, io);
    if (!asked) return 64;
    return withServer(io, async (connection) => {
      const told = await connection.call(exportSubjectData, { body: { name: asked.name, identifiers: asked.identifiers } });
      if (asked.json) print(io, told);
      else for (const { place, items } of told.places) io.stdout.write(`${place.padEnd(12)} ${items.length}\n`);
      return 0;
    });
  },
};
