import { parseArgs } from 'node:util';
import { planLetter } from '#contract/operations/letters.ts';
import type { Command } from '../command.ts';
import { caseIdOf, print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'letter',
  verb: 'plan',
  summary: "Write the creditor's own demand for a case and put it up for approval",
  examples: ['quittance letter plan 26-000001 --channel post', 'quittance letter plan 26-000001 --channel email --locale en --days 14'],
  async run(args, io) {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { channel: text, locale: text, days: text, json: { type: 'boolean' } },
    });
    const [name] = positionals;
    const { channel = 'post', locale, days } = values;
    if (!name || (channel !== 'post' && channel !== 'email') || (locale !== undefined && locale !== 'zh-CN' && locale !== 'en')) {
      io.stderr.write('quittance letter plan: expected a case, --channel post or email, --locale zh-CN or en\n');
      return 64;
    }
    return withServer(io, async (connection) => {
      const params = { caseId: await caseIdOf(connection, name) };
      const body = {
        kind: 'demand' as const,
        channel,
        ...(locale ? { locale: locale === 'en' ? ('en' as const) : ('zh-CN' as const) } : {}),
        ...(days ? { payWithinDays: Number(days) } : {}),
      } as const;
      const planned = await connection.call(planLetter, { params, body });
      if (values.json) print(io, planned);
      else io.stdout.write(`letter ${planned.message.id}  ${planned.message.state}\n`);
      return 0;
    });
  },
};
