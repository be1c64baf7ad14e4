import type { Command } from '../command.ts';

export const command: Command = {
  noun: 'backup',
  verb: '',
  summary: 'Copy everything into one archive while the server goes on running',
  examples: ['npx quittance backup quittance-2026-11-23.tar.zst', 'npx quittance backup /mnt/backups/monday.tar.zst --json'],
  async run(args, io) {
    const [file, ...rest] = args.filter((arg) => arg !== '--json');
    if (file === undefined || rest.length > 0 || file.startsWith('-')) {
      io.stderr.write('quittance backup: expected one FILE to write, e.g. npx quittance backup monday.tar.zst\n');
      return 64;
    }
    const [{ backUp }, { readSettings }] = await Promise.all([import('../../server/backup.ts'), import('../../server/settings.ts')]);
    const done = await backUp(readSettings(process.env), file, new Date(), (text) => io.stderr.write(`${text}\n`));
    if (args.includes('--json')) io.stdout.write(`${JSON.stringify({ file, ...done })}\n`);
    else
      io.stdout.write(
        `${file}: ${done.files} files, ${(done.bytes / 1e6).toFixed(1)} MB. It holds the signing keys: keep it where only you can read it.\n`,
      );
    return 0;
  },
};
