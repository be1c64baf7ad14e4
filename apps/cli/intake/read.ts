import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { readPaper } from '#adapters/formats/papers.ts';
import type { ClaimDraft } from '#domain/claim/draft.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { isRefusal, type Refusal, refuse } from '#domain/kernel/refusal.ts';
import { largestPaperBytes, tooLarge } from '#usecases/intake/read-claim-draft.ts';
import { draftText } from './draft-text.ts';

type Streams = { readonly stdin: Readable; readonly stdout: Writable; readonly stderr: Writable };

/** Exit codes of sysexits.h: usage 64, bad data 65, no input 66, cannot read 74. */
const exits = { ok: 0, usage: 64, data: 65, noInput: 66, io: 74 } as const;

export const command = {
  noun: 'intake',
  verb: 'read',
  summary: 'Read e-invoices (UBL, CII, Factur-X/ZUGFeRD PDF, Chinese e-invoice) and print the claim draft',
  examples: ['quittance intake read invoice.xml --json', 'quittance intake read *.pdf', 'cat invoice.xml | quittance intake read - --json'],
  run,
};

/** One draft a file; with several files `--json` prints a JSON array. Every file is read; the worst exit code is returned. */
async function run(args: string[], io: Streams): Promise<number> {
  const json = args.includes('--json');
  const files = args.filter((arg) => arg === '-' || !arg.startsWith('-'));
  const unknown = args.find((arg) => arg.startsWith('-') && arg !== '-' && arg !== '--json' && arg !== '--help');
  if (args.includes('--help')) {
    io.stdout.write(usage());
    return exits.ok;
  }
  if (files.length === 0 || unknown !== undefined) {
    io.stderr.write(unknown === undefined ? `cli.usage: name at least one file\n${usage()}` : `cli.usage: unknown option ${unknown}\n${usage()}`);
    return exits.usage;
  }
  let exit: number = exits.ok;
  const printed: unknown[] = [];
  for (const file of files) {
    const { result, code } = await readOne(file, io.stdin);
    exit = Math.max(exit, code);
    if (isRefusal(result)) io.stderr.write(`${file}: ${result.code}: ${String(result.data.en)}\n`);
    if (json) printed.push(isRefusal(result) ? { file, error: { code: result.code, ...result.data } } : result);
    else if (!isRefusal(result)) io.stdout.write(draftText(result));
  }
  if (json) io.stdout.write(`${JSON.stringify(printed.length === 1 ? printed[0] : printed, null, 2)}\n`);
  return exit;
}

async function readOne(file: string, stdin: Readable): Promise<{ result: ClaimDraft | Refusal; code: number }> {
  try {
    if (file === '-') return judged(await readPaper(stdin, 'stdin'));
    const entry = await stat(file);
    if (entry.isDirectory()) {
      return {
        result: refuse('intake.is_directory', [], { zh: '这是文件夹，不是文件。', en: 'This is a folder, not a file.' }),
        code: exits.noInput,
      };
    }
    if (entry.size > largestPaperBytes) return judged(tooLarge());
    return judged(await readPaper(createReadStream(file), file));
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    const absent = ['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '');
    const why = cause instanceof Error ? cause.message.slice(0, 200) : String(cause);
    return absent
      ? { result: refuse('intake.no_such_file', [], { zh: '找不到文件。', en: 'There is no such file.' }), code: exits.noInput }
      : { result: refuse('intake.unreadable', [], { zh: `无法读取文件：${why}`, en: `The file cannot be read: ${why}` }), code: exits.io };
  }
}

const judged = (result: ClaimDraft | Refusal) => ({ result, code: isRefusal(result) ? exits.data : exits.ok });

const usage = (): string => `quittance intake read FILE... [--json]

${command.summary}.
FILE may be - for standard input. Exit codes: 0 read, 64 usage, 65 unreadable or foreign file, 66 no such file, 74 read error.

Examples:
${command.examples.map((example) => `  ${example}`).join('\n')}
`;
