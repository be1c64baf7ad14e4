import { runWitness } from './run.ts';

// The witness alone, for an arbitration commission, a notary or opposing counsel: node apps/witness/main.ts --name ... --log ...
try {
  const witness = await runWitness(process.argv.slice(2));
  process.stderr.write(`witness: listening at ${witness.url}\nFor the policy of whoever relies on it:\n`);
  for (const line of witness.policyLines) process.stdout.write(`${line}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void witness.close());
} catch (error) {
  const { code, message } = error as { code?: string; message: string };
  process.stderr.write(`witness: ${message}${code ? ` [${code}]` : ''}\n`);
  process.exitCode = 64;
}
