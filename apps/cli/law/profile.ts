import type { Command, Io } from '../command.ts';

const usage = `quittance law profile CODE [--from SEAT]      ISO 3166-1 code; SEAT adds the routes from any creditor's seat
quittance law profile --list
quittance law profile --batch < codes.ndjson   lines {code, from?}
`;

export const command: Command = {
  noun: 'law',
  verb: 'profile',
  summary: 'A country: conventions, limitation, time and cost of enforcing, routes to a title from China and the Union',
  examples: ['quittance law profile DE', 'quittance law profile BR --from CN', 'quittance law profile --list'],
  run,
};

async function run(args: string[], io: Io): Promise<number> {
  const { parseArgs } = await import('node:util');
  let parsed: { values: { batch?: boolean; list?: boolean; from?: string }; positionals: string[] };
  try {
    const options = { batch: { type: 'boolean' }, json: { type: 'boolean' }, list: { type: 'boolean' }, from: { type: 'string' } } as const;
    parsed = parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    io.stderr.write(`law profile: ${(error as Error).message}\n${usage}`);
    return 64;
  }
  const { values, positionals } = parsed;
  const { eachLine } = await import('./lines/requests.ts');
  if (values.batch) return eachLine(io, answer);
  if (values.list) return list(io);
  const [code, ...more] = positionals;
  if (code === undefined || more.length > 0) {
    io.stderr.write(`law profile: expected one country code, got ${positionals.length}\n${usage}`);
    return 64;
  }
  io.stdout.write(`${JSON.stringify(await answer({ code, ...(values.from ? { from: values.from } : {}) }), null, 2)}\n`);
  return 0;
}

async function list(io: Io): Promise<number> {
  const { profileCodes, countryOf } = await import('#domain/law/profiles/profile.ts');
  for (const code of profileCodes()) {
    const country = countryOf(code);
    io.stdout.write(`${JSON.stringify({ code, zh: country?.zh, en: country?.en })}\n`);
  }
  return 0;
}

async function answer(request: unknown): Promise<unknown> {
  const { answerProfile } = await import('#usecases/consult/answers/profile.ts');
  return answerProfile(request);
}
