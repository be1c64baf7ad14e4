import { parseArgs } from 'node:util';
import { getProcessingRecords, getProcessingRecordsCsv } from '#contract/operations/privacy.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'privacy',
  verb: 'records',
  summary: 'The record of processing (GDPR 30, PIPL 54 to 56), as JSON or CSV',
  examples: ['quittance privacy records --json', 'quittance privacy records --csv --locale zh-CN > records.csv'],
  async run(args, io) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' }, csv: { type: 'boolean' }, locale: { type: 'string' } } });
    return withServer(io, async (connection) => {
      if (values.csv) {
        const file = await connection.request(getProcessingRecordsCsv, { query: { locale: values.locale === 'en' ? 'en' : 'zh-CN' } });
        io.stdout.write(await file.text());
        return 0;
      }
      const records = await connection.call(getProcessingRecords, {});
      if (values.json) print(io, records);
      else {
        for (const one of records.activities)
          io.stdout.write(`${one.id.padEnd(12)} ${one.name.en}${one.assessmentMissing ? '  (impact assessment due)' : ''}\n`);
        for (const one of records.transfers.filter(({ crosses }) => crosses))
          io.stdout.write(`to ${one.to}  ${one.title.en}: ${one.ground ? one.ground.route : one.free ? 'free' : 'blocked, no ground set'}\n`);
      }
      return 0;
    });
  },
};
