import type { Command } from '../command.ts';
import { withInstallation } from './parts/installation.ts';

export const command: Command = {
  noun: 'evidence',
  verb: 'policy',
  summary: "Print this installation's log, report and witness keys as a policy file; hand it over by another way than the bundle",
  examples: ['quittance evidence policy > policy.txt'],
  run: (_args, { stdout, stderr }) =>
    withInstallation(stderr, async (evidence) => {
      stdout.write(await evidence.policyText());
      return 0;
    }),
};
