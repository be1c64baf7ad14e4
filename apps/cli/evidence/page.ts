import { constants } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ensureVerifier } from '../../server/verifier.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  noun: 'evidence',
  verb: 'page',
  summary: 'Write the offline verifier: one HTML file that checks bundles in any browser, without us and without network',
  examples: ['quittance evidence page verifier.html'],
  async run(args, { stdout, stderr }) {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
    const [out, ...more] = positionals;
    if (out === undefined || more.length > 0) {
      stderr.write('quittance evidence page: expected one file to write, e.g. verifier.html\n');
      return 64;
    }
    const page = await ensureVerifier((text) => void stderr.write(`quittance: ${text}\n`));
    try {
      await copyFile(page, out, constants.COPYFILE_EXCL);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
      stderr.write(`quittance evidence page: ${out} is there already; name another file\n`);
      return 73;
    }
    stdout.write(`${out}\n`);
    return 0;
  },
};
