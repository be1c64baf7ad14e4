import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import { marksOf } from './parts/marks.ts';

export const command: Command = {
  noun: 'evidence',
  verb: 'pages',
  summary: 'Print what stands for a file and its pages: the digests that a registration seals; nothing is sent',
  examples: ['quittance evidence pages contract.pdf', 'quittance evidence pages ./contract-folder --json   # the `files` of POST /v1/contracts'],
  async run(args, { stdout, stderr }) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
    const absent = positionals.find((path) => !existsSync(path));
    if (positionals.length === 0 || absent !== undefined) {
      stderr.write(`quittance evidence pages: ${absent === undefined ? 'expected files or folders' : `there is no ${absent}`}\n`);
      return absent === undefined ? 64 : 66;
    }
    const files = await marksOf(positionals);
    if (values.json) {
      stdout.write(`${JSON.stringify({ files })}\n`);
      return 0;
    }
    for (const { path, sha256, size, pages } of files) {
      stdout.write(`${sha256}  ${path} (${size} bytes${pages ? `, ${pages.pages.length} pages, ${pages.method}` : ', pages not told apart'})\n`);
      for (const [i, page] of pages?.pages.entries() ?? []) {
        stdout.write(
          `  page ${i + 1}  content ${page.content}  text ${page.text ?? '-'}${page.annotations ? `  annotations ${page.annotations}` : ''}\n`,
        );
      }
    }
    return 0;
  },
};
