import type { Command } from '../command.ts';

export const command: Command = {
  noun: 'server',
  verb: 'work',
  summary: 'Run one more worker beside a server, or on another machine with DATABASE_URL and S3_URL',
  examples: ['npx quittance server work', 'DATABASE_URL=postgres://me:pw@db/claims npx quittance server work'],
  async run() {
    const { work } = await import('../../server/extra-worker.ts');
    // Works until a signal ends the process.
    await work(process.env);
    return 0;
  },
};
