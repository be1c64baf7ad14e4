import { openAnchors } from '#adapters/anchors/open.ts';
import { foldersOf, readSettings } from '../../server/settings.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  noun: 'evidence',
  verb: 'trial-root',
  summary: 'Print the root certificate of the embedded time-stamping authority; it is for trying out and proves nothing against this installation',
  examples: ['quittance evidence trial-root > trial.pem', 'quittance evidence verify bundle.zip --policy policy.txt --time-trust trial.pem'],
  async run(_args, { stdout, stderr }) {
    const { dataFolder, keyPassphrase } = readSettings(process.env);
    const { trial } = openAnchors({
      dataFolder,
      keysFolder: foldersOf(dataFolder).keys,
      now: () => new Date(),
      ...(keyPassphrase ? { keyPassphrase } : {}),
    });
    if (!trial) {
      stderr.write('quittance evidence trial-root: the trial authority is switched off in anchors.json\n');
      return 66;
    }
    stdout.write(trial.authority.rootPem);
    return 0;
  },
};
