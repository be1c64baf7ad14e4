import { runWitness } from '../../witness/run.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  noun: 'witness',
  verb: 'run',
  summary: 'Cosign the growth of evidence logs (c2sp.org/tlog-witness), with a key and memory of its own',
  examples: [
    'quittance witness --name witness.example.org/w1 --policy policy.txt',
    'quittance witness --name witness.example.org/w1 --log "VKEY" --port 4190 --data ./witness',
  ],
  async run(args, { stdout, stderr }) {
    const witness = await runWitness(args);
    stderr.write(`witness: listening at ${witness.url}. Ctrl-C stops it. For policies:\n`);
    for (const line of witness.policyLines) stdout.write(`${line}\n`);
    await new Promise<void>((stop) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
    });
    await witness.close();
    return 0;
  },
};
