import { textOf, utf8 } from '#domain/evidence/bytes.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { CallProvider } from '../ports/calls.ts';
import type { TenantTx } from '../ports/transactions.ts';
import type { CallParts } from './parts.ts';

type ProviderParts = Pick<CallParts, 'providers' | 'signatures' | 'vault' | 'audit' | 'clock'>;

export type ProviderWish = {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly privateHosts: boolean;
  readonly largestBytes: number;
  /** The Authorization header for fetching; absent keeps what is there, empty removes it. */
  readonly authorization?: string;
};

/** The longest that an old secret stays good after a rotation. */
export const longestOverlapHours = 168;

/** Sets a provider up; the secret is answered this once. A provider that makes its own secret gives it. */
export async function addProvider(parts: ProviderParts, tx: TenantTx, wish: ProviderWish & { readonly secret?: string }) {
  const secret = chosenSecret(parts, wish.secret);
  const provider: CallProvider = {
    id: parts.clock.newId(),
    name: wish.name,
    secret: parts.vault.close(utf8(secret)),
    hosts: wish.hosts.map(plainHost),
    privateHosts: wish.privateHosts,
    largestBytes: wish.largestBytes,
    createdAt: parts.clock.now(),
    createdBy: tx.actor.id,
    ...(wish.authorization ? { authorization: parts.vault.close(utf8(wish.authorization)) } : {}),
  };
  await parts.providers.add(tx, provider);
  await parts.audit.record(tx, { action: 'call-provider.added', subject: { kind: 'call-provider', id: provider.id }, after: told(provider) });
  return { provider, secret };
}

export async function changeProvider(parts: ProviderParts, tx: TenantTx, providerId: string, wish: ProviderWish): Promise<CallProvider> {
  const before = await foundProvider(parts, tx, providerId);
  const { authorization: kept, ...rest } = before;
  const authorization = wish.authorization === undefined ? kept : wish.authorization === '' ? undefined : parts.vault.close(utf8(wish.authorization));
  const provider: CallProvider = {
    ...rest,
    name: wish.name,
    hosts: wish.hosts.map(plainHost),
    privateHosts: wish.privateHosts,
    largestBytes: wish.largestBytes,
    ...(authorization ? { authorization } : {}),
  };
  await parts.providers.change(tx, provider);
  await parts.audit.record(tx, {
    action: 'call-provider.changed',
    subject: { kind: 'call-provider', id: providerId },
    before: told(before),
    after: told(provider),
  });
  return provider;
}

/** A new secret, answered this once; the one before stays good for `overlapHours`, so that no event is lost meanwhile. */
export async function rotateSecret(
  parts: ProviderParts,
  tx: TenantTx,
  providerId: string,
  { overlapHours, secret: given }: { readonly overlapHours: number; readonly secret?: string },
) {
  const before = await foundProvider(parts, tx, providerId);
  const secret = chosenSecret(parts, given);
  const until = parts.clock.now() + Math.min(overlapHours, longestOverlapHours) * 3_600_000;
  const provider: CallProvider = { ...before, secret: parts.vault.close(utf8(secret)), previous: { ...before.secret, until } };
  await parts.providers.change(tx, provider);
  await parts.audit.record(tx, { action: 'call-provider.rotated', subject: { kind: 'call-provider', id: providerId }, after: { overlapHours } });
  return { provider, secret };
}

export async function removeProvider(parts: ProviderParts, tx: TenantTx, providerId: string): Promise<void> {
  await foundProvider(parts, tx, providerId);
  await parts.providers.remove(tx, providerId, parts.clock.now());
  await parts.audit.record(tx, { action: 'call-provider.removed', subject: { kind: 'call-provider', id: providerId } });
}

/** The secrets that are good at an instant, the newest first. */
export function livingSecrets({ vault }: Pick<ProviderParts, 'vault'>, { secret, previous }: CallProvider, at: number): string[] {
  return [secret, ...(previous && previous.until > at ? [previous] : [])].map(({ sealed, wrappedKey }) => textOf(vault.open(sealed, wrappedKey)));
}

async function foundProvider(parts: ProviderParts, tx: TenantTx, providerId: string): Promise<CallProvider> {
  const found = await parts.providers.get(tx, providerId);
  if (!found) throw new DomainError('calls.provider_not_found', `There is no telephony provider ${providerId} here.`, { providerId });
  return found;
}

function chosenSecret({ signatures }: ProviderParts, given: string | undefined): string {
  if (given !== undefined) signatures.usable(given);
  return given ?? signatures.fresh();
}

/** "Recordings.Example:8443" -> "recordings.example:8443"; anything with a path, a user or a star is refused. */
function plainHost(text: string): string {
  const host = text.trim().toLowerCase();
  if (!/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/.test(host)) {
    throw new DomainError('calls.bad_host', `expected a host like recordings.example.com or host:port, got "${text.slice(0, 80)}"`, {
      host: text.slice(0, 80),
    });
  }
  return host;
}

const told = ({ hosts, privateHosts, largestBytes, authorization }: CallProvider) => ({
  hosts: hosts.length,
  privateHosts,
  largestBytes,
  authorization: authorization !== undefined,
});
