import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Signer } from '#domain/evidence/crypto.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { signerOf } from './node-crypto.ts';

/** The installation's secrets: separate keys for log, report and witness, and the master key that wraps data keys. */
export type LogKeys = {
  /** Ed25519 first, then ML-DSA-44: both sign every checkpoint. */
  readonly log: readonly [Signer, Signer];
  readonly report: Signer;
  readonly master: KeyBytes;
};
type KeyBytes = Uint8Array;

/**
 * Reads the keys in `folder` (mode 0700, files 0600) and makes the missing ones. With a passphrase the private keys are
 * PKCS #8 encrypted; without one only the file mode protects them.
 */
export function openLogKeys(folder: string, passphrase?: string): LogKeys {
  return {
    log: [signer(folder, 'log', 'ed25519', passphrase), signer(folder, 'log', 'ml-dsa-44', passphrase)],
    report: signer(folder, 'report', 'ed25519', passphrase),
    master: bytes(folder, 'master.key', 32),
  };
}

/** The keys of a later log: each has its own, the first one's stand in `log`. Made when they are missing. */
export const openLaterLogKeys = (folder: string, number: number, passphrase?: string): readonly [Signer, Signer] => [
  signer(folder, `log-${number}`, 'ed25519', passphrase),
  signer(folder, `log-${number}`, 'ml-dsa-44', passphrase),
];

export const openWitnessKeys = (folder: string, passphrase?: string): readonly [Signer, Signer] => [
  signer(folder, 'witness', 'ed25519', passphrase),
  signer(folder, 'witness', 'ml-dsa-44', passphrase),
];

function signer(folder: string, purpose: string, algorithm: 'ed25519' | 'ml-dsa-44', passphrase: string | undefined): Signer {
  const name = `${purpose}.${algorithm}.pem`;
  const pem = readOrMake(folder, name, () => {
    const made: KeyObject = algorithm === 'ed25519' ? generateKeyPairSync('ed25519').privateKey : generateKeyPairSync('ml-dsa-44').privateKey;
    const plain = { type: 'pkcs8', format: 'pem' } as const;
    return Buffer.from(made.export(passphrase ? { ...plain, cipher: 'aes-256-cbc', passphrase } : plain));
  });
  try {
    return signerOf(createPrivateKey({ key: pem, format: 'pem', ...(passphrase ? { passphrase } : {}) }));
  } catch (cause) {
    throw new DomainError(
      'evidence.bad_key_file',
      `expected a ${algorithm} private key in ${name}; is the passphrase right and the file whole?`,
      { name },
      cause,
    );
  }
}

function bytes(folder: string, name: string, length: number): Uint8Array {
  const read = readOrMake(folder, name, () => randomBytes(length));
  if (read.length !== length) throw new DomainError('evidence.bad_key_file', `expected ${length} bytes in ${name}, got ${read.length}`, { name });
  return read;
}

/** Two processes may start at once: whoever links the file first has made the key, the other reads it. */
export function readOrMake(folder: string, name: string, make: () => Buffer): Buffer {
  const path = join(folder, name);
  const found = readIfThere(path);
  if (found) return found;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(file, make());
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(temporary, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
  unlinkSync(temporary);
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
  return readFileSync(path);
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}
