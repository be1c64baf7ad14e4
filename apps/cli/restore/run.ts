import type { Command } from '../command.ts';

export const command: Command = {
  noun: 'restore',
  verb: '',
  summary: 'Bring a backup archive back into an empty data folder',
  examples: ['npx quittance restore monday.tar.zst', 'QUITTANCE_DATA=/srv/trial npx quittance restore monday.tar.zst --json'],
  async run(args, io) {
    const [file, ...rest] = args.filter((arg) => arg !== '--json');
    if (file === undefined || rest.length > 0 || file.startsWith('-')) {
      io.stderr.write('quittance restore: expected one FILE to read, e.g. npx quittance restore monday.tar.zst\n');
      return 64;
    }
    const [{ restoreFrom }, { readSettings }] = await Promise.all([import('../../server/backup.ts'), import('../../server/settings.ts')]);
    const settings = readSettings(process.env);
    const manifest = await restoreFrom(settings, file, (text) => io.stderr.write(`${text}\n`));
    if (args.includes('--json')) io.stdout.write(`${JSON.stringify({ dataFolder: settings.dataFolder, ...manifest })}\n`);
    else io.stdout.write(`restored the backup of ${manifest.createdAt} into ${settings.dataFolder}; npm start serves it.\n`);
    return 0;
  },
};
