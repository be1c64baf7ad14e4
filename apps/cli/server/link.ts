import type { Command } from '../command.ts';

export const command: Command = {
  noun: 'server',
  verb: 'link',
  summary: 'Make a one-time sign-in link: the first one founds the organisation, later ones sign its administrator in',
  examples: ['npx quittance server link', 'npx quittance server link --json'],
  async run(args, io) {
    const [{ newHostLink }, { readSettings }] = await Promise.all([import('../../server/link.ts'), import('../../server/settings.ts')]);
    const made = await newHostLink(readSettings(process.env), (text) => io.stderr.write(`${text}\n`));
    io.stdout.write(args.includes('--json') ? `${JSON.stringify(made)}\n` : `${made.link}\ngood once and for 24 hours\n`);
    return 0;
  },
};
