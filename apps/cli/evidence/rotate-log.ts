import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { systemClock } from '#adapters/clock/system.ts';
import { newestOf } from '#adapters/log/logs.ts';
import { postgresAudit } from '#adapters/postgres/govern/audit.ts';
import { organisations } from '#adapters/postgres/registry/organisations.ts';
import { askForRotation } from '#usecases/seal/ask-rotation.ts';
import type { Command } from '../command.ts';
import { withInstallation } from './parts/installation.ts';

const longestWaitMs = 60_000;

export const command: Command = {
  noun: 'evidence',
  verb: 'rotate-log',
  summary: 'Begin a new log with new keys; its first leaf is the last checkpoint of the old one, which is closed and stays served',
  examples: ['quittance evidence rotate-log --reason "yearly change of keys" --yes'],
  async run(args, { stdout, stderr }) {
    const { values } = parseArgs({ args, options: { reason: { type: 'string' }, yes: { type: 'boolean', default: false } } });
    const { reason, yes } = values;
    if (!yes || !reason?.trim()) {
      stderr.write('quittance evidence rotate-log: expected --reason and --yes: the old log cannot be opened again\n');
      return 64;
    }
    return withInstallation(stderr, async (evidence, transactions) => {
      const before = await newestOf(evidence.logs);
      const audit = postgresAudit(systemClock);
      const parts = { logs: evidence.logs, succession: evidence.succession, audit, now: () => new Date() };
      // The log is everybody's: the change stands in every organisation's trail.
      for (const { id } of await transactions.withSystem('evidence-rotation', organisations))
        await transactions.withTenant(id, { kind: 'system', id: 'cli' }, (tx) => askForRotation(parts, tx, reason));
      await evidence.succession.ask(new Date());
      // A running server leads the log and does it; without one this command leads for as long as it takes.
      const stop = new AbortController();
      const failures: string[] = [];
      const leading = evidence.keepSequencing(stop.signal, (error) => failures.push((error as Error).message));
      let after = before;
      for (const until = Date.now() + longestWaitMs; after.number === before.number && Date.now() < until && failures.length < 3; ) {
        await wait(200);
        after = await newestOf(evidence.logs);
      }
      // The new log's first checkpoint.
      for (const until = Date.now() + 10_000; (await after.store.bestSigned()) === undefined && Date.now() < until; ) await wait(200);
      stop.abort();
      await leading;
      if (after.number === before.number) {
        stderr.write(`quittance evidence rotate-log: the log ${before.origin} is still open: ${failures.at(-1) ?? 'nobody leads it'}\n`);
        return 75;
      }
      stdout.write(`${JSON.stringify({ closed: before.origin, begun: after.origin, number: after.number, keys: after.keys })}\n`);
      return 0;
    });
  },
};
