import type { Command } from '../command.ts';

export const command: Command = {
  noun: 'registry',
  verb: 'formats',
  summary: 'List the bulk formats that registry import reads, with their standard source and licence',
  examples: ['npx quittance registry formats', 'npx quittance registry formats --json'],
  async run(args, io) {
    const { formats } = await import('#adapters/registers/formats.ts');
    const rows = formats.map(({ id, title, source }) => ({ id, title, source: source.id, licence: source.licence, countries: source.countries }));
    if (args.includes('--json')) io.stdout.write(`${JSON.stringify(rows)}\n`);
    else for (const { id, title, licence } of rows) io.stdout.write(`${id.padEnd(22)} ${title} (${licence})\n`);
    return 0;
  },
};
