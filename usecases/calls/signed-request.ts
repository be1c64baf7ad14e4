import { DomainError } from '#domain/kernel/error.ts';
import { isUuid } from '#domain/kernel/id.ts';
import type { CallProvider } from '../ports/calls.ts';
import type { CallParts } from './parts.ts';
import { livingSecrets } from './providers.ts';

/** How far a request's time may lie from now, either way (Standard Webhooks advises five minutes). */
export const toleranceSeconds = 300;

export type SignedHeaders = { readonly id?: string; readonly timestamp?: string; readonly signature?: string };

/** A provider that proved who it is, and the tenant it belongs to. */
export type KnownProvider = CallProvider & { readonly tenant: string };

/**
 * The provider whose secret signed this request. An unknown provider, a missing header and a wrong signature are told apart
 * to nobody: all are `calls.bad_signature`. A time too far from now is `calls.stale_signature`, once the signature holds.
 */
export async function signingProvider(
  parts: Pick<CallParts, 'transactions' | 'providers' | 'signatures' | 'vault' | 'clock'>,
  providerId: string,
  { id = '', timestamp = '', signature = '' }: SignedHeaders,
  payload: Uint8Array,
): Promise<KnownProvider> {
  const now = parts.clock.now();
  const found = isUuid(providerId) ? await parts.transactions.withSystem('telephony', (tx) => parts.providers.find(tx, providerId)) : undefined;
  const sound = /^[\x21-\x7e]{1,200}$/.test(id) && /^\d{1,12}$/.test(timestamp) && signature.length <= 2_000;
  if (!found || !sound || !parts.signatures.holds(livingSecrets(parts, found, now), { id, timestamp, signature, payload })) {
    throw new DomainError('calls.bad_signature', 'expected webhook-id, webhook-timestamp and a webhook-signature by the secret of this provider');
  }
  const seconds = Math.abs(now / 1000 - Number(timestamp));
  if (seconds > toleranceSeconds) {
    throw new DomainError(
      'calls.stale_signature',
      `expected a webhook-timestamp within ${toleranceSeconds} s of now, got one ${Math.round(seconds)} s away`,
      {
        toleranceSeconds,
      },
    );
  }
  return found;
}
