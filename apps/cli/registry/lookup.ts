import type { Answer } from '#domain/kernel/answer.ts';
import type { Command, Io } from '../command.ts';

const usage = `quittance registry lookup NAME [--id scheme:value]... [--country CC] [--person] [--organisation NAME] [--json]
Asks the local register and lists: found / not found / not covered. A hit by name alone is for a person to confirm.
`;

export const command: Command = {
  noun: 'registry',
  verb: 'lookup',
  summary: 'Ask the local register and lists about one party',
  examples: [
    'npx quittance registry lookup "Acme Trading Limited" --country GB',
    'npx quittance registry lookup "华兴贸易有限公司" --id uscc:91310000MA1FL0X14Y --json',
  ],
  run,
};

async function run(args: string[], io: Io): Promise<number> {
  const { parseArgs } = await import('node:util');
  const read = () =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        id: { type: 'string', multiple: true },
        country: { type: 'string' },
        person: { type: 'boolean' },
        organisation: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  let parsed: ReturnType<typeof read>;
  try {
    parsed = read();
  } catch (error) {
    io.stderr.write(`registry lookup: ${(error as Error).message}\n${usage}`);
    return 64;
  }
  const { values, positionals } = parsed;
  if (values.help) {
    io.stdout.write(usage);
    return 0;
  }
  const identifiers = (values.id ?? []).map((text) => ({ scheme: text.slice(0, text.indexOf(':')), value: text.slice(text.indexOf(':') + 1) }));
  if (positionals.length !== 1 || identifiers.some(({ scheme, value }) => scheme === '' || value === '')) {
    io.stderr.write(`registry lookup: expected one NAME and --id as scheme:value\n${usage}`);
    return 64;
  }
  const [{ lookUp }, { readSettings }] = await Promise.all([import('../../server/registry.ts'), import('../../server/settings.ts')]);
  const answers = await lookUp(
    readSettings(process.env),
    {
      name: positionals[0] ?? '',
      kind: values.person ? 'person' : 'organisation',
      identifiers,
      ...(values.country ? { address: { lines: [], country: values.country.toUpperCase() } } : {}),
    },
    values.organisation,
  );
  if (values.json) {
    io.stdout.write(`${JSON.stringify(answers)}\n`);
    return 0;
  }
  const all: readonly Answer<object>[] = [...(answers.register ?? []), ...(answers.lists ?? [])];
  if (all.length === 0) io.stdout.write('not covered: no register and no list has been imported\n');
  for (const answer of all) io.stdout.write(`${line(answer)}\n`);
  return 0;
}

function line(answer: Answer<object>): string {
  switch (answer.kind) {
    case 'found':
      return `found        ${answer.source} (${answer.asOf}): ${JSON.stringify(answer.value)}`;
    case 'not-found':
      return `not found    ${answer.source} (${answer.asOf})`;
    case 'not-covered':
      return `not covered  ${answer.source}: ${answer.why}`;
    case 'source-failed':
      return `failed       ${answer.source}: ${answer.why}`;
  }
}
