import { parseArgs } from 'node:util';
import { addCallRecording } from '#contract/operations/calls.ts';
import { consentForms } from '#contract/schemas/call.ts';
import type { Command } from '../command.ts';
import { caseIdOf, fileForm, missingFile, print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'call',
  verb: 'add',
  summary: 'A recording with its call, purpose and consent into a case; refused without them, with the laws that ask',
  examples: [
    'quittance call add 26-000001 call.wav --direction outbound --started 2026-11-20T17:00:00+08:00 --purpose "proof of the promise" --consent spoken --consent-at 2026-11-20T17:00:20+08:00 --consent-by "Mr Example"',
    'quittance call add 26-000001 call.mp3 --direction inbound --started 2026-11-20T09:00:00Z --purpose proof --consent not-needed --consent-at 2026-11-20T09:00:00Z --consent-by "Li Wei" --law 个人信息保护法 --article 13',
  ],
  async run(args, io) {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        direction: { type: 'string' },
        started: { type: 'string' },
        purpose: { type: 'string' },
        consent: { type: 'string' },
        'consent-at': { type: 'string' },
        'consent-by': { type: 'string' },
        law: { type: 'string' },
        article: { type: 'string' },
        agent: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const [name, path, ...more] = positionals;
    const direction = (['outbound', 'inbound'] as const).find((known) => known === values.direction);
    const consent = consentForms.find((known) => known === values.consent);
    if (!name || !path || more.length > 0 || !direction || !values.started || (values.consent !== undefined && !consent)) {
      io.stderr.write(
        `quittance call add: expected a case, a file, --direction outbound or inbound, --started TIME, and --consent out of ${consentForms.join(', ')}\n`,
      );
      return 64;
    }
    if (missingFile(io, path)) return 66;
    return withServer(io, async (connection) => {
      const query = {
        direction,
        startedAt: values.started as string,
        ...(values.purpose ? { purpose: values.purpose } : {}),
        ...(consent ? { consent } : {}),
        ...(values['consent-at'] ? { consentAt: values['consent-at'] } : {}),
        ...(values['consent-by'] ? { consentBy: values['consent-by'] } : {}),
        ...(values.law ? { lawInstrument: values.law } : {}),
        ...(values.article ? { lawArticle: values.article } : {}),
        ...(values.agent ? { agent: values.agent } : {}),
      };
      const params = { caseId: await caseIdOf(connection, name) };
      print(io, await connection.call(addCallRecording, { params, query }, { upload: await fileForm(path) }));
      return 0;
    });
  },
};
