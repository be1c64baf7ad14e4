import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { DomainError } from '#domain/kernel/error.ts';
import type { WebhookSignatures } from '#usecases/ports/webhook-signatures.ts';

const prefix = 'whsec_';

/** Standard Webhooks 1.0, symmetric signatures: v1 is the base64 of HMAC-SHA256 over "id.timestamp.payload". */
export const standardWebhooks: WebhookSignatures = {
  fresh: () => `${prefix}${randomBytes(32).toString('base64')}`,

  usable(secret) {
    const bytes = keyOf(secret);
    if (bytes === undefined || bytes.length < 24 || bytes.length > 64) {
      throw new DomainError(
        'calls.bad_secret',
        `expected a secret like whsec_ followed by 24 to 64 bytes in base64 (Standard Webhooks), got ${bytes === undefined ? 'no such text' : `${bytes.length} bytes`}`,
      );
    }
  },

  sign: (secret, { id, timestamp, payload }) => `v1,${mac(secret, id, String(timestamp), payload).toString('base64')}`,

  holds(secrets, { id, timestamp, payload, signature }) {
    // Every given signature is held against every secret, so that the time taken tells nothing of which one fitted.
    const given = signature
      .split(' ')
      .slice(0, 16)
      .flatMap((part) => (part.startsWith('v1,') ? [Buffer.from(part.slice(3), 'base64')] : []));
    let found = false;
    for (const secret of secrets) {
      const expected = mac(secret, id, timestamp, payload);
      for (const one of given) if (one.length === expected.length && timingSafeEqual(one, expected)) found = true;
    }
    return found;
  },
};

function keyOf(secret: string): Buffer | undefined {
  const text = secret.startsWith(prefix) ? secret.slice(prefix.length) : secret;
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

const mac = (secret: string, id: string, timestamp: string, payload: Uint8Array): Buffer =>
  createHmac('sha256', keyOf(secret) ?? Buffer.alloc(0))
    .update(`${id}.${timestamp}.`)
    .update(payload)
    .digest();
