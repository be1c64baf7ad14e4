import type { LawAnswer } from '#domain/law/ask/answers.ts';
import type { LawBook } from '#domain/law/book.ts';
import type { Io } from '../../command.ts';

/** How a verb turns flags into the JSON request that stdin would carry. */
export type LawVerb = {
  readonly verb: string;
  readonly usage: string;
  /** Flags with a text value -> the key of the request. */
  readonly texts: Readonly<Record<string, string>>;
  /** Flags without a value -> the key of the request. */
  readonly switches: Readonly<Record<string, string>>;
  /** The key that a bare word fills. */
  readonly bare?: string;
  readonly answer: () => Promise<(request: unknown, today: string, book: LawBook) => LawAnswer | Promise<LawAnswer>>;
};

/** Flags, one JSON request on stdin, or `--batch` NDJSON; prints `{result, trace}`. A refusal is an answer; its exit code is 0. */
export async function runLaw(verb: LawVerb, args: string[], io: Io): Promise<number> {
  const { parseArgs } = await import('node:util');
  const flags = {
    ...options(verb.texts, 'string'),
    ...options(verb.switches, 'boolean'),
    json: { type: 'boolean' },
    batch: { type: 'boolean' },
  } as const;
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({ args, options: flags, allowPositionals: verb.bare !== undefined });
  } catch (error) {
    io.stderr.write(`law ${verb.verb}: ${(error as Error).message}\n${verb.usage}`);
    return 64;
  }
  const { eachLine, oneRequest } = await import('./requests.ts');
  const { openLawBook } = await import('#adapters/law/folder.ts');
  const [answer, book, today] = [await verb.answer(), openLawBook(), new Date().toISOString().slice(0, 10)];
  if (parsed.values.batch) return eachLine(io, async (request) => answer(request, today, book));
  const request = fromFlags(verb, parsed);
  if (request === undefined && 'isTTY' in io.stdin && io.stdin.isTTY) {
    io.stderr.write(verb.usage);
    return 64;
  }
  io.stdout.write(`${JSON.stringify(await answer(request ?? (await oneRequest(io)), today, book), null, 2)}\n`);
  return 0;
}

const options = <T extends 'string' | 'boolean'>(keys: Readonly<Record<string, string>>, type: T): Record<string, { type: T }> =>
  Object.fromEntries(Object.keys(keys).map((key) => [key, { type }]));

function fromFlags(
  verb: LawVerb,
  { values, positionals }: { values: Record<string, unknown>; positionals: string[] },
): Record<string, unknown> | undefined {
  const request: Record<string, unknown> = {};
  for (const [flag, key] of Object.entries({ ...verb.texts, ...verb.switches })) if (values[flag] !== undefined) request[key] = values[flag];
  if (verb.bare !== undefined && positionals[0] !== undefined) request[verb.bare] = positionals[0];
  if (typeof request.agreedYearly === 'string') request.agreedInterest = { kind: 'yearly', percent: request.agreedYearly };
  if (typeof request.agreedDaily === 'string') request.agreedInterest = { kind: 'daily', percent: request.agreedDaily };
  const { agreedYearly, agreedDaily, ...rest } = request;
  return Object.keys(rest).length === 0 ? undefined : rest;
}

/** The flags of the short form of a claim, shared by position, interest and limitation. */
export const claimFlags = {
  jurisdiction: 'jurisdiction',
  amount: 'amount',
  currency: 'currency',
  due: 'due',
  issued: 'issued',
  delivered: 'delivered',
  contract: 'contract',
  basis: 'basis',
  'as-of': 'asOf',
  'creditor-kind': 'creditorKind',
  'debtor-kind': 'debtorKind',
  'creditor-size': 'creditorSize',
  'debtor-size': 'debtorSize',
  'agreed-yearly': 'agreedYearly',
  'agreed-daily': 'agreedDaily',
  'day-count': 'dayCount',
  interval: 'interval',
  rounding: 'rounding',
  'round-at': 'roundAt',
} as const;
export const claimSwitches = { consumer: 'consumer' } as const;
