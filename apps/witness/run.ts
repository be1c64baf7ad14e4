import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { lockFolder } from '#adapters/log/folder-lock.ts';
import { openWitnessKeys } from '#adapters/log/keys.ts';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { witnessState } from '#adapters/log/witness-state.ts';
import { cosignerKey } from '#domain/evidence/cosignature.ts';
import { parseVkey, type VerifierKey, vkey } from '#domain/evidence/note.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { witnessServer } from './server.ts';

const options = {
  name: { type: 'string' },
  data: { type: 'string', default: 'quittance-witness' },
  log: { type: 'string', multiple: true, default: [] },
  policy: { type: 'string' },
  port: { type: 'string', default: '4190' },
  host: { type: 'string', default: '127.0.0.1' },
} as const satisfies ParseArgsConfig['options'];

export type RunningWitness = { readonly url: string; readonly policyLines: readonly string[]; close(): Promise<void> };

/** Starts a witness as its flags say and answers where it listens and which lines go into a policy. */
export async function runWitness(args: readonly string[]): Promise<RunningWitness> {
  const { values } = parseArgs({ args: [...args], options });
  const name = values.name;
  if (!name)
    throw new DomainError('evidence.bad_flag', 'expected --name, a URL without scheme that names who runs the witness, e.g. witness.example.org/w1');
  const logs = logKeys(values.log, values.policy);
  const data = resolve(values.data);
  const release = lockFolder(join(data, 'state'));
  try {
    const running = await listen(data, name, logs, values);
    return {
      ...running,
      close: () => running.close().finally(release),
    };
  } catch (cause) {
    release();
    throw cause;
  }
}

async function listen(
  data: string,
  name: string,
  logs: readonly VerifierKey[],
  values: { readonly host: string; readonly port: string },
): Promise<RunningWitness> {
  const signers = openWitnessKeys(join(data, 'keys'), process.env.QUITTANCE_KEY_PASSPHRASE);
  const server = witnessServer({ name, signers, logs, state: witnessState(join(data, 'state')), now: () => new Date() });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(Number(values.port), values.host, listening);
  });
  const address = server.address() as { port: number };
  const url = `http://${values.host}:${address.port}`;
  const keys = signers.map((signer) => cosignerKey(nodeCrypto, name, signer));
  return {
    url,
    policyLines: keys.map((key, i) => `witness ${name.replaceAll(/[^A-Za-z0-9.-]/g, '-')}-${i === 0 ? 'ed25519' : 'mldsa44'} ${vkey(key)} ${url}`),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function logKeys(given: readonly string[], policyFile: string | undefined): readonly VerifierKey[] {
  const fromPolicy = policyFile === undefined ? [] : parsePolicy(nodeCrypto, readFileSync(policyFile, 'utf8')).logs.map(({ key }) => key);
  const keys = [...given.map((text) => parseVkey(nodeCrypto, text)), ...fromPolicy];
  if (keys.length === 0) throw new DomainError('evidence.bad_flag', 'expected --log VKEY or --policy FILE with the keys of the logs to witness');
  return keys;
}
