import { hex } from '#domain/evidence/bytes.ts';
import type { Crypto } from '#domain/evidence/crypto.ts';
import { parseVkey, signatureType } from '#domain/evidence/note.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import type { LogProgress, LogSuccession, Logs, OneLog } from '../ports/logs.ts';

export type LogStandingParts = {
  readonly crypto: Pick<Crypto, 'sha256'>;
  readonly logs: Logs;
  readonly succession: Pick<LogSuccession, 'progress'>;
  readonly policyText: () => Promise<string>;
  readonly organisations: () => Promise<number>;
};

export type StandingKey = {
  /** Verifier key in its text form (c2sp.org/signed-note). */
  readonly vkey: string;
  readonly algorithm: 'Ed25519' | 'ML-DSA-44';
  /** SHA-256 of the public key, hexadecimal: to compare by telephone. */
  readonly fingerprint: string;
};
export type StandingLog = Pick<OneLog, 'number' | 'origin' | 'closedAt' | 'first'> &
  Omit<LogProgress, 'number'> & { readonly keys: readonly StandingKey[] };
export type LogStanding = {
  readonly logs: readonly StandingLog[];
  /** Those whom the policy names. Without a quorum among them the log only asserts itself. */
  readonly witnesses: readonly { readonly name: string; readonly fingerprint: string }[];
  readonly selfAsserted: boolean;
  /** Organisations that share the installation and so its log. */
  readonly organisations: number;
};

/** Every log of the installation with its keys, how far it has come, and who else vouches for it. */
export async function logStanding(parts: LogStandingParts): Promise<LogStanding> {
  const [logs, progress] = await Promise.all([parts.logs(), parts.succession.progress()]);
  const policy = parsePolicy(parts.crypto, await parts.policyText());
  const nothingYet: LogProgress = { number: 0, size: 0, witnessedSize: 0 };
  return {
    logs: logs.map(({ number, origin, keys, closedAt, first }) => ({
      ...(progress.find((one) => one.number === number) ?? nothingYet),
      number,
      origin,
      keys: keys.map((text) => standingKey(parts.crypto, text)),
      ...(closedAt ? { closedAt } : {}),
      ...(first ? { first } : {}),
    })),
    witnesses: [...policy.witnesses].map(([name, { key }]) => ({ name, fingerprint: hex(parts.crypto.sha256(key.publicKey)) })),
    selfAsserted: policy.quorum === 'none',
    organisations: await parts.organisations(),
  };
}

function standingKey(crypto: Pick<Crypto, 'sha256'>, text: string): StandingKey {
  const { type, publicKey } = parseVkey(crypto, text);
  return { vkey: text, algorithm: type === signatureType.mlDsa44Cosignature ? 'ML-DSA-44' : 'Ed25519', fingerprint: hex(crypto.sha256(publicKey)) };
}
