import { eraseSubjectData } from '#contract/operations/privacy.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';
import { subjectOf } from './parts/subject.ts';

export const command: Command = {
  noun: 'privacy',
  verb: 'erase',
  summary: 'Erase what may go about a person or organisation, and say why the rest stays',
  examples: ['quittance privacy erase "王小明"', 'quittance privacy erase "Acme Ltd" --id gb-company:07687209 --json'],
  async run(args, io) {
    const asked = subjectOf('erase', args, io);
    if (!asked) return 64;
    return withServer(io, async (connection) => {
      const done = await connection.call(eraseSubjectData, { body: { name: asked.name, identifiers: asked.identifiers } });
      if (asked.json) print(io, done);
      else {
        for (const { place, count } of done.erased) io.stdout.write(`erased  ${place.padEnd(12)} ${count}\n`);
        for (const { place, count, why, because } of done.kept)
          io.stdout.write(
            `kept    ${place.padEnd(12)} ${count}  ${why.en} (${because.map((one) => `${one.instrument} ${one.article ?? ''}`.trim()).join('; ')})\n`,
          );
        if (done.erased.length + done.kept.length === 0) io.stdout.write('nothing is kept under this name or number\n');
      }
      return 0;
    });
  },
};
