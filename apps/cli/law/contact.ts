import type { Command, Io } from '../command.ts';

const usage = `quittance law contact --channel call --debtor consumer --place US-NY --sender collector --sender-place US [--at 2026-11-23T09:00:00-05:00]
                      [--zone America/New_York] [--sector bank-consumer-loan] [--recipient debtor] [--purpose demand] [--claim ID] [--number N]
quittance law contact < question.json
quittance law contact --batch < questions.ndjson
`;

export const command: Command = {
  noun: 'law',
  verb: 'contact',
  summary: 'May this person be contacted, by this channel, now? Which rule, and when is it next allowed',
  examples: [
    'quittance law contact --channel call --debtor consumer --place CN --sender creditor --sender-place CN --at 2026-11-23T21:59:00+08:00',
    'quittance law contact < question.json      (keys: instant, channel, sender, debtor, history, consents, stops ...)',
    'quittance law contact --batch < questions.ndjson > answers.ndjson',
  ],
  run,
};

async function run(args: string[], io: Io): Promise<number> {
  const { parseArgs } = await import('node:util');
  const text = { type: 'string' } as const;
  const options = {
    batch: { type: 'boolean' },
    json: { type: 'boolean' },
    at: text,
    channel: text,
    debtor: text,
    sender: text,
    'sender-place': text,
  } as const;
  const more = {
    place: { type: 'string', multiple: true },
    zone: { type: 'string', multiple: true },
    sector: text,
    recipient: text,
    purpose: text,
    claim: text,
    number: text,
  } as const;
  let flags: Flags & { batch?: boolean };
  try {
    flags = parseArgs({ args, options: { ...options, ...more } }).values;
  } catch (error) {
    io.stderr.write(`law contact: ${(error as Error).message}\n${usage}`);
    return 64;
  }
  const { eachLine, oneRequest } = await import('./lines/requests.ts');
  if (flags.batch) return eachLine(io, answer);
  if (!flags.channel && 'isTTY' in io.stdin && io.stdin.isTTY) {
    io.stderr.write(usage);
    return 64;
  }
  const question = flags.channel ? fromFlags(flags) : await oneRequest(io);
  io.stdout.write(`${JSON.stringify(await answer(question), null, 2)}\n`);
  return 0;
}

type Flags = {
  at?: string;
  channel?: string;
  debtor?: string;
  sender?: string;
  'sender-place'?: string;
  place?: string[];
  zone?: string[];
  sector?: string;
  recipient?: string;
  purpose?: string;
  claim?: string;
  number?: string;
};

function fromFlags(flags: Flags): unknown {
  const place = (text: string): object => {
    const [country = '', region] = text.toUpperCase().split('-');
    return { country, ...(region ? { region } : {}) };
  };
  const zones = flags.zone ? { zones: flags.zone } : {};
  const { sector, recipient, purpose, claim, number } = flags;
  return {
    instant: flags.at ?? new Date().toISOString(),
    channel: flags.channel,
    sender: { relation: flags.sender ?? 'creditor', place: place(flags['sender-place'] ?? flags.place?.[0] ?? '') },
    debtor: { kind: flags.debtor ?? 'consumer', places: (flags.place ?? []).map((text) => ({ ...place(text), ...zones })) },
    sector,
    recipient,
    purpose,
    claim,
    number,
  };
}

async function answer(request: unknown): Promise<unknown> {
  const { answerContact } = await import('#usecases/consult/answers/contact.ts');
  return answerContact(request);
}
