import type { Command } from '../command.ts';

export const command: Command = {
  noun: 'registry',
  verb: 'index',
  summary: 'Build the index of all imported names that "names match" searches',
  examples: ['npx quittance registry index', 'npx quittance registry index --json'],
  async run(args, io) {
    const at = args.indexOf('--organisation');
    const organisation = at < 0 ? undefined : args[at + 1];
    const [{ indexNames }, { readSettings }] = await Promise.all([import('../../server/registry.ts'), import('../../server/settings.ts')]);
    const done = await indexNames(readSettings(process.env), organisation);
    io.stdout.write(
      args.includes('--json') ? `${JSON.stringify(done)}\n` : `${done.names} names in ${done.file}, ${(done.bytes / 1e6).toFixed(1)} MB\n`,
    );
    return 0;
  },
};
