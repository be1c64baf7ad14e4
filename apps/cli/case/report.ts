import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { assessCase, getCase, getReportPdf } from '#contract/operations/cases.ts';
import type { Command } from '../command.ts';
import { caseIdOf, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'case',
  verb: 'report',
  summary: 'Write the assessment report as PDF; --fresh assesses as of today first',
  examples: ['quittance case report 26-000001 --out report.pdf', 'quittance case report 26-000001 --locale zh-CN --fresh --out bericht.pdf'],
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { out: { type: 'string' }, locale: { type: 'string' }, fresh: { type: 'boolean' } },
    });
    const [name] = positionals;
    const locale = values.locale ?? 'zh-CN';
    if (!name || !values.out || (locale !== 'zh-CN' && locale !== 'en')) {
      io.stderr.write('quittance case report: expected a case, --out FILE and --locale zh-CN or en\n');
      return 64;
    }
    const { out } = values;
    return withServer(io, async (connection) => {
      const params = { caseId: await caseIdOf(connection, name) };
      const assessmentId = values.fresh
        ? (await connection.call(assessCase, { params })).id
        : (await connection.call(getCase, { params })).assessmentId;
      const answer = await connection.request(getReportPdf, { params: { assessmentId: assessmentId ?? '' }, query: { locale } });
      writeFileSync(out, Buffer.from(await answer.arrayBuffer()));
      io.stderr.write(`wrote ${out}\n`);
      return 0;
    });
  },
};
