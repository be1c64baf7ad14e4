import { parseArgs } from 'node:util';
import { getLogStanding } from '#contract/operations/evidence.ts';
import type { Command } from '../command.ts';
import { print, withServer } from '../connection.ts';

export const command: Command = {
  noun: 'evidence',
  verb: 'logs',
  summary: "The server's logs: size, state, last checkpoint, fingerprints of the keys, witnesses",
  examples: ['quittance evidence logs', 'quittance evidence logs --json'],
  async run(args, io) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
    return withServer(io, async (connection) => {
      const standing = await connection.call(getLogStanding, {});
      if (values.json) {
        print(io, standing);
        return 0;
      }
      for (const { origin, size, witnessedSize, lastSignedAt, closedAt, rotationAskedAt, keys } of standing.logs) {
        const state = closedAt ? `closed ${closedAt}` : rotationAskedAt ? `open, a new one asked for ${rotationAskedAt}` : 'open';
        io.stdout.write(`${origin}  ${state}\n  ${size} leaves signed ${lastSignedAt ?? 'never'}, ${witnessedSize} of them witnessed\n`);
        for (const { algorithm, fingerprint } of keys) io.stdout.write(`  ${algorithm} ${fingerprint}\n`);
      }
      io.stdout.write(
        standing.selfAsserted
          ? 'self-asserted: the policy names no quorum of witnesses\n'
          : standing.witnesses.map(({ name, fingerprint }) => `witness ${name} ${fingerprint}\n`).join(''),
      );
      return 0;
    });
  },
};
