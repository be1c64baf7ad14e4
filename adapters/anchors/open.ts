import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { evmAnchor } from '#adapters/chain/evm.ts';
import { judicialChainAnchor } from '#adapters/chain/judicial.ts';
import { calendarAnchor, esploraHeaders } from '#adapters/opentimestamps/calendar.ts';
import { revocationSource } from '#adapters/revocation/source.ts';
import { embeddedAnchor, timestampAuthority } from '#adapters/timestamp/authority-client.ts';
import { type EmbeddedAuthority, embeddedAuthority } from '#adapters/timestamp/embedded-authority.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Anchor } from '#usecases/ports/anchor.ts';
import type { RevocationSource } from '#usecases/seal/collect-revocation.ts';
import { readAnchorsFile } from './file.ts';

export type Anchors = {
  /** Stamps by the platform itself, for trying out; absent when switched off. */
  readonly trial?: { readonly authority: EmbeddedAuthority; readonly anchor: Anchor };
  readonly outside: readonly Anchor[];
  /** Between two requests to outside authorities. */
  readonly everyMinutes: number;
  /** Asks for what an RFC 3161 token can be judged by later; absent when switched off. */
  readonly revocation?: RevocationSource;
};

/** The authorities of <data>/anchors.json, and the trial authority with its key in the key folder. */
export function openAnchors(options: {
  dataFolder: string;
  keysFolder: string;
  keyPassphrase?: string;
  privateHosts?: readonly string[];
  now: () => Date;
}): Anchors {
  const { dataFolder, now } = options;
  const file = readAnchorsFile(resolve(dataFolder, 'anchors.json'));
  const authority = file.trialAuthority === false ? undefined : embeddedAuthority(options.keysFolder, now, options.keyPassphrase);
  const headers = file.openTimestamps?.blockHeadersUrl;
  return {
    ...(authority ? { trial: { authority, anchor: embeddedAnchor(authority) } } : {}),
    everyMinutes: file.everyMinutes ?? 10,
    ...(file.revocation ? { revocation: revocationSource({ privateHosts: options.privateHosts ?? [] }) } : {}),
    outside: [
      ...(file.timestampAuthorities ?? []).map(timestampAuthority),
      ...(file.openTimestamps?.calendars ?? []).map((calendar) =>
        calendarAnchor({ ...calendar, now, ...(headers === undefined ? {} : { headers: esploraHeaders(headers) }) }),
      ),
      ...(file.evm ?? []).map(({ privateKeyFile, contract, confirmations = 12, ...rest }) =>
        evmAnchor({ ...rest, confirmations, contract: contract as `0x${string}`, privateKey: keyIn(resolve(dataFolder, privateKeyFile)) }),
      ),
      ...(file.judicialChains ?? []).map((chain) => judicialChainAnchor({ ...chain, now })),
    ],
  };
}

function keyIn(path: string): `0x${string}` {
  let key: string;
  try {
    key = readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new DomainError('evidence.bad_key_file', `expected the chain account's private key in ${path}`, {}, cause);
  }
  if (!/^0x[0-9a-fA-F]{64}$/.test(key)) throw new DomainError('evidence.bad_key_file', `expected 0x and 64 hexadecimal digits in ${path}`);
  return key as `0x${string}`;
}
