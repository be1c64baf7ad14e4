import { parseArgs } from 'node:util';
import { getAssessment, getCase, getContact, getPosition, getTimeline } from '#contract/operations/cases.ts';
import type { Command } from '../command.ts';
import { caseIdOf, print, withServer } from '../connection.ts';

const parts = ['case', 'position', 'timeline', 'contact', 'report'] as const;

export const command: Command = {
  noun: 'case',
  verb: 'show',
  summary: `A case as JSON, or one part of it: ${parts.join(', ')}`,
  examples: ['quittance case show 26-000001', 'quittance case show 26-000001 position', 'quittance case show 26-000001 report'],
  async run(args, io) {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } });
    const [name, part = 'case'] = positionals;
    if (!name || !(parts as readonly string[]).includes(part)) {
      io.stderr.write(`quittance case show: expected a case and at most one of ${parts.join(', ')}\n`);
      return 64;
    }
    return withServer(io, async (connection) => {
      const params = { caseId: await caseIdOf(connection, name) };
      if (part === 'position') print(io, await connection.call(getPosition, { params }));
      else if (part === 'timeline') print(io, await connection.call(getTimeline, { params }));
      else if (part === 'contact') print(io, await connection.call(getContact, { params }));
      else {
        const detail = await connection.call(getCase, { params });
        if (part === 'report' && detail.assessmentId)
          print(io, await connection.call(getAssessment, { params: { assessmentId: detail.assessmentId } }));
        else print(io, detail);
      }
      return 0;
    });
  },
};
