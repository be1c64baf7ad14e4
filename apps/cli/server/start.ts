import type { Command } from '../command.ts';

export const command: Command = {
  noun: 'server',
  verb: 'start',
  summary: 'Start everything: database, API, worker and web (the same as npm start)',
  examples: ['npx quittance server start', 'QUITTANCE_PORT=8080 npx quittance server start'],
  async run() {
    // Serves until a signal ends the process.
    await import('../../server/main.ts');
    return 0;
  },
};
